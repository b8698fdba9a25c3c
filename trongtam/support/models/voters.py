"""A delegate's contact session with voters: where, when, whose; the opinions are recommendations without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trongtam.org.models import Person, Unit
from trongtam.org.reach import Reach

from .said import Said, seen_units

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class VoterSessionQuerySet(models.QuerySet["VoterSession"]):
    def visible_to(self, user: User) -> VoterSessionQuerySet:
        """Those of places in reach, and one's own as the delegate."""
        reach = Reach.of(user)
        seen = seen_units(user, "unit__")
        return self.filter(seen | Q(delegate=reach.person_id) if reach.person_id is not None else seen)


class VoterSession(Said):
    """`unit`: the place whose voters spoke. `proxy`: written down by the office for the delegate."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="voter_sessions", verbose_name=_("voters of"))
    delegate = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="voter_sessions", verbose_name=_("delegate")
    )
    on = models.DateField(_("day of the session"))
    place = models.CharField(_("place of the session"), max_length=200)
    is_invented = models.BooleanField(default=False)

    objects = VoterSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact session with voters")
        indexes = [models.Index(fields=["unit", "-on"])]
        constraints = [models.UniqueConstraint(fields=["unit", "delegate", "on", "place"], name="voter_session_once")]

    def __str__(self) -> str:
        return f"{self.place}, {self.on:%d/%m/%Y}"
