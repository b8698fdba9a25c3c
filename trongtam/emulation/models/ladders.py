"""A unit that wants to catch up: with which exemplar, on which indicators, since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Unit
from trongtam.targets.models import Indicator

from .exemplars import Exemplar

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Basis(models.TextChoices):
    """In what two units are compared: as it stands, or in percent of what each has planned for itself."""

    VALUE = "value", _("the figure itself")
    PLAN = "plan", _("percent of the unit's own plan")


class LadderQuerySet(models.QuerySet["Ladder"]):
    def visible_to(self, user: User) -> LadderQuerySet:
        """Those of units in reach: whom a unit wants to catch up with is its own business and that of those above."""
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).reached_units("unit__"))

    def climbing(self) -> LadderQuerySet:
        return self.filter(ended_on__isnull=True)


class Ladder(models.Model):
    """`since`: the first day of the month from which the gap is read."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ladders", verbose_name=_("unit"))
    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="ladders", verbose_name=_("exemplar"))
    since = models.DateField(_("since"))
    aim = models.TextField(_("what we want to learn"), blank=True)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=500, blank=True)
    proxy = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = LadderQuerySet.as_manager()

    class Meta:
        verbose_name = _("ladder")
        verbose_name_plural = _("ladders")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")), name="ladder_lasts"
            ),
            models.UniqueConstraint(
                fields=["unit", "exemplar"], condition=Q(ended_on__isnull=True), name="ladder_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} → {self.exemplar}"


class Rung(models.Model):
    """One indicator of a ladder."""

    ladder = models.ForeignKey(Ladder, on_delete=models.CASCADE, related_name="rungs")
    order = models.PositiveSmallIntegerField()
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=5, choices=Basis.choices, default=Basis.VALUE)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["ladder", "indicator"], name="rung_once")]
