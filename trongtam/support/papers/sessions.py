"""The conclusion of a working session as a Word paper, in Vietnamese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground import days
from trongtam.ground.papers import Column, Heading, Paper, Paragraph, Signature, Table, layout_for, render
from trongtam.ground.papers.model import Block, Drawn, Text
from trongtam.work.queries.organ import Organ

from ..queries.sessions import before

if TYPE_CHECKING:
    from ..models import Direction, WorkingSession

Draw = Callable[[Paper], bytes]
Row = list["Text | Drawn | None"]


def title(session: WorkingSession) -> str:
    with override("vi"):
        return _("conclusion of the working session: %(title)s") % {"title": session.title}


def word(session: WorkingSession, organ: Organ, *, on: date, draw: Draw = render) -> bytes:
    with override("vi"):
        return draw(
            Paper(
                layout=layout_for(organ.side, on),  # type: ignore[arg-type]  # one of the two sides
                superior=organ.superior,
                issuer=organ.issuer,
                place=organ.place,
                date=None,
                symbol=organ.symbol("notice"),
                type_name=_("NOTICE"),
                abstract=title(session),
                body=list(_body(session)),
                signature=Signature(post=organ.post, authority="on_behalf", body=organ.body),
                recipients=(session.superior, _("Units that have to act")),
                kept=organ.kept,
                footer=_("Compiled by Trọng Tâm on %(on)s; as of %(day)s.")
                % {"on": days.write(on), "day": days.write(session.on)},
                demo=session.unit.is_demonstration,
            )
        )


def _body(session: WorkingSession) -> Iterator[Block]:
    opened = _("On %(day)s %(superior)s worked with %(unit)s.")
    yield Paragraph(opened % {"day": days.write(session.on), "superior": session.superior, "unit": session.unit.name})
    people = [one.role for one in session.participants.all()]
    if people:
        yield Paragraph(_("Took part: %(people)s.") % {"people": "; ".join(people)})
    number = iter(("I. ", "II. ", "III. ", "IV. "))
    if session.presented is not None:
        yield Heading(next(number) + _("THE STANDING AS PRESENTED"), 1)
        yield Paragraph(standing_words(session))
    if earlier := before(session):
        yield Heading(next(number) + _("WHAT CAME OF THE DIRECTIONS BEFORE"), 1)
        yield Table(_result_columns(), [_result(place, one) for place, one in enumerate(earlier, 1)])
    yield Heading(next(number) + _("DIRECTIONS"), 1)
    rows = [_direction(place, one) for place, one in enumerate(session.directions.select_related("holder"), 1)]
    yield Table(_columns(), rows)
    if session.conclusion:
        yield Heading(next(number) + _("CONCLUSION"), 1)
        for line in session.conclusion.splitlines():
            if line.strip():
                yield Paragraph(line.strip())


def standing_words(session: WorkingSession) -> str:
    """“Trong 23 chỉ tiêu: 7 đạt, …” with the first signs of the frozen data's hash."""
    data = session.presented or {}
    tally = data.get("tally", {})
    numbers = {
        "day": days.write(date.fromisoformat(data["as_of"])),
        "all": len(data.get("targets", ())),
        "met": tally.get("met", 0),
        "partly": tally.get("partly", 0),
        "not_met": tally.get("not_met", 0),
        "none": tally.get("not_measured", 0),
        "hash": session.presented_hash[:12],
    }
    text = _(
        "Of %(all)s targets on %(day)s: %(met)s met, %(partly)s from 60 to below 100%%, %(not_met)s not met, %(none)s without "
        "figures (frozen, code %(hash)s)."
    )
    return text % numbers


def _columns() -> list[Column]:
    return [
        Column(_("No."), 10, "centre"),
        Column(_("Who directed"), 40),
        Column(_("Direction"), 70),
        Column(_("For whom"), 25),
        Column(_("Until"), 20, "centre"),
    ]


def _direction(number: int, one: Direction) -> Row:
    holder = one.holder.name if one.holder is not None else ""
    return [str(number), one.speaker, one.text, holder, days.write(one.due) if one.due is not None else ""]


def _result_columns() -> list[Column]:
    return [Column(_("No."), 10, "centre"), Column(_("Direction"), 75), Column(_("Result"), 80)]


def _result(number: int, one: Direction) -> Row:
    said = str(one.get_result_display())
    return [str(number), one.text, f"{said[:1].upper()}{said[1:]}: {one.told}" if one.told else said]
