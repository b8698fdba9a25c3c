"""Periods of reporting: month, quarter, half year, nine months, year, term.

Codes: `2022-09`, `2022-Q3`, `2022-H1`, `2022-9M`, `2022`, `2020..2025` (whole years) or `2020-03-05..2025-03-04`.
Elapsed time is counted in calendar months, each weighing (its days in the period ÷ its days), as exact fractions.
Pure: no Django. Errors: `Unreadable` with a sentence.
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache, total_ordering
from typing import Self

from .errors import Unreadable
from .phrases import Phrase, gettext_noop

MONTH, QUARTER, HALF, NINE_MONTHS, YEAR, TERM = KINDS = ("month", "quarter", "half", "nine_months", "year", "term")
FIRST_YEAR, LAST_YEAR = 1900, 2999

_CALENDAR = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|Q([1-4])|H([12])|(9M)))?")
_YEARS = re.compile(r"([0-9]{4})\.\.([0-9]{4})")
_DATES = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})")
_DAY = timedelta(days=1)


def month_end(year: int, month: int) -> date:
    """The last day of a calendar month."""
    return date(year, month, calendar.monthrange(year, month)[1])


@total_ordering
@dataclass(frozen=True, slots=True, eq=True)
class Period:
    """A span of whole days, both ends included. Compare and hash by kind and span; order by start, then end, then kind."""

    kind: str
    start: date
    end: date
    code: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise Unreadable(Phrase(gettext_noop("There is no period of the kind “%(kind)s”."), kind=self.kind))
        if self.end < self.start:
            raise Unreadable(Phrase(gettext_noop("A period cannot end before it begins.")))
        if not (self.start.year >= FIRST_YEAR and self.end.year <= LAST_YEAR):
            raise _years_out_of_range()
        if self.kind != TERM and self._months_of_kind() is None:
            raise Unreadable(
                Phrase(gettext_noop("The dates do not make a whole period of the kind “%(kind)s”."), kind=self.kind)
            )
        object.__setattr__(self, "code", self._code())

    def _months_of_kind(self) -> tuple[int, int] | None:
        """First and last month when the dates make a calendar period of the kind, else None."""
        first, last = self.start.month, self.end.month
        whole = self.start.year == self.end.year and self.start.day == 1 and self.end == month_end(self.end.year, last)
        lengths = {MONTH: 1, QUARTER: 3, HALF: 6, NINE_MONTHS: 9, YEAR: 12}
        length = lengths[self.kind]
        if not whole or last - first + 1 != length:
            return None
        aligned = first == 1 if self.kind == NINE_MONTHS else (first - 1) % length == 0
        return (first, last) if aligned else None

    def _code(self) -> str:
        year, month = self.start.year, self.start.month
        if self.kind == MONTH:
            return f"{year}-{month:02d}"
        if self.kind == QUARTER:
            return f"{year}-Q{(month + 2) // 3}"
        if self.kind == HALF:
            return f"{year}-H{1 if month == 1 else 2}"
        if self.kind == NINE_MONTHS:
            return f"{year}-9M"
        if self.kind == YEAR:
            return f"{year}"
        if (month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31):
            return f"{year}..{self.end.year}"
        return f"{self.start.isoformat()}..{self.end.isoformat()}"

    # -- making ------------------------------------------------------------------------------------------------------

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read a code. A term of whole years written with dates gets the short code. Raises Unreadable."""
        if found := _CALENDAR.fullmatch(code):
            year, month, quarter, half, nine = found.groups()
            if month:
                return cls.month(int(year), int(month))
            if quarter:
                return cls.quarter(int(year), int(quarter))
            if half:
                return cls.half(int(year), int(half))
            return cls.nine_months(int(year)) if nine else cls.year(int(year))
        if found := _YEARS.fullmatch(code):
            first, last = (_checked_year(int(year)) for year in found.groups())
            return cls(TERM, date(first, 1, 1), date(last, 12, 31))
        if found := _DATES.fullmatch(code):
            try:
                first_day, last_day = (date.fromisoformat(day) for day in found.groups())
            except ValueError:
                raise _unknown_code(code) from None
            return cls(TERM, first_day, last_day)
        raise _unknown_code(code)

    @classmethod
    def _span(cls, kind: str, year: int, first: int, last: int) -> Self:
        _checked_year(year)
        return cls(kind, date(year, first, 1), month_end(year, last))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        if not 1 <= month <= 12:
            raise Unreadable(Phrase(gettext_noop("There is no month %(month)s."), month=month))
        return cls._span(MONTH, year, month, month)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        if not 1 <= quarter <= 4:
            raise Unreadable(Phrase(gettext_noop("There is no quarter %(quarter)s."), quarter=quarter))
        return cls._span(QUARTER, year, quarter * 3 - 2, quarter * 3)

    @classmethod
    def half(cls, year: int, half: int) -> Self:
        if half not in (1, 2):
            raise Unreadable(Phrase(gettext_noop("There is no half year %(half)s."), half=half))
        return cls._span(HALF, year, half * 6 - 5, half * 6)

    @classmethod
    def nine_months(cls, year: int) -> Self:
        return cls._span(NINE_MONTHS, year, 1, 9)

    @classmethod
    def year(cls, year: int) -> Self:
        return cls._span(YEAR, year, 1, 12)

    @classmethod
    def term(cls, start: date, end: date) -> Self:
        return cls(TERM, start, end)

    @classmethod
    def of(cls, kind: str, on: date) -> Self | None:
        """The calendar period of a kind that holds a day; None for nine months after September and for terms."""
        if kind == MONTH:
            return cls.month(on.year, on.month)
        if kind == QUARTER:
            return cls.quarter(on.year, (on.month + 2) // 3)
        if kind == HALF:
            return cls.half(on.year, 1 if on.month <= 6 else 2)
        if kind == YEAR:
            return cls.year(on.year)
        return cls.nine_months(on.year) if kind == NINE_MONTHS and on.month <= 9 else None

    @classmethod
    def cumulative(cls, year: int) -> "tuple[Period, Period, Period, Period]":
        """The periods that offices report cumulatively: three, six, nine months and the whole year."""
        return cls.quarter(year, 1), cls.half(year, 1), cls.nine_months(year), cls.year(year)

    @classmethod
    def cumulative_at(cls, on: date) -> "Period | None":
        """The cumulative period of the year that ends on this day (end of March, June, September, December), else None."""
        return next((period for period in cls.cumulative(on.year) if period.end == on), None)

    # -- asking ------------------------------------------------------------------------------------------------------

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def elapsed(self, on: date) -> Fraction:
        """Share of the period's weight up to and including a day, 0…1."""
        if on < self.start:
            return Fraction(0)
        if on >= self.end:
            return Fraction(1)
        return _weight(self.start, on) / _weight(self.start, self.end)

    def same_period_last_year(self) -> "Period | None":
        """The same calendar period a year before; None for terms."""
        if self.kind == TERM or self.start.year == FIRST_YEAR:
            return None
        return Period._span(self.kind, self.start.year - 1, self.start.month, self.end.month)

    def months(self) -> "list[Period]":
        """The calendar months that the period touches, in order; the first and last of a term may reach beyond it."""
        return [Period.month(end.year, end.month) for end in _month_ends(self.start, self.end)]

    def month_ends(self) -> list[date]:
        """The last days of the calendar months inside the period; a term's own last day closes a broken month."""
        return list(_month_ends(self.start, self.end))

    def contains(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end

    def holds(self, day: date) -> bool:
        """True when the day lies inside the period."""
        return self.start <= day <= self.end

    def overlaps(self, other: "Period") -> bool:
        return self.start <= other.end and other.start <= self.end

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.start, self.end, KINDS.index(self.kind)) < (other.start, other.end, KINDS.index(other.kind))

    def __str__(self) -> str:
        return self.code


def _checked_year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _years_out_of_range()
    return year


def _years_out_of_range() -> Unreadable:
    return Unreadable(Phrase(gettext_noop("Years run from %(first)s to %(last)s."), first=FIRST_YEAR, last=LAST_YEAR))


def _unknown_code(code: str) -> Unreadable:
    sentence = gettext_noop(
        "“%(code)s” is no period; write 2022-09, 2022-Q3, 2022-H1, 2022-9M, 2022, 2020..2025 or two dates."
    )
    return Unreadable(Phrase(sentence, code=code))


@lru_cache(maxsize=4096)
def _month_ends(start: date, end: date) -> tuple[date, ...]:
    """The last days of the calendar months that the span touches, the last one no later than its end."""
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return tuple(min(end, month_end(number // 12, number % 12 + 1)) for number in range(first, last + 1))


@lru_cache(maxsize=4096)
def _weight(start: date, end: date) -> Fraction:
    """Weight of the days start…end (both included): each calendar month weighs its days in the span ÷ its days."""
    total = Fraction(0)
    day = start
    while day <= end:
        length = calendar.monthrange(day.year, day.month)[1]
        last = min(end, day.replace(day=length))
        total += Fraction((last - day).days + 1, length)
        day = last + _DAY
    return total
