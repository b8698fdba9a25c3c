"""What the lists of this room can be filtered and sorted by, and what goes out of them as a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from trongtam.look.lists import Column, Filter, Listing, Order, among

from .models import DocumentKind, Shortcoming, Side
from .orphans import Orphan, OrphanList
from .queries import documents as queries

if TYPE_CHECKING:
    from trongtam.accounts.models import User

NEWEST = Order("newest", _("Newest first"), by=("-issued_on", "-pk"))
OLDEST = Order("oldest", _("Oldest first"), by=("issued_on", "pk"))


def document_listing(user: User) -> Listing:
    """Two queries for what can be chosen: the years and the terms."""
    years = [(year, str(year)) for year in queries.years(user)]
    terms = [(term.pk, str(term)) for term in queries.terms(user)]
    return Listing(
        _("Documents"),
        (
            Column(_("Number"), lambda one: one.number, width=18),
            Column(_("Dated"), lambda one: one.issued_on, "date", 14),
            Column(_("Type"), lambda one: one.get_kind_display(), width=22),
            Column(_("Title"), lambda one: one.title, width=60),
            Column(_("Issuing organ"), lambda one: one.organ, width=36),
            Column(_("Of"), lambda one: one.get_side_display()),
            Column(_("Clauses"), lambda one: Decimal(one.clause_count), "number", 12),
            Column(_("Papers owed"), lambda one: Decimal(one.owed_count), "number", 14),
        ),
        (NEWEST, OLDEST, Order("title", _("Title"), words="title")),
        (
            Filter("side", _("Of"), "side", Side.choices),
            Filter("kind", _("Type"), "kind", DocumentKind.choices),
            Filter("year", _("Year"), "issued_on__year", years),
            Filter("term", _("Term"), "term", terms),
        ),
        text="folded",
        hint=_("Words of the title, number, organ"),
    )


SHORTCOMINGS = Listing(
    _("Named shortcomings"),
    (
        Column(_("Shortcoming"), lambda one: one.clause.text, width=70),
        Column(_("Who remedies it"), lambda one: one.remedier.name, width=30),
        Column(_("Until when"), lambda one: one.due_on, "date", 14),
        Column(_("State"), lambda one: one.get_state_display(), width=22),
        Column(_("Document"), lambda one: one.clause.document.title, width=50),
    ),
    (
        Order("usual", _("Contested first, then by date"), by=("rank", "due_on")),
        Order("due", _("Soonest due first"), by=("due_on",)),
        Order("unit", _("Who remedies it"), words="remedier__name"),
    ),
    (Filter("state", _("State"), "state", Shortcoming.State.choices),),
    text=("clause__folded", "remedier__folded"),
    hint=_("Words of the shortcoming, or a unit"),
)


@dataclass(frozen=True)
class Loose:
    """One loose thing with the list that it stands in."""

    key: str
    label: str
    advice: str
    orphan: Orphan


def loose(lists: Iterable[OrphanList]) -> list[Loose]:
    return [Loose(one.kind.key, one.kind.label, one.kind.advice, orphan) for one in lists for orphan in one.orphans]


def orphan_listing(lists: Iterable[OrphanList]) -> Listing:
    kinds = [(one.kind.key, one.kind.label) for one in lists if one.orphans]
    return Listing(
        _("What hangs loose"),
        (
            Column(_("What is missing"), lambda row: row.label, width=40),
            Column(_("Of"), lambda row: str(row.orphan.title), width=70),
            Column(_("Where it stands"), lambda row: str(row.orphan.detail), width=50),
        ),
        (),
        (
            Filter(
                "kind",
                _("What is missing"),
                among(lambda row: row.key),
                kinds,
            ),
        ),
        text=lambda row: f"{row.orphan.title} {row.orphan.detail}",
        a_page=2000,
    )
