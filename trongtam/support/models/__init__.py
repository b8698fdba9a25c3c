"""What this room keeps: duties to follow a unit, visits, recommendations, working sessions, notes of groups, notices."""

from .duties import FOLLOWED_KINDS, KINDS_OF, Duty, Every, MonthExcused, Obligation, Tier, followed
from .visits import Purpose, Visit, VisitFile

__all__ = [
    "FOLLOWED_KINDS",
    "KINDS_OF",
    "Duty",
    "Every",
    "MonthExcused",
    "Obligation",
    "Purpose",
    "Tier",
    "Visit",
    "VisitFile",
    "followed",
]
