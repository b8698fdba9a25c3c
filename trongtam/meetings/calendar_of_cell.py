"""When a cell should meet, whether it met in time and long enough, and what its year holds. Pure.

The day of the rule (the third of the month) moves off holidays to the next day of the window (the first week); a weekend is no
holiday, for a hamlet's cell meets on it. A thematic meeting is owed once a quarter and never stands for a regular one.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Literal

from .dated import in_force, table

Month = tuple[int, int]
"""(year, month)"""


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """`day`: of the month; `first` to `last`: the days that are in time; minutes at least, alone and with a thematic part."""

    code: str
    valid_from: date
    valid_to: date | None
    day: int
    first: int
    last: int
    least_minutes: int
    least_minutes_both: int
    thematic_a_quarter: int
    source: str
    checked: bool


@cache
def calendar_rules() -> tuple[CalendarRule, ...]:
    return tuple(CalendarRule(**{"valid_to": None, **row}) for row in table("rules.toml")["calendar"])


@dataclass(frozen=True, slots=True)
class MinutesRule:
    """`within`: days after the meeting until its minutes are missing; `reopen`: days after its end in which it may be opened
    again."""

    code: str
    valid_from: date
    valid_to: date | None
    within: int
    reopen: int
    source: str
    checked: bool


@cache
def minutes_rules() -> tuple[MinutesRule, ...]:
    return tuple(MinutesRule(**{"valid_to": None, **row}) for row in table("rules.toml")["minutes"])


@lru_cache(maxsize=1024)
def minutes_rule(day: date) -> MinutesRule:
    """The rule of the day of the meeting."""
    return in_force(minutes_rules(), day)


@lru_cache(maxsize=1024)
def rule_of(month: Month) -> CalendarRule:
    """The rule of a month: the one that holds on its first day."""
    return in_force(calendar_rules(), date(*month, 1))


def window(month: Month, rule: CalendarRule) -> tuple[date, date]:
    """First and last day that are in time."""
    length = calendar.monthrange(*month)[1]
    return date(*month, min(rule.first, length)), date(*month, min(rule.last, length))


def planned_day(month: Month, rule: CalendarRule, off: Collection[date] = frozenset()) -> date:
    """The day of the rule; on a holiday the next day of the window that is none, else one before it, else the first day after
    the window that is none."""
    first, last = window(month, rule)
    day = date(*month, min(rule.day, last.day))
    after = [day + timedelta(days=n) for n in range((last - day).days + 1)]
    before = [day - timedelta(days=n) for n in range(1, (day - first).days + 1)]
    for one in [*after, *before]:
        if one not in off:
            return one
    moved = last + timedelta(days=1)
    while moved in off:
        moved += timedelta(days=1)
    return moved


def last_in_time(month: Month, rule: CalendarRule, off: Collection[date] = frozenset()) -> date:
    """The last day that is in time: the window's, or the day to which holidays over the whole window moved the meeting."""
    return max(window(month, rule)[1], planned_day(month, rule, off))


class Held(StrEnum):
    """How a cell's month stands."""

    ON_TIME = "on_time"
    LATE = "late"
    NOT_HELD = "not_held"
    NOT_YET = "not_yet"


@lru_cache(maxsize=1024)
def _limits(month: Month, off: frozenset[date]) -> tuple[date, date, date]:
    """First and last day in time, last day of the month: reckoned once for all cells of a grid."""
    rule = rule_of(month)
    first, _last = window(month, rule)
    return first, last_in_time(month, rule, off), date(*month, calendar.monthrange(*month)[1])


def how_held(
    month: Month, held_on: date | None, today: date, off: frozenset[date] = frozenset(), *, given_up: bool = False
) -> Held:
    """Held in the window: on time; later, or before its month: late. Not held when the month is over or the meeting was
    recorded as not held; until then nothing is said."""
    first, last, over = _limits(month, off)
    if held_on is not None:
        return Held.ON_TIME if first <= held_on <= last else Held.LATE
    return Held.NOT_HELD if given_up or today > over else Held.NOT_YET


# -- length ------------------------------------------------------------------------------------------------------------

Length = Literal["enough", "short", "unknown"]


def minutes_between(began: tuple[int, int] | None, ended: tuple[int, int] | None) -> int | None:
    """Minutes from (hour, minute) to (hour, minute); past midnight counts on. None where one is not known."""
    if began is None or ended is None:
        return None
    return (ended[0] * 60 + ended[1] - began[0] * 60 - began[1]) % (24 * 60)


def long_enough(minutes: int | None, month: Month, *, with_thematic: bool) -> Length:
    """Against the least length of the rule. A small cell may be allowed less: then its superior says so and nothing follows."""
    if minutes is None:
        return "unknown"
    rule = rule_of(month)
    return "enough" if minutes >= (rule.least_minutes_both if with_thematic else rule.least_minutes) else "short"


# -- quarters and years ------------------------------------------------------------------------------------------------


def quarter_of(month: int) -> int:
    return (month + 2) // 3


def months_of(quarter: int) -> tuple[int, int, int]:
    return quarter * 3 - 2, quarter * 3 - 1, quarter * 3


def thematic_kept(year: int, held: Iterable[Month], today: date) -> Mapping[int, bool | None]:
    """Quarter → whether a thematic meeting was held in it; None while it runs and none was. Four in a year keep the rule only
    when each quarter has its own."""
    found: dict[int, int] = dict.fromkeys(range(1, 5), 0)
    for held_year, month in held:
        if held_year == year:
            found[quarter_of(month)] += 1
    kept: dict[int, bool | None] = {}
    for quarter, count in found.items():
        least, ends = _owed_in(year, quarter)
        kept[quarter] = True if count >= least else None if today <= ends else False
    return kept


@lru_cache(maxsize=1024)
def _owed_in(year: int, quarter: int) -> tuple[int, date]:
    """How many thematic meetings, until which day: reckoned once for all cells of a grid."""
    last = quarter * 3
    return rule_of((year, last)).thematic_a_quarter, date(year, last, calendar.monthrange(year, last)[1])


@dataclass(frozen=True, slots=True)
class PlannedMonth:
    """`thematic`: this month is proposed for the quarter's thematic meeting (its middle one, until the cell says otherwise)."""

    month: Month
    day: date
    thematic: bool


def year_plan(year: int, off: Collection[date] = frozenset()) -> tuple[PlannedMonth, ...]:
    """Twelve regular meetings, one month of every quarter proposed for the thematic one."""
    return tuple(
        PlannedMonth((year, month), planned_day((year, month), rule_of((year, month)), off), month % 3 == 2)
        for month in range(1, 13)
    )


def month_code(month: Month) -> str:
    return f"{month[0]}-{month[1]:02d}"


@lru_cache(maxsize=4096)
def read_month(code: str) -> Month:
    """ "2022-09" → (2022, 9). Raises ValueError."""
    year, dash, month = code.partition("-")
    if not (dash and len(year) == 4 and len(month) == 2 and year.isdecimal() and 1 <= int(month) <= 12):
        raise ValueError(f"no month: {code!r}")
    return int(year), int(month)
