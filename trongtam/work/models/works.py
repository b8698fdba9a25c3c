"""An assigned work: what, for whom, by when, out of which root; its products and its roadmap."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.ground.periods import Period
from trongtam.org.models import Person, Unit
from trongtam.targets.models import AdoptedCriterion, Target

from .. import standing
from ..life import ASSIGNED_ONCE, REGISTERING, RUNNING, State
from .campaigns import Campaign, focus_labels, focuses_in

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Kind(models.TextChoices):
    BREAKTHROUGH = "breakthrough", _("Breakthrough, renewal")
    KEY = "key", _("Key work")
    ROUTINE = "routine", _("Routine work")
    RECURRING = "recurring", _("Recurring work")
    FOLLOW_UP = "follow_up", _("Follow-up")


class WorkState(models.TextChoices):
    PROPOSED = State.PROPOSED.value, _("being drafted")
    REGISTERED = State.REGISTERED.value, _("registered, waits for approval")
    RETURNED = State.RETURNED.value, _("sent back")
    WITHDRAWN = State.WITHDRAWN.value, _("taken off the list")
    ASSIGNED = State.ASSIGNED.value, _("assigned")
    IN_PROGRESS = State.IN_PROGRESS.value, _("in progress")
    REPORTED = State.REPORTED.value, _("handed in, waits for appraisal")
    APPRAISED = State.APPRAISED.value, _("appraised")
    CONCLUDED = State.CONCLUDED.value, _("concluded")
    STOPPED = State.STOPPED.value, _("stopped")
    CARRIED = State.CARRIED.value, _("carried over to the next year")


class Quality(models.TextChoices):
    BEYOND = "beyond", _("beyond what was asked")
    AS_ASKED = "as_asked", _("as asked")
    SHORT = "short", _("short of what was asked")


class RootKind(models.TextChoices):
    """Roots that are words alone; the others are kinds that rooms register (`resolutions.roots`)."""

    SUPERIOR = "superior", _("Assigned by a superior")
    OWN = "own", _("Own registration")


class WorkQuerySet(models.QuerySet["Work"]):
    def visible_to(self, user: User) -> WorkQuerySet:
        """Works held, assigned or supported by units in reach, and those that one holds or supervises oneself."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        seen = reach.reached_units("home__") | Q(
            pk__in=Work.cooperating.through.objects.filter(reach.reached_units("unit__")).values("work_id")
        )
        if reach.person_id is not None:
            seen |= Q(holder_person=reach.person_id) | Q(supervisor=reach.person_id)
        return self.filter(seen)

    def assigned(self) -> WorkQuerySet:
        """All that were ever assigned, whatever became of them; one that was carried over counts in both its years."""
        return self.filter(state__in=[state.value for state in ASSIGNED_ONCE])

    def registering(self) -> WorkQuerySet:
        return self.filter(state__in=[state.value for state in REGISTERING])

    def running(self) -> WorkQuerySet:
        return self.filter(state__in=[state.value for state in RUNNING])

    def late_on(self, day: date) -> WorkQuerySet:
        return self.running().filter(due__lt=day)


class Work(models.Model):
    """One work of one holder, a unit or a person. Which state may follow which stands in `life`.

    `unit`: the organ that assigns it, by the unit whose people keep its list. `home`: where it is held: the holder's unit, or
    the unit that keeps the person's record; roll-ups and reach go by it. `focus`: one or several, as `focuses_in` reads them.
    `period_code` is the year in whose list it stands, `stage_code` the longer stage where it has one ("2021..2022").
    `first_due`: the day that was first agreed. `heard_on`, `in_need`: the last word about it, and an obstacle or request for
    help without an answer; both follow its reports.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="works_assigned", verbose_name=_("assigned by")
    )
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="works")
    title = models.CharField(_("work"), max_length=400)
    folded = models.CharField(max_length=400, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.ROUTINE)
    focus = models.CharField(_("focus"), max_length=60, blank=True)
    home = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="works_at_home")
    holder_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="works", verbose_name=_("held by the unit")
    )
    holder_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="works", verbose_name=_("held by")
    )
    supervisor = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="works_supervised",
        verbose_name=_("supervised by"),
    )
    cooperating = models.ManyToManyField(
        Unit, blank=True, related_name="works_supported", verbose_name=_("cooperating units")
    )
    period_code = models.CharField(_("year"), max_length=24)
    stage_code = models.CharField(_("stage"), max_length=24, blank=True)
    start = models.DateField(_("from"))
    due = models.DateField(_("due"))
    first_due = models.DateField()
    root_kind = models.CharField(max_length=20)
    root_id = models.BigIntegerField(null=True, blank=True)
    root_text = models.CharField(max_length=400, blank=True)
    targets = models.ManyToManyField(Target, blank=True, related_name="works")
    criteria = models.ManyToManyField(AdoptedCriterion, blank=True, related_name="works")
    state = models.CharField(max_length=11, choices=WorkState.choices, default=WorkState.PROPOSED)
    percent = models.PositiveSmallIntegerField(default=0)
    heard_on = models.DateField(null=True)
    in_need = models.BooleanField(default=False)
    done_on = models.DateField(null=True)
    on_time = models.BooleanField(null=True)
    quality = models.CharField(max_length=8, choices=Quality.choices, blank=True)
    carried_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_into"
    )
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        indexes = [
            models.Index(fields=["state", "due"]),
            models.Index(fields=["unit", "period_code", "state"]),
            models.Index(fields=["home", "state", "due"]),
            models.Index(fields=["root_kind", "root_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(holder_unit__isnull=False, holder_person__isnull=True)
                | Q(holder_unit__isnull=True, holder_person__isnull=False),
                name="work_has_one_holder",
            ),
            models.CheckConstraint(condition=Q(due__gte=F("start")), name="work_ends_after_start"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="work_percent"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @property
    def stage(self) -> Period:
        """The longer stage, or the year where there is none."""
        return Period.parse(self.stage_code or self.period_code)

    @property
    def focuses(self) -> tuple[str, ...]:
        return focuses_in(self.focus)

    @property
    def focus_words(self) -> str:
        """“việc khó, việc mới”; empty for none."""
        return ", ".join(focus_labels(self.focus))

    @property
    def facts(self) -> standing.Facts:
        heard = self.heard_on or self.start
        return standing.Facts(self.state, self.start, self.due, heard, self.in_need, self.done_on)


class Product(models.Model):
    """Something that will be there when the work is done; `amount` where it can be counted ("10 nhà văn hóa")."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="products")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(_("product"), max_length=300)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=3, null=True, blank=True)
    measure = models.CharField(_("counted in"), max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "order"], name="product_order_once")]

    def __str__(self) -> str:
        return self.text


class Milestone(models.Model):
    """A step of the roadmap: by when, where, with what product. `dropped_on`: an adjustment took it out; it stays readable."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="milestones")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("step"), max_length=300)
    due = models.DateField(_("due"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    product = models.CharField(_("product"), max_length=300, blank=True)
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        indexes = [models.Index(fields=["due"])]

    def __str__(self) -> str:
        return self.title
