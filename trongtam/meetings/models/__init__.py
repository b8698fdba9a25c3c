"""What exists in this room."""

from .agenda import AgendaItem, Decision, DecisionState, ItemKind, Outcome
from .meetings import Meeting, MeetingKind, MeetingState, MeetingTurn

__all__ = [
    "AgendaItem",
    "Decision",
    "DecisionState",
    "ItemKind",
    "Meeting",
    "MeetingKind",
    "MeetingState",
    "MeetingTurn",
    "Outcome",
]
