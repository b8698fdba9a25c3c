"""What the list of recommendations can be filtered and sorted by, and what goes out of it as a sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trongtam.look.lists import Column, Filter, Listing, Order

from .models import Recommendation, RecState, SourceKind
from .presentation_answering import field_name, standing_words
from .queries.recommendations import row

OWED, LATE, OPEN = "owed", "late", "open"


def recommendations_listing(day: date) -> Listing:
    """As things stand on a day."""

    def pressing(rows: QuerySet[Recommendation], value: str) -> QuerySet[Recommendation]:
        asked: Any = rows
        return {OWED: asked.owed, LATE: lambda: asked.overdue_on(day), OPEN: asked.open}[value]()

    columns = (
        Column(_("Recommendation"), lambda one: one.text, width=70),
        Column(_("Raised by"), lambda one: one.unit.name, width=30),
        Column(_("Came from"), lambda one: str(one.get_source_kind_display()), width=22),
        Column(_("Field"), field_name, width=34),
        Column(_("Who answers"), lambda one: one.organ.name, width=34),
        Column(_("Raised on"), lambda one: one.raised_on, "date", 12),
        Column(_("Answer due"), lambda one: one.due_on, "date", 12),
        Column(_("Answered on"), lambda one: one.answered_on, "date", 12),
        Column(_("Days open"), lambda one: row(one, day).age, "number", 10),
        Column(_("How it stands"), lambda one: standing_words(row(one, day)), width=28),
    )
    orders = (
        Order("due", _("Answer due"), ("due_on", "pk")),
        Order("age", _("Oldest first"), ("raised_on", "pk")),
        Order("new", _("Newest first"), ("-raised_on", "-pk")),
    )
    filters = (
        Filter(
            "press", _("What presses"), pressing, ((OWED, _("owed an answer")), (LATE, _("late")), (OPEN, _("open")))
        ),
        Filter("state", _("State"), "state", RecState.choices),
        Filter("source", _("Came from"), "source_kind", SourceKind.choices),
    )
    return Listing(_("Recommendations"), columns, orders, filters, text="folded", hint=_("Word of it"))
