"""What exists in this room."""

from .front import FrontKind, FrontOpinion, FrontState
from .inspections import (
    Demand,
    DemandState,
    FollowUp,
    Inspection,
    InspectionForm,
    InspectionKind,
    InspectionState,
    Organ,
    Programme,
)

__all__ = [
    "Demand",
    "DemandState",
    "FollowUp",
    "FrontKind",
    "FrontOpinion",
    "FrontState",
    "Inspection",
    "InspectionForm",
    "InspectionKind",
    "InspectionState",
    "Organ",
    "Programme",
]
