"""Movements: what an organ calls for, until when; who commits to what; what the reviews found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Unit
from trongtam.targets.models import Indicator

from .sight import announced

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class MovementQuerySet(models.QuerySet["Movement"]):
    def visible_to(self, user: User) -> MovementQuerySet:
        """Called for by an organ in reach, or by one above one's own posts."""
        from trongtam.org.reach import Reach

        return self.filter(announced(Reach.of(user), "keeper__"))


class Movement(models.Model):
    """A movement of an organ and all below it. `unit`: who launched it; `keeper`: who keeps it today, another one where a merger
    or a split has ended the first. `closed_on`: the day of its final review."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="movements", verbose_name=_("launched by"))
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="movements_kept")
    title = models.CharField(_("movement"), max_length=240)
    folded = models.CharField(max_length=240, editable=False)
    content = models.TextField(_("what it calls for"), blank=True)
    basis = models.CharField(_("basis"), max_length=255, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("last day"))
    closed_on = models.DateField(null=True)
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="movement_lasts"),
        ]

    def __str__(self) -> str:
        return self.title


class MovementCriterion(models.Model):
    """What counts in a movement. With an indicator the program reads the figure; `at_least` in the indicator's unit."""

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(_("criterion of a movement"), max_length=300)
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at_least = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["movement", "order"], name="criterion_order_once")]

    def __str__(self) -> str:
        return self.text


class Commitment(models.Model):
    """What a unit takes upon itself in a movement; `proxy`: the office wrote it down for the unit. `unit_before`: who committed
    first, where that unit has ended and another carries it on."""

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="commitments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="commitments")
    unit_before = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("commitment"))
    on = models.DateField(_("day"))
    proxy = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["movement", "unit"], name="commitment_once")]

    def __str__(self) -> str:
        return f"{self.unit} · {self.movement}"


class ReviewKind(models.TextChoices):
    INTERIM = "interim", _("Interim review")
    FINAL = "final", _("Final review")


class MovementReview(models.Model):
    """A review as it was held; append-only. `figures`: what the program read on that day, frozen:
    [{criterion, unit, value, meets}]."""

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=8, choices=ReviewKind.choices)
    on = models.DateField(_("day"))
    found = models.TextField(_("what was found"))
    figures = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["movement"], condition=Q(kind="final"), name="movement_final_review_once"),
        ]
