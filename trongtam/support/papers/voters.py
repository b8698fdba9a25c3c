"""“Tổng hợp ý kiến, kiến nghị cử tri” as a Word paper, in Vietnamese, and as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground import days, sheets
from trongtam.ground.papers import Column, Heading, Paper, Paragraph, Run, Signature, Table, layout_for, render
from trongtam.ground.papers.model import Block, Drawn, Text
from trongtam.org.models import Unit, UnitKind
from trongtam.work.queries.organ import Organ, organ_of_list

from ..models import AnswerKind
from ..queries.voters import Line, Summary

Href = Callable[[str], str]
Draw = Callable[[Paper], bytes]
Row = list["Text | Drawn | None"]


def organ_of(unit: Unit) -> Organ:
    """Who issues it: the council of the place where the tree has one, else its Party committee."""
    council = Unit.objects.filter(parent=unit, kind=UnitKind.PEOPLES_COUNCIL, ended_on__isnull=True).first()
    return organ_of_list(council or unit)


def title(told: Summary) -> str:
    with override("vi"):
        span = {"since": days.write(told.since), "until": days.write(told.until)}
        return _("summary of voters' opinions and recommendations from %(since)s to %(until)s") % span


def word(told: Summary, organ: Organ, *, on: date, href: Href, draw: Draw = render) -> bytes:
    """The number is left open."""
    with override("vi"):
        return draw(
            Paper(
                layout=layout_for(organ.side, on),  # type: ignore[arg-type]  # one of the two sides
                superior=organ.superior,
                issuer=organ.issuer,
                place=organ.place,
                date=None,
                symbol=organ.symbol("report"),
                type_name=_("REPORT"),
                abstract=title(told),
                body=list(_body(told, href)),
                signature=Signature(post=organ.post, authority="on_behalf", body=organ.body),
                recipients=tuple(filter(None, (organ.superior, _("Organs that answer"), _("Delegates")))),
                kept=organ.kept,
                footer=_("Compiled by Trọng Tâm on %(on)s; as of %(day)s.")
                % {"on": days.write(on), "day": days.write(on)},
                demo=told.unit.is_demonstration,
            )
        )


def _body(told: Summary, href: Href) -> Iterator[Block]:
    yield Paragraph(counts(told))
    for session in told.sessions:
        yield Paragraph(
            _("- %(day)s, %(place)s: %(delegate)s.")
            % {"day": days.write(session.on), "place": session.place, "delegate": session.delegate.full_name}
        )
    fields = list(dict.fromkeys(one.field for one in told.lines))
    number = 0
    for field in sorted(fields, key=lambda name: (not name, fields.index(name))):
        lines = [one for one in told.lines if one.field == field]
        yield Heading(field or _("Other fields"), 1)
        yield Table(_columns(), [_row(number + place, one, href) for place, one in enumerate(lines, 1)])
        number += len(lines)
    if any(one.recommendation.is_invented for one in told.lines):
        yield Paragraph(_("° Made up for the demonstration: not in the source documents."))


def counts(told: Summary) -> str:
    """“3 buổi tiếp xúc, 7 ý kiến: 2 đã giải quyết …”"""
    kinds = told.kinds
    numbers = {
        "sessions": len(told.sessions),
        "opinions": len(told.lines),
        "solved": kinds[AnswerKind.SOLVED],
        "in_hand": kinds[AnswerKind.IN_HAND],
        "explained": kinds[AnswerKind.EXPLAINED],
        "waiting": told.waiting,
    }
    text = _(
        "%(sessions)s contact sessions, %(opinions)s opinions: %(solved)s solved, %(in_hand)s being solved, "
        "%(explained)s explained, %(waiting)s not answered yet."
    )
    return text % numbers


def _columns() -> list[Column]:
    """Shares are millimetres of an A4 page between its margins."""
    return [
        Column(_("No."), 10, "centre"),
        Column(_("Opinion"), 58),
        Column(_("Said at"), 30),
        Column(_("Who answers"), 27),
        Column(_("Answer"), 40),
    ]


def _row(number: int, one: Line, href: Href) -> Row:
    invented = "°" if one.recommendation.is_invented else ""
    link = href(reverse("support:recommendation", args=[one.recommendation.pk]))
    return [
        str(number),
        [Run(f"{one.recommendation.text}{invented}", href=link)],
        f"{one.session.place}, {days.write(one.session.on)}",
        one.recommendation.organ.name,
        answer(one),
    ]


def answer(one: Line) -> str:
    if not one.answer:
        return _("not answered yet, due on %(day)s") % {"day": days.write(one.recommendation.due_on)}
    kind = str(one.recommendation.get_answer_kind_display())
    return f"{kind[:1].upper()}{kind[1:]}: {one.answer}"


def workbook(told: Summary, *, href: Href) -> bytes:
    """The opinions as lines, in the active language."""
    columns = [
        sheets.Column(_("No."), "number", 6, 0),
        sheets.Column(_("Opinion"), width=60),
        sheets.Column(_("Field"), width=34),
        sheets.Column(_("Day of the contact"), "date", 12),
        sheets.Column(_("Where the voters were met"), width=30),
        sheets.Column(_("Who answers"), width=34),
        sheets.Column(_("Answer due"), "date", 12),
        sheets.Column(_("State"), width=24),
        sheets.Column(_("Answer"), width=60),
        sheets.Column(_("Answered on"), "date", 12),
    ]
    rows = [
        [
            number,
            sheets.Link(one.recommendation.text, href(reverse("support:recommendation", args=[one.recommendation.pk]))),
            one.field,
            one.session.on,
            one.session.place,
            one.recommendation.organ.name,
            one.recommendation.due_on,
            str(one.recommendation.get_state_display()),
            one.answer,
            one.answered_on,
        ]
        for number, one in enumerate(told.lines, start=1)
    ]
    return sheets.write_workbook([sheets.Sheet(_("Voters' opinions"), columns, rows)], demo=told.unit.is_demonstration)
