"""What the look keeps on the server: drafts that a person has not sent yet, which forms were sent, long work, saved views."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import registry


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user) -> "DraftQuerySet":
        """Own drafts only, whoever asks."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()


class Draft(models.Model):
    """What one person typed in one form: field name → list of typed values."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    data = models.JSONField()
    updated_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_a_form")]

    def __str__(self) -> str:
        return self.key


class SentForm(models.Model):
    """A form that was sent and how it was answered, so that sending it again does nothing and is answered the same."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    path = models.CharField(max_length=400)
    digest = models.CharField(max_length=64, default="")
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key", "path", "digest"], name="a_form_is_sent_once")]

    def __str__(self) -> str:
        return f"{self.path} {self.key}"


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user) -> "JobQuerySet":
        """Own work only: what it made was read with the sight of who asked."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def of(self, about: str) -> "JobQuerySet":
        """Work on one thing, the last asked first."""
        return self.filter(about=about).order_by("-asked_at", "-pk")


class Job(models.Model):
    """A piece of long work that a person asked for.

    `kind` names what `look.work.kinds` knows; `given` are its plain values and `digest` their hash; `about` the thing it is
    on ("reports.report:12"); `said` what is being done, what came of it, or why it failed. `worker` and `tries` say whose it
    is: who has lost it to another can no longer end it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits its turn")
        RUNNING = "running", _("is being done")
        DONE = "done", _("done")
        FAILED = "failed", _("not done")

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=600)
    given = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    about = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    said = models.TextField(blank=True)
    url = models.CharField(max_length=400, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seen_by_person_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "asked_at"], name="job_by_turn"),
            models.Index(fields=["user", "asked_at"], name="job_by_person"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def percent(self) -> int:
        """0 to 100, rounded down: all of it is only said when it is done."""
        if self.state == self.State.DONE:
            return 100
        return min(100 * self.done // self.total, 99) if self.total else 0


class JobFile(models.Model):
    """The file that a piece of work made; it goes with its job after a week."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="file")
    name = models.CharField(max_length=700)
    content_type = models.CharField(max_length=120)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user) -> "SavedViewQuerySet":
        """Own views, and those that somebody put there for the whole office in which one works."""
        if not user.is_authenticated:
            return self.none()
        return self.open_to(user.pk, [one.key for one in registry.offices(user)])

    def open_to(self, user: int, offices: list[str]) -> "SavedViewQuerySet":
        """`visible_to` by the keys of a person and of the offices in which one works."""
        return self.filter(Q(user_id=user) | Q(office__in=offices))

    def of(self, user) -> "SavedViewQuerySet":
        """Own views only: who saved one changes it."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()


class SavedView(models.Model):
    """A list or a comparison as one person filtered and sorted it, under a name. `route` and `given` are the name of the address
    and what it holds; `query` what was asked, without the page and, for lists of persons, without what was searched.
    `office`: the key of the office (`registry.offices`) whose people all see it; empty for oneself alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    route = models.CharField(max_length=120)
    given = models.JSONField(default=dict)
    query = models.CharField(max_length=1000, blank=True)
    office = models.CharField(max_length=40, blank=True, db_index=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="a_view_is_named_once")]

    def __str__(self) -> str:
        return self.name
