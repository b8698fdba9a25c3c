"""What can happen to a meeting: one verb, one function."""

from .deciding import change_decision, decide, take_decision_back
from .ending import end_meeting
from .minutes import (
    keep_and_send_minutes,
    keep_minutes,
    minute_meeting,
    send_minutes,
    sign_minutes,
    take_signature_back,
)
from .opening import (
    Line,
    Terms,
    arrange_agenda,
    begin_meeting,
    call_meeting,
    prepare_meeting,
    record_not_held,
    rewrite_meeting,
    take_begin_back,
    take_call_back,
    take_not_held_back,
)
from .reopening import take_end_back
from .settling import Said, said_of, settle_item
from .walking import Meanwhile

__all__ = [
    "Line",
    "Meanwhile",
    "Said",
    "Terms",
    "arrange_agenda",
    "begin_meeting",
    "call_meeting",
    "change_decision",
    "decide",
    "end_meeting",
    "keep_and_send_minutes",
    "keep_minutes",
    "minute_meeting",
    "prepare_meeting",
    "record_not_held",
    "rewrite_meeting",
    "said_of",
    "send_minutes",
    "settle_item",
    "sign_minutes",
    "take_begin_back",
    "take_call_back",
    "take_decision_back",
    "take_end_back",
    "take_not_held_back",
    "take_signature_back",
]
