"""Live indicators: figures that the program counts itself. A room registers a provider under a key; nobody types them.

A provider answers many units and many spans in one query: `provider(units, spans, at)` with `UnitRow`s, `Period`s and a day
gives {(unit id, span code): LiveFigure}. A flow is asked for spans that begin with its period, a state for spans by their
last day. What is sent upward is frozen as a measurement (`operations.freezing`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from trongtam.ground.periods import Period
from trongtam.org.models import Membership, PartyRecord, Unit, UnitKind

from .computing.lines import Line, Point, Value, subject_of
from .computing.scope import UnitRow, scope_path
from .models import Indicator, Target


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """A counted value in the indicator's unit; `sources` says in plain words what was counted."""

    value: Decimal | bool
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    sources: str = ""


Answers = dict[tuple[int, str], LiveFigure]
Provider = Callable[[Sequence[UnitRow], Sequence[Period], date], Answers]

_PROVIDERS: dict[str, Provider] = {}


def register(key: str, provider: Provider) -> None:
    """Make a provider known at start-up. A key has one provider."""
    if _PROVIDERS.get(key, provider) is not provider:
        raise ValueError(f"the live indicator {key} is registered twice")
    _PROVIDERS[key] = provider


def provider_of(indicator: Indicator) -> Provider:
    """The provider of a live indicator. Raises LookupError when no room has registered it."""
    try:
        return _PROVIDERS[indicator.provider]
    except KeyError:
        raise LookupError(f"no room counts {indicator.provider}") from None


def span(indicator: Indicator, period: Period, day: date) -> Period:
    """The days that a figure of a period speaks of when it is read on a day."""
    return Period.term(period.start, min(day, period.end))


def read_live(
    indicator: Indicator, units: Sequence[UnitRow], period: Period, days: Sequence[date], at: date
) -> Answers:
    """The figures of many units at many days, by (unit id, day's ISO form). One call of the provider."""
    spans = {day: span(indicator, period, day) for day in days}
    answers = provider_of(indicator)(units, list(dict.fromkeys(spans.values())), at)
    return {
        (unit.id, day.isoformat()): answers[unit.id, asked.code]
        for unit in units
        for day, asked in spans.items()
        if (unit.id, asked.code) in answers
    }


def live_lines(targets: Iterable[Target], *, at: date | None = None) -> dict[int, Line]:
    """Target id → line of counted figures: every month-end of the period that has begun, and last year's beside.

    One call of a provider for each indicator and period.
    """
    today = at or timezone.localdate()
    grouped: dict[tuple[int, str], list[Target]] = defaultdict(list)
    for target in targets:
        grouped[target.indicator_id, target.period_code].append(target)
    lines: dict[int, Line] = {}
    for group in grouped.values():
        indicator, period = group[0].indicator, subject_of(group[0]).period
        days = [day for day in period.month_ends() if day.replace(day=1) <= today]
        units = [subject_of(target).unit for target in group]
        this_year = read_live(indicator, units, period, days, today)
        before = period.same_period_last_year()
        last_year = read_live(indicator, units, before, before.month_ends(), today) if before else {}
        for target, unit in zip(group, units, strict=True):
            points = [
                _point(day, this_year[unit.id, day.isoformat()])
                for day in days
                if (unit.id, day.isoformat()) in this_year
            ]
            lines[target.pk] = Line(period, points, _values(last_year, unit, before))
    return lines


def _point(day: date, figure: LiveFigure) -> Point:
    return Point(day, figure.value, figure.numerator, figure.denominator, counted=1)


def _values(answers: Answers, unit: UnitRow, period: Period | None) -> list[Value]:
    """Last year's figures; none when nothing at all was counted then, since nothing may have been kept."""
    if period is None:
        return []
    found = [answers.get((unit.id, day.isoformat())) for day in period.month_ends()]
    if not any(figure is not None and figure.value for figure in found):
        return []
    return [figure.value if figure is not None else None for figure in found]


# --- what the rooms below can count -----------------------------------------------------------------------------------


def _under(units: Sequence[UnitRow], field: str) -> Q:
    condition = Q(pk__in=[])
    for path in {scope_path(unit) for unit in units}:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def _counted(units: Sequence[UnitRow], spans: Sequence[Period], happened: list[tuple[str, date]]) -> Answers:
    """How many of the dated events under each unit's territory lie in each span."""
    answers: Answers = {}
    for unit in units:
        path = scope_path(unit)
        days = sorted(day for where, day in happened if where.startswith(path))
        for asked in spans:
            number = bisect_right(days, asked.end) - sum(day < asked.start for day in days)
            answers[unit.id, asked.code] = LiveFigure(Decimal(number))
    return answers


def _standing_at_end(
    units: Sequence[UnitRow], spans: Sequence[Period], spells: list[tuple[str, date, date | None]]
) -> Answers:
    """How many of the dated spells (from ≤ day < until) under each unit's territory hold on the last day of each span."""
    answers: Answers = {}
    for unit in units:
        path = scope_path(unit)
        begun = sorted(start for where, start, _ in spells if where.startswith(path))
        ended = sorted(end for where, _, end in spells if end is not None and where.startswith(path))
        for asked in spans:
            number = bisect_right(begun, asked.end) - bisect_right(ended, asked.end)
            answers[unit.id, asked.code] = LiveFigure(Decimal(number))
    return answers


def admissions(units: Sequence[UnitRow], spans: Sequence[Period], at: date) -> Answers:
    """Members admitted within each span, by the unit that admitted them."""
    rows = PartyRecord.objects.filter(_under(units, "admitted_in__path"), admitted_on__lte=at)
    return _counted(units, spans, list(rows.values_list("admitted_in__path", "admitted_on")))


def confirmations(units: Sequence[UnitRow], spans: Sequence[Period], at: date) -> Answers:
    """Full confirmations within each span, by the unit that confirmed."""
    rows = PartyRecord.objects.filter(_under(units, "confirmed_in__path"), confirmed_on__lte=at)
    happened = rows.values_list("confirmed_in__path", "confirmed_on")
    return _counted(units, spans, [(path, day) for path, day in happened if day is not None])


def members(units: Sequence[UnitRow], spans: Sequence[Period], at: date) -> Answers:
    """Regular members on the last day of each span."""
    rows = Membership.objects.filter(_under(units, "unit__path"), kind=Membership.Kind.REGULAR)
    return _standing_at_end(units, spans, list(rows.values_list("unit__path", "valid_from", "valid_to")))


def cells(units: Sequence[UnitRow], spans: Sequence[Period], at: date) -> Answers:
    """Cells on the last day of each span."""
    rows = Unit.objects.filter(_under(units, "path"), kind=UnitKind.CELL)
    return _standing_at_end(units, spans, list(rows.values_list("path", "founded_on", "ended_on")))


for _key, _provider in (
    ("members", members),
    ("admissions", admissions),
    ("confirmations", confirmations),
    ("cells", cells),
):
    register(_key, _provider)
