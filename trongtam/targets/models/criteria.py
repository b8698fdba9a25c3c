"""Criteria of a unit for a year: the set it was taken from, each criterion, indicator and leaf as it stood when it was adopted.

National sets are data files of the package (`criteria.shipped`); rows keep only what people add: sets of a province's own,
thresholds laid over a set, and what was adopted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Person, Unit

from .indicators import Indicator
from .targets import Target

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class KeptSetQuerySet(models.QuerySet["KeptSet"]):
    def visible_to(self, user: User) -> KeptSetQuerySet:
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).visible_units("owner__"))


class KeptSet(models.Model):
    """A set of criteria that a unit made or brought in; `content` as `criteria.shapes.told_set` tells it."""

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="criteria_sets")
    code = models.CharField(_("code"), max_length=40, unique=True)
    content = models.JSONField()
    basis = models.CharField(_("by what decision"), max_length=300)

    objects = KeptSetQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.content.get("name", self.code))


class CriteriaOverlay(models.Model):
    """Thresholds that a unit lays over a set, for itself and those below: leaf code → key → number as text."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="criteria_overlays")
    set_code = models.CharField(max_length=40)
    levels = models.JSONField(default=dict)
    basis = models.CharField(_("by what decision"), max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "set_code"], name="criteria_overlay_once")]


class AdoptionQuerySet(models.QuerySet["CriteriaAdoption"]):
    def visible_to(self, user: User) -> AdoptionQuerySet:
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).visible_units("unit__"))

    def in_force(self) -> AdoptionQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class CriteriaAdoption(models.Model):
    """A unit takes a set for a year. `levels_year`: the year whose thresholds are read, another one only where the set is used
    beyond its years, with the reason in `note`."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="criteria_adoptions")
    set_code = models.CharField(max_length=40)
    set_name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    levels_year = models.PositiveSmallIntegerField()
    region = models.CharField(_("region"), max_length=8, blank=True)
    group = models.CharField(_("group of communes"), max_length=2, blank=True)
    note = models.TextField(blank=True)
    adopted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "set_code", "year"],
                condition=Q(withdrawn_at__isnull=True),
                name="criteria_adopted_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.set_name} ({self.year})"


class CriterionQuerySet(models.QuerySet["AdoptedCriterion"]):
    def visible_to(self, user: User) -> CriterionQuerySet:
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).visible_units("adoption__unit__"))


class AdoptedCriterion(models.Model):
    """A criterion of a unit for a year: the root of a line of proof. `holder`: who is in charge of it."""

    adoption = models.ForeignKey(CriteriaAdoption, on_delete=models.PROTECT, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    holder = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="criteria_held")

    objects = CriterionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["adoption", "number"], name="criterion_once")]

    def __str__(self) -> str:
        return _("Criterion %(number)s: %(name)s") % {"number": self.number, "name": self.name}


class AdoptedIndicator(models.Model):
    """An indicator of a criterion. `reason`: why it is not applicable here; empty where it is."""

    criterion = models.ForeignKey(AdoptedCriterion, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=400)
    order = models.PositiveSmallIntegerField()
    enough = models.PositiveSmallIntegerField(default=0)
    if_any = models.BooleanField(default=False)
    by_province = models.BooleanField(default=False)
    verified = models.BooleanField(default=False)
    reason = models.TextField(_("why it is not applicable"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["criterion", "code"], name="criterion_indicator_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class AdoptedLeaf(models.Model):
    """One thing measured, with the threshold as it was when adopted (None: missing, never judged) and the target that it made.
    `level_from`, `level_basis`: the unit and decision of an overlay, empty for the set's own."""

    indicator = models.ForeignKey(AdoptedIndicator, on_delete=models.PROTECT, related_name="leaves")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=400)
    order = models.PositiveSmallIntegerField()
    ask = models.CharField(max_length=8)
    unit_of_measure = models.CharField(max_length=30, blank=True)
    hamlets = models.BooleanField(default=False)
    level = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    level_verified = models.BooleanField(default=False)
    level_from = models.CharField(max_length=200, blank=True)
    level_basis = models.CharField(max_length=300, blank=True)
    measured = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    target = models.OneToOneField(Target, null=True, on_delete=models.SET_NULL, related_name="leaf")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "code"], name="criterion_leaf_once")]
