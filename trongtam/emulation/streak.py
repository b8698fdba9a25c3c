"""Years in a row: how long a title was held without a break, across mergers and splits. Pure.

A unit holds a title in a year when it was given the title for that year, or when it did not exist for the whole of the year and
everyone whom it carries on held it: all the units that were merged into it, the one that it was split from. So "five years in a
row" outlives a merger, and is not inherited from the best of the merged ones alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

Unit = int
Held = Mapping[Unit, Collection[int]]
"""Unit → the years for which it was given the title."""

LONGEST = 100


@dataclass(frozen=True, slots=True)
class Link:
    """`successor` carries on `predecessor` from a day."""

    predecessor: Unit
    successor: Unit
    on: date


@dataclass(frozen=True, slots=True)
class Streak:
    """`years` in a row up to and with `last`. `through`: units before it that held the title in some of them. `missing`: who
    did not hold it in the year before the first one, and so ended the row."""

    last: int
    years: int
    through: tuple[Unit, ...] = ()
    missing: tuple[Unit, ...] = ()

    @property
    def first(self) -> int:
        return self.last - self.years + 1


@dataclass(frozen=True)
class Lines:
    """Who carries on whom; `before` reads the links of one unit, the same day for all of them."""

    links: Mapping[Unit, tuple[Link, ...]]

    @classmethod
    def of(cls, links: Iterable[Link]) -> Lines:
        found: dict[Unit, list[Link]] = {}
        for one in links:
            found.setdefault(one.successor, []).append(one)
        return cls({unit: tuple(sorted(rows, key=lambda one: one.predecessor)) for unit, rows in found.items()})

    def before(self, unit: Unit, year: int) -> tuple[Unit, ...]:
        """Those who stood for the unit in a year in which it did not yet exist from the first day on."""
        begins = date(year, 1, 1)
        return tuple(one.predecessor for one in self.links.get(unit, ()) if one.on > begins)


def lacking(held: Held, lines: Lines, unit: Unit, year: int) -> tuple[Unit, ...]:
    """Those who would have had to hold the title in a year and did not; none: the unit holds it, itself or through them."""
    if year in held.get(unit, ()):
        return ()
    before = lines.before(unit, year)
    if not before:
        return (unit,)
    return tuple(dict.fromkeys(one for each in before for one in lacking(held, lines, each, year)))


def _holders(held: Held, lines: Lines, unit: Unit, year: int) -> tuple[Unit, ...]:
    if year in held.get(unit, ()):
        return (unit,)
    return tuple(one for each in lines.before(unit, year) for one in _holders(held, lines, each, year))


def streak(held: Held, lines: Lines, unit: Unit, last: int) -> Streak:
    """The years in a row that end with `last`; none of them where the unit does not hold the title in that year."""
    years = 0
    through: dict[Unit, None] = {}
    while years < LONGEST:
        missing = lacking(held, lines, unit, last - years)
        if missing:
            break
        through |= dict.fromkeys(_holders(held, lines, unit, last - years))
        years += 1
    else:
        missing = ()
    return Streak(last, years, tuple(one for one in through if one != unit), missing)


def longest_up_to(held: Held, lines: Lines, unit: Unit, year: int) -> Streak:
    """The row that ends with a year, or with the year before it while that year's title is not given yet."""
    now = streak(held, lines, unit, year)
    return now if now.years else streak(held, lines, unit, year - 1)
