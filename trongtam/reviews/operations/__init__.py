"""What can happen in a round: opened, said, voted, proposed, appraised, decided; contested and answered; locked.

Others call these by name: `from trongtam.reviews.operations import open_round, RoundTerms, …`.
"""

from .facts import contest_fact, dismiss_contest, state_fact, uphold_contest, withdraw_contest
from .rounds import (
    CountTerms,
    RoundTerms,
    enter_counts,
    gather_subjects,
    lock_round,
    open_counts,
    open_round,
    reopen_round,
    rewrite_round,
)
from .saying import appraise, assess_self, decide, propose_level, record_ballot, reopen_decision, send_back
from .standing import exempt_subject, include_subject, leave_out_subject
from .together import appraise_unit, decide_unit

__all__ = [
    "CountTerms",
    "RoundTerms",
    "appraise",
    "appraise_unit",
    "assess_self",
    "contest_fact",
    "decide",
    "decide_unit",
    "dismiss_contest",
    "enter_counts",
    "exempt_subject",
    "gather_subjects",
    "include_subject",
    "leave_out_subject",
    "lock_round",
    "open_counts",
    "open_round",
    "propose_level",
    "record_ballot",
    "reopen_decision",
    "reopen_round",
    "rewrite_round",
    "send_back",
    "state_fact",
    "uphold_contest",
    "withdraw_contest",
]
