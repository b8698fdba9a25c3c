"""A working session (buổi làm việc) of a superior with a unit: who took part, the standing as presented, what was directed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Post, Unit
from trongtam.resolutions.models import Document

from .recommendations import Recommendation
from .said import seen_units

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class WorkingSessionQuerySet(models.QuerySet["WorkingSession"]):
    def visible_to(self, user: User) -> WorkingSessionQuerySet:
        return self.filter(seen_units(user, "unit__"))


class WorkingSession(models.Model):
    """`unit` was worked with; `superior`: who came, as its paper says. `presented`: the standing as plain data, frozen with its
    SHA-256 when it was presented; afterwards it is never written again. `follows`: the session before, whose directions are
    followed up here. `document`: the conclusion as it stands among the documents, where it does."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="working_sessions", verbose_name=_("unit"))
    superior = models.CharField(_("who came"), max_length=200)
    title = models.CharField(_("what the session is about"), max_length=300)
    on = models.DateField(_("day of the session"))
    place = models.CharField(_("place of the session"), max_length=200, blank=True)
    presented = models.JSONField(null=True)
    presented_hash = models.CharField(max_length=64, blank=True)
    presented_at = models.DateTimeField(null=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by", verbose_name=_("follows")
    )
    conclusion = models.TextField(_("conclusion"), blank=True)
    concluded_at = models.DateTimeField(null=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="working_sessions"
    )
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = WorkingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("working session")
        indexes = [models.Index(fields=["unit", "-on"])]
        constraints = [models.UniqueConstraint(fields=["unit", "on", "title"], name="working_session_once")]

    def __str__(self) -> str:
        return self.title


class Side(models.TextChoices):
    SUPERIOR = "superior", _("of the superior")
    UNIT = "unit", _("of the unit")


class Participant(models.Model):
    """By post or role, not by name; `post` where it is one of the house."""

    session = models.ForeignKey(WorkingSession, on_delete=models.CASCADE, related_name="participants")
    order = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=8, choices=Side.choices, default=Side.SUPERIOR)
    role = models.CharField(_("post"), max_length=200)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["session", "order"], name="participant_order_once")]


class Result(models.TextChoices):
    OPEN = "", _("no result yet")
    DONE = "done", _("done")
    GOING_ON = "going_on", _("is being done")
    NOT_DONE = "not_done", _("not done")


class DirectionQuerySet(models.QuerySet["Direction"]):
    def visible_to(self, user: User) -> DirectionQuerySet:
        return self.filter(seen_units(user, "session__unit__"))

    def open(self) -> DirectionQuerySet:
        """Without an end: nothing said yet, or still going on."""
        return self.filter(Q(result=Result.OPEN) | Q(result=Result.GOING_ON))


class Direction(models.Model):
    """What one speaker directs; it becomes a work (rooted here) or a recommendation. `result`, `told`: what came of it, said on
    `told_on`, at the session `followed_in`."""

    session = models.ForeignKey(WorkingSession, on_delete=models.CASCADE, related_name="directions")
    order = models.PositiveSmallIntegerField()
    speaker = models.CharField(_("who said it, by post"), max_length=200)
    text = models.TextField(_("what is directed"))
    holder = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="directions", verbose_name=_("for whom")
    )
    due = models.DateField(_("until"), null=True, blank=True)
    recommendation = models.OneToOneField(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="direction"
    )
    result = models.CharField(max_length=8, choices=Result.choices, blank=True, default=Result.OPEN)
    told = models.TextField(_("what came of it"), blank=True)
    told_on = models.DateField(null=True)
    followed_in = models.ForeignKey(
        WorkingSession, null=True, blank=True, on_delete=models.PROTECT, related_name="followed_up"
    )

    objects = DirectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("direction")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["session", "order"], name="direction_order_once"),
            models.CheckConstraint(
                condition=Q(result="") | Q(told_on__isnull=False), name="direction_result_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        flat = " ".join(self.text.split())
        return flat if len(flat) <= 120 else f"{flat[:119]}…"
