"""Who must register in a campaign, who has, who is missing. No Django; days and keys in, counts out.

The day that counts is today while registration is open, the opening day before it, the last day after it; of a closed campaign
today stands still on the day of closing. So:

- A unit owes where it stands below the organ on the day that counts; after the last day it must stand there today as well, for
  one that has ended can register nothing. One that begins after the last day owes nothing.
- A person owes because of a post held on the day that counts and today. Whoever followed him before the last day owes in his
  place; whoever followed later owes nothing, and the one who left does no more either.
- One person with two posts owes once, and is shown at the first of the places.
- What was registered by somebody who does not owe (any more) is kept and stands beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .life import ASSIGNED_ONCE, State

UNIT, PERSON = "unit", "person"
Holder = tuple[str, int]
"""`("unit", key)` or `("person", key)`."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an organ asks: at least `least` works of every unit of `unit_kinds` and every holder of a post of `post_kinds`, from
    `opens_on` until `due` (both days count), chosen from `focuses` (none: any). `year`, `stage`: codes of periods."""

    title: str
    year: str
    opens_on: date
    due: date
    least: int = 1
    unit_kinds: tuple[str, ...] = ()
    post_kinds: tuple[str, ...] = ()
    focuses: tuple[str, ...] = ()
    stage: str = ""
    basis: str = ""


class Phase(StrEnum):
    BEFORE = "before"
    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


def phase_on(terms: Terms, day: date, closed_on: date | None = None) -> Phase:
    """Late: the last day is over and nobody has closed the campaign; one may still register."""
    if closed_on is not None:
        return Phase.CLOSED
    if day < terms.opens_on:
        return Phase.BEFORE
    return Phase.OPEN if day <= terms.due else Phase.LATE


@dataclass(frozen=True, slots=True)
class Span:
    """From a day until another that it does not hold, or without end."""

    first: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit below the organ, for so long. One that was moved away and back has two."""

    unit: int
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Held:
    """A post."""

    person: int
    kind: str
    unit: int
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A work that was registered in the campaign. `on`: the day on which it was first registered or assigned."""

    holder: Holder
    state: str
    focuses: tuple[str, ...] = ()
    on: date | None = None


def days_that_count(terms: Terms, day: date) -> tuple[date, date]:
    """The day that counts, and the day on which one still has to be there: both the same until the last day is over."""
    counted = min(max(day, terms.opens_on), terms.due)
    return counted, max(day, counted)


def must_register(terms: Terms, places: Sequence[Place], posts: Sequence[Held], day: date) -> dict[Holder, int]:
    """Who owes → the unit where: units in the order of `places`, then persons in the order of the first of their places."""
    days = set(days_that_count(terms, day))
    there: dict[int, set[date]] = {}
    asked: dict[Holder, int] = {}
    for place in places:
        there.setdefault(place.unit, set()).update(one for one in days if place.span.holds(one))
    rank = {unit: number for number, unit in enumerate(there)}
    for place in places:
        if place.kind in terms.unit_kinds and there[place.unit] == days:
            asked[(UNIT, place.unit)] = place.unit
    owing = [post for post in posts if _owes(post, terms, there, days)]
    for post in sorted(owing, key=lambda one: (rank[one.unit], one.person)):
        asked.setdefault((PERSON, post.person), post.unit)
    return asked


def _owes(post: Held, terms: Terms, there: dict[int, set[date]], days: set[date]) -> bool:
    held = post.kind in terms.post_kinds and all(post.span.holds(day) for day in days)
    return held and there.get(post.unit) == days


class Stand(StrEnum):
    """How it stands with somebody who owes, what presses first. `short`: some, not as many as asked; `waiting`: as many as asked,
    not all of them approved."""

    MISSING = "missing"
    RETURNED = "returned"
    DRAFT = "draft"
    SHORT = "short"
    WAITING = "waiting"
    DONE = "done"


ENOUGH = frozenset({Stand.WAITING, Stand.DONE})


@dataclass(frozen=True, slots=True)
class Row:
    """What somebody has, by state. `at`: the unit where he owes; None for who stands beside."""

    holder: Holder
    at: int | None
    least: int
    draft: int = 0
    registered: int = 0
    approved: int = 0
    returned: int = 0
    withdrawn: int = 0

    @property
    def counted(self) -> int:
        """What counts as registered: it waits for a decision, or was approved, whatever became of it later."""
        return self.registered + self.approved

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(self.least - self.counted, 0)

    @property
    def stand(self) -> Stand:
        if self.approved >= self.least:
            return Stand.DONE
        if not self.short:
            return Stand.WAITING
        if self.counted:
            return Stand.SHORT
        if self.returned:
            return Stand.RETURNED
        return Stand.DRAFT if self.draft else Stand.MISSING


@dataclass(frozen=True)
class Reckoning:
    """`asked`: who owes; `beside`: who has registered without owing. `drafts` … `withdrawn`: works of both."""

    asked: list[Row]
    beside: list[Row] = field(default_factory=list)

    @property
    def enough(self) -> int:
        """Those who owe and have registered as many as asked."""
        return sum(one.stand in ENOUGH for one in self.asked)

    @property
    def done(self) -> int:
        """Of these, those whose works are approved."""
        return sum(one.stand is Stand.DONE for one in self.asked)

    @property
    def missing(self) -> int:
        return len(self.asked) - self.enough

    @property
    def short(self) -> int:
        """Works that are missing."""
        return sum(one.short for one in self.asked)

    def works(self, state: str) -> int:
        """Works in one of the counts of `Row`."""
        return sum(getattr(one, state) for one in (*self.asked, *self.beside))


def count_name(state: str) -> str:
    """The count of a `Row` that a work's state goes into."""
    return _COUNTS.get(State(state), "approved")


_COUNTS = {
    State.PROPOSED: "draft",
    State.REGISTERED: "registered",
    State.RETURNED: "returned",
    State.WITHDRAWN: "withdrawn",
} | dict.fromkeys(ASSIGNED_ONCE, "approved")


def reckon(terms: Terms, asked: dict[Holder, int], entries: Iterable[Entry]) -> Reckoning:
    """What everybody has of what he owes. Every entry counts at exactly one row."""
    counts: dict[Holder, dict[str, int]] = {holder: {} for holder in asked}
    for entry in entries:
        row = counts.setdefault(entry.holder, {})
        name = count_name(entry.state)
        row[name] = row.get(name, 0) + 1
    rows = [Row(holder, asked.get(holder), terms.least, **found) for holder, found in counts.items()]
    return Reckoning([one for one in rows if one.at is not None], [one for one in rows if one.at is None])


def out_of_focus(terms: Terms, entry: Entry) -> bool:
    """Chosen from nothing that the campaign asks for."""
    return is_off(terms.focuses, entry.focuses)


def is_off(asked: Iterable[str], chosen: Iterable[str]) -> bool:
    """Whether none of the chosen focuses is asked for; where nothing is said, anything is."""
    wanted = set(asked)
    return bool(wanted) and not wanted & set(chosen)


def came_late(terms: Terms, entry: Entry) -> bool:
    """First registered after the last day."""
    return entry.on is not None and entry.on > terms.due
