"""Carry-over: what was open at one meeting stands on the agenda of the next, until it is done or dropped with a reason. Pure.

A point is owed by one unit, on one row of meetings. Points are opened and closed only when a meeting ends; a meeting that was not
held changes nothing. So for every meeting: open before + new = done + cancelled + open after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

DONE, CARRIED, CANCELLED = "done", "carried", "cancelled"
TOLD, NOTED = "told", "noted"

Key = tuple[str, int]
"""What an open point is: ("decision", id) or ("own", id of its first point)."""

# Kinds of meetings whose points go over into one another, by the row that they belong to.
ROW_OF = {
    "regular": "cell",
    "thematic": "cell",
    "extraordinary": "cell",
    "congress": "cell",
    "preparatory": "cell",
    "committee": "committee",
    "standing": "standing",
    "cluster": "cluster",
    "briefing": "briefing",
}
# The kinds that look back: the others decide, and the next of these asks what became of it.
LOOKS_BACK = frozenset({"regular", "committee", "standing", "cluster", "briefing"})

# What a meeting may find about each kind of point; the first is said of itself where nobody says anything else.
OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "decision": (DONE, CARRIED, CANCELLED),
    "own": (DONE, CARRIED, CANCELLED),
    "work": (NOTED, DONE),
    "recommendation": (NOTED,),
    "notice": (TOLD, CARRIED),
    "target": (NOTED,),
    "note": (NOTED,),
    "theme": (NOTED,),
}
# Nothing is said of these by itself: a meeting cannot end before it has settled them.
MUST_SETTLE = frozenset({"decision", "own"})
WITH_REASON = frozenset({CARRIED, CANCELLED})


@dataclass(frozen=True, slots=True)
class Point:
    """Something that is open: who owes it now, and the row of meetings that looks back at it."""

    key: Key
    owner: int
    row: str = "cell"


@dataclass(frozen=True, slots=True)
class Balance:
    """A meeting as a sum of points."""

    before: int
    new: int
    done: int
    cancelled: int
    after: int

    @property
    def holds(self) -> bool:
        return self.before + self.new == self.done + self.cancelled + self.after

    @property
    def carried(self) -> int:
        """Of the points that were open before, those that still are."""
        return self.before - self.done - self.cancelled


class Unsettled(ValueError):
    """A meeting cannot end: `keys` are without a result, or name one that is none."""

    def __init__(self, keys: tuple[Key, ...]):
        super().__init__(keys)
        self.keys = keys


def on_agenda(points: Iterable[Point], unit: int, kind: str) -> tuple[Key, ...]:
    """What the next meeting of a unit has to look back at, in the order in which it was opened."""
    if kind not in LOOKS_BACK:
        return ()
    return tuple(point.key for point in points if point.owner == unit and point.row == ROW_OF[kind])


def undecided(settled: Iterable[tuple[str, str]]) -> tuple[int, ...]:
    """Of (kind, outcome) the places that a meeting cannot leave so."""
    return tuple(place for place, (kind, outcome) in enumerate(settled) if kind in MUST_SETTLE and not outcome)


def by_itself(kind: str) -> str:
    """What is said of a point of which nobody said anything; empty where somebody has to."""
    return "" if kind in MUST_SETTLE else OUTCOMES[kind][0]


def ended(
    points: tuple[Point, ...], agenda: Collection[Key], outcomes: Mapping[Key, str], new: Iterable[Point]
) -> tuple[tuple[Point, ...], Balance]:
    """What is open after a meeting, and its sum. Raises Unsettled: a point of the agenda has no result."""
    known = {DONE, CARRIED, CANCELLED}
    if missing := tuple(key for key in agenda if outcomes.get(key) not in known):
        raise Unsettled(missing)
    opened = tuple(new)
    closed = {key for key in agenda if outcomes[key] in (DONE, CANCELLED)}
    after = tuple(point for point in points if point.key not in closed) + opened
    here = {point.key for point in points} & set(agenda)
    done = sum(1 for key in here if outcomes[key] == DONE)
    cancelled = sum(1 for key in here if outcomes[key] == CANCELLED)
    return after, Balance(len(here), len(opened), done, cancelled, len(here) - done - cancelled + len(opened))


def inherited(points: Iterable[Point], heir: Mapping[int, int]) -> tuple[Point, ...]:
    """The points after a merger or a split: those of units that ended are owed by who carries them on."""
    return tuple(replace(point, owner=heir.get(point.owner, point.owner)) for point in points)
