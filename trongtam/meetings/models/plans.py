"""The year of a cell: which meetings it means to hold, and on which themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Person, Unit

if TYPE_CHECKING:
    from trongtam.accounts.models import User

PLANNED_KINDS = [("regular", _("Regular meeting")), ("thematic", _("Thematic meeting"))]


class YearPlanQuerySet(models.QuerySet["YearPlan"]):
    def visible_to(self, user: User) -> YearPlanQuerySet:
        """Plans of units in reach."""
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).reached_units("unit__"))


class YearPlan(models.Model):
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meeting_plans")
    year = models.PositiveSmallIntegerField(_("year"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    proxy = models.BooleanField(default=False)

    objects = YearPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("year's plan of meetings")
        verbose_name_plural = _("year's plans of meetings")
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="year_plan_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class PlannedMeeting(models.Model):
    """A meeting that is planned. `month_code` as on the meeting; of a thematic one the month within its quarter may change."""

    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=14, choices=PLANNED_KINDS)
    month_code = models.CharField(max_length=7)
    planned_on = models.DateField(_("day of the meeting"))
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    theme_lead = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["planned_on", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "month_code"], name="planned_meeting_once"),
        ]
