"""The steps of a unit's submission in a reporting round, as one table. No Django; nothing else decides what may follow what."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """open: the unit owes it · submitted: it lies with the office · accepted, returned: the office's answer · locked: final."""

    OPEN = "open"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    LOCKED = "locked"


class Act(StrEnum):
    SUBMIT = "submit"
    RECALL = "recall"
    ACCEPT = "accept"
    RETURN = "return"
    LOCK = "lock"
    REOPEN = "reopen"


STEPS: dict[tuple[State, Act], State] = {
    (State.OPEN, Act.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Act.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Act.RECALL): State.OPEN,
    (State.SUBMITTED, Act.ACCEPT): State.ACCEPTED,
    (State.SUBMITTED, Act.RETURN): State.RETURNED,
    (State.ACCEPTED, Act.LOCK): State.LOCKED,
    (State.ACCEPTED, Act.REOPEN): State.OPEN,
    (State.LOCKED, Act.REOPEN): State.OPEN,
}

# Acts that say why, in words that the other side reads.
WITH_REASON = frozenset({Act.RETURN, Act.REOPEN})
# The unit still owes it: figures may be typed.
OWED = frozenset({State.OPEN, State.RETURNED})
# The figures of the period stand as they were sent; only a recall or a reopening makes them typed again.
CLOSED = frozenset({State.SUBMITTED, State.ACCEPTED, State.LOCKED})
# What a unit above waits for before it sends its own.
SETTLED = frozenset({State.ACCEPTED, State.LOCKED})


def after(state: str, act: str) -> State | None:
    """The state that an act leads to; None where the act is no step from there."""
    return STEPS.get((State(state), Act(act)))


def acts_from(state: str) -> frozenset[Act]:
    """What may be done in a state."""
    return frozenset(act for held, act in STEPS if held == state)


def states_for(act: Act) -> frozenset[State]:
    """The states from which an act is a step."""
    return frozenset(held for held, one in STEPS if one == act)


def holds_back(path: str, others: Iterable[tuple[str, str]]) -> list[int]:
    """Which of `others` (path of the unit, state) a unit has to wait for: places of those below it that are not settled.

    `path` is the territory that the unit answers for: a committee's is the commune that it leads.
    """
    return [
        place
        for place, (below, state) in enumerate(others)
        if below != path and below.startswith(path) and state not in SETTLED
    ]
