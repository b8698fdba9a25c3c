"""What exists in this room."""

from .awards import Award, Form, Level, Proposal, ProposalState
from .exemplars import (
    SHOWN_BELOW,
    Consent,
    Copy,
    CopyResult,
    Exemplar,
    ExemplarKind,
    ExemplarState,
    LearnerVisit,
)
from .ladders import Basis, Ladder, Rung
from .movements import Commitment, Movement, MovementCriterion, MovementReview, ReviewKind

__all__ = [
    "SHOWN_BELOW",
    "Award",
    "Basis",
    "Commitment",
    "Consent",
    "Copy",
    "CopyResult",
    "Exemplar",
    "ExemplarKind",
    "ExemplarState",
    "Form",
    "Ladder",
    "LearnerVisit",
    "Level",
    "Movement",
    "MovementCriterion",
    "MovementReview",
    "Proposal",
    "ProposalState",
    "ReviewKind",
    "Rung",
]
