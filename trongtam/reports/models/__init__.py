"""Implementation reports with their texts, and the register of papers owed upward."""

from .duties import Dispatch, DispatchKind, Duty, Way, Weekend
from .reports import OrganOf, PaperKind, Report, ReportQuerySet, ReportText, Side, Wording

__all__ = [
    "Dispatch",
    "DispatchKind",
    "Duty",
    "OrganOf",
    "PaperKind",
    "Report",
    "ReportQuerySet",
    "ReportText",
    "Side",
    "Way",
    "Weekend",
    "Wording",
]
