"""What was promised."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Person, Unit
from trongtam.resolutions.models import Clause, Document

from .indicators import Indicator
from .measurements import Bound

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Comparator(models.TextChoices):
    AT_LEAST = ">=", _("at least")
    MORE_THAN = ">", _("more than")
    AT_MOST = "<=", _("at most")
    LESS_THAN = "<", _("less than")
    EXACTLY = "=", _("exactly")
    ABOUT = "~", _("about")
    RANGE = "range", _("from … to …")
    STATUS = "status", _("done")


class Form(models.TextChoices):
    LEVEL = "level", _("level")
    CHANGE_ABSOLUTE = "change_absolute", _("change since the baseline")
    CHANGE_RELATIVE = "change_relative", _("relative change since the baseline")
    CHANGE_POINTS = "change_points", _("change in points since the baseline")
    AVERAGE_PER_YEAR = "average_per_year", _("average change a year")


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user: User) -> TargetQuerySet:
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).visible_units("unit__"))

    def in_force(self) -> TargetQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class Target(models.Model):
    """A promise of one unit for one period. Amounts are integers of 10^-`decimals`; the indicator's for form level."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="targets")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="targets")
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="targets")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="allotments")
    holder = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="targets_held")
    name = models.CharField(_("name"), max_length=200, blank=True)
    order = models.PositiveIntegerField(default=0)
    period_code = models.CharField(_("period"), max_length=24)
    period_start = models.DateField()
    period_end = models.DateField()
    comparator = models.CharField(max_length=6, choices=Comparator.choices, default=Comparator.AT_LEAST)
    form = models.CharField(max_length=16, choices=Form.choices, default=Form.LEVEL)
    decimals = models.PositiveSmallIntegerField(default=0)
    plan = models.BigIntegerField(_("plan"), null=True, blank=True)
    plan_to = models.BigIntegerField(_("plan, upper end"), null=True, blank=True)
    tolerance = models.BigIntegerField(_("tolerance"), null=True, blank=True)
    baseline = models.BigIntegerField(_("baseline"), null=True, blank=True)
    baseline_bound = models.CharField(max_length=9, choices=Bound.choices, default=Bound.EXACTLY)
    baseline_on = models.DateField(_("baseline dated"), null=True, blank=True)
    part = models.CharField(_("part of the whole"), max_length=40, blank=True)
    set_by_superior = models.BooleanField(_("set by the superior"), default=False)
    for_criteria = models.BooleanField(
        default=False
    )  # made by a set of criteria: it stands on their board, not on the unit's
    is_invented = models.BooleanField(default=False)
    set_at = models.DateTimeField(null=True, editable=False)  # since when it asks for figures; not known: always
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        indexes = [
            models.Index(fields=["unit", "period_code"]),
            models.Index(fields=["indicator", "period_start", "period_end"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(period_end__gt=F("period_start")), name="target_period_lasts"),
            models.CheckConstraint(condition=Q(comparator="status") | Q(plan__isnull=False), name="target_has_plan"),
            models.CheckConstraint(
                condition=~Q(comparator="range") | Q(plan_to__gte=F("plan")), name="target_range_has_both_ends"
            ),
        ]

    def __str__(self) -> str:
        """Its name; of one part of a whole with the part: "Cơ cấu giá trị sản xuất: nông nghiệp"."""
        if self.name:
            return self.name
        return f"{self.indicator.name}: {self.part}" if self.part else self.indicator.name

    def value_of(self, amount: int | None) -> Decimal | None:
        """A stored amount of this target as a quantity."""
        return None if amount is None else Decimal(amount).scaleb(-self.decimals)


class Carried(models.Model):
    """A merger or a split made the plan of `target` out of that of `source`, of the unit before; `share` 1 in a merger. The
    source stays as it was promised, on the unit that promised it."""

    source = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="carried_into")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="carried_from")
    share = models.DecimalField(max_digits=9, decimal_places=8, default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="carried_once"),
            models.CheckConstraint(condition=Q(share__gt=0) & Q(share__lte=1), name="carried_share"),
        ]
