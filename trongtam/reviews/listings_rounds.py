"""The list of review rounds: found, filtered, sorted, taken out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from trongtam.look.lists import Column, Filter, Listing, Order

from .models import RoundKind, RoundState


def rounds_listing() -> Listing:
    return Listing(
        _("Review rounds"),
        columns=(
            Column(_("Title"), lambda row: row.title),
            Column(_("Unit"), lambda row: row.unit.name),
            Column(_("Period"), lambda row: row.period_code),
            Column(_("State"), lambda row: row.get_state_display()),
        ),
        orders=(
            Order("newest", _("Newest first"), by=("-period_code", "-opened_at")),
            Order("oldest", _("Oldest first"), by=("period_code", "opened_at")),
        ),
        filters=(
            Filter("kind", _("Kind of review"), "kind", RoundKind.choices),
            Filter("state", _("State"), "state", RoundState.choices),
        ),
    )
