"""How many may be rated excellent: a share of those rated good, in each unit and each group of like duties. Pure.

What counts as the base, and per what, the scheme's cap says with its source; how a fraction is rounded is a setting of the
round and is shown on its page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from .scheme import Cap

# How a fraction becomes a whole number: a choice of the round.
ROUNDINGS: dict[str, str] = {"floor": ROUND_FLOOR, "half_up": ROUND_HALF_UP, "ceil": ROUND_CEILING}

# (unit, group); the group is "" where the cap counts the whole unit.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rated:
    """One that was rated, or is proposed so: `level` "" while nothing is proposed. `count`: so many alike, summed before; below
    nothing it takes some out of such a sum."""

    key: str
    level: str
    unit: str
    group: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """`rated_good` is the base that the cap counts; `room`: how many more could be raised from the level of the base."""

    group: Key
    rated_good: int
    excellent: int
    allowed: int
    room: int

    @property
    def is_over(self) -> bool:
        return self.excellent > self.allowed

    @property
    def over_by(self) -> int:
        return max(0, self.excellent - self.allowed)


def most_allowed(good: int, share: Decimal, rounding: str = "floor") -> int:
    """How many a base of `good` allows at `share` percent."""
    exact = Decimal(good) * share / 100
    return int(exact.to_integral_value(rounding=ROUNDINGS[rounding]))


def most_of(together: int, cap: Cap, rounding: str = "floor") -> int:
    """The most that may hold the capped level among `together` who are rated good or better.

    Where the base is the level below alone, each one raised leaves it; so the most is found, not reckoned by a share.
    """
    inside = cap.level in cap.counted
    low, high = 0, together
    while low < high:
        middle = (low + high + 1) // 2
        if middle <= most_allowed(together if inside else together - middle, cap.share, rounding):
            low = middle
        else:
            high = middle - 1
    return low


def standings(members: Iterable[Rated], cap: Cap, rounding: str = "floor") -> list[GroupStanding]:
    """Every unit or group with anybody rated, over the cap first, then by name."""
    good: Counter[Key] = Counter()
    excellent: Counter[Key] = Counter()
    raisable: Counter[Key] = Counter()
    seen: set[Key] = set()
    for one in members:
        key = _key(one, cap)
        seen.add(key)
        if one.level in cap.counted:
            good[key] += one.count
        if one.level == cap.level:
            excellent[key] += one.count
        elif one.level == cap.of:
            raisable[key] += one.count
    found = [_standing(key, good[key], excellent[key], raisable[key], cap, rounding) for key in seen]
    return sorted(found, key=lambda one: (-one.over_by, one.group))


def _key(one: Rated, cap: Cap) -> Key:
    return (one.unit, one.group if cap.per == "group" else "")


def _standing(key: Key, good: int, excellent: int, raisable: int, cap: Cap, rounding: str) -> GroupStanding:
    allowed = most_allowed(good, cap.share, rounding)
    most = min(most_of(excellent + raisable, cap, rounding), excellent + raisable)
    return GroupStanding(key, good, excellent, allowed, max(0, most - excellent))


def check(members: Iterable[Rated], cap: Cap, rounding: str = "floor") -> list[GroupStanding]:
    """The units or groups where more hold the level than the cap allows."""
    return [one for one in standings(members, cap, rounding) if one.is_over]


def what_if(
    members: Iterable[Rated], cap: Cap, changes: Mapping[str, str], rounding: str = "floor"
) -> list[GroupStanding]:
    """The standings if these were rated otherwise: `changes` maps keys to levels. Nothing is kept."""
    changed = (replace(one, level=changes[one.key]) if one.key in changes else one for one in members)
    return standings(changed, cap, rounding)


def with_share(cap: Cap, share: Decimal | None) -> Cap:
    """The cap with another share, where a round sets its own by a document; None leaves it."""
    return cap if share is None else replace(cap, share=share)
