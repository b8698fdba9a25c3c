"""The course of an inspection: which act leads from which state to which. Pure."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    PLANNED = "planned"
    DECIDED = "decided"
    REPORTED = "reported"
    CONCLUDED = "concluded"
    SETTLED = "settled"
    DROPPED = "dropped"


class Act(StrEnum):
    DECIDE = "decide"
    REPORT = "report"
    CONCLUDE = "conclude"
    SETTLE = "settle"
    DROP = "drop"


STEPS: dict[tuple[str, Act], State] = {
    (State.PLANNED, Act.DECIDE): State.DECIDED,
    (State.PLANNED, Act.DROP): State.DROPPED,
    (State.DECIDED, Act.REPORT): State.REPORTED,
    (State.DECIDED, Act.DROP): State.DROPPED,
    (State.REPORTED, Act.CONCLUDE): State.CONCLUDED,
    (State.CONCLUDED, Act.SETTLE): State.SETTLED,
}
OPEN = frozenset({State.PLANNED, State.DECIDED, State.REPORTED, State.CONCLUDED})


def after(state: str, act: Act) -> State | None:
    """None: this act does not follow here."""
    return STEPS.get((state, act))
