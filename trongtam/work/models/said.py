"""What was said about a work, append-only: its steps, reports, explanations and appraisals, each with who and when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trongtam.archive.models import StoredFile

from .works import Milestone, Quality, Work, WorkState


def mark(model: type[models.Model], pk: int) -> str:
    """What a trail keeps of a holder, "org.unit:12": no name of a person."""
    return f"{model._meta.label_lower}:{pk}"


class Said(models.Model):
    """Who said it, when; `proxy`: entered by someone else for the holder, who may object in the book."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    proxy = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Turn(Said):
    """An act that moved the work or changed what was agreed: `said` holds what changed, as name → [before, after]."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="turns")
    act = models.CharField(max_length=12)
    before = models.CharField(max_length=11, choices=WorkState.choices, blank=True)
    after = models.CharField(max_length=11, choices=WorkState.choices)
    reason = models.TextField(blank=True)
    said = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["act", "at"])]


class Progress(Said):
    """How far it is. `obstacle`: what stands in the way; `help`: what is asked of those above; `answer` settles both."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="reports")
    on = models.DateField(_("as of the day"))
    percent = models.PositiveSmallIntegerField()
    milestones = models.ManyToManyField(Milestone, blank=True, related_name="+")
    note = models.TextField(_("note"), blank=True)
    obstacle = models.TextField(_("obstacle"), blank=True)
    help = models.TextField(_("help asked for"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("progress report")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(percent__lte=100), name="progress_percent")]

    @property
    def in_need(self) -> bool:
        return bool(self.obstacle or self.help) and self.answered_at is None


class WorkEvidence(models.Model):
    """A file that proves a report."""

    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["progress", "file"], name="work_evidence_once")]


class ExplanationState(models.TextChoices):
    ASKED = "asked", _("asked")
    ANSWERED = "answered", _("answered, waits")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("not accepted")


class Explanation(Said):
    """A request to explain (yêu cầu giải trình): asked of the holder until a day, answered, accepted or not. One that was not
    accepted is asked again as a new one; the thread stays."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="explanations")
    question = models.TextField(_("what is to be explained"))
    due = models.DateField(_("due"))
    state = models.CharField(max_length=8, choices=ExplanationState.choices, default=ExplanationState.ASKED)
    answer = models.TextField(_("explanation"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    verdict = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("request to explain")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["state", "due"])]


class Side(models.TextChoices):
    SELF = "self", _("own appraisal")
    SUPERVISOR = "supervisor", _("the supervisor's appraisal")


class Appraisal(Said):
    """A judgement of a work that was handed in. `form` and `marks`: the scoring sheet of its day, item → chosen option;
    `score` as that sheet counts it. The last one of a side that no later step took back is the one that counts."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="appraisals")
    side = models.CharField(max_length=10, choices=Side.choices)
    done_on = models.DateField(_("finished on"))
    on_time = models.BooleanField()
    quality = models.CharField(_("quality"), max_length=8, choices=Quality.choices)
    form = models.CharField(max_length=40, blank=True)
    marks = models.JSONField(default=dict)
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    note = models.TextField(_("note"), blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("appraisal")
        ordering = ["at", "pk"]
