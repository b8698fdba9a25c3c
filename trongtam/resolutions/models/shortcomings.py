"""A named weakness: who remedies it until when, with what evidence, contested or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trongtam.archive.models import StoredFile
from trongtam.org.models import Unit

from .documents import Clause

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class ShortcomingQuerySet(models.QuerySet["Shortcoming"]):
    def visible_to(self, user: User) -> ShortcomingQuerySet:
        """Those that a unit in reach remedies or has named; units beside each other do not see each other's."""
        from trongtam.org.reach import Reach

        reach = Reach.of(user)
        return self.filter(reach.reached_units("remedier__") | reach.reached_units("clause__document__unit__"))

    def unsettled(self) -> ShortcomingQuerySet:
        return self.filter(state__in=[Shortcoming.State.OPEN, Shortcoming.State.CONTESTED])


class Shortcoming(models.Model):
    """The follow-up of a clause of kind shortcoming."""

    class State(models.TextChoices):
        OPEN = "open", _("being remedied")
        CONTESTED = "contested", _("contested")
        REMEDIED = "remedied", _("remedied")
        WITHDRAWN = "withdrawn", _("withdrawn after a contest")

    clause = models.OneToOneField(Clause, on_delete=models.PROTECT, related_name="shortcoming")
    remedier = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="shortcomings", verbose_name=_("remedied by")
    )
    due_on = models.DateField(_("due"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    remedied_on = models.DateField(null=True, blank=True)
    how = models.TextField(_("how it was remedied"), blank=True)
    evidence = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contest_reason = models.TextField(blank=True)
    contest_answer = models.TextField(blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ShortcomingQuerySet.as_manager()

    class Meta:
        verbose_name = _("named shortcoming")
        verbose_name_plural = _("named shortcomings")
        indexes = [models.Index(fields=["remedier", "state", "due_on"])]
