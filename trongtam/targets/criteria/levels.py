"""Which threshold holds where and when: the overlays of the units above, from the nearest on, then the set itself.

A threshold is found or missing; none is ever made up. A table by region that lacks a region has no threshold there, even where
others know a figure for the whole country; a table by year that lacks the year has none for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from .shapes import CriteriaSet, Indicator, Leaf

Levels = Mapping[str, Decimal]


@dataclass(frozen=True)
class Place:
    """Where and when: the code of a region or of a group of communes, and the year whose thresholds are read."""

    year: int
    region: str = ""
    group: str = ""

    def code(self, by: str) -> str:
        return self.group if by == "group" else self.region


@dataclass(frozen=True)
class Overlay:
    """What a unit sets over a national set. `levels`: leaf code → thresholds; `basis`: its own decision."""

    unit: str
    basis: str
    levels: Mapping[str, Levels] = field(default_factory=dict)


@dataclass(frozen=True)
class Level:
    """A threshold that was found. `verified`: held against a decision; `unit` and `basis` are those of the overlay that set it,
    empty for the set's own."""

    value: Decimal
    verified: bool
    unit: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Shelf:
    """The sets by code, and the overlays over each, those of the nearest unit first."""

    sets: Mapping[str, CriteriaSet]
    overlays: Mapping[str, Sequence[Overlay]] = field(default_factory=dict)


def key_of(place: str = "", year: int | None = None) -> str:
    """The key of a threshold: "" everywhere, "TDMNPB", "2021/" or "2021/TDMNPB"; groups as "1"."""
    return place if year is None else f"{year}/{place}"


def at(levels: Levels, place: str, year: int) -> Decimal | None:
    """The threshold of a table for a place and year; its keys are all of one kind."""
    by_year = any("/" in key for key in levels)
    by_place = any(key.rpartition("/")[2] for key in levels)
    return levels.get(key_of(place if by_place else "", year if by_year else None))


def level_of(shelf: Shelf, one: CriteriaSet, indicator: Indicator, leaf: Leaf, place: Place) -> Level | None:
    """The threshold of a leaf, None where none is known."""
    return _level(shelf, one, indicator, leaf, place, frozenset())


def _level(
    shelf: Shelf, one: CriteriaSet, indicator: Indicator, leaf: Leaf, place: Place, asked: frozenset[tuple[str, str]]
) -> Level | None:
    here = place.code(one.by)
    for overlay in shelf.overlays.get(one.code, ()):
        value = at(overlay.levels.get(leaf.code, {}), here, place.year)
        if value is not None:
            return Level(value, True, overlay.unit, overlay.basis)
    if leaf.relative is None:
        value = at(leaf.levels, here, place.year)
        return None if value is None else Level(value, indicator.verified)
    wanted = (leaf.relative.set_code, leaf.relative.leaf)
    other = shelf.sets.get(leaf.relative.set_code)
    if other is None or wanted in asked:
        return None
    found = [(above, below) for _c, above, below in other.leaves() if below.code == leaf.relative.leaf]
    if not found:
        return None
    base = _level(shelf, other, *found[0], place, asked | {wanted})
    if base is None:
        return None
    return Level(base.value * leaf.relative.percent / 100, base.verified and indicator.verified, base.unit, base.basis)
