"""The same report as a workbook: visits and recommendations as lines on which others may count on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.ground.sheets import Column, Link, Sheet, Value, write_workbook

from ..presentation_following import sentence, span_words, state_words
from ..queries.visit_report import VisitReport
from . import visit_words as words

Href = Callable[[str], str]


def visit_workbook(told: VisitReport, *, href: Href, demo: bool) -> bytes:
    """Visits, recommendations and what was owed, in the active language."""
    visits = Sheet(_("Visits"), _columns(), list(_rows(told, href)))
    asked = Sheet(_("Recommendations"), _asked_columns(), list(_asked_rows(told)))
    owed: list[list[Value]] = [
        [sentence(span_words(one.span)), state_words(one.state), len(one.visits)] for one in told.entries
    ]
    owed += [[said, None, None] for said in words.sums(told)]
    heads = [Column(_("Time"), width=60), Column(_("State"), width=24), Column(_("Visits"), "number", 10, 0)]
    return write_workbook([visits, asked, Sheet(_("What was owed"), heads, owed)], demo=demo)


def _columns() -> list[Column]:
    return [
        Column(_("No."), "number", 6, 0),
        Column(_("Day"), width=13),
        Column(_("Unit"), width=30),
        Column(_("Exact place"), width=26),
        Column(_("What for"), width=22),
        Column(_("Whom he met"), width=34),
        Column(_("What is done"), width=44),
        Column(_("What is not done"), width=44),
        Column(_("Proposed"), width=44),
        Column(_("Solved on the spot"), width=44),
    ]


def _rows(told: VisitReport, href: Href) -> Iterator[list[Value]]:
    for number, one in enumerate(told.visits, start=1):
        day = f"{one.on:%d/%m/%Y}{words.INVENTED if one.is_invented else ''}"
        yield [
            number,
            Link(day, href(reverse("support:visit", args=[one.pk]))),
            one.unit.name,
            one.place,
            str(one.get_purpose_display()),
            one.met,
            one.done,
            one.not_done,
            one.proposed,
            one.solved,
        ]


def _asked_columns() -> list[Column]:
    return [
        Column(_("No."), "number", 6, 0),
        Column(_("Recommendation"), width=60),
        Column(_("Who answers"), width=34),
        Column(_("Answer by"), "date", 13),
        Column(_("State"), width=26),
    ]


def _asked_rows(told: VisitReport) -> Iterator[list[Value]]:
    for number, one in enumerate(told.recommendations, start=1):
        yield [number, one.text, one.organ.name, one.due_on, str(one.get_state_display())]
