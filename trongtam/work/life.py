"""The life of an assigned work, as one table. No Django; nothing else decides what may follow what.

Registered by the holder himself, or assigned at once by the organ above; reported on, handed in, appraised, concluded. It can
fall back at every step: handed in is not appraised, and appraised is not concluded.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """proposed, registered, returned: not assigned yet · assigned, in progress, reported: open with the holder or his
    supervisor · appraised, concluded: judged · stopped, carried: ended without a judgement · withdrawn: never assigned, or by
    mistake."""

    PROPOSED = "proposed"
    REGISTERED = "registered"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported"
    APPRAISED = "appraised"
    CONCLUDED = "concluded"
    STOPPED = "stopped"
    CARRIED = "carried"


class Act(StrEnum):
    REWRITE = "rewrite"
    REGISTER = "register"
    TAKE_BACK = "take_back"
    RETURN = "return"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    PROGRESS = "progress"
    HAND_IN = "hand_in"
    RECALL = "recall"
    SEND_BACK = "send_back"
    APPRAISE = "appraise"
    RECONSIDER = "reconsider"
    CONCLUDE = "conclude"
    ADJUST = "adjust"
    EXTEND = "extend"
    HAND_OVER = "hand_over"
    CARRY_OVER = "carry_over"
    STOP = "stop"
    REOPEN = "reopen"
    UNASSIGN = "unassign"


S, A = State, Act

STEPS: dict[tuple[State, Act], State] = {
    (S.PROPOSED, A.REWRITE): S.PROPOSED,
    (S.RETURNED, A.REWRITE): S.RETURNED,
    (S.PROPOSED, A.REGISTER): S.REGISTERED,
    (S.RETURNED, A.REGISTER): S.REGISTERED,
    (S.REGISTERED, A.TAKE_BACK): S.PROPOSED,
    (S.REGISTERED, A.RETURN): S.RETURNED,
    (S.REGISTERED, A.APPROVE): S.ASSIGNED,
    (S.PROPOSED, A.WITHDRAW): S.WITHDRAWN,
    (S.REGISTERED, A.WITHDRAW): S.WITHDRAWN,
    (S.RETURNED, A.WITHDRAW): S.WITHDRAWN,
    (S.ASSIGNED, A.PROGRESS): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.PROGRESS): S.IN_PROGRESS,
    (S.ASSIGNED, A.HAND_IN): S.REPORTED,
    (S.IN_PROGRESS, A.HAND_IN): S.REPORTED,
    (S.REPORTED, A.RECALL): S.IN_PROGRESS,
    (S.REPORTED, A.SEND_BACK): S.IN_PROGRESS,
    (S.REPORTED, A.APPRAISE): S.APPRAISED,
    (S.APPRAISED, A.RECONSIDER): S.REPORTED,
    (S.APPRAISED, A.CONCLUDE): S.CONCLUDED,
    (S.ASSIGNED, A.ADJUST): S.ASSIGNED,
    (S.IN_PROGRESS, A.ADJUST): S.IN_PROGRESS,
    (S.ASSIGNED, A.EXTEND): S.ASSIGNED,
    (S.IN_PROGRESS, A.EXTEND): S.IN_PROGRESS,
    (S.ASSIGNED, A.HAND_OVER): S.ASSIGNED,
    (S.IN_PROGRESS, A.HAND_OVER): S.IN_PROGRESS,
    (S.ASSIGNED, A.CARRY_OVER): S.CARRIED,
    (S.IN_PROGRESS, A.CARRY_OVER): S.CARRIED,
    (S.REPORTED, A.CARRY_OVER): S.CARRIED,
    (S.ASSIGNED, A.UNASSIGN): S.WITHDRAWN,
    (S.ASSIGNED, A.STOP): S.STOPPED,
    (S.IN_PROGRESS, A.STOP): S.STOPPED,
    (S.REPORTED, A.STOP): S.STOPPED,
    (S.CONCLUDED, A.REOPEN): S.IN_PROGRESS,
    (S.STOPPED, A.REOPEN): S.IN_PROGRESS,
    (S.WITHDRAWN, A.REOPEN): S.PROPOSED,
}

# Acts that say why, in words that the other side reads.
WITH_REASON = frozenset(
    {
        A.RETURN,
        A.WITHDRAW,
        A.SEND_BACK,
        A.RECONSIDER,
        A.ADJUST,
        A.EXTEND,
        A.HAND_OVER,
        A.CARRY_OVER,
        A.STOP,
        A.REOPEN,
        A.UNASSIGN,
    }
)
# Given back to the holder by those above; and the acts of which the last tells whether he has said something since.
BACK_WITH_HOLDER = frozenset({A.SEND_BACK, A.REOPEN})
SPOKEN_OF = BACK_WITH_HOLDER | {A.PROGRESS, A.HAND_IN, A.RECALL}
# Not assigned yet: counted as registrations, never as works.
REGISTERING = frozenset({S.PROPOSED, S.REGISTERED, S.RETURNED})
# Somebody still has to do it.
RUNNING = frozenset({S.ASSIGNED, S.IN_PROGRESS})
# Somebody still has to do something about it: the holder, then the supervisor, then the organ.
OPEN = RUNNING | {S.REPORTED, S.APPRAISED}
# Nothing happens to these any more, but that one may be opened again.
ENDED = frozenset(State) - OPEN - REGISTERING
# It was assigned, whatever became of it: what the list of a year counts.
ASSIGNED_ONCE = frozenset(State) - REGISTERING - {S.WITHDRAWN}


def after(state: str, act: str) -> State | None:
    """The state that an act leads to; None where the act is no step from there."""
    return STEPS.get((State(state), Act(act)))


def acts_from(state: str) -> frozenset[Act]:
    """What may be done in a state."""
    return frozenset(act for held, act in STEPS if held == state)


def states_for(act: Act) -> frozenset[State]:
    """The states from which an act is a step."""
    return frozenset(held for held, one in STEPS if one == act)
