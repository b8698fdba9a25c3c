"""Build, learn, catch up, surpass: how far one unit is from another over the months, and since when it is not behind. Pure.

A month in which one of the two has no figure says nothing: it neither makes nor breaks a run. "Caught up" and "surpassed" name
the first month of the run that lasts until now, so a unit that was ahead for one month and fell back has not surpassed. Who was
never behind has caught up with nobody: there was nothing to climb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

BEHIND, LEVEL, AHEAD, UNKNOWN = "behind", "level", "ahead", "unknown"
LEARNING, CAUGHT_UP, SURPASSED, NOT_KNOWN = "learning", "caught_up", "surpassed", "not_known"
MORE, LESS = "more", "less"

Figure = Decimal | None


class NotComparable(ValueError):
    """Of this indicator nobody can say which figure is the better one."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month-end of both units, in one quantity."""

    on: date
    mine: Figure
    theirs: Figure


def gap(mine: Figure, theirs: Figure, better: str) -> Figure:
    """How far one is ahead of the other (below zero: behind), in the quantity itself. Raises NotComparable."""
    if better not in (MORE, LESS):
        raise NotComparable(better)
    if mine is None or theirs is None:
        return None
    return mine - theirs if better == MORE else theirs - mine


def side(mine: Figure, theirs: Figure, better: str) -> str:
    """behind, level, ahead or unknown. Raises NotComparable."""
    found = gap(mine, theirs, better)
    if found is None:
        return UNKNOWN
    return LEVEL if not found else AHEAD if found > 0 else BEHIND


def sides(months: Sequence[Month], better: str) -> list[tuple[date, str]]:
    return [(month.on, side(month.mine, month.theirs, better)) for month in months]


@dataclass(frozen=True, slots=True)
class Climb:
    """Where a unit stands. `caught_up_on`, `surpassed_on`: the month-ends in which it did, while that still holds;
    `fell_back_on`: since when it is behind again; `began`: how it stood in the first month that is known."""

    stage: str
    began: str = UNKNOWN
    caught_up_on: date | None = None
    surpassed_on: date | None = None
    fell_back_on: date | None = None


def climb(months: Sequence[tuple[date, str]]) -> Climb:
    """Judge a row of months in the order of their days, each behind, level, ahead or unknown."""
    known = [(on, side) for on, side in months if side != UNKNOWN]
    if not known:
        return Climb(NOT_KNOWN)
    began, now = known[0][1], known[-1][1]
    if now == BEHIND:
        fell = _since(known, (BEHIND,)) if any(side != BEHIND for _on, side in known) else None
        return Climb(LEARNING, began, fell_back_on=fell)
    caught = _since(known, (LEVEL, AHEAD))
    surpassed = _since(known, (AHEAD,)) if now == AHEAD else None
    return Climb(SURPASSED if now == AHEAD else CAUGHT_UP, began, caught, surpassed)


def _since(known: Sequence[tuple[date, str]], wanted: tuple[str, ...]) -> date | None:
    """The first month of the last run of these sides; None where it has been so from the first month on."""
    place = len(known)
    while place and known[place - 1][1] in wanted:
        place -= 1
    return known[place][0] if 0 < place < len(known) else None


def together(rungs: Sequence[Sequence[tuple[date, str]]]) -> list[tuple[date, str]]:
    """Several indicators as one row of months (all with the same days): behind where any is behind, ahead where none is behind
    and more than half are ahead, level else; unknown where any is unknown."""
    return [(column[0][0], _of([side for _on, side in column])) for column in zip(*rungs, strict=True)]


def _of(found: Sequence[str]) -> str:
    if UNKNOWN in found:
        return UNKNOWN
    if BEHIND in found:
        return BEHIND
    return AHEAD if 2 * found.count(AHEAD) > len(found) else LEVEL
