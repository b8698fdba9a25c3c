"""What lists of this room can be filtered and sorted by, and what goes out of them as a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trongtam.look.lists import Column, Filter, Listing, Order

from .models import Duty, Tier
from .presentation_following import often

NOW, BEFORE, NONE = "now", "before", "none"


def duties_listing(day: date, last: Mapping[int, Any]) -> Listing:
    """Of duties with unit, person and obligation. `last`: duty → its newest visit. Persons are never put in an order of merit."""
    layers = {value: str(label) for value, label in Tier.choices}

    def standing(rows: QuerySet[Duty], value: str) -> QuerySet[Duty]:
        return rows.on(day) if value == NOW else rows.filter(valid_to__lte=day)  # type: ignore[attr-defined]  # ours

    columns = (
        Column(_("Unit"), lambda duty: duty.unit.name, width=34),
        Column(_("Layer"), lambda duty: layers[duty.tier], width=34),
        Column(_("Who follows"), lambda duty: duty.person.full_name, width=30),
        Column(_("From"), lambda duty: duty.valid_from, "date", 12),
        Column(_("Until"), lambda duty: duty.valid_to, "date", 12),
        Column(_("How often"), often, width=40),
        Column(_("Last visit"), lambda duty: last[duty.pk].on if duty.pk in last else None, "date", 12),
        Column(_("Basis"), lambda duty: duty.basis, width=44),
    )
    orders = (
        Order("unit", _("Unit"), ("unit__path", "tier", "valid_from")),
        Order("person", _("Who follows"), people="person__full_name"),
        Order("from", _("From"), ("-valid_from", "pk")),
    )
    filters = (
        Filter("when", _("When"), standing, ((NOW, _("now")), (BEFORE, _("ended")))),
        Filter("tier", _("Layer"), "tier", Tier.choices),
    )
    text = ("unit__folded", "person__folded")
    return Listing(_("Who follows which unit"), columns, orders, filters, text=text, hint=_("Unit or name"))
