"""What exists in this room."""

from .agenda import AgendaItem, Decision, DecisionState, ItemKind, Outcome
from .attendance import Attendance, Guest, GuestKind, HeadCount, Lesson, MeetingPaper, MinutesFile
from .meetings import Meeting, MeetingKind, MeetingState, MeetingTurn
from .plans import PlannedMeeting, YearPlan
from .scores import FormChoice, Score, ScoreColumn

__all__ = [
    "AgendaItem",
    "Attendance",
    "Decision",
    "DecisionState",
    "FormChoice",
    "Guest",
    "GuestKind",
    "HeadCount",
    "ItemKind",
    "Lesson",
    "Meeting",
    "MeetingKind",
    "MeetingPaper",
    "MeetingState",
    "MeetingTurn",
    "MinutesFile",
    "Outcome",
    "PlannedMeeting",
    "Score",
    "ScoreColumn",
    "YearPlan",
]
