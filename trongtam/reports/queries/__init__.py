"""What pages, papers, workbooks and the command read of reports.

report_content(report, *, user, known_on=None) -> ReportContent: the whole report, the same for page, Word and Excel; figures
come from `targets.queries.target_rows`, so they are the board's
reports_of(user) -> list[ReportLine] · beginnings(document, unit, today) -> periods that can be begun · documents_to_report(user)
statements_of(rows, until, *, user, known_on=None) -> list[Stated]: the statements under each target, for the workbook
organs_of(report, on=None) -> Organs: head and foot of the paper · wording_of, standard_wording: the fixed words of its foot
signers_of(report, on) -> posts by which it can be signed
found(text, user): for the search
"""

from .beginnings import (
    Beginning,
    beginnings,
    documents_to_report,
    documents_with_targets,
    period_choices,
    targets_for,
    usual_reader,
)
from .content import ReportContent, SectionContent, report_content
from .lists import ReportLine, found, reports_of
from .organs import Organs, organs_of, signers_of, standard_wording, wording_of
from .statements import Reason, Stated, statements_of

__all__ = [
    "Beginning",
    "Organs",
    "Reason",
    "ReportContent",
    "ReportLine",
    "SectionContent",
    "Stated",
    "beginnings",
    "documents_to_report",
    "documents_with_targets",
    "found",
    "organs_of",
    "period_choices",
    "report_content",
    "reports_of",
    "signers_of",
    "standard_wording",
    "statements_of",
    "targets_for",
    "usual_reader",
    "wording_of",
]
