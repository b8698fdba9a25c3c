"""Batches: a sheet that somebody sent in, its lines, and what came of each. Kept a month, then forgotten with all they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .kinds import CREATED, OUTCOMES, REFUSED, UNCHANGED, UPDATED

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class State(models.TextChoices):
    COLUMNS = "columns", _("waits for its columns to be named")
    READING = "reading", _("is being read")
    READY = "ready", _("waits to be kept")
    KEEPING = "keeping", _("is being kept")
    KEPT = "kept", _("kept")
    UNDOING = "undoing", _("is being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("could not be read")


class Outcome(models.TextChoices):
    CREATED = CREATED, _("New")
    UPDATED = UPDATED, _("Changed")
    UNCHANGED = UNCHANGED, _("Unchanged")
    REFUSED = REFUSED, _("Refused")


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, user: User) -> BatchQuerySet:
        """Own batches only: their lines were judged with the sight of who sent them."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()


class Batch(models.Model):
    """A sheet sent in. `kind` is known to `imports.kinds`, `scope` the code of what it is of. `columns`: field → column;
    `day`: from when changes hold whose line says none (kinds that ask for it); `counts`: outcome → lines; `notes`: what one
    should know of the sheet; `in_the_way`: why it could not be undone."""

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    scope = models.CharField(max_length=60)
    scope_name = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    reason = models.CharField(max_length=255, blank=True)
    headings = models.JSONField(default=list)
    heading_row = models.PositiveIntegerField()
    columns = models.JSONField(default=dict)
    day = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.COLUMNS)
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    said = models.TextField(blank=True)
    in_the_way = models.JSONField(default=list)
    sent_at = models.DateTimeField(default=timezone.now)
    keeping_since = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "sent_at"], name="batch_by_person")]

    def __str__(self) -> str:
        return self.file_name

    def count(self, outcome: str) -> int:
        return int(self.counts.get(outcome, 0))

    @property
    def total(self) -> int:
        return sum(self.count(outcome) for outcome in OUTCOMES)

    @property
    def to_keep(self) -> int:
        return self.count(CREATED) + self.count(UPDATED)


class Line(models.Model):
    """A line of the sheet: its cells (all columns, see `cells.packed`), what it does, and what its undoing needs."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    label = models.CharField(max_length=255, blank=True)
    said = models.TextField(blank=True)
    cells = models.JSONField(default=list)
    mark = models.CharField(max_length=64, blank=True)
    plan: Any = models.JSONField(null=True)
    kept: Any = models.JSONField(null=True)
    kept_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="line_once_in_batch")]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="line_by_outcome")]


class Columns(models.Model):
    """How a foreign sheet's columns were named once: known again by its headings."""

    kind = models.CharField(max_length=40)
    scope = models.CharField(max_length=60)
    headings = models.CharField(max_length=64)
    columns = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "scope", "headings"], name="columns_named_once")]
