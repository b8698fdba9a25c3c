"""A target's page: trend, outlook, statements with their history, units, allotments, and how the number was made."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from trongtam.ground.prepared import Prepared
from trongtam.org.reach import Reach
from trongtam.resolutions.models import Document

from ..computing.facts import Facts, Read, Subject, quantity
from ..computing.lines import Line, Value, draw, load_facts, subject_of, tolerances
from ..computing.scope import UnitRow
from ..figures.reading import Reading
from ..live import Proof, prove
from ..models import Carried, Source, Target
from .days import closing_day_of, reading_day
from .rows import TargetRow, covers, known_parts, lines_of, make_row, rows_of
from .statements import StatementRow, statements_of
from .trace import Trace, make_trace

if TYPE_CHECKING:
    from trongtam.accounts.models import User

SHOWN_STATEMENTS, MOST_STATEMENTS = 12, 400


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
    within: tuple[UnitRow, ...] = ()


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
    `statements` the newest of `statements_total` in the viewer's reach;
    `proof` what a counted figure was counted from; `forecast` what was stated for the whole period."""

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
    made_of: tuple[Carried, ...] = ()
    proof: Proof | None = None


def target_page(
    target: Target,
    *,
    user: User,
    today: date,
    as_of: date | None = None,
    known_on: datetime | None = None,
    tree: date | None = None,
    limit: int = SHOWN_STATEMENTS,
) -> TargetPage:
    """The page of a target (as `listed` brings it) that the viewer sees, on a day, as known now or then; `limit` statements."""
    others = _relatives(target)
    reach = Reach.of(user)
    tolerance = tolerances([target, *others])
    subject = subject_of(target)
    afresh = known_on is not None or tree is not None
    facts = _facts(target, known_on, tree, last_year=afresh) if _is_stated(target) else None
    line = draw(facts, subject) if facts is not None and afresh else lines_of([target])[target.pk]
    day = as_of or reading_day(subject.period, today, closing_day_of(target.unit))
    parts = known_parts([target], day, reach, known_on=known_on, tree=tree)
    row = make_row(target, line, day, tolerance[target.pk], reach, parts.get(target.pk))
    read = _in_reach(facts.series(subject, [day])[0], reach) if facts is not None else None
    own = _own_reading(facts, target, day, read)
    other_rows = rows_of(others, day, user=user, known_on=known_on, tree=tree, tolerance=tolerance)
    statements, total = statements_of(target, facts, read, reach, known_on, limit)
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
        allotments=_allotments(target, [one for one in other_rows if one.target.unit_id != target.unit_id]),
        siblings=tuple(one for one in other_rows if one.target.unit_id == target.unit_id),
        trace=make_trace(target, row, read, statements),
        made_of=_made_of(target),
        proof=_proof(target, subject, day, user) if facts is None and not row.masked else None,
    )


def _proof(target: Target, subject: Subject, day: date, user: User) -> Proof | None:
    """Of a counted figure: what it was counted from."""
    return prove(target.indicator, target.unit, subject.period.start, min(day, subject.period.end), user)


def _made_of(target: Target) -> tuple[Carried, ...]:
    """The targets of units before, whose plans a merger or a split has made into this one. No query where there were none."""
    if not target.unit.inherits:
        return ()
    found = Carried.objects.filter(target=target).select_related("source__unit", "source__indicator")
    return tuple(found.order_by("source__unit__folded", "pk"))


def _related(pk: int, indicator: int, unit: int, inherits: bool) -> QuerySet[Target]:
    # A part that was carried into that of a merged unit is in there; parts of the targets that this one was made of are its own.
    parts = Q(parent=pk, carried_into__isnull=True)
    if inherits:
        parts |= Q(parent__in=Carried.objects.filter(target=pk).values("source"), carried_into__isnull=True)
    return (
        Target.objects.in_force()
        .filter(parts | Q(indicator=indicator, unit=unit))
        .exclude(pk=pk)
        .select_related("unit", "standing")
        .order_by("order", "pk")
    )


_RELATED = Prepared(_related)


def _relatives(target: Target) -> list[Target]:
    """The target's parts, and its siblings on the same indicator. One query, a second where some stand on another resolution."""
    related = _RELATED(target.pk, target.indicator_id, target.unit_id, target.unit.inherits)
    documents = {target.document_id: target.document}
    if others := {one.document_id for one in related} - {*documents, None}:
        documents |= Document.objects.in_bulk(others)
    for one in related:
        one.document = documents.get(one.document_id)
        if one.indicator_id == target.indicator_id:
            one.indicator = target.indicator
    return related


def _is_stated(target: Target) -> bool:
    return target.indicator.source == Source.STATED


def _facts(target: Target, known_on: datetime | None, tree: date | None, *, last_year: bool) -> Facts:
    """Last year's statements only where the line is drawn afresh, or an older state is to be shown."""
    flow = target.indicator.measure == "flow"
    return load_facts([target], known_on=known_on, tree=tree, last_year=last_year or not flow)


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
    return read._replace(by_unit=tuple((unit, reading) for unit, reading in read.by_unit if covers(reach, unit)))


def _by_unit(target: Target, read: Read | None) -> list[UnitFigure]:
    if read is None:
        return []
    reasons = {left.unit: str(left.reason) for left in read.roll.left_out} if read.roll else {}
    lagging = set(read.roll.lagging) if read.roll else set()
    return [
        replace(_unit_figure(target, unit, reading, reasons, lagging), within=read.within.get(unit.id, ()))
        for unit, reading in read.by_unit
    ]


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


# -- allotments --------------------------------------------------------------------------------------------------------


def _allotments(target: Target, rows: Sequence[TargetRow]) -> Allotments:
    additive = target.indicator.across == "sum" and target.form == "level"
    if not rows or not additive or target.plan is None:
        return Allotments(tuple(rows), None, None)
    total = sum((row.plan for row in rows if row.plan is not None), Decimal(0))
    return Allotments(tuple(rows), total, total - (target.value_of(target.plan) or 0))
