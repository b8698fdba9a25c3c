"""A follower's report of his visits as a Word file in the Party's layout: always in Vietnamese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground import days
from trongtam.ground.papers import Column, Heading, Paper, Paragraph, Run, Signature, Table, layout_for, render
from trongtam.ground.papers.model import Block, Drawn, Text
from trongtam.work.queries.organ import Organ

from ..models import Visit
from ..queries.visit_report import VisitReport
from . import visit_words as words

Draw = Callable[[Paper], bytes]
Href = Callable[[str], str]
Row = list["Text | Drawn | None"]
PAPER_TYPE = "report"


def visit_paper(told: VisitReport, organ: Organ, *, on: date, href: Href, draw: Draw = render) -> bytes:
    """The number is left open; the follower signs."""
    with override("vi"):
        return draw(_paper(told, organ, on, href))


def title(told: VisitReport) -> str:
    with override("vi"):
        return words.abstract(told)


def _paper(told: VisitReport, organ: Organ, on: date, href: Href) -> Paper:
    usual = layout_for(organ.side, on)  # type: ignore[arg-type]  # one of the two sides
    return Paper(
        layout=replace(usual, table_size=usual.table_size - 1),
        superior=organ.superior,
        issuer=organ.issuer,
        place=organ.place,
        date=None,
        symbol=organ.symbol(PAPER_TYPE),
        type_name=_("REPORT"),
        abstract=words.abstract(told),
        body=list(_body(told, href)),
        signature=Signature(post=_("The one who reports"), name=told.duty.person.full_name),
        recipients=(_("Standing committee of the Party committee"), told.duty.unit.name),
        kept=organ.kept,
        footer=_("Compiled by Trọng Tâm on %(on)s; as of %(day)s.")
        % {"on": days.write(on), "day": days.write(told.day)},
        demo=told.duty.unit.is_demonstration or _demonstration(organ),
    )


def _demonstration(organ: Organ) -> bool:
    """A place and all below it are of the demonstration together."""
    return organ.unit.is_demonstration or (organ.unit.parent is not None and organ.unit.parent.is_demonstration)


def _body(told: VisitReport, href: Href) -> Iterator[Block]:
    yield Heading(_("I. VISITS"), 1)
    yield Paragraph(" ".join(words.sums(told)))
    if told.visits:
        yield Table(_columns(), [_row(number, one, href) for number, one in enumerate(told.visits, 1)])
    yield Heading(_("II. RECOMMENDATIONS BROUGHT BACK"), 1)
    if told.recommendations:
        yield Table(_asked_columns(), list(_asked_rows(told)))
    else:
        yield Paragraph(_("None was brought back."))
    if told.has_invented:
        yield Paragraph(_("° Made up for the demonstration: not in the source documents."))


def _columns() -> list[Column]:
    """Shares are millimetres of an A4 page between its margins."""
    return [
        Column(_("No."), 10, "centre"),
        Column(_("Day"), 22, "centre"),
        Column(_("Where, what for"), 33),
        Column(_("What is done"), 34),
        Column(_("What is not done"), 32),
        Column(_("Proposed, solved"), 34),
    ]


def _row(number: int, one: Visit, href: Href) -> Row:
    mark = words.INVENTED if one.is_invented else ""
    day = [Run(f"{days.write(one.on)}{mark}", href=href(reverse("support:visit", args=[one.pk])))]
    where = "\n".join(filter(None, (one.unit.name, one.place, str(one.get_purpose_display()))))
    proposed = "\n".join(filter(None, (one.proposed, one.solved)))
    return [str(number), day, where, one.done, one.not_done, proposed]


def _asked_columns() -> list[Column]:
    return [
        Column(_("No."), 10, "centre"),
        Column(_("Recommendation"), 75),
        Column(_("Who answers"), 40),
        Column(_("State"), 40),
    ]


def _asked_rows(told: VisitReport) -> Iterator[Row]:
    for number, one in enumerate(told.recommendations, start=1):
        yield [str(number), one.text, one.organ.name, str(one.get_state_display())]
