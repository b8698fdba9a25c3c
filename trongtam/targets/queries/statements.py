"""The statements behind a target's number, newest first, each with what it superseded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from heapq import nlargest
from itertools import filterfalse
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from trongtam.ground.prepared import Fixed, Prepared

from ..computing.facts import Facts, Read
from ..computing.lines import Value, subject_of
from ..models import Evidence, Measurement, Target
from ..stated import figure_of
from .rows import covers

if TYPE_CHECKING:
    from trongtam.org.reach import Reach

    from ..figures.reading import Statement


@dataclass(frozen=True)
class StatementRow:
    """A statement with its history. `state`: current, superseded or withdrawn; `taken`: it makes the number; `older`: what
    it superseded, newest first (struck on the page); `share`: a percentage stated without its counts, shown alone."""

    measurement: Measurement
    value: Value
    numerator: Decimal | None
    denominator: Decimal | None
    share: Decimal | None
    state: str
    taken: bool
    in_conflict: bool
    evidence: tuple[Evidence, ...]
    older: tuple[StatementRow, ...] = ()


def _held(
    indicator: int, units: Collection[int], start: date, end: date, known_on: datetime | None
) -> QuerySet[Measurement]:
    held = Measurement.objects.filter(
        indicator=indicator, unit_id__in=units, period_start__gte=start, period_end__lte=end
    )
    return held if known_on is None else held.filter(stated_at__lte=known_on)


def _chosen(
    indicator: int,
    units: Collection[int],
    start: date,
    end: date,
    known_on: datetime | None,
    keys: Collection[int] | None,
    limit: int,
) -> QuerySet[Measurement]:
    """`keys`: the current ones that are shown, where they are known; beside them what was corrected and taken back."""
    later = Measurement.objects.filter(supersedes=OuterRef("pk"))
    if known_on is not None:
        later = later.filter(stated_at__lte=known_on)
    closed, newest = _closed(known_on), Q(~Exists(later))
    wanted = newest
    if keys is not None:
        wanted = Q(pk__in=keys) | ((closed | Q(supersedes__isnull=False)) & newest)
    silent = Q(numerator=0) | Q(numerator__isnull=True), Q(value=0) | Q(value__isnull=True)
    return (
        _held(indicator, units, start, end, known_on)
        .filter(wanted)
        .annotate(
            tells=~Q(*silent, parts__isnull=True, supersedes__isnull=True, stated_share__isnull=True),
            of_all=Window(Count("pk", filter=closed) if keys is not None else Count("pk")),
        )
        .select_related("unit")
        .prefetch_related("evidence__file")
        .order_by("-tells", "-period_end", "unit__path", "-pk")[:limit]
    )


_CHOSEN = Prepared(_chosen)


def statements_of(
    target: Target, facts: Facts | None, read: Read | None, reach: Reach, known_on: datetime | None, limit: int
) -> tuple[tuple[StatementRow, ...], int]:
    """At most `limit` statements of units in reach that lie in the period, those that say more than 0 first chosen, shown
    newest first; and how many there are. Two queries, a third where there are corrections.

    The current ones are known from `facts`; only those shown are read as rows, with corrections and withdrawals beside them.
    """
    units = {unit.id for unit, _ in read.by_unit} if read else set()
    if covers(reach, subject_of(target).unit):
        units.add(target.unit_id)
    asked = target.indicator_id, units, target.period_start, target.period_end, known_on
    keys, current = None, 0
    if facts is not None:
        stated = list(_current(target, facts, units))
        current = len(stated)
        keys = [one.key for one in _first(stated, limit)]
    chosen = _CHOSEN(*asked, keys, Fixed(limit))
    shown = sorted(chosen, key=lambda row: (-row.period_end.toordinal(), row.unit.path, -row.pk))
    older = _superseded(_held(*asked), shown)
    taken, conflicts = _taken(read)
    made = [_statement_row(row, target, older, taken, conflicts, known_on) for row in shown]
    return tuple(made), current + (shown[0].__dict__["of_all"] if shown else 0)


def _closed(known_on: datetime | None) -> Q:
    return Q(known_to__isnull=False) if known_on is None else Q(known_to__lte=known_on)


def _current(target: Target, facts: Facts, units: set[int]) -> Iterator[Statement]:
    for unit in units:
        for statement in facts.statements.get((target.indicator_id, unit), ()):
            if statement.start >= target.period_start and statement.end <= target.period_end:
                yield statement


def _first(stated: Sequence[Statement], limit: int) -> list[Statement]:
    """Those that say more than 0 before the others, of each the newest first. A commune has thousands in a term, so each is
    looked at once and only as many are ordered as there can be."""
    newest = attrgetter("end", "key")
    told = nlargest(limit, filter(_tells, stated), key=newest)
    return told + nlargest(limit - len(told), filterfalse(_tells, stated), key=newest)


def _tells(one: Statement) -> bool:
    """Whether it says more than 0; a share without its counts has none of the three and tells."""
    return bool(one.value or one.numerator or one.truth or one.parts) or (
        one.value is None and one.numerator is None and one.truth is None
    )


def _superseded(held: QuerySet[Measurement], shown: Sequence[Measurement]) -> dict[int, Measurement]:
    """What the corrections among the shown statements have superseded, by id. One query where there is any."""
    corrections = [row for row in shown if row.supersedes_id]
    if not corrections:
        return {}
    rows = held.filter(
        unit_id__in={row.unit_id for row in corrections},
        period_code__in={row.period_code for row in corrections},
        known_to__isnull=False,
    )
    return {row.pk: row for row in rows.prefetch_related("evidence__file")}


def _taken(read: Read | None) -> tuple[set[int], set[int]]:
    readings = [reading for _, reading in read.by_unit] if read else []
    return (
        {statement.key for reading in readings for statement in reading.taken},
        {statement.key for reading in readings for statement in reading.conflicts},
    )


def _statement_row(
    row: Measurement,
    target: Target,
    by_id: dict[int, Measurement],
    taken: set[int],
    conflicts: set[int],
    known_on: datetime | None,
) -> StatementRow:
    older, step = [], by_id.get(row.supersedes_id or 0)
    while step is not None:
        older.append(_one(step, target, "superseded", taken, conflicts, ()))
        step = by_id.get(step.supersedes_id or 0)
    closed = row.known_to is not None and (known_on is None or row.known_to <= known_on)
    state = "withdrawn" if closed else "current"
    return _one(row, target, state, taken, conflicts, tuple(older))


def _one(
    row: Measurement, target: Target, state: str, taken: set[int], conflicts: set[int], older: tuple[StatementRow, ...]
) -> StatementRow:
    indicator = target.indicator
    return StatementRow(
        measurement=row,
        value=row.yes if row.yes is not None else indicator.to_value(row.value),
        numerator=indicator.to_value(row.numerator),
        denominator=indicator.to_value(row.denominator),
        share=figure_of(row, indicator).share,
        state=state,
        taken=row.pk in taken,
        in_conflict=row.pk in conflicts,
        evidence=tuple(row.evidence.all()),
        older=older,
    )
