"""What the room keeps: works with their products and roadmap, what was said about them, campaigns, recurring works."""

from .campaigns import Campaign, Focus, focus_labels, focus_text, focuses_in
from .recurring import Occurrence, OccurrenceEvidence, OccurrenceState, Recurring
from .said import (
    Appraisal,
    Explanation,
    ExplanationState,
    Progress,
    Side,
    Turn,
    WorkEvidence,
    mark,
)
from .works import Kind, Milestone, Product, Quality, RootKind, Work, WorkState

__all__ = [
    "Appraisal",
    "Campaign",
    "Explanation",
    "ExplanationState",
    "Focus",
    "Kind",
    "Milestone",
    "Occurrence",
    "OccurrenceEvidence",
    "OccurrenceState",
    "Product",
    "Progress",
    "Quality",
    "Recurring",
    "RootKind",
    "Side",
    "Turn",
    "Work",
    "WorkEvidence",
    "WorkState",
    "focus_labels",
    "focus_text",
    "focuses_in",
    "mark",
]
