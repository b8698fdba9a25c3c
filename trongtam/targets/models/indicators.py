"""What is measured. Amounts of an indicator are 64-bit integers of 10^-decimals of its unit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Unit, UnitKind

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Measure(models.TextChoices):
    FLOW = "flow", _("adds up over time")
    STOCK = "stock", _("a state; the last one counts")
    RATIO = "ratio", _("a numerator over a denominator")
    YES_NO = "yes_no", _("yes or no")
    COMPOSITION = "composition", _("parts of one whole")


class Better(models.TextChoices):
    MORE = "more", _("the more the better")
    LESS = "less", _("the less the better")
    EXACT = "exact", _("exactly the plan")
    RANGE = "range", _("inside a range")


class Across(models.TextChoices):
    SUM = "sum", _("sum of the units")
    RATIO = "ratio", _("sum of numerators over sum of denominators")
    WEIGHTED = "weighted", _("mean weighted by another indicator")
    SHARE_OF_UNITS = "share_of_units", _("share of units that met their own target")
    NONE = "none", _("listed only")


class Source(models.TextChoices):
    STATED = "stated", _("stated by people")
    LIVE = "live", _("counted by the program")


class Sector(models.TextChoices):
    ECONOMY = "economy", _("Economy")
    CULTURE = "culture", _("Culture and society")
    DEFENCE = "defence", _("Defence and security")
    PARTY = "party", _("Party building, Front and organisations")


class Every(models.TextChoices):
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    HALF = "half", _("every half year")
    YEAR = "year", _("once a year")


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: User) -> IndicatorQuerySet:
        """Indicators of the house (no owner) and of units that the person sees."""
        from trongtam.org.reach import Reach

        return self.filter(Q(owner__isnull=True) | Reach.of(user).visible_units("owner__"))


class Indicator(models.Model):
    """What is measured, by whom it is stated, and how units are combined (numbers.md, "Indicator")."""

    owner = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    hint = models.CharField(_("what exactly is asked"), max_length=200, blank=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=30)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    measure = models.CharField(_("kind of quantity"), max_length=12, choices=Measure.choices)
    better = models.CharField(_("better"), max_length=6, choices=Better.choices, default=Better.MORE)
    scale = models.PositiveIntegerField(_("scale"), default=1)
    stated_by = models.CharField(_("stated by"), max_length=20, choices=UnitKind.choices, default=UnitKind.COMMUNE)
    across = models.CharField(_("across units"), max_length=14, choices=Across.choices, default=Across.SUM)
    weight = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("source"), max_length=6, choices=Source.choices, default=Source.STATED)
    provider = models.CharField(max_length=40, blank=True)
    sector = models.CharField(_("sector"), max_length=8, choices=Sector.choices)
    every = models.CharField(_("stated"), max_length=7, choices=Every.choices, default=Every.MONTH)
    non_negative = models.BooleanField(_("never below zero"), default=True)
    part_of_whole = models.BooleanField(_("a share of a whole, at most 100"), default=False)
    counts_people = models.BooleanField(_("counts persons or households"), default=False)
    parts = models.JSONField(_("parts of the whole"), default=list, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(condition=Q(decimals__lte=6), name="indicator_decimals"),
            models.CheckConstraint(condition=Q(scale__in=[1, 100, 1000, 10000]), name="indicator_scale"),
            models.CheckConstraint(
                condition=~Q(across="weighted") | Q(weight__isnull=False), name="weighted_has_weight"
            ),
            models.CheckConstraint(condition=~Q(source="live") | ~Q(provider=""), name="live_has_provider"),
        ]

    def __str__(self) -> str:
        return self.name

    def to_amount(self, value: Decimal) -> int:
        """The stored integer of a quantity; the caller has refused more decimals than the indicator keeps."""
        return int(value.scaleb(self.decimals))

    def to_value(self, amount: int | None) -> Decimal | None:
        """The quantity of a stored integer, in the indicator's unit."""
        return None if amount is None else Decimal(amount).scaleb(-self.decimals)
