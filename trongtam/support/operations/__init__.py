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
from .sessions import (
    Who,
    conclude_session,
    give_direction,
    open_working_session,
    pass_direction_on,
    present_standing,
    tell_result,
)
from .voters import Opinion, record_voter_session

__all__ = [
    "Opinion",
    "Who",
    "accept_recommendation",
    "acknowledge_notice",
    "answer_recommendation",
    "conclude_session",
    "declare_not_satisfied",
    "escalate_recommendation",
    "forget_old_notes",
    "give_direction",
    "mark_told",
    "open_working_session",
    "pass_direction_on",
    "pass_on_recommendation",
    "present_standing",
    "raise_recommendation",
    "record_voter_session",
    "send_notice",
    "settle_recommendation",
    "tell_result",
    "withdraw_notice",
    "withdraw_recommendation",
    "write_group_note",
]
