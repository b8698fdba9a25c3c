"""A report as files: read with the same query as the page, then drawn."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import override

from . import queries
from .models import Report
from .paper import word_paper
from .proofs import proofs
from .workbook import excel_workbook

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def word_of(report: Report, *, user: User, on: date, base: str, known_on: datetime | None = None) -> bytes:
    """The Word paper, in Vietnamese; `base` begins its links."""
    with override("vi"):
        content = queries.report_content(report, user=user, known_on=known_on)
        return word_paper(content, on=on, proof=proofs(base, content.as_of))


def excel_of(report: Report, *, user: User, base: str, known_on: datetime | None = None) -> bytes:
    """The workbook in the active language."""
    content = queries.report_content(report, user=user, known_on=known_on)
    stated = queries.statements_of(content.rows, content.as_of, user=user, known_on=known_on)
    return excel_workbook(content, stated, proof=proofs(base, content.as_of))
