"""A sheet is received, its columns named, its lines judged, kept, undone, and at last forgotten."""

from .forgetting import forget_old, forget_person
from .keeping import keep_batch
from .receiving import fail, judge_batch, name_columns, receive, set_day
from .undoing import undo_batch

__all__ = [
    "fail",
    "forget_old",
    "forget_person",
    "judge_batch",
    "keep_batch",
    "name_columns",
    "receive",
    "set_day",
    "undo_batch",
]
