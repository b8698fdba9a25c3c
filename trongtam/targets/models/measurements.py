"""What was stated. Append-only: a correction supersedes, a mistake is withdrawn; both stay readable as they were known."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.archive.models import StoredFile
from trongtam.org.models import Unit

from .indicators import Indicator, Source

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Bound(models.TextChoices):
    EXACTLY = "exactly", _("exactly")
    MORE_THAN = "more_than", _("more than")
    LESS_THAN = "less_than", _("less than")
    ABOUT = "about", _("about")


class Finality(models.TextChoices):
    ESTIMATE = "estimate", _("estimate")
    PRELIMINARY = "preliminary", _("preliminary")
    OFFICIAL = "official", _("official")


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def visible_to(self, user: User) -> MeasurementQuerySet:
        """Statements of units in reach: a single unit's figure is not a sum of the units above."""
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).reached_units("unit__"))

    def current(self) -> MeasurementQuerySet:
        return self.filter(known_to__isnull=True)

    def known_on(self, moment: datetime) -> MeasurementQuerySet:
        """Statements as they were known at a moment."""
        return self.filter(Q(stated_at__lte=moment) & (Q(known_to__isnull=True) | Q(known_to__gt=moment)))


class Measurement(models.Model):
    """One statement of one unit about one indicator and period.

    Amounts are integers of 10^-decimals of the indicator. `value` for flow, stock and ratios stated without counts;
    `numerator`/`denominator` for ratios; `yes` for yes_no; `parts` for compositions; `stated_share` (percent × 10^6) for
    a share stated without its counts: shown, never combined. `known_to` closes a superseded or withdrawn statement.
    `is_kept`: the unit said that the figure of the period before stays; nobody typed it.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="measurements", db_index=False)
    period_code = models.CharField(max_length=24)
    period_start = models.DateField()
    period_end = models.DateField()
    value = models.BigIntegerField(null=True)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    yes = models.BooleanField(null=True)
    parts = models.JSONField(null=True)
    stated_share = models.BigIntegerField(null=True)
    bound = models.CharField(max_length=9, choices=Bound.choices, default=Bound.EXACTLY)
    finality = models.CharField(max_length=11, choices=Finality.choices, default=Finality.OFFICIAL)
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.STATED)
    note = models.TextField(blank=True)
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    proxy = models.BooleanField(default=False)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    reason = models.TextField(blank=True)
    known_to = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)
    is_kept = models.BooleanField(default=False, db_default=False)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "period_code"],
                condition=Q(known_to__isnull=True),
                name="measurement_current_once",
            ),
            models.CheckConstraint(condition=Q(period_end__gte=F("period_start")), name="measurement_period_lasts"),
            models.CheckConstraint(
                condition=Q(value__isnull=False)
                | Q(numerator__isnull=False)
                | Q(yes__isnull=False)
                | Q(parts__isnull=False)
                | Q(stated_share__isnull=False),
                name="measurement_says_something",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | ~Q(denominator=0), name="measurement_denominator"
            ),
        ]
        indexes = [
            # By the end: what is asked for is nearly always the latest, and years of earlier statements lie before it.
            models.Index(fields=["unit", "indicator", "period_end"], name="measurement_by_end"),
            # Roll-ups of a period over many units are answered from this index alone.
            models.Index(
                fields=["period_code", "unit", "indicator", "value", "numerator", "denominator", "bound"],
                condition=Q(known_to__isnull=True),
                name="measurement_rollup",
            ),
        ]


class Evidence(models.Model):
    """What proves a statement: a file, or the number and date of a paper kept elsewhere."""

    measurement = models.ForeignKey(Measurement, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dated = models.DateField(null=True, blank=True)


class SheetNote(models.Model):
    """What a unit tells the office with its sheet of a period: difficulties of the unit, no names."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    period_code = models.CharField(max_length=24)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
