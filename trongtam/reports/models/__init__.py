"""Implementation reports with their texts, the superior's forms, and the register of papers owed upward."""

from .blanks import BlankForm, FormVersion, MappedCell, Relative, What
from .duties import Dispatch, DispatchKind, Duty, Way, Weekend
from .reports import OrganOf, PaperKind, Report, ReportQuerySet, ReportText, Side, Wording

__all__ = [
    "BlankForm",
    "Dispatch",
    "DispatchKind",
    "Duty",
    "FormVersion",
    "MappedCell",
    "OrganOf",
    "PaperKind",
    "Relative",
    "Report",
    "ReportQuerySet",
    "ReportText",
    "Side",
    "Way",
    "Weekend",
    "What",
    "Wording",
]
