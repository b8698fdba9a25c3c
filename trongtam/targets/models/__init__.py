"""Indicators, targets, measurements, and the rebuildable projection of standings."""

from .criteria import (
    AdoptedCriterion,
    AdoptedIndicator,
    AdoptedLeaf,
    CriteriaAdoption,
    CriteriaOverlay,
    KeptSet,
)
from .indicators import Across, Better, Every, Indicator, Measure, Sector, Source
from .measurements import Bound, Evidence, Finality, Measurement, SheetNote
from .rounds import Round, Submission, SubmissionState
from .standings import Standing
from .targets import Carried, Comparator, Form, Target

__all__ = [
    "Across",
    "AdoptedCriterion",
    "AdoptedIndicator",
    "AdoptedLeaf",
    "Better",
    "Bound",
    "Carried",
    "Comparator",
    "CriteriaAdoption",
    "CriteriaOverlay",
    "Every",
    "Evidence",
    "Finality",
    "Form",
    "Indicator",
    "KeptSet",
    "Measure",
    "Measurement",
    "Round",
    "Sector",
    "SheetNote",
    "Source",
    "Standing",
    "Submission",
    "SubmissionState",
    "Target",
]
