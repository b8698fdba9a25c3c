"""Days on which nobody is reminded: Saturday, Sunday, and the holidays of `data/holidays.toml`.

A year's days off for Tết, for the tenth of the third lunar month and beside 2 September are announced year by year. Of years that
are not written down yet the weekends and the days of the solar calendar alone are quiet, and the pages say so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

SATURDAY = 5
YEARS_AHEAD = 30


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days off that belong together; `checked`: compared with the announcement of the year itself."""

    first: date
    last: date
    name: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Yearly:
    """A holiday of the solar calendar: the same day of every year."""

    month: int
    day: int
    name: str


@cache
def _written() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "holidays.toml").read_text(encoding="utf8"))


@cache
def holidays() -> tuple[Holiday, ...]:
    """All that are written down, by day."""
    read = [Holiday(row["from"], row["to"], row["name"], row["checked"]) for row in _written()["days"]]
    return tuple(sorted(read, key=lambda one: one.first))


@cache
def yearly() -> tuple[Yearly, ...]:
    """Those that the law names by the solar calendar, by day."""
    return tuple(Yearly(row["month"], row["day"], row["name"]) for row in _written()["every_year"])


@cache
def days_off() -> frozenset[date]:
    """All days off that are known: those written down, and of the years after them those of the solar calendar."""
    written = {one.first + timedelta(days=n) for one in holidays() for n in range((one.last - one.first).days + 1)}
    after = range(known_until() + 1, known_until() + 1 + YEARS_AHEAD)
    return frozenset(written | {date(year, one.month, one.day) for year in after for one in yearly()})


def is_quiet(day: date, *, weekends: bool, feasts: bool) -> bool:
    """Whether a person who rests on `weekends`, on `feasts`, is left alone on a day."""
    return (weekends and day.weekday() >= SATURDAY) or (feasts and day in days_off())


def known_until() -> int:
    """The last year whose holidays are written down."""
    return max(one.last.year for one in holidays())


def is_known(year: int) -> bool:
    """Whether a year's own days off are written down."""
    return any(one.first.year == year for one in holidays())


def unchecked(year: int) -> bool:
    """Whether a year's days were not compared with its announcement, or are not written down at all."""
    return not all(one.checked for one in holidays() if one.first.year == year) or year > known_until()
