"""The superior's own forms: every version that came, and what is written into which place of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trongtam.archive.models import StoredFile
from trongtam.org.models import Unit
from trongtam.targets.models import Indicator

from ..filling import spans
from ..filling.layout import Print
from .duties import Duty

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class What(models.TextChoices):
    VALUE = "value", _("the value")
    PLAN = "plan", _("the plan")
    PERCENT = "percent", _("% of the plan")
    GROWTH = "growth", _("% of the same period last year")
    CHANGE = "change", _("more or less than the same period last year")
    NUMERATOR = "numerator", _("the count above (numerator)")
    DENOMINATOR = "denominator", _("the count below (denominator)")
    BAND = "band", _("met or not, in a word")
    UNIT_NAME = "unit_name", _("the name of the unit")
    PERIOD_NAME = "period_name", _("the name of the period")
    LAST_DAY = "last_day", _("the last day of the period")
    BY_HAND = "by_hand", _("left to be written by hand")


OF_INDICATOR = frozenset(
    {What.VALUE, What.PLAN, What.PERCENT, What.GROWTH, What.CHANGE, What.NUMERATOR, What.DENOMINATOR, What.BAND}
)


class Relative(models.TextChoices):
    THIS = spans.THIS, _("this period")
    CUMULATIVE = spans.CUMULATIVE, _("from the beginning of the year")
    LAST = spans.LAST, _("the period before")
    SAME_LAST_YEAR = spans.SAME_LAST_YEAR, _("the same period last year")
    CUMULATIVE_LAST_YEAR = spans.CUMULATIVE_LAST_YEAR, _("from the beginning of last year to the same day")
    LAST_YEAR = spans.LAST_YEAR, _("the whole of last year")


class BlankQuerySet(models.QuerySet["BlankForm"]):
    def visible_to(self, user: User) -> BlankQuerySet:
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).reached_units("unit__"))


class BlankForm(models.Model):
    """A form that a superior wants filled by a unit, perhaps for a paper of the register."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("form"), max_length=200)
    duty = models.ForeignKey(Duty, null=True, blank=True, on_delete=models.PROTECT, related_name="forms")

    objects = BlankQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class FormVersion(models.Model):
    """One blank file of a form; the newest is filled. `number` counts from 1."""

    form = models.ForeignKey(BlankForm, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="form_version_once")]

    @property
    def is_excel(self) -> bool:
        return self.stored.name.lower().endswith(".xlsx")


class MappedCell(models.Model):
    """What stands in one place of a version. `unit` None: the whole commune, that is the unit that owes the form. `known_by`: the
    labels around the place (`filling.layout.Print`)."""

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="cells")
    place = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    known_by = models.JSONField()
    what = models.CharField(max_length=12, choices=What.choices)
    relative = models.CharField(max_length=20, choices=Relative.choices, default=Relative.THIS)
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], name="cell_mapped_once"),
            models.CheckConstraint(
                condition=~Q(what__in=sorted(OF_INDICATOR)) | Q(indicator__isnull=False), name="cell_of_an_indicator"
            ),
        ]

    @property
    def print(self) -> Print:
        return Print.from_json(self.known_by)

    @property
    def meaning(self) -> tuple[object, ...]:
        """What is written here, whatever the place."""
        return (self.what, self.relative, self.indicator_id, self.part, self.unit_id)
