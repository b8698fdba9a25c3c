"""Who enters what: the units a person states for, how far each has come with a month, and the month that comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from trongtam.ground.periods import MONTH, NINE_MONTHS, QUARTER, YEAR, Period
from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right

from ..computing.scope import answering_above, territory
from ..models import Measurement, Source, Target
from .days import asked_period, is_answered

if TYPE_CHECKING:
    from trongtam.accounts.models import User

LATEST_PERIODS = 40


@dataclass(frozen=True)
class Progress:
    """How many of the lines that a unit is asked for in a month have a figure; lines that count themselves always have."""

    filled: int
    total: int

    @property
    def is_done(self) -> bool:
        return self.filled >= self.total


def units_to_enter(user: User, today: date) -> list[Unit]:
    """The units that exist today and whose figures the person may state, those asked for figures only. Two queries."""
    reach = Reach.of(user)
    own = [post.unit_id for post in reach.posts if Right.STATE in post.rights]
    below = Q(pk__in=own)
    for post in reach.posts:
        if Right.STATE_FOR in post.rights:
            # An office of a whole province enters for its own territory; its communes enter for themselves.
            below |= Q(path__startswith=post.path) if post.near else Q(path=post.path)
    kinds = Target.objects.in_force().order_by().values_list("indicator__stated_by", flat=True).distinct()
    found = Unit.objects.reached_by(user).filter(below, Q(kind__in=list(kinds)) | Q(pk__in=own)).on(today)
    return list(found.select_related("parent").order_by("path"))


def entry_progress(units: Iterable[Unit], month: Period) -> dict[int, Progress]:
    """Unit → how far it has come with a month; units that are asked for nothing are left out. Two queries."""
    units = list(units)
    asked = {unit.pk: wanted for unit, wanted in _asked_of(units, month).items() if wanted}
    periods = {period for wanted in asked.values() for period in wanted.values() if period is not None}
    rows = Measurement.objects.current().filter(
        unit__in=list(asked), indicator__in={i for w in asked.values() for i in w}
    )
    if periods:
        first, last = min(one.start for one in periods), max(one.end for one in periods)
        rows = rows.filter(period_start__lte=last, period_end__gte=first)
    stated = Stated(
        rows.values_list("unit_id", "indicator_id", "indicator__measure", "period_code", "period_start", "period_end")
    )
    return {
        unit: Progress(
            sum(period is None or stated.answers(unit, indicator, period) for indicator, period in wanted.items()),
            len(wanted),
        )
        for unit, wanted in asked.items()
    }


class Stated:
    """What units stated, asked whether it says what a period asks: the period itself, or others that answer it."""

    def __init__(self, rows: Iterable[tuple[int, int, str, str, date, date]]):
        self._codes: set[tuple[int, int, str]] = set()
        self._spans: dict[tuple[int, int], list[tuple[date, date]]] = {}
        self._measures: dict[int, str] = {}
        for unit, indicator, measure, code, start, end in rows:
            self._codes.add((unit, indicator, code))
            self._spans.setdefault((unit, indicator), []).append((start, end))
            self._measures[indicator] = measure

    def answers(self, unit: int, indicator: int, period: Period) -> bool:
        if (unit, indicator, period.code) in self._codes:
            return True
        spans = self._spans.get((unit, indicator), [])
        return bool(spans) and is_answered(self._measures[indicator], period, spans)


def _asked_of(units: list[Unit], month: Period) -> dict[Unit, dict[int, Period | None]]:
    """Unit → indicator → the period asked for, None where the program counts."""
    above = {pk for unit in units for pk in unit.path_ids}
    targets = (
        Target.objects.in_force()
        .filter(Q(unit__in=above) | Q(unit__parent__in=above, unit__kind="party_committee"))
        .filter(period_start__lte=month.end, period_end__gte=month.start)
        .values_list(
            "unit__kind",
            "unit__path",
            "indicator_id",
            "indicator__stated_by",
            "indicator__every",
            "indicator__source",
        )
        .distinct()
    )
    found: dict[Unit, dict[int, Period | None]] = {unit: {} for unit in units}
    for kind, path, indicator, stated_by, every, source in targets:
        period, scope = asked_period(every, month), territory(kind, path)
        if period is None:
            continue
        for unit in units:
            if unit.kind == stated_by and unit.path.startswith(scope):
                found[unit][indicator] = None if source == Source.LIVE else period
    return found


def month_to_enter(unit: Unit, today: date) -> Period:
    """The month after the last stated one while targets still cover it, else the current month. Two queries."""
    current = Period.month(today.year, today.month)
    last = last_month_stated([unit])
    if last is None or last >= current:
        return current
    following = month_after(last)
    covers = Target.objects.in_force().filter(answering_above(unit), indicator__stated_by=unit.kind)
    return (
        following if covers.filter(period_start__lte=following.end, period_end__gte=following.end).exists() else current
    )


def last_month_stated(units: Iterable[Unit]) -> Period | None:
    """The last month for which any of the units stated a figure of that month. One query."""
    rows = Measurement.objects.current().filter(unit__in=[unit.pk for unit in units], source=Source.STATED)
    codes = rows.order_by("-period_end").values_list("period_code", "period_end").distinct()[:LATEST_PERIODS]
    return next((period for code, _end in codes if (period := Period.parse(code)).kind == MONTH), None)


def month_after(month: Period) -> Period:
    following = month.end + timedelta(days=1)
    return Period.month(following.year, following.month)


def period_after(period: Period) -> Period:
    """The next period of the same kind."""
    if period.kind in (NINE_MONTHS, YEAR):
        return Period.parse(period.code.replace(str(period.start.year), str(period.start.year + 1), 1))
    following = Period.of(period.kind, period.end + timedelta(days=1))
    return following if following is not None else period


def period_before(period: Period) -> Period:
    """The period of the same kind before."""
    if period.kind in (NINE_MONTHS, YEAR):
        return Period.parse(period.code.replace(str(period.start.year), str(period.start.year - 1), 1))
    before = Period.of(period.kind, period.start - timedelta(days=1))
    return before if before is not None else period


def longer_periods(period: Period) -> list[Period]:
    """The month with which a period ends, and the longer ones of its year that may be stated at once instead."""
    year, last = period.end.year, period.end
    kinds = (Period.of(MONTH, last), Period.of(QUARTER, last), Period.half(year, 1), Period.nine_months(year))
    found = [one for one in (*kinds, Period.year(year)) if one is not None]
    return found if period in found else [*found, period]


def month_before(month: Period) -> Period:
    before = month.start - timedelta(days=1)
    return Period.month(before.year, before.month)
