"""Work that comes back: a rule says on which days, every unit says each time whether it was done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.archive.models import StoredFile
from trongtam.org.models import Unit, UnitKind

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class RecurringQuerySet(models.QuerySet["Recurring"]):
    def visible_to(self, user: User) -> RecurringQuerySet:
        """Those of organs in reach, and of the organs above one's own units, which owe them."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        above = {int(part) for post in reach.posts for part in post.unit_path.strip("/").split("/") if part}
        leading = Q(unit__kind=UnitKind.PARTY_COMMITTEE, unit__parent_id__in=above)
        return self.filter(reach.visible_units("unit__") | leading)

    def running_on(
        self, day: date, before: timedelta = timedelta(0), after: timedelta = timedelta(0)
    ) -> RecurringQuerySet:
        """Those of which a day may lie near a day: so long before it and so long after."""
        return self.running_in(day - after, day + before)

    def running_in(self, first: date, last: date) -> RecurringQuerySet:
        """Those of which a day may lie between two days."""
        over = Q(end__lt=first) | Q(stopped_on__isnull=False, stopped_on__lt=first)
        return self.filter(start__lte=last).exclude(over)


class Recurring(models.Model):
    """What units of one kind below an organ do again and again. `rule`: RFC 5545, without DTSTART ("FREQ=MONTHLY;
    BYMONTHDAY=20"); the days lie in start…end, and none after `stopped_on`."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="recurring", verbose_name=_("asked by"))
    title = models.CharField(_("work"), max_length=300)
    rule = models.CharField(_("rule"), max_length=200)
    unit_kind = models.CharField(_("done by"), max_length=16)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"))
    basis = models.CharField(_("legal basis"), max_length=255, blank=True)
    root_kind = models.CharField(max_length=20, blank=True)
    root_id = models.BigIntegerField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    stopped_on = models.DateField(null=True, blank=True)
    stopped_reason = models.TextField(blank=True)

    objects = RecurringQuerySet.as_manager()

    class Meta:
        verbose_name = _("recurring work")
        verbose_name_plural = _("recurring works")
        constraints = [models.CheckConstraint(condition=Q(end__gte=F("start")), name="recurring_lasts")]

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date:
        """The last day on which it may come: its end, or the day on which it was stopped."""
        return self.end if self.stopped_on is None else min(self.end, self.stopped_on)


class OccurrenceState(models.TextChoices):
    DONE = "done", _("done")
    NOT_DONE = "not_done", _("not done")
    EXCUSED = "excused", _("excused")


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def visible_to(self, user: User) -> OccurrenceQuerySet:
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).reached_units("unit__"))

    def current(self) -> OccurrenceQuerySet:
        return self.filter(superseded_at__isnull=True)


class Occurrence(models.Model):
    """What a unit said about one day of the rule. Said again, the older word stays beside it; nothing said is no row."""

    recurring = models.ForeignKey(Recurring, on_delete=models.PROTECT, related_name="occurrences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=OccurrenceState.choices)
    note = models.CharField(_("note"), max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    proxy = models.BooleanField(default=False)
    superseded_at = models.DateTimeField(null=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("occurrence")
        constraints = [
            models.UniqueConstraint(
                fields=["recurring", "unit", "day"],
                condition=Q(superseded_at__isnull=True),
                name="occurrence_said_once",
            )
        ]
        indexes = [models.Index(fields=["unit", "day"], name="occurrence_of_unit")]


class OccurrenceEvidence(models.Model):
    """A photo or file that proves what was said."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occurrence", "file"], name="occurrence_evidence_once")]
