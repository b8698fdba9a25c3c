"""Rollout of a document: received → studied → programme → papers owed → result, a row a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Unit

from .documents import Document, DocumentKind

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class RolloutQuerySet(models.QuerySet["Rollout"]):
    def visible_to(self, user: User) -> RolloutQuerySet:
        """How units in reach carry documents."""
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).reached_units("unit__"))


class PaperOwedQuerySet(models.QuerySet["PaperOwed"]):
    def visible_to(self, user: User) -> PaperOwedQuerySet:
        """Papers that units in reach owe."""
        from trongtam.org.reach import Reach

        return self.filter(Reach.of(user).reached_units("unit__"))

    def open(self) -> PaperOwedQuerySet:
        return self.filter(fulfilled_by__isnull=True)


class Rollout(models.Model):
    """How far one unit has carried one document."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="rollouts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rollouts")
    received_on = models.DateField(_("received on"), null=True, blank=True)
    programme = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    result = models.TextField(_("result"), blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)

    objects = RolloutQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "unit"], name="rollout_once_a_unit")]


class StudySession(models.Model):
    """A session at which a cell studied the document: counts only, no names."""

    rollout = models.ForeignKey(Rollout, on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField(_("held on"))
    expected = models.PositiveIntegerField(_("expected"))
    attended = models.PositiveIntegerField(_("attended"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(attended__lte=F("expected")), name="attended_within_expected"),
            models.UniqueConstraint(fields=["rollout", "held_on"], name="study_session_once_a_day"),
        ]


class PaperOwed(models.Model):
    """A paper that a document obliges a unit to issue, and the document that fulfils it."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="papers_owed")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="papers_owed")
    kind = models.CharField(_("type"), max_length=24, choices=DocumentKind.choices)
    title = models.CharField(_("about"), max_length=300)
    due_on = models.DateField(_("due"))
    fulfilled_by = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="fulfils")

    objects = PaperOwedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["unit", "due_on"])]
