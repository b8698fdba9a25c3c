"""The life of a recommendation, as one table. No Django; nothing else decides what may follow what.

Whoever receives it accepts it or passes it on, and answers; whoever raised it is satisfied or not; what is not answered in time,
or not to satisfaction, goes to the next level. It ends settled, which no way reaches without an answer, or withdrawn with a
reason.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """received, passed_on, escalated: with an organ that has not said anything yet · accepted: it answers · answered: the word is
    with whoever raised it · not_satisfied: the organ answers again, or the next level · settled, withdrawn: over."""

    RECEIVED = "received"
    PASSED_ON = "passed_on"
    ESCALATED = "escalated"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    NOT_SATISFIED = "not_satisfied"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    ACCEPT = "accept"
    TRANSFER = "transfer"
    ANSWER = "answer"
    SETTLE = "settle"
    NOT_SATISFIED = "not_satisfied"
    ESCALATE = "escalate"
    WITHDRAW = "withdraw"
    CARRY = "carry"


S, A = State, Act

# An organ has it and owes an answer, whether or not it has said that it takes it.
NEW = (S.RECEIVED, S.PASSED_ON, S.ESCALATED)
OWED = (*NEW, S.ACCEPTED, S.NOT_SATISFIED)

STEPS: dict[tuple[State, Act], State] = {
    **{(state, A.ACCEPT): S.ACCEPTED for state in NEW},
    **{(state, A.TRANSFER): S.PASSED_ON for state in (*NEW, S.ACCEPTED)},
    **{(state, A.ANSWER): S.ANSWERED for state in OWED},
    **{(state, A.ESCALATE): S.ESCALATED for state in OWED},
    **{(state, A.WITHDRAW): S.WITHDRAWN for state in OWED},
    **{(state, A.CARRY): state for state in (*OWED, S.ANSWERED)},
    (S.ANSWERED, A.SETTLE): S.SETTLED,
    (S.ANSWERED, A.NOT_SATISFIED): S.NOT_SATISFIED,
    (S.SETTLED, A.NOT_SATISFIED): S.NOT_SATISFIED,
}

BEGINS = S.RECEIVED
ENDS = frozenset({S.SETTLED, S.WITHDRAWN})
OPEN = frozenset(State) - ENDS
# Acts that say why, in words that the other side reads.
WITH_REASON = frozenset({A.TRANSFER, A.NOT_SATISFIED, A.ESCALATE, A.WITHDRAW, A.CARRY})


def after(state: str, act: str) -> State | None:
    """The state that an act leads to; None where the act is no step from there."""
    return STEPS.get((State(state), Act(act)))


def acts_from(state: str) -> frozenset[Act]:
    """What may be done in a state."""
    return frozenset(act for held, act in STEPS if held == state)
