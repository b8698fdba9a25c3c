"""“Danh sách khen thưởng năm …” as a Word paper, in Vietnamese, and as a workbook. Units first, then persons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground import days, sheets
from trongtam.ground.papers import Column, Heading, Paper, Paragraph, Run, Signature, Table, layout_for, render
from trongtam.ground.papers.model import Block, Drawn, Text
from trongtam.work.queries.organ import organ_of_list

from ..models import Award
from ..presentation import award_title
from ..queries.awards import AwardList

Href = Callable[[str], str]
Row = list["Text | Drawn | None"]


def title(told: AwardList) -> str:
    with override("vi"):
        return _("List of awards for %(year)d") % {"year": told.year}


def word(told: AwardList, *, on: date, href: Href) -> bytes:
    """The number is left open."""
    organ = organ_of_list(told.unit)
    with override("vi"):
        return render(
            Paper(
                layout=layout_for(organ.side, on),  # type: ignore[arg-type]  # one of the two sides
                superior=organ.superior,
                issuer=organ.issuer,
                place=organ.place,
                date=None,
                symbol=organ.symbol("notice"),
                type_name=_("LIST"),
                abstract=_("awards for %(year)d") % {"year": told.year},
                body=list(_body(told, href)),
                signature=Signature(post=organ.post, authority="on_behalf", body=organ.body),
                recipients=tuple(filter(None, (organ.superior, _("Those named in the list")))),
                kept=organ.kept,
                footer=_("Compiled by Trọng Tâm on %(on)s.") % {"on": days.write(on)},
                demo=told.unit.is_demonstration,
            )
        )


def _body(told: AwardList, href: Href) -> Iterator[Block]:
    numbers = {"units": sum(one.count for one in told.of_units), "persons": sum(one.count for one in told.of_persons)}
    yield Paragraph(_("%(units)s awards of units, %(persons)s awards of persons.") % numbers)
    for heading, rows in ((_("Units"), told.of_units), (_("Persons"), told.of_persons)):
        if rows:
            yield Heading(heading, 1)
            yield Table(_columns(), [_row(number, one, href) for number, one in enumerate(rows, start=1)])
    if any(one.is_invented for one in (*told.of_units, *told.of_persons)):
        yield Paragraph(_("° Made up for the demonstration: not in the source documents."))


def _columns() -> list[Column]:
    """Shares are millimetres of an A4 page between its margins."""
    return [
        Column(_("No."), 10, "centre"),
        Column(_("Recipient of the award"), 45),
        Column(_("Award"), 55),
        Column(_("Decision"), 35),
        Column(_("Awarded by"), 20),
    ]


def _row(number: int, one: Award, href: Href) -> Row:
    invented = "°" if one.is_invented else ""
    link = href(reverse("emulation:award", args=[one.pk]))
    dated = days.write(one.decided_on) if one.decided_on else ""
    decision = ", ".join(filter(None, (one.decision_number, dated)))
    return [str(number), [Run(f"{one.recipient}{invented}", href=link)], award_title(one), decision, one.issued_by]


def workbook(told: AwardList, *, href: Href) -> bytes:
    """In the active language."""
    columns = [
        sheets.Column(_("No."), "number", 6, 0),
        sheets.Column(_("Recipient of the award"), width=40),
        sheets.Column(_("Award"), width=50),
        sheets.Column(_("How many"), "number", 9, 0),
        sheets.Column(_("Form of the award"), width=22),
        sheets.Column(_("Level of the award"), width=18),
        sheets.Column(_("Awarded by"), width=34),
        sheets.Column(_("Decision number"), width=22),
        sheets.Column(_("Decided on"), "date", 12),
        sheets.Column(_("For what"), width=60),
    ]
    pages = [
        sheets.Sheet(name, columns, [_line(number, one, href) for number, one in enumerate(rows, start=1)])
        for name, rows in ((_("Units"), told.of_units), (_("Persons"), told.of_persons))
    ]
    return sheets.write_workbook(pages, demo=told.unit.is_demonstration)


def _line(number: int, one: Award, href: Href) -> list[sheets.Value]:
    return [
        number,
        sheets.Link(str(one.recipient), href(reverse("emulation:award", args=[one.pk]))),
        one.title,
        one.count,
        str(one.get_form_display()),
        str(one.get_level_display()),
        one.issued_by,
        one.decision_number,
        one.decided_on,
        one.reason,
    ]
