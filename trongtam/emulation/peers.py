"""Who can fairly be compared with a unit: the same kind, of about the same size, near first. Pure; no figure of anybody is read
here, so that the order can never be one of merit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

LIKE_SIZE = 2
"""At most twice as large, at least half as large."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as comparison needs it. `size`: its members, None where nobody counted; `path`: its place in the tree."""

    key: int
    name: str
    kind: str
    size: int | None
    path: str


@dataclass(frozen=True, slots=True)
class Peer:
    """`common`: id of the lowest unit that both stand below, None where the trees differ; `steps`: how far up that is;
    `fits`: whether the sizes are alike, None where one is unknown."""

    place: Place
    common: int | None
    steps: int
    fits: bool | None


def peers(me: Place, others: Iterable[Place]) -> list[Peer]:
    """Those of the same kind: like in size first, then of unknown size, then the others; within these the nearest first."""
    found = [_peer(me, one) for one in others if one.kind == me.kind and one.key != me.key]
    return sorted(found, key=lambda one: (_ORDER[one.fits], one.steps, one.place.name, one.place.key))


_ORDER = {True: 0, None: 1, False: 2}


def like_size(mine: int | None, theirs: int | None) -> bool | None:
    """None where one of them is not known, or nobody is there."""
    if not mine or not theirs:
        return None
    return max(mine, theirs) <= LIKE_SIZE * min(mine, theirs)


def _peer(me: Place, other: Place) -> Peer:
    above, theirs = _above(me), _above(other)
    shared = 0
    while shared < min(len(above), len(theirs)) and above[shared] == theirs[shared]:
        shared += 1
    return Peer(other, above[shared - 1] if shared else None, len(above) - shared, like_size(me.size, other.size))


def _above(place: Place) -> list[int]:
    return [int(part) for part in place.path.strip("/").split("/") if part][:-1]


def middle(values: Iterable[Decimal]) -> Decimal | None:
    """The middle one of some figures, the lower of the two middle ones where they are even."""
    rows = sorted(values)
    return rows[(len(rows) - 1) // 2] if rows else None
