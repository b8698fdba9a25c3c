"""What this room keeps: duties to follow a unit, visits, recommendations, working sessions, notes of groups, notices."""

from .duties import FOLLOWED_KINDS, KINDS_OF, Duty, Every, MonthExcused, Obligation, Tier, followed, followed_paths
from .notes import GroupNote, GroupNoteQuerySet
from .notices import Notice, NoticeQuerySet, NoticeTo, NoticeToQuerySet
from .recommendations import AnswerKind, Recommendation, RecommendationQuerySet, RecState, SourceKind, Turn
from .visits import Purpose, Visit, VisitFile

__all__ = [
    "FOLLOWED_KINDS",
    "KINDS_OF",
    "AnswerKind",
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
    "Purpose",
    "RecState",
    "Recommendation",
    "RecommendationQuerySet",
    "SourceKind",
    "Tier",
    "Turn",
    "Visit",
    "VisitFile",
    "followed",
    "followed_paths",
]
