"""What pages, papers, workbooks and the command read of reports.

report_content(report, *, user, known_on=None) -> ReportContent: the whole report, the same for page, Word and Excel; figures
come from `targets.queries.target_rows`, so they are the board's
reports_of(user) -> list[ReportLine] · openings(document, unit, today) -> periods that can be begun · documents_to_report(user)
statements_of(content, user) -> list[Stated]: the statements under each target, for the workbook
found(text, user): for the search
"""

from .beginnings import Beginning, beginnings, documents_to_report, period_choices, targets_for
from .content import ReportContent, SectionContent, report_content
from .lists import ReportLine, found, reports_of
from .statements import Reason, Stated, statements_of

__all__ = [
    "Beginning",
    "Reason",
    "ReportContent",
    "ReportLine",
    "SectionContent",
    "Stated",
    "beginnings",
    "documents_to_report",
    "found",
    "period_choices",
    "report_content",
    "reports_of",
    "statements_of",
    "targets_for",
]
