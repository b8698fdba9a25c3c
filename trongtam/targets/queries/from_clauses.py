"""The sentences of a document that wait for their targets, with what a person chooses from beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.resolutions.models import Clause, ClauseKind, Document

from ..models import Target
from ..proposing import Known, Row, Sentence, Times, propose_rows
from .choices import indicators_for, kinds_below, people_for

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST_ROWS = 40  # on one page; the others come when these are kept


@dataclass(frozen=True)
class Proposed:
    """Rows of a page; `left` more wait. `names`: what is measured already. `people`: (id, name) of who may answer.
    `kinds`: of the units in the territory, which can type figures."""

    rows: list[Row]
    left: int
    names: list[str]
    people: list[tuple[int, str]]
    periods: list[Period]
    kinds: frozenset[str]


def waiting_clauses(document: Document) -> int:
    """How many sentences of the kind target have no target in force. One query."""
    held = Target.objects.in_force().filter(clause__document=document).values("clause_id")
    waiting = document.clauses.filter(kind=ClauseKind.TARGET, children__isnull=True).exclude(pk__in=held)
    return waiting.count()


def proposed(
    document: Document, unit: Unit, *, user: User, today: date, offered: Collection[Period], typed: Collection[str] = ()
) -> Proposed:
    """What the sentences of a document promise. `typed`: keys of the rows that were sent, which stay whatever was set meanwhile.
    Five queries."""
    also = {int(key.partition("-")[0]) for key in typed}
    indicators = list(indicators_for(unit, user))
    known = [
        Known(one.name, one.unit_of_measure, one.better, one.stated_by, one.sector, one.provider) for one in indicators
    ]
    term = (document.term.begins, document.term.ends) if document.term is not None else None
    rows = propose_rows(_sentences(document), known, _plans(document), Times(document.title, term, today), also=also)
    shown = [row for row in rows if row.key in typed] if typed else rows[:MOST_ROWS]
    periods = {period.code: period for period in [*offered, *(row.period for row in shown)]}
    people = [(one.pk, one.full_name) for one in people_for(unit, today)]
    names = sorted({one.name for one in indicators})
    return Proposed(shown, len(rows) - len(shown), names, people, list(periods.values()), kinds_below(unit, today))


def _sentences(document: Document) -> list[Sentence]:
    clauses = list(Clause.objects.filter(document=document).order_by("place"))
    heads = {clause.parent_id for clause in clauses}
    return [
        Sentence(one.pk, one.place, one.shown_label, one.text, one.kind == ClauseKind.TARGET, one.pk in heads)
        for one in clauses
    ]


def _plans(document: Document) -> dict[int, list[Decimal | None]]:
    found: dict[int, list[Decimal | None]] = defaultdict(list)
    for target in Target.objects.in_force().filter(clause__document=document, parent__isnull=True):
        if target.clause_id is not None:
            found[target.clause_id].append(target.value_of(target.plan))
    return found
