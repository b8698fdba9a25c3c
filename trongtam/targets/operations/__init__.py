"""What can happen to indicators, targets and statements: one verb, one function, each in the module of its act."""

from .counted import lay_counted, lay_definitions
from .freezing import freeze_live
from .indicators import Definition, define_indicator
from .pasting import Choice, PreviewLine, paste_targets, preview_targets
from .rounds import add_to_round, cancel_round, move_round_due, open_round
from .sheets import Row, state_sheet
from .standings import rebuild_standings, refresh_after_move, refresh_standings
from .statements import attach_evidence, correct, state, withdraw
from .submissions import (
    accept_complete,
    accept_submission,
    lock_submissions,
    recall_submission,
    reopen_submission,
    return_submission,
    submit_sheet,
)
from .targets import OUTSIDE_TERM, PLAN_ZERO, Root, allot, amend_target, hand_over_target, set_target, withdraw_target

__all__ = [
    "OUTSIDE_TERM",
    "PLAN_ZERO",
    "Choice",
    "Definition",
    "PreviewLine",
    "Root",
    "Row",
    "accept_complete",
    "accept_submission",
    "add_to_round",
    "allot",
    "amend_target",
    "attach_evidence",
    "cancel_round",
    "correct",
    "define_indicator",
    "freeze_live",
    "hand_over_target",
    "lay_counted",
    "lay_definitions",
    "lock_submissions",
    "move_round_due",
    "open_round",
    "paste_targets",
    "preview_targets",
    "rebuild_standings",
    "recall_submission",
    "refresh_after_move",
    "refresh_standings",
    "reopen_submission",
    "return_submission",
    "set_target",
    "state",
    "state_sheet",
    "submit_sheet",
    "withdraw",
    "withdraw_target",
]
