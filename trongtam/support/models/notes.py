"""The monthly note of a self-managed group: three fields, kept for twelve months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Unit

from .said import Said, seen_units

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class GroupNoteQuerySet(models.QuerySet["GroupNote"]):
    def visible_to(self, user: User) -> GroupNoteQuerySet:
        """The group itself, the hamlet above it, the cell that serves the hamlet, and those above."""
        return self.filter(seen_units(user, "group__"))

    def current(self) -> GroupNoteQuerySet:
        """Without those that were written anew."""
        return self.filter(replaced_by__isnull=True)


class GroupNote(Said):
    """`month_code` "2022-09". Written anew in its month, the earlier one stays readable until both are forgotten."""

    group = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="group_notes")
    month_code = models.CharField(_("month"), max_length=7)
    done = models.TextField(_("done"), blank=True)
    not_done = models.TextField(_("not done"), blank=True)
    proposed = models.TextField(_("proposed"), blank=True)
    replaced_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    is_invented = models.BooleanField(default=False)

    objects = GroupNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of a group")
        indexes = [models.Index(fields=["group", "month_code"]), models.Index(fields=["month_code"])]
        constraints = [
            models.CheckConstraint(condition=~Q(done="", not_done="", proposed=""), name="group_note_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.month_code}"
