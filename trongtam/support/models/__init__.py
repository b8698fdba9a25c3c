"""What this room keeps: duties to follow a unit, visits, recommendations, working sessions, notes of groups, notices."""

from .duties import (
    FOLLOWED_KINDS,
    KINDS_OF,
    LONGEST_WITHIN,
    REPORT_WITHIN,
    Duty,
    Every,
    MonthExcused,
    Obligation,
    Tier,
    followed,
    followed_paths,
)
from .notes import GroupNote, GroupNoteQuerySet
from .notices import Notice, NoticeQuerySet, NoticeTo, NoticeToQuerySet
from .recommendations import AnswerKind, Recommendation, RecommendationQuerySet, RecState, SourceKind, Turn
from .reports import ReportHandedIn
from .sessions import Direction, DirectionQuerySet, Participant, Result, Side, WorkingSession, WorkingSessionQuerySet
from .visits import Purpose, Visit, VisitFile
from .voters import VoterSession, VoterSessionQuerySet

__all__ = [
    "FOLLOWED_KINDS",
    "KINDS_OF",
    "LONGEST_WITHIN",
    "REPORT_WITHIN",
    "AnswerKind",
    "Direction",
    "DirectionQuerySet",
    "Duty",
    "Every",
    "GroupNote",
    "GroupNoteQuerySet",
    "MonthExcused",
    "Notice",
    "NoticeQuerySet",
    "NoticeTo",
    "NoticeToQuerySet",
    "Obligation",
    "Participant",
    "Purpose",
    "RecState",
    "Recommendation",
    "RecommendationQuerySet",
    "ReportHandedIn",
    "Result",
    "Side",
    "SourceKind",
    "Tier",
    "Turn",
    "Visit",
    "VisitFile",
    "VoterSession",
    "VoterSessionQuerySet",
    "WorkingSession",
    "WorkingSessionQuerySet",
    "followed",
    "followed_paths",
]
