"""What can happen to indicators, targets and statements: one verb, one function, each in the module of its act."""

from .freezing import freeze_live
from .indicators import Definition, define_indicator
from .pasting import Choice, PreviewLine, paste_targets, preview_targets
from .sheets import Row, state_sheet
from .standings import rebuild_standings, refresh_after_move, refresh_standings
from .statements import attach_evidence, correct, state, withdraw
from .targets import OUTSIDE_TERM, PLAN_ZERO, Root, allot, amend_target, hand_over_target, set_target, withdraw_target

__all__ = [
    "OUTSIDE_TERM",
    "PLAN_ZERO",
    "Choice",
    "Definition",
    "PreviewLine",
    "Root",
    "Row",
    "allot",
    "amend_target",
    "attach_evidence",
    "correct",
    "define_indicator",
    "freeze_live",
    "hand_over_target",
    "paste_targets",
    "preview_targets",
    "rebuild_standings",
    "refresh_after_move",
    "refresh_standings",
    "set_target",
    "state",
    "state_sheet",
    "withdraw",
    "withdraw_target",
]
