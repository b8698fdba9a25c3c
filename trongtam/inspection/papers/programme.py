"""The programme of a year as a Word paper, in Vietnamese, and as a workbook with how far each subject is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground import days, sheets
from trongtam.ground.papers import Column, Heading, Paper, Paragraph, Signature, Table, layout_for, render
from trongtam.ground.papers.model import Block

from ..models import Inspection, InspectionKind, InspectionState, Programme
from ..presentation import sentence, span_words, subject_words
from .making import issuer_of


def title(programme: Programme) -> str:
    """The name of the file."""
    with override("vi"):
        return f"{programme.title} – {programme.get_organ_display()}"


def word(programme: Programme, rows: Sequence[Inspection], *, on: date) -> bytes:
    """`rows`: its subjects with unit, person and lead at hand. What was taken off stands no more."""
    standing = [one for one in rows if one.state != InspectionState.DROPPED]
    with override("vi"):
        issuer = issuer_of(programme.unit, programme.organ)
        return render(
            Paper(
                layout=layout_for(issuer.side, on),  # type: ignore[arg-type]  # one of the two sides
                superior=issuer.superior,
                issuer=issuer.issuer,
                place=issuer.place,
                date=None,
                symbol=issuer.symbol("programme"),
                type_name=_("PROGRAMME"),
                abstract=_("inspection and supervision in %(year)d") % {"year": programme.year},
                body=list(_body(programme, standing)),
                signature=Signature(post=issuer.post, authority="on_behalf", body=issuer.body),
                recipients=tuple(filter(None, (issuer.superior,))),
                kept=issuer.kept,
                footer=_("Compiled by Trọng Tâm on %(on)s.") % {"on": days.write(on)},
                demo=programme.keeper.is_demonstration,
            )
        )


def _body(programme: Programme, rows: Sequence[Inspection]) -> Iterator[Block]:
    if programme.basis:
        yield Paragraph(_("Pursuant to %(basis)s") % {"basis": programme.basis} + ".")
    for number, kind in enumerate(InspectionKind, start=1):
        chosen = [one for one in rows if one.kind == kind]
        yield Heading(f"{'I' * number}. {str(kind.label).upper()}", 1)
        if chosen:
            yield Table(_columns(), [_row(place, one) for place, one in enumerate(chosen, start=1)])
        else:
            yield Paragraph(_("Nothing is planned."))


def _columns() -> list[Column]:
    """Shares are millimetres of an A4 page between its margins."""
    return [
        Column(_("No."), 12, "centre"),
        Column(_("Subject"), 40),
        Column(_("Content"), 48),
        Column(_("Form of inspection"), 20),
        Column(_("Time"), 30, "centre"),
        Column(_("Led by"), 25),
    ]


def _row(number: int, one: Inspection) -> list[str]:
    lead = one.lead.full_name if one.lead is not None else ""
    return [str(number), subject_words(one), one.content, str(one.get_form_display()), span_words(one), lead]


def workbook(programme: Programme, rows: Sequence[Inspection]) -> bytes:
    """In the active language; with what was taken off, and why."""
    columns = [
        sheets.Column(_("No."), "number", 6, 0),
        sheets.Column(_("Kind"), width=14),
        sheets.Column(_("Form of inspection"), width=20),
        sheets.Column(_("Subject"), width=36),
        sheets.Column(_("Content"), width=60),
        sheets.Column(_("Planned from"), "date", 12),
        sheets.Column(_("Planned until"), "date", 12),
        sheets.Column(_("Led by"), width=24),
        sheets.Column(_("State"), width=28),
        sheets.Column(_("Decision number"), width=22),
        sheets.Column(_("Decided on"), "date", 12),
        sheets.Column(_("Concluded on"), "date", 12),
        sheets.Column(_("Settled on"), "date", 12),
        sheets.Column(_("Why it was taken off"), width=40),
    ]
    lines = [_line(number, one) for number, one in enumerate(rows, start=1)]
    name = _("Programme %(year)d") % {"year": programme.year}
    return sheets.write_workbook([sheets.Sheet(name, columns, lines)], demo=programme.keeper.is_demonstration)


def _line(number: int, one: Inspection) -> list[sheets.Value]:
    return [
        number,
        str(one.get_kind_display()),
        str(one.get_form_display()),
        subject_words(one),
        one.content,
        one.planned_from,
        one.planned_to,
        one.lead.full_name if one.lead is not None else "",
        sentence(str(one.get_state_display())),
        one.decision,
        one.decided_on,
        one.concluded_on,
        one.settled_on,
        one.dropped_reason,
    ]
