"""What can happen in this room. Names that other rooms call are repeated here."""

from .notes import forget_old_notes, write_group_note
from .notices import acknowledge_notice, mark_told, send_notice, withdraw_notice
from .recommendations import (
    accept_recommendation,
    answer_recommendation,
    declare_not_satisfied,
    escalate_recommendation,
    pass_on_recommendation,
    raise_recommendation,
    settle_recommendation,
    withdraw_recommendation,
)

__all__ = [
    "accept_recommendation",
    "acknowledge_notice",
    "answer_recommendation",
    "declare_not_satisfied",
    "escalate_recommendation",
    "forget_old_notes",
    "mark_told",
    "pass_on_recommendation",
    "raise_recommendation",
    "send_notice",
    "settle_recommendation",
    "withdraw_notice",
    "withdraw_recommendation",
    "write_group_note",
]
