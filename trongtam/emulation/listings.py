"""What lists of this room can be filtered and sorted by, and what goes out of them as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from trongtam.look.lists import Column, Filter, Listing, Order

from .models import ExemplarKind, ExemplarState, Form, Level


def _learned(one: Any) -> int:
    return int(one.learned_by)


EXEMPLARS = Listing(
    _("Exemplars"),
    columns=(
        Column(_("Exemplar"), lambda one: one.title, width=50),
        Column(_("Kind"), lambda one: str(one.get_kind_display()), width=24),
        Column(_("Unit"), lambda one: one.unit.name, width=34),
        Column(_("State"), lambda one: str(one.get_state_display()), width=20),
        Column(_("Recognised on"), lambda one: one.recognised_on, "date", 14),
        Column(_("Decision"), lambda one: one.decision, width=40),
        Column(_("Units that copy it"), _learned, "number", 14, 0),
    ),
    orders=(
        Order("new", _("Newest first"), ("-registered_on", "-pk")),
        Order("unit", _("Unit"), ("unit__path", "pk")),
        Order("name", _("Name"), words="title"),
    ),
    filters=(
        Filter("kind", _("Kind"), "kind", ExemplarKind.choices),
        Filter("state", _("State"), "state", ExemplarState.choices),
    ),
    text=("folded", "unit__folded"),
    hint=_("Name or unit"),
)


def awards_listing(years: Sequence[int]) -> Listing:
    """`years`: those of which there are awards, the newest first."""
    return Listing(
        _("Awards"),
        columns=(
            Column(_("Recipient of the award"), lambda one: str(one.recipient), width=36),
            Column(_("Award"), lambda one: one.title, width=50),
            Column(_("How many"), lambda one: one.count, "number", 9, 0),
            Column(_("Form of the award"), lambda one: str(one.get_form_display()), width=22),
            Column(_("Level of the award"), lambda one: str(one.get_level_display()), width=18),
            Column(_("For the year"), lambda one: str(one.year), width=10),
            Column(_("Awarded by"), lambda one: one.issued_by, width=34),
            Column(_("Decision number"), lambda one: one.decision_number, width=22),
            Column(_("Decided on"), lambda one: one.decided_on, "date", 12),
            Column(_("For what"), lambda one: one.reason, width=60),
        ),
        orders=(
            Order("new", _("Newest first"), ("-year", "home__path", "pk")),
            Order("unit", _("Unit"), ("home__path", "-year", "pk")),
            Order("award", _("Award"), words="title"),
        ),
        filters=(
            Filter("year", _("For the year"), "year", [(str(one), str(one)) for one in years]),
            Filter("level", _("Level of the award"), "level", Level.choices),
            Filter("form", _("Form of the award"), "form", Form.choices),
        ),
        text=("folded", "recipient_unit__folded", "recipient_person__folded"),
        hint=_("Award, unit or person"),
    )
