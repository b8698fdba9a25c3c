"""The life of a meeting, as one table. No Django; nothing else decides what may follow what.

Prepared, called, held, ended, its minutes signed and sent. A meeting that could not be held is recorded as such, with the
reason; what was open stays open. A step that was a mistake is taken back; the end with a reason, which also withdraws minutes
that were sent.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """preparing, called: before · in_session: it is held · ended, signed, sent: after · not_held: it did not take place."""

    PREPARING = "preparing"
    CALLED = "called"
    IN_SESSION = "in_session"
    ENDED = "ended"
    SIGNED = "signed"
    SENT = "sent"
    NOT_HELD = "not_held"


class Act(StrEnum):
    REWRITE = "rewrite"
    ARRANGE = "arrange"
    CALL = "call"
    UNCALL = "uncall"
    BEGIN = "begin"
    UNBEGIN = "unbegin"
    SETTLE = "settle"
    DECIDE = "decide"
    END = "end"
    UNEND = "unend"
    MINUTE = "minute"
    SIGN = "sign"
    UNSIGN = "unsign"
    SEND = "send"
    MISS = "miss"
    UNMISS = "unmiss"


S, A = State, Act

STEPS: dict[tuple[State, Act], State] = {
    (S.PREPARING, A.REWRITE): S.PREPARING,
    (S.CALLED, A.REWRITE): S.CALLED,
    (S.PREPARING, A.ARRANGE): S.PREPARING,
    (S.CALLED, A.ARRANGE): S.CALLED,
    (S.IN_SESSION, A.ARRANGE): S.IN_SESSION,
    (S.PREPARING, A.CALL): S.CALLED,
    (S.CALLED, A.UNCALL): S.PREPARING,
    (S.PREPARING, A.BEGIN): S.IN_SESSION,
    (S.CALLED, A.BEGIN): S.IN_SESSION,
    (S.IN_SESSION, A.UNBEGIN): S.CALLED,
    (S.IN_SESSION, A.SETTLE): S.IN_SESSION,
    (S.IN_SESSION, A.DECIDE): S.IN_SESSION,
    (S.IN_SESSION, A.END): S.ENDED,
    (S.IN_SESSION, A.MINUTE): S.IN_SESSION,
    (S.ENDED, A.MINUTE): S.ENDED,
    (S.ENDED, A.SIGN): S.SIGNED,
    (S.SIGNED, A.UNSIGN): S.ENDED,
    (S.SIGNED, A.SEND): S.SENT,
    (S.ENDED, A.UNEND): S.IN_SESSION,
    (S.SIGNED, A.UNEND): S.IN_SESSION,
    (S.SENT, A.UNEND): S.IN_SESSION,
    (S.PREPARING, A.MISS): S.NOT_HELD,
    (S.CALLED, A.MISS): S.NOT_HELD,
    (S.IN_SESSION, A.MISS): S.NOT_HELD,
    (S.NOT_HELD, A.UNMISS): S.PREPARING,
}

# Acts that say why.
WITH_REASON = frozenset({A.MISS, A.UNSIGN, A.UNEND})
# It is not over yet: something may still be written, and no second meeting of its kind is opened beside it.
OPEN = frozenset({S.PREPARING, S.CALLED, S.IN_SESSION})
# It took place.
HELD = frozenset({S.ENDED, S.SIGNED, S.SENT})
BEFORE = frozenset({S.PREPARING, S.CALLED})


def after(state: str, act: str) -> State | None:
    """The state that an act leads to; None where the act is no step from there."""
    return STEPS.get((State(state), Act(act)))


def acts_from(state: str) -> frozenset[Act]:
    """What may be done in a state."""
    return frozenset(act for held, act in STEPS if held == state)


def step_of(state: str) -> int:
    """Which of the three steps on the page a state belongs to: 1 prepare, 2 hold, 3 after."""
    if state in BEFORE:
        return 1
    return 2 if state == S.IN_SESSION else 3
