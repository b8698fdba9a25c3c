"""A report as files: read with the same query as the page, then drawn. Page, command and long work all come here.

`tell(done, total, sentence)` is called between the steps.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from . import queries
from .models import Report
from .paper import word_paper
from .proofs import proofs
from .workbook import excel_workbook

if TYPE_CHECKING:
    from trongtam.accounts.models import User


Tell = Callable[[int, int, str], None]
STEPS = 10


def quiet(done: int, total: int, said: str) -> None:
    """Tells nobody."""


def word_of(
    report: Report, *, user: User, on: date, base: str, known_on: datetime | None = None, tell: Tell = quiet
) -> bytes:
    """The Word paper, in Vietnamese; `base` begins its links."""
    tell(0, STEPS, _("Reading the figures …"))
    with override("vi"):
        content = queries.report_content(report, user=user, known_on=known_on)
    tell(4, STEPS, _("Drawing and writing the paper …"))
    return word_paper(content, on=on, proof=proofs(base, content.as_of))


def excel_of(report: Report, *, user: User, base: str, known_on: datetime | None = None, tell: Tell = quiet) -> bytes:
    """The workbook in the active language."""
    tell(0, STEPS, _("Reading the figures …"))
    content = queries.report_content(report, user=user, known_on=known_on)
    tell(4, STEPS, _("Reading the statements below them …"))
    stated = queries.statements_of(content.rows, content.as_of, user=user, known_on=known_on)
    tell(7, STEPS, _("Writing the workbook …"))
    return excel_workbook(content, stated, proof=proofs(base, content.as_of))
