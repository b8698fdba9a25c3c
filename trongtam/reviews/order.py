"""Who is reviewed before whom. No Django.

The collective before its people, the head before the deputies; members and collectives before their organisation, the cells
before the committee (facts/rules.md §2.3, seen for Quy định 124; see docs/decisions/0028).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .life import PROPOSED, SETTLED

PEOPLE = frozenset({"leader", "member"})


@dataclass(frozen=True, slots=True)
class Place:
    """One who is reviewed: where, as what, how far. `top`: stands at the unit whose round it is; only the rated wait and are
    waited for."""

    pk: int
    kind: str
    unit: int
    state: str
    is_head: bool = False
    top: bool = False
    rated: bool = True


def before_the_vote(one: Place, others: Iterable[Place]) -> list[Place]:
    """Who has to be proposed before this one is talked about: of people their collective, of deputies also their head."""
    if one.kind not in PEOPLE:
        return []
    return [
        other
        for other in others
        if other.rated
        and other.pk != one.pk
        and other.unit == one.unit
        and other.state not in PROPOSED
        and (other.kind == "collective" or (one.kind == "leader" and not one.is_head and _heads(other)))
    ]


def _heads(other: Place) -> bool:
    return other.kind == "leader" and other.is_head


def before_the_decision(one: Place, others: Iterable[Place]) -> list[Place]:
    """Who has to be decided before this one: an organisation waits for everybody in its unit, that of the round also for all
    other organisations."""
    if one.kind != "organisation":
        return []
    return [
        other
        for other in others
        if other.rated
        and other.pk != one.pk
        and other.state not in SETTLED
        and (other.unit == one.unit if other.kind != "organisation" else one.top)
    ]
