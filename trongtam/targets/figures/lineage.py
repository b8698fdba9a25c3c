"""Who spoke for a unit before it existed: mergers and splits in readings.

A merger or a split ends a unit and begins others; each statement stays with the unit that made it. In the units of a later
day a figure is made of the statements of the unit itself and of those it carries on for, each in its own time. A unit that
was split passes on a share. What is gathered from all its parts again is whole; of a part of it only sums can be told
(amount × share, an estimate): anything else is not comparable and left out with that reason.

Pure: the caller gives what each unit's readings are.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from .bounds import Bound, weakest
from .exact import decimal, fraction
from .reading import Amount, Finality, Reading, State
from .rollup import Entry, Reason, RollUp, roll_up

_DAY = timedelta(days=1)
WHOLE = Fraction(1)
_ADDITIVE = frozenset({"flow", "stock"})

Read = Callable[[Hashable, date], Reading]
"""(unit, day) → what the unit itself stated about the period, up to the day."""


class Link(NamedTuple):
    """The successor carries on for the predecessor from its own first day; `share` of it, 1 in a merger."""

    predecessor: Hashable
    successor: Hashable
    share: Decimal | Fraction


@dataclass(frozen=True)
class Lineage:
    """Successions among units and the day on which each unit began."""

    begins: Mapping[Hashable, date]
    sources: Mapping[Hashable, tuple[tuple[Hashable, Fraction], ...]]

    @classmethod
    def of(cls, links: Iterable[Link], begins: Mapping[Hashable, date]) -> Lineage:
        found: dict[Hashable, list[tuple[Hashable, Fraction]]] = {}
        for link in links:
            found.setdefault(link.successor, []).append((link.predecessor, Fraction(link.share)))
        return cls(begins, {unit: tuple(sources) for unit, sources in found.items()})

    def carries_on(self, unit: Hashable) -> bool:
        """Whether the unit speaks for others."""
        return unit in self.sources

    def behind(self, unit: Hashable) -> set[Hashable]:
        """All units that it carries on for, however far back."""
        found: set[Hashable] = set()
        waiting = [unit]
        while waiting:
            for source, _share in self.sources.get(waiting.pop(), ()):
                if source not in found:
                    found.add(source)
                    waiting.append(source)
        return found

    def whole_behind(self, unit: Hashable) -> set[Hashable]:
        """Those that it carries on for wholly."""
        found: set[Hashable] = set()
        waiting = [unit]
        while waiting:
            for source, share in self.sources.get(waiting.pop(), ()):
                if share == WHOLE and source not in found:
                    found.add(source)
                    waiting.append(source)
        return found


class Leaf(NamedTuple):
    """What one unit adds: its reading on a day of its own life, counted for `share`."""

    unit: Hashable
    through: date
    share: Fraction
    reading: Reading


def leaves(lineage: Lineage, unit: Hashable, measure: str, start: date, day: date, read: Read) -> list[Leaf]:
    """The readings that make a unit's figure of a period (which begins on `start`) on a day, in the order of the sources."""
    walk = _walk_flow if measure == "flow" else _walk_state
    return walk(lineage, unit, WHOLE, start, day, read)


def _walk_flow(lineage: Lineage, unit: Hashable, share: Fraction, start: date, day: date, read: Read) -> list[Leaf]:
    """A flow is its own statements since it began, and what was stated before. A first statement that reaches back before
    the beginning speaks for those days itself."""
    begins = lineage.begins[unit]
    sources = lineage.sources.get(unit, ()) if begins > start else ()
    if not sources:
        return [Leaf(unit, day, share, read(unit, day))]
    found: list[Leaf] = []
    since = begins
    if day >= begins:
        own = read(unit, day)
        since = min(begins, own.taken[0].start) if own.taken else begins
        found.append(Leaf(unit, day, share, _since(own, since)))
    if since <= start:
        return found
    earlier: list[Leaf] = []
    for source, part in sources:
        earlier += _walk_flow(lineage, source, share * part, start, min(day, since - _DAY), read)
    return earlier + found


def _since(reading: Reading, since: date) -> Reading:
    """Without the gaps before a day: others spoke then."""
    gaps = tuple((max(first, since), last) for first, last in reading.gaps if last >= since)
    state = reading.state
    if state == State.INCOMPLETE and not gaps:
        state = State.READ
    return reading._replace(gaps=gaps, state=state)


def _walk_state(lineage: Lineage, unit: Hashable, share: Fraction, start: date, day: date, read: Read) -> list[Leaf]:
    """A state is what the unit stated last; until it states, what those before it stated last."""
    begins = lineage.begins[unit]
    own = read(unit, day)
    sources = lineage.sources.get(unit, ()) if begins > start else ()
    if not sources or own.state != State.NOTHING:
        return [Leaf(unit, day, share, own)]
    earlier: list[Leaf] = []
    for source, part in sources:
        earlier += _walk_state(lineage, source, share * part, start, min(day, begins - _DAY), read)
    if day >= begins and all(leaf.reading.state == State.NOTHING for leaf in earlier):
        return [Leaf(unit, day, share, own)]
    return earlier


def gathered(found: Iterable[Leaf]) -> list[Leaf]:
    """Shares of one reading put together: a split unit whose parts are all there is whole again."""
    together: dict[tuple[Hashable, date], Leaf] = {}
    for leaf in found:
        key = (leaf.unit, leaf.through)
        known = together.get(key)
        together[key] = leaf if known is None else leaf._replace(share=known.share + leaf.share)
    return list(together.values())


def entry_of(leaf: Leaf, measure: str, across: str, weight: Decimal | int | None = None) -> Entry:
    """A leaf as the roll-up takes it. Of a partial one only sums can be told: amount × share, marked as an estimate."""
    reading = leaf.reading
    if leaf.share == WHOLE or reading.state != State.READ:
        return Entry(leaf.unit, reading, weight)
    if across == "sum" and measure in _ADDITIVE and reading.value is not None:
        return Entry(leaf.unit, _part_of(reading, reading.value, leaf.share), weight)
    return Entry(leaf.unit, reading, weight, reason=Reason.NOT_COMPARABLE)


def _part_of(reading: Reading, value: Amount, share: Fraction) -> Reading:
    amount = decimal(fraction(value) * share)
    bound = weakest((reading.bound, Bound.ABOUT))
    return reading._replace(value=amount, bound=bound, finality=str(Finality.ESTIMATE))


COMBINED = frozenset({"sum", "ratio", "weighted"})


def figure(entries: list[Entry], across: str, *, scale: int = 1, own: Reading | None = None) -> RollUp:
    """A single unit's figure from the readings of several. What is not combined across units is not comparable."""
    if across in COMBINED:
        return roll_up(across, entries, scale=scale, own=own)
    told = [
        entry._replace(reason=Reason.NOT_COMPARABLE) if entry.reading.state == State.READ else entry
        for entry in entries
    ]
    return roll_up("none", told, scale=scale, own=own)
