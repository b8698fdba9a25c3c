"""Days on which nobody is reminded: Saturday, Sunday, and the holidays of `data/holidays.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days off that belong together; `checked`: compared with the announcement of the year itself."""

    first: date
    last: date
    name: str
    checked: bool


@cache
def holidays() -> tuple[Holiday, ...]:
    """All that are written down, by day."""
    text = (Path(__file__).parent / "data" / "holidays.toml").read_text(encoding="utf8")
    read = [Holiday(row["from"], row["to"], row["name"], row["checked"]) for row in tomllib.loads(text)["days"]]
    return tuple(sorted(read, key=lambda one: one.first))


@cache
def days_off() -> frozenset[date]:
    return frozenset(
        one.first + timedelta(days=n) for one in holidays() for n in range((one.last - one.first).days + 1)
    )


def is_quiet(day: date, *, weekends: bool, feasts: bool) -> bool:
    """Whether a person who rests on `weekends`, on `feasts`, is left alone on a day."""
    return (weekends and day.weekday() >= SATURDAY) or (feasts and day in days_off())


def known_until() -> int:
    """The last year whose holidays are written down."""
    return max(one.last.year for one in holidays())


def unchecked(year: int) -> bool:
    """Whether a year's days were not compared with its announcement, or are not written down at all."""
    return not all(one.checked for one in holidays() if one.first.year == year) or year > known_until()
