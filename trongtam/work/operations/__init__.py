"""What can happen to a work: one verb, one function."""

from .appraising import appraise_work, conclude_work, reconsider_appraisal, send_back_work
from .campaigning import close_campaign, open_campaign, reopen_campaign, rewrite_campaign
from .changing import (
    adjust_work,
    carry_over_work,
    extend_work,
    hand_over_work,
    plan_of,
    reopen_work,
    stop_work,
)
from .decided import assign_decided, record_carried, record_done, record_dropped, record_unassigned, record_undone
from .explaining import (
    accept_explanation,
    answer_explanation,
    ask_explanation,
    ask_explanation_again,
    refuse_explanation,
)
from .recurring import (
    Terms,
    excuse_occurrence,
    rewrite_recurring,
    say_occurrence,
    start_recurring,
    stop_recurring,
)
from .registering import (
    approve_work,
    assign_work,
    propose_work,
    register_work,
    return_work,
    rewrite_work,
    take_back_registration,
    withdraw_work,
)
from .reporting import Word, answer_obstacle, hand_in_work, recall_work, report_progress
from .taking_back import take_assignment_back

__all__ = [
    "Terms",
    "Word",
    "accept_explanation",
    "adjust_work",
    "answer_explanation",
    "answer_obstacle",
    "appraise_work",
    "approve_work",
    "ask_explanation",
    "ask_explanation_again",
    "assign_decided",
    "assign_work",
    "carry_over_work",
    "close_campaign",
    "conclude_work",
    "excuse_occurrence",
    "extend_work",
    "hand_in_work",
    "hand_over_work",
    "open_campaign",
    "plan_of",
    "propose_work",
    "recall_work",
    "reconsider_appraisal",
    "record_carried",
    "record_done",
    "record_dropped",
    "record_unassigned",
    "record_undone",
    "refuse_explanation",
    "register_work",
    "reopen_campaign",
    "reopen_work",
    "report_progress",
    "return_work",
    "rewrite_campaign",
    "rewrite_recurring",
    "rewrite_work",
    "say_occurrence",
    "send_back_work",
    "start_recurring",
    "stop_recurring",
    "stop_work",
    "take_assignment_back",
    "take_back_registration",
    "withdraw_work",
]
