"""The life of a paper: which act is possible in which state, and where it leads. Nothing else decides it.

compiled → in review → sent for signature → signed → sent. Until it is signed a paper can go back to its writer with a reason,
or be cancelled; a number that it has by then stays its own. What was signed is never changed: another paper replaces it.
"""

from __future__ import annotations

from dataclasses import dataclass

COMPILED, IN_REVIEW, FOR_SIGNATURE, SIGNED, SENT, CANCELLED = (
    "compiled",
    "in_review",
    "for_signature",
    "signed",
    "sent",
    "cancelled",
)
STATES = (COMPILED, IN_REVIEW, FOR_SIGNATURE, SIGNED, SENT, CANCELLED)
ROAD = STATES[:5]
ISSUED = frozenset({SIGNED, SENT})
CLOSED = frozenset({SENT, CANCELLED})

BEGIN = "begin"
COMPILE_AGAIN, BRING_FINAL, HAND_TO_REVIEW, RETURN = "compile_again", "bring_final", "hand_to_review", "return"
SEND_FOR_SIGNATURE, ATTACH_SIGNED, SEND, CANCEL = "send_for_signature", "attach_signed", "send", "cancel"


@dataclass(frozen=True, slots=True)
class Step:
    """An act: the states in which it is possible, and the one it leads to."""

    act: str
    begins: frozenset[str]
    ends: str


_STEPS = (
    Step(COMPILE_AGAIN, frozenset({COMPILED}), COMPILED),
    Step(BRING_FINAL, frozenset({COMPILED}), COMPILED),
    Step(HAND_TO_REVIEW, frozenset({COMPILED}), IN_REVIEW),
    Step(RETURN, frozenset({IN_REVIEW, FOR_SIGNATURE}), COMPILED),
    Step(SEND_FOR_SIGNATURE, frozenset({IN_REVIEW}), FOR_SIGNATURE),
    Step(ATTACH_SIGNED, frozenset({FOR_SIGNATURE}), SIGNED),
    Step(SEND, frozenset({SIGNED}), SENT),
    Step(CANCEL, frozenset({COMPILED, IN_REVIEW, FOR_SIGNATURE}), CANCELLED),
)
STEPS = {step.act: step for step in _STEPS}
# The one that takes the paper further; the big button of its page.
NEXT = {
    COMPILED: HAND_TO_REVIEW,
    IN_REVIEW: SEND_FOR_SIGNATURE,
    FOR_SIGNATURE: ATTACH_SIGNED,
    SIGNED: SEND,
}


class Impossible(Exception):
    """The act does not follow on this state."""


def after(state: str, act: str) -> str:
    """The state that an act leads to. Raises Impossible."""
    step = STEPS.get(act)
    if step is None or state not in step.begins:
        raise Impossible(f"{act} does not follow on {state}")
    return step.ends


def possible(state: str) -> tuple[str, ...]:
    """The acts that are possible in a state, in the order of the road."""
    return tuple(step.act for step in _STEPS if state in step.begins)


def can_be_replaced(state: str) -> bool:
    """Only what was signed is replaced; before that the paper itself is changed."""
    return state in ISSUED
