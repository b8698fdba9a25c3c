"""Is a criterion met? Its applicable indicators are met, with evidence. Undecided is never read as met or as not met.

Order of an indicator whose parts must all hold, and of a criterion: a missing threshold is never judged over; then what is
not met, not measured, without evidence; met is what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .shapes import AT_MOST, DONE


class State(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NOT_MEASURED = "not_measured"
    NO_EVIDENCE = "no_evidence"
    NO_LEVEL = "no_level"
    NOT_APPLICABLE = "not_applicable"
    NO_CONTENT = "no_content"


WORST_FIRST = (State.NO_LEVEL, State.NOT_MET, State.NOT_MEASURED, State.NO_EVIDENCE, State.MET)
DECIDED = (State.MET, State.NOT_MET)


@dataclass(frozen=True)
class Hamlets:
    """How the hamlets answered: `met` and `silent` of `all` that exist; others do not count."""

    met: int
    silent: int
    all: int


Reading = Decimal | bool | Hamlets | None


def reaches(ask: str, level: Decimal | None, reading: Reading) -> bool | None:
    """Whether what was read holds; None while it cannot be said. A share of hamlets is judged early where those that are silent
    can no longer change it; `done` asks for all of them."""
    if isinstance(reading, Hamlets):
        return _hamlets_reach(Decimal(100) if ask == DONE else level, reading)
    if reading is None or (ask != DONE and level is None):
        return None
    if ask == DONE:
        return bool(reading)
    return Decimal(reading) <= level if ask == AT_MOST else Decimal(reading) >= level  # type: ignore[operator]  # asked above


def _hamlets_reach(level: Decimal | None, hamlets: Hamlets) -> bool | None:
    if level is None or not hamlets.all:
        return None
    if Decimal(hamlets.met) * 100 >= level * hamlets.all:
        return True
    return False if Decimal(hamlets.met + hamlets.silent) * 100 < level * hamlets.all else None


def leaf_state(ask: str, level: Decimal | None, reading: Reading, *, evidence: bool) -> State:
    """The state of one leaf that is applicable."""
    if ask != DONE and level is None:
        return State.NO_LEVEL
    held = reaches(ask, level, reading)
    if held is None:
        return State.NOT_MEASURED
    if not held:
        return State.NOT_MET
    return State.MET if evidence else State.NO_EVIDENCE


def all_of(states: Iterable[State]) -> State:
    """All must hold; what is not applicable does not count, and where nothing is left the whole is not applicable."""
    found = set(states)
    return next((state for state in WORST_FIRST if state in found), State.NOT_APPLICABLE)


def at_least(enough: int, states: Sequence[State]) -> State:
    """At least so many must hold: met as soon as they do, not met as soon as they no longer can."""
    counted = [state for state in states if state is not State.NOT_APPLICABLE]
    if not counted:
        return State.NOT_APPLICABLE
    held = 0
    for state in (State.MET, State.NO_EVIDENCE, State.NOT_MEASURED, State.NO_LEVEL):
        held += counted.count(state)
        if held >= enough:
            return state
    return State.NOT_MET


def indicator_state(enough: int, leaves: Sequence[State]) -> State:
    """`enough` 0: all leaves."""
    return at_least(enough, leaves) if enough else all_of(leaves)


def criterion_state(indicators: Sequence[State]) -> State:
    """A criterion of which the set names no indicator is not judged."""
    return all_of(indicators) if indicators else State.NO_CONTENT
