"""Where those who stand in an open round are judged after a merger or a split: read from who carries on for whom.

A member goes where his membership went, a leader where his post went, else to the heir (of several the one with the largest
share). An organisation or a collective that ended is not another one: the new unit's own stands in the round beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from trongtam.org.models import Membership, Post, Succession, Unit

from ..models import SubjectKind

KINDS = (Succession.Kind.MERGED, Succession.Kind.SPLIT)
Key = tuple[str, int, int | None]
"""(kind, unit, person)"""


@dataclass
class Lineage:
    """`heirs`: unit that ended → who takes over what cannot be divided; `all_heirs`: → everybody who carries it on; `people`:
    (kind, unit that ended, person) → where his membership or post went; `since`: unit that ended → the day."""

    heirs: dict[int, int] = field(default_factory=dict)
    all_heirs: dict[int, list[int]] = field(default_factory=dict)
    people: dict[tuple[str, int, int], int] = field(default_factory=dict)
    since: dict[int, date] = field(default_factory=dict)

    def place_of(self, kind: str, unit: int, person: int | None) -> int:
        """Where one is judged now; the unit itself where it goes on."""
        seen: set[int] = set()
        while unit in self.heirs and unit not in seen:
            seen.add(unit)
            unit = self.people.get((kind, unit, person), self.heirs[unit]) if person is not None else self.heirs[unit]
        return unit

    def bodies_of(self, unit: int) -> list[int]:
        """The units of today that carry one on; itself where it goes on."""
        if unit not in self.all_heirs:
            return [unit]
        return list(dict.fromkeys(pk for heir in self.all_heirs[unit] for pk in self.bodies_of(heir)))


def lineage_of(units: Collection[int], after: date) -> Lineage:
    """Of those units that ended in a merger or a split after a day. One query where none has; four for each generation."""
    found = Lineage()
    waiting = set(units)
    while waiting:
        rows = Succession.objects.filter(predecessor__in=waiting, on__gt=after, kind__in=KINDS)
        links = list(rows.order_by("share", "-pk").values_list("predecessor_id", "successor_id", "on"))
        for unit, successor, on in links:  # the largest share comes last
            found.heirs[unit], found.since[unit] = successor, on
            found.all_heirs.setdefault(unit, []).append(successor)
        _follow_people(found, links)
        waiting = {successor for _unit, successor, _on in links} - set(found.heirs)
    return found


def _follow_people(found: Lineage, links: Iterable[tuple[int, int, date]]) -> None:
    """Members and leaders begin in the new unit on the day on which the old one ended."""
    into: dict[tuple[int, date], list[int]] = {}
    for unit, successor, on in links:
        into.setdefault((successor, on), []).append(unit)
    if not into:
        return
    new, days = {successor for successor, _on in into}, {on for _successor, on in into}
    begun = {"unit__in": new, "valid_from__in": days}
    for kind, rows in (
        (SubjectKind.MEMBER, Membership.objects.filter(**begun)),
        (SubjectKind.LEADER, Post.objects.filter(**begun)),
    ):
        for successor, person, day in rows.values_list("unit_id", "person_id", "valid_from"):
            for unit in into.get((successor, day), ()):
                found.people[kind, unit, person] = successor


def carried_units(lineage: Lineage) -> Mapping[int, Unit]:
    """The units that carry others on, by id. One query."""
    return Unit.objects.in_bulk({pk for heirs in lineage.all_heirs.values() for pk in heirs})


def ancestors_of(unit: Unit, on: date) -> list[Unit]:
    """Who stood on a day for a unit that began later: those whom it carries on, or itself."""
    if unit.founded_on <= on:
        return [unit]
    links = Succession.objects.filter(successor=unit, kind__in=KINDS, on__gt=on).select_related("predecessor")
    return [older for link in links.order_by("pk") for older in ancestors_of(link.predecessor, on)] or [unit]
