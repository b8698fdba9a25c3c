"""A target's page: trend, outlook, statements with their history, units, allotments, and how the number was made."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from trongtam.org.reach import Reach

from ..computing.facts import Facts, Read, quantity
from ..computing.lines import Line, Value, draw, load_facts, subject_of, tolerances
from ..computing.scope import UnitRow
from ..figures.reading import Reading
from ..live import live_lines
from ..models import Evidence, Measurement, Source, Target
from ..stated import figure_of
from .days import closing_day_of, reading_day
from .rows import TargetRow, covers, known_parts, lines_of, listed, make_row, rows_of
from .trace import Trace, make_trace

if TYPE_CHECKING:
    from trongtam.accounts.models import User

SHOWN_STATEMENTS = 60


@dataclass(frozen=True)
class TrendPoint:
    """One month-end of the period. `value` is None after the last statement; `plan` the straight way to the plan (flows of
    yearly or longer targets) or the plan itself; `last_year` the same month-end a year before; both with their bounds."""

    on: date
    value: Value
    last_year: Value
    plan: Decimal | None
    bound: str = "exactly"
    last_year_bound: str = "exactly"


@dataclass(frozen=True)
class UnitFigure:
    """A unit's part. `value` None with a `reason` (not_stated, counts_missing, no_weight, in_conflict, incomplete) when it
    was left out; `lagging`: it speaks of fewer days than the others."""

    unit: UnitRow
    value: Value
    numerator: Decimal | None
    denominator: Decimal | None
    bound: str
    reason: str = ""
    lagging: bool = False
    gaps: tuple[tuple[date, date], ...] = ()
    last_known: Value = None
    last_known_until: date | None = None


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


@dataclass(frozen=True)
class Allotments:
    """Child units' targets. `total` and `difference` (total − plan) only where plans add up over the units."""

    rows: tuple[TargetRow, ...]
    total: Decimal | None
    difference: Decimal | None


@dataclass(frozen=True)
class TargetPage:
    """Everything on a target's page. `row.judged` holds outlook (with basis) and changes; `own` the unit's own figure beside
    the roll-up with `own_difference`; `siblings` other targets on the same indicator and unit (the term's beside the year's);
    `statements` the newest of `statements_total` in the viewer's reach; `forecast` what was stated for the whole period."""

    row: TargetRow
    as_of: date
    known_on: datetime | None
    trend: tuple[TrendPoint, ...]
    same_period: Value
    same_period_bound: str
    last_year_total: Value
    last_year_total_bound: str
    forecast: Decimal | None
    read: Read | None
    by_unit: tuple[UnitFigure, ...]
    left_out: tuple[UnitFigure, ...]
    own: Reading | None
    own_value: Value
    own_difference: Decimal | None
    statements: tuple[StatementRow, ...]
    statements_total: int
    allotments: Allotments
    siblings: tuple[TargetRow, ...]
    trace: Trace


def target_page(
    target: Target,
    *,
    user: User,
    today: date,
    as_of: date | None = None,
    known_on: datetime | None = None,
    tree: date | None = None,
) -> TargetPage:
    """The page of a target that the viewer sees, on a reading day, as known now or at a moment."""
    target, others = _with_relatives(target)
    reach = Reach.of(user)
    tolerance = tolerances([target, *others])
    facts = load_facts([target], known_on=known_on, tree=tree) if _is_stated(target) else None
    subject = subject_of(target)
    line = draw(facts, subject) if facts is not None else live_lines([target])[target.pk]
    day = as_of or reading_day(subject.period, today, closing_day_of(target.unit))
    parts = known_parts([target], day, reach, known_on=known_on, tree=tree)
    row = make_row(target, line, day, tolerance[target.pk], reach, parts.get(target.pk))
    read = _in_reach(facts.series(subject, [day])[0], reach) if facts is not None else None
    own = _own_reading(facts, target, day, read)
    other_rows = rows_of(
        others, day, user=user, lines=lines_of(others, known_on=known_on, tree=tree), tolerance=tolerance
    )
    statements, total = _statements(target, read, reach, known_on)
    by_unit = _by_unit(target, read)
    return TargetPage(
        row=row,
        as_of=day,
        known_on=known_on,
        trend=_trend(row, line, day),
        same_period=None if row.masked else line.same_period(day),
        same_period_bound=line.same_period_bound(day),
        last_year_total=None if row.masked else line.last_year_total,
        last_year_total_bound=line.last_year_total_bound,
        forecast=line.forecast,
        read=None if row.masked else read,
        by_unit=tuple(one for one in by_unit if not one.reason),
        left_out=tuple(one for one in by_unit if one.reason),
        own=own,
        own_value=_value(target, own) if own else None,
        own_difference=_own_difference(target, read),
        statements=statements,
        statements_total=total,
        allotments=_allotments(target, [one for one in other_rows if one.target.parent_id == target.pk]),
        siblings=tuple(one for one in other_rows if one.target.parent_id != target.pk),
        trace=make_trace(target, row, read, statements),
    )


def _with_relatives(target: Target) -> tuple[Target, list[Target]]:
    """The target with all that its row reads, its parts, and its siblings on the same indicator. One query."""
    related = list(
        listed(
            Target.objects.in_force().filter(
                Q(pk=target.pk) | Q(parent=target.pk) | Q(indicator=target.indicator_id, unit=target.unit_id)
            )
        ).order_by("order", "pk")
    )
    itself = next((one for one in related if one.pk == target.pk), None)
    return itself or listed(Target.objects.all()).get(pk=target.pk), [one for one in related if one.pk != target.pk]


def _is_stated(target: Target) -> bool:
    return target.indicator.source == Source.STATED


def _value(target: Target, reading: Reading) -> Value:
    return reading.truth if reading.truth is not None else quantity(target.indicator, reading.value)


# -- trend -------------------------------------------------------------------------------------------------------------


def _trend(row: TargetRow, line: Line, day: date) -> tuple[TrendPoint, ...]:
    """Every month-end of the period; nothing of it where the series would give a small count away."""
    if not row.line.points:
        line = Line(line.period)
    values = {point.on: (point.value, point.bound) for point in line.points if point.on <= day}
    plan = row.plan
    flow = row.target.indicator.measure == "flow" and row.target.form == "level"
    points = []
    for place, end in enumerate(line.period.month_ends()):
        share = line.period.elapsed(end)
        way = plan * share.numerator / share.denominator if plan is not None and flow else plan
        before = line.last_year[place] if place < len(line.last_year) else None
        value, bound = values.get(end, (None, "exactly"))
        points.append(TrendPoint(end, value, before, way, bound, line.last_year_bound(place)))
    return tuple(points)


# -- units -------------------------------------------------------------------------------------------------------------


def _in_reach(read: Read, reach: Reach) -> Read:
    """A single unit's figure is shown inside the viewer's reach only: elsewhere the sum alone."""
    return replace(read, by_unit=tuple((unit, reading) for unit, reading in read.by_unit if covers(reach, unit)))


def _by_unit(target: Target, read: Read | None) -> list[UnitFigure]:
    if read is None:
        return []
    reasons = {left.unit: str(left.reason) for left in read.roll.left_out} if read.roll else {}
    lagging = set(read.roll.lagging) if read.roll else set()
    return [_unit_figure(target, unit, reading, reasons, lagging) for unit, reading in read.by_unit]


def _unit_figure(
    target: Target, unit: UnitRow, reading: Reading, reasons: dict[Hashable, str], lagging: set[Hashable]
) -> UnitFigure:
    indicator = target.indicator
    known = reading.last_known
    return UnitFigure(
        unit=unit,
        value=_value(target, reading),
        numerator=indicator.to_value(reading.numerator),  # type: ignore[arg-type]  # stored counts are integers
        denominator=indicator.to_value(reading.denominator),  # type: ignore[arg-type]
        bound=reading.bound,
        reason=reasons.get(unit.id, "" if reading.settled else str(reading.state)),
        lagging=unit.id in lagging,
        gaps=reading.gaps,
        last_known=quantity(indicator, known.value) if known is not None else None,
        last_known_until=known.end if known is not None else None,
    )


def _own_reading(facts: Facts | None, target: Target, day: date, read: Read | None) -> Reading | None:
    """The unit's own figure, when the value is a roll-up of the units below."""
    if facts is None or read is None or read.roll is None or read.roll.own is None:
        return None
    return read.roll.own if read.roll.own.taken else None


def _own_difference(target: Target, read: Read | None) -> Decimal | None:
    if read is None or read.roll is None or read.roll.difference is None:
        return None
    return quantity(target.indicator, read.roll.difference)


# -- statements --------------------------------------------------------------------------------------------------------


def _statements(
    target: Target, read: Read | None, reach: Reach, known_on: datetime | None
) -> tuple[tuple[StatementRow, ...], int]:
    """The newest statements of units in reach that lie in the period, each with what it superseded; and how many there are."""
    units = {unit.id for unit, _ in read.by_unit} if read else set()
    if covers(reach, subject_of(target).unit):
        units.add(target.unit_id)
    held = Measurement.objects.filter(
        indicator=target.indicator_id,
        unit_id__in=units,
        period_start__gte=target.period_start,
        period_end__lte=target.period_end,
    )
    later = Measurement.objects.filter(supersedes=OuterRef("pk"))
    if known_on is not None:
        held, later = held.filter(stated_at__lte=known_on), later.filter(stated_at__lte=known_on)
    newest = held.filter(~Exists(later))
    # Statements that say more than 0 come first into the list that is shown, so that the proof of a number is whole.
    silent = Q(numerator=0) | Q(numerator__isnull=True), Q(value=0) | Q(value__isnull=True)
    chosen = list(
        newest.annotate(tells=~Q(*silent, parts__isnull=True, supersedes__isnull=True), of_all=Window(Count("pk")))
        .select_related("unit", "stated_by")
        .prefetch_related("evidence__file")
        .order_by("-tells", "-period_end", "unit__path", "-pk")[:SHOWN_STATEMENTS]
    )
    shown = sorted(chosen, key=lambda row: (-row.period_end.toordinal(), row.unit.path, -row.pk))
    older = _superseded(held, shown)
    taken, conflicts = _taken(read)
    made = [_statement_row(row, target, older, taken, conflicts, known_on) for row in shown]
    return tuple(made), shown[0].of_all if shown else 0


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
    return {row.pk: row for row in rows.select_related("unit", "stated_by").prefetch_related("evidence__file")}


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


# -- allotments --------------------------------------------------------------------------------------------------------


def _allotments(target: Target, rows: Sequence[TargetRow]) -> Allotments:
    additive = target.indicator.across == "sum" and target.form == "level"
    if not rows or not additive or target.plan is None:
        return Allotments(tuple(rows), None, None)
    total = sum((row.plan for row in rows if row.plan is not None), Decimal(0))
    return Allotments(tuple(rows), total, total - (target.value_of(target.plan) or 0))
