"""The register of papers owed upward: standing duties with their rule, and what became of each paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trongtam.archive.models import IssuedPaper, StoredFile
from trongtam.ground.periods import Period
from trongtam.org.models import Person, Unit

from ..owing import recurrence
from ..owing.recurrence import Once, Rule

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class DutyPeriod(models.TextChoices):
    MONTH = recurrence.MONTH, _("every month")
    QUARTER = recurrence.QUARTER, _("every quarter")
    FIRST_HALF = recurrence.FIRST_HALF, _("the first 6 months")
    LAST_HALF = recurrence.LAST_HALF, _("the last 6 months")
    NINE_MONTHS = recurrence.NINE_MONTHS, _("9 months")
    YEAR = recurrence.YEAR, _("the whole year")


class Way(models.TextChoices):
    AFTER = recurrence.AFTER, _("days after the period has ended")
    BEFORE = recurrence.BEFORE, _("days before the period ends")
    ON_DAY = recurrence.ON_DAY, _("a fixed day of the month")


class Weekend(models.TextChoices):
    KEEP = recurrence.KEEP, _("stays")
    EARLIER = recurrence.EARLIER, _("the Friday before")
    LATER = recurrence.LATER, _("the Monday after")


class DutyQuerySet(models.QuerySet["Duty"]):
    def visible_to(self, user: User) -> DutyQuerySet:
        """Duties of units in reach, and those that oneself prepares."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        own = Q(preparer_id=reach.person_id) if reach.person_id else Q(pk__in=[])
        return self.filter(reach.reached_units("unit__") | own)


class Duty(models.Model):
    """A paper that a unit owes a superior, again and again or once. Which papers it makes, and by when, is its `rule`; a paper is
    named by the duty and the code of its period, and is kept only once something happened to it (`Dispatch`).

    Papers due before `begins_on`, or after `ended_on`, are not owed. `lead_days`: so long before the due day it is on the desk.
    `once_for`, `due_on`: the period and the day of what is asked for once. `asked_in`: the document that asks for it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties")
    title = models.CharField(_("paper"), max_length=200)
    folded = models.CharField(max_length=420, editable=False)
    recipient = models.CharField(_("recipient"), max_length=160)
    kinds = models.JSONField(_("periods"))
    way = models.CharField(max_length=6, choices=[*Way.choices, (recurrence.ONCE, _("asked for once"))])
    once_for = models.CharField(max_length=24, blank=True)
    due_on = models.DateField(null=True, blank=True)
    asked_in = models.CharField(max_length=160, blank=True)
    number = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField(default=0)
    weekend = models.CharField(max_length=7, choices=Weekend.choices, default=Weekend.KEEP)
    lead_days = models.PositiveSmallIntegerField(default=10)
    preparer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=200, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper owed upward")
        verbose_name_plural = _("papers owed upward")
        ordering = ["folded", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(lead_days__lte=60), name="duty_shown_in_time"),
            models.CheckConstraint(condition=Q(ended_on__isnull=True) | ~Q(ended_reason=""), name="duty_ended_why"),
            models.CheckConstraint(
                condition=(Q(way="once") & Q(due_on__isnull=False) & ~Q(once_for=""))
                | (~Q(way="once") & Q(due_on__isnull=True) & Q(once_for="")),
                name="duty_once_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_once(self) -> bool:
        return self.due_on is not None

    @property
    def rule(self) -> Rule | Once:
        if self.due_on is not None:
            return Once(Period.parse(self.once_for), self.due_on)
        return Rule(frozenset(self.kinds), self.way, self.number, self.months, self.weekend)


class DispatchKind(models.TextChoices):
    SENT = "sent", _("sent")
    NOT_ASKED = "not_asked", _("not asked for this time")


class Dispatch(models.Model):
    """What became of one paper of a duty: sent, with its proof, or not asked for this time, with the reason in `note`.

    `due_on` as it was when this was noted. Taken back, it stays with the reason. The proof of a sent paper is a file, a number
    with its day, or the paper that this program issued.
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="dispatches")
    period_code = models.CharField(_("period"), max_length=24)
    kind = models.CharField(max_length=9, choices=DispatchKind.choices)
    due_on = models.DateField(_("due"))
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    dated = models.DateField(_("dated"), null=True, blank=True)
    proof = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(IssuedPaper, null=True, blank=True, on_delete=models.PROTECT, related_name="dispatches")
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "period_code"], condition=Q(withdrawn_at__isnull=True), name="dispatch_once_a_paper"
            ),
            models.CheckConstraint(
                condition=(Q(kind="sent") & Q(sent_on__isnull=False)) | (Q(kind="not_asked") & ~Q(note="")),
                name="dispatch_says_when_or_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind="sent")
                | Q(proof__isnull=False)
                | Q(paper__isnull=False)
                | (~Q(number="") & Q(dated__isnull=False)),
                name="dispatch_sent_with_proof",
            ),
        ]

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @property
    def is_late(self) -> bool:
        return self.sent_on is not None and self.sent_on > self.due_on
