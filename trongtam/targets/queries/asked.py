"""What the sheets of units ask for, and whether it was stated: read here for the desk, the list of sheets and the rounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from trongtam.ground.periods import Period
from trongtam.ground.prepared import Prepared
from trongtam.org.models import Unit

from ..computing.facts import parse_period
from ..computing.scope import territory
from ..figures.spans import Span, is_answered
from ..models import Measurement, Source, Target
from .days import asked_period


class Asked(NamedTuple):
    """A figure that a sheet asks for. `measure`: the indicator's. `live`: the program counts it itself, so it always stands.
    `since`: the day on which the first target that asks for it was set; None where that is not known, which counts as always."""

    indicator: int
    measure: str
    period: Period
    live: bool
    since: date | None


Sheet = dict[int, Asked]
"""Indicator → what is asked of it."""


class _Asking(NamedTuple):
    """What a target says of the sheets below it."""

    indicator: int
    measure: str
    stated_by: str
    every: str
    live: bool
    start: date
    end: date
    since: date | None


def asked_of(units: Iterable[Unit], sheets: Sequence[Period]) -> dict[int, dict[str, Sheet]]:
    """Unit → code of the sheet → what it asks. Units and sheets that are asked for nothing are left out, so are periods before
    a unit was founded. One query."""
    units = list(units)
    by_scope = _asking(units, sheets) if units and sheets else {}
    found: dict[int, dict[str, Sheet]] = {}
    for unit in units:
        asking = [one for scope in _scopes(unit.path) for one in by_scope.get(scope, ()) if one.stated_by == unit.kind]
        for sheet in sheets if asking else ():
            if lines := _sheet(unit, sheet, asking):
                found.setdefault(unit.pk, {})[sheet.code] = lines
    return found


def _asking(units: Sequence[Unit], sheets: Sequence[Period]) -> dict[str, list[_Asking]]:
    """Path of the territory that a target is for → what it says."""
    above = {pk for unit in units for pk in unit.path_ids}
    rows = (
        Target.objects.in_force()
        .filter(Q(unit__in=above) | Q(unit__parent__in=above, unit__kind="party_committee"))
        .filter(indicator__stated_by__in={unit.kind for unit in units})
        .filter(period_start__lte=max(one.end for one in sheets), period_end__gte=min(one.start for one in sheets))
        .values_list(
            "unit__kind", "unit__path", "indicator_id", "indicator__measure", "indicator__stated_by", "indicator__every",
            "indicator__source", "period_start", "period_end", "set_at",
        )
    )  # fmt: skip
    found: dict[str, list[_Asking]] = defaultdict(list)
    for kind, path, indicator, measure, stated_by, every, source, start, end, set_at in rows:
        since = None if set_at is None else timezone.localdate(set_at)
        found[territory(kind, path)].append(
            _Asking(indicator, measure, stated_by, every, source == Source.LIVE, start, end, since)
        )
    return found


def _scopes(path: str) -> Iterator[str]:
    """The paths of a unit and of all above it."""
    end = path.find("/", 1)
    while end > 0:
        yield path[: end + 1]
        end = path.find("/", end + 1)


def _sheet(unit: Unit, sheet: Period, asking: Iterable[_Asking]) -> Sheet:
    lines: Sheet = {}
    for one in asking:
        if one.start > sheet.end or one.end < sheet.start:
            continue
        period = asked_period(one.every, sheet)
        if period is None or period.end < unit.founded_on:
            continue
        known = lines.get(one.indicator)
        since = one.since if known is None else _first(known.since, one.since)
        lines[one.indicator] = Asked(one.indicator, one.measure, period, one.live, since)
    return lines


def _first(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else min(one, other)


def _stated(last: date, first: date, *groups: Collection[int]) -> QuerySet[Measurement, tuple[int, int, str, bool]]:
    """`groups`: units and what they are asked for, by turns."""
    wanted = Q()
    for units, indicators in zip(groups[::2], groups[1::2], strict=True):
        wanted |= Q(unit__in=units, indicator__in=indicators)
    held = Measurement.objects.current().filter(wanted, period_start__lte=last, period_end__gte=first)
    return held.values_list("unit_id", "indicator_id", "period_code", "is_kept")


_STATED = Prepared(_stated)
MOST_GROUPS = 8


def _groups(asked: Mapping[int, Mapping[str, Sheet]]) -> Iterator[Collection[int]]:
    """Units that are asked for the same together: the database then looks for what can be there, not for every pair of a
    unit and an indicator, which are five times as many. Many groups are asked for as one."""
    by_indicators: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for unit, sheets in asked.items():
        lines = {one.indicator for sheet in sheets.values() for one in sheet.values() if not one.live}
        if lines:
            by_indicators[tuple(sorted(lines))].append(unit)
    if len(by_indicators) > MOST_GROUPS:
        yield [unit for units in by_indicators.values() for unit in units]
        yield {indicator for indicators in by_indicators for indicator in indicators}
        return
    for indicators, units in by_indicators.items():
        yield units
        yield indicators


class Stated:
    """What units stated, asked whether it says what a period asks: the period itself, or others that answer it."""

    def __init__(self, rows: Iterable[tuple[int, int, str, bool]]):
        """Rows: unit, indicator, code of the period, whether it was said to stay."""
        self._spans: dict[tuple[int, int], list[Span]] = defaultdict(list)
        self._kept: set[tuple[int, int, str]] = set()
        for unit, indicator, code, kept in rows:
            period = parse_period(code)
            self._spans[unit, indicator].append((period.start, period.end))
            if kept:
                self._kept.add((unit, indicator, code))

    @classmethod
    def of(cls, asked: Mapping[int, Mapping[str, Sheet]]) -> Stated:
        """What the units of `asked_of` have stated about what is asked of them. One query, none where nothing is asked."""
        lines = [
            one for sheets in asked.values() for sheet in sheets.values() for one in sheet.values() if not one.live
        ]
        if not lines:
            return cls(())
        last, first = max(one.period.end for one in lines), min(one.period.start for one in lines)
        return cls(_STATED(last, first, *_groups(asked)))

    def answers(self, unit: int, asked: Asked) -> bool:
        """Whether a line has its figure; one that the program counts always has."""
        spans = () if asked.live else self._spans.get((unit, asked.indicator), ())
        return asked.live or (bool(spans) and is_answered(asked.measure, asked.period, spans))

    def keeps(self, unit: int, asked: Asked) -> bool:
        """Whether the unit said of a line that nothing had changed."""
        return (unit, asked.indicator, asked.period.code) in self._kept
