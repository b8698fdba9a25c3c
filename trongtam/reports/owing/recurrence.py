"""Which papers a standing duty asks for, and by when.

A duty names kinds of periods (every month, every quarter, first and last half year, nine months, year) and one way to reckon
the due day: so many days after or before the period's end, or a day of the month in which the period ends or of a later one.
What a superior asks for once has its period and its day (`Once`). Pure: no Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from trongtam.ground.periods import FIRST_YEAR, LAST_YEAR, Period, month_end

MONTH, QUARTER, FIRST_HALF, LAST_HALF, NINE_MONTHS, YEAR = KINDS = (
    "month", "quarter", "first_half", "last_half", "nine_months", "year",
)  # fmt: skip
AFTER, BEFORE, ON_DAY = WAYS = ("after", "before", "on_day")
ONCE = "once"
KEEP, EARLIER, LATER = WEEKENDS = ("keep", "earlier", "later")
MOST_DAYS, MOST_MONTHS = 92, 3
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class Rule:
    """`kinds` of periods; `number`: days after or before the period's end, or the day of the month for `on_day`, where 31 means
    the last day; `months`: how many months after the period's last one that day lies; `weekend`: where a Saturday or Sunday
    moves to. Raises ValueError for what is no rule."""

    kinds: frozenset[str]
    way: str = AFTER
    number: int = 0
    months: int = 0
    weekend: str = KEEP

    def __post_init__(self) -> None:
        known = set(KINDS) >= self.kinds and self.kinds and self.way in WAYS and self.weekend in WEEKENDS
        fits = 1 <= self.number <= 31 if self.way == ON_DAY else 0 <= self.number <= MOST_DAYS
        if not (known and fits and 0 <= self.months <= MOST_MONTHS):
            raise ValueError("no rule of this kind")


@dataclass(frozen=True)
class Once:
    """A paper that is asked for once: for a period, due on a day that the superior has named."""

    period: Period
    due: date


def off_weekend(day: date, weekend: str) -> date:
    """A Saturday or Sunday moved to the Friday before or the Monday after; other days stay."""
    if weekend == KEEP or day.weekday() < _SATURDAY:
        return day
    if weekend == EARLIER:
        return day - _DAY * (day.weekday() - _SATURDAY + 1)
    return day + _DAY * (7 - day.weekday())


def due_of(rule: Rule | Once, period: Period) -> date:
    """The day by which the paper of a period has to be sent."""
    if isinstance(rule, Once):
        return rule.due
    if rule.way == ON_DAY:
        place = period.end.year * 12 + period.end.month - 1 + rule.months
        last = month_end(place // 12, place % 12 + 1)
        day = last.replace(day=min(rule.number, last.day))
    else:
        day = period.end + _DAY * (rule.number if rule.way == AFTER else -rule.number)
    return off_weekend(day, rule.weekend)


def periods_of(kind: str, year: int) -> list[Period]:
    """The periods of one kind in a year, in order."""
    if kind == MONTH:
        return [Period.month(year, month) for month in range(1, 13)]
    if kind == QUARTER:
        return [Period.quarter(year, quarter) for quarter in range(1, 5)]
    if kind in (FIRST_HALF, LAST_HALF):
        return [Period.half(year, 1 if kind == FIRST_HALF else 2)]
    return [Period.nine_months(year) if kind == NINE_MONTHS else Period.year(year)]


def asks_for(rule: Rule | Once, period: Period) -> bool:
    """Whether the rule has a paper for this very period."""
    if isinstance(rule, Once):
        return period == rule.period
    return any(period in periods_of(kind, period.end.year) for kind in rule.kinds)


def owed(rule: Rule | Once, first: date, last: date) -> list[tuple[date, Period]]:
    """(due day, period) of every paper due from `first` to `last`, both included, by due day."""
    if isinstance(rule, Once):
        return [(rule.due, rule.period)] if first <= rule.due <= last else []
    found = [(due, period) for due, period in _around(rule, first, last) if first <= due <= last]
    return sorted(found, key=lambda one: (one[0], one[1]))


def _around(rule: Rule, first: date, last: date) -> Iterator[tuple[date, Period]]:
    """Papers of the years that can have a due day in the span: a due day lies less than a year from its period's end."""
    for year in range(max(first.year - 1, FIRST_YEAR), min(last.year + 1, LAST_YEAR - 1) + 1):
        for kind in rule.kinds:
            for period in periods_of(kind, year):
                yield due_of(rule, period), period
