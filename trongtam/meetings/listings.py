"""The list of a unit's meetings: found, filtered, sorted, taken out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from trongtam.ground import days
from trongtam.look.lists import Column, Filter, Listing, Order

from .models import MeetingKind, MeetingState


def meetings_listing() -> Listing:
    return Listing(
        _("Meetings"),
        columns=(
            Column(_("Kind of meeting"), lambda row: row.get_kind_display()),
            Column(_("Day"), lambda row: days.write(row.day)),
            Column(_("State"), lambda row: row.get_state_display()),
            Column(_("Theme"), lambda row: row.theme),
        ),
        orders=(
            Order("newest", _("Newest first"), by=("-planned_on", "-pk")),
            Order("oldest", _("Oldest first"), by=("planned_on", "pk")),
        ),
        filters=(
            Filter("kind", _("Kind of meeting"), "kind", MeetingKind.choices),
            Filter("state", _("State"), "state", MeetingState.choices),
        ),
    )
