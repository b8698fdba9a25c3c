"""Reporting rounds: who owes the figures of a period, who has sent them, and what the office said to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.ground.periods import Period
from trongtam.org.models import Unit

from ..submitting import OWED
from ..submitting import State as Step

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class SubmissionState(models.TextChoices):
    OPEN = Step.OPEN.value, _("not sent yet")
    SUBMITTED = Step.SUBMITTED.value, _("sent, waits")
    ACCEPTED = Step.ACCEPTED.value, _("accepted")
    RETURNED = Step.RETURNED.value, _("sent back")
    LOCKED = Step.LOCKED.value, _("locked, final")


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> RoundQuerySet:
        """Rounds of units in reach, and those that ask a unit in reach."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        asked = Submission.objects.filter(reach.reached_units("unit__")).values("round_id")
        return self.filter(reach.reached_units("unit__") | Q(pk__in=asked))

    def in_force(self) -> RoundQuerySet:
        return self.filter(cancelled_at__isnull=True)


class Round(models.Model):
    """One period that several units report; `unit` gathers it. Figures are typed on the entry sheets of the period alone."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rounds")
    period_code = models.CharField(_("period"), max_length=24)
    period_start = models.DateField()
    period_end = models.DateField()
    due_on = models.DateField(_("due"))
    note = models.CharField(_("note"), max_length=400, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_reason = models.TextField(blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting round")
        verbose_name_plural = _("reporting rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period_code"], condition=Q(cancelled_at__isnull=True), name="round_once"
            ),
            models.CheckConstraint(condition=Q(period_end__gt=F("period_start")), name="round_period_lasts"),
        ]

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @property
    def sheet_month(self) -> Period:
        """The month whose entry sheet is sent for the round: the last one of its period."""
        return Period.month(self.period_end.year, self.period_end.month)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: User) -> SubmissionQuerySet:
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).reached_units("unit__"))

    def owed(self) -> SubmissionQuerySet:
        """Still to be sent, and not handed on to the unit after a merger."""
        return self.standing().filter(state__in=[state.value for state in OWED])

    def standing(self) -> SubmissionQuerySet:
        """Of rounds in force, all but those that another unit carries on."""
        return self.filter(carried_to__isnull=True, round__cancelled_at__isnull=True)


class Submission(models.Model):
    """What one unit owes a round. Which state may follow which stands in `submitting`.

    `reason`: why it was sent back or opened again, of the last time. `missing`: why it was sent although units below lack.
    `doubts`: what was doubtful when it was sent: [{"code", "indicator", "said", "why"}]. `carried_to`: the submission of the
    unit that carries this one on after a merger.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=9, choices=SubmissionState.choices, default=SubmissionState.OPEN)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    proxy = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)
    missing = models.TextField(blank=True)
    doubts = models.JSONField(default=list)
    carried_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="carried_from")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="submission_once")]
