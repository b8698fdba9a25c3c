"""The papers as Word files in the organ's layout: always in Vietnamese."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground import days
from trongtam.ground.papers import Column, Heading, Layout, Paper, Paragraph, Run, Signature, Table, layout_for, render
from trongtam.ground.papers.model import Block, Drawn, Text

from ..queries.organ import Organ
from ..queries.told import Told, WorkList
from . import words
from .words import Href, Paths

Draw = Callable[[Paper], bytes]
Row = list["Text | Drawn | None"]


def list_paper(told: WorkList, organ: Organ, *, on: date, href: Href, draw: Draw = render) -> bytes:
    """The list of breakthrough works in two parts, collectives and persons. The number is left open."""
    with override("vi"):
        return draw(_paper(told, organ, "notice", _("NOTICE"), _list_abstract(told), list(_list_body(told, href)), on))


def progress_paper(told: WorkList, organ: Organ, *, on: date, href: Href, draw: Draw = render) -> bytes:
    """How the works stand: sentences that write themselves, then the works by holder."""
    with override("vi"):
        body = list(_progress_body(told, href))
        return draw(_paper(told, organ, "report", _("REPORT"), _progress_abstract(told), body, on))


def list_title(told: WorkList) -> str:
    with override("vi"):
        return _list_abstract(told)


def progress_title(told: WorkList) -> str:
    with override("vi"):
        return _progress_abstract(told)


def _list_abstract(told: WorkList) -> str:
    return _("list of breakthrough and renewal works of the %(span)s") % {"span": words.span_words(told.span)}


def _progress_abstract(told: WorkList) -> str:
    return _("how the assigned works of the %(span)s stand") % {"span": words.span_words(told.span)}


def _paper(
    told: WorkList, organ: Organ, paper_type: str, name: str, abstract: str, body: Sequence[Block], on: date
) -> Paper:
    return Paper(
        layout=_layout(organ, on),
        superior=organ.superior,
        issuer=organ.issuer,
        place=organ.place,
        date=None,
        symbol=organ.symbol(paper_type),
        type_name=name,
        abstract=abstract,
        body=body,
        signature=Signature(post=organ.post, authority="on_behalf", body=organ.body),
        recipients=tuple(filter(None, (organ.superior, _("Collectives and persons who were given the works")))),
        kept=organ.kept,
        footer=_("Compiled by Trọng Tâm on %(on)s; as of %(day)s.")
        % {"on": days.write(on), "day": days.write(told.day)},
        demo=told.unit.is_demonstration,
    )


def _layout(organ: Organ, on: date) -> Layout:
    """That of the day. Seven columns and more on an upright page: tables a point smaller than usual; no rule names their size."""
    usual = layout_for(organ.side, on)  # type: ignore[arg-type]  # one of the two sides
    return replace(usual, table_size=usual.table_size - 1)


def _list_body(told: WorkList, href: Href) -> Iterator[Block]:
    yield from _as_known(told)
    yield Paragraph(words.counts(told, Paths(told, breakthrough=True), href, breakthrough=True))
    parts = (
        (_("I. COLLECTIVES"), _("Collective"), told.of_units, _("No collective was given a breakthrough work.")),
        (_("II. PERSONS"), _("Individual"), told.of_persons, _("No person was given a breakthrough work.")),
    )
    for heading, holder, lines, none in parts:
        yield Heading(heading, 1)
        if lines:
            yield Table(_list_columns(holder), [_list_row(number, one, href) for number, one in enumerate(lines, 1)])
        else:
            yield Paragraph(none)
    yield from _invented(told)


def _list_columns(holder: str) -> list[Column]:
    """Shares are millimetres of an A4 page between its margins."""
    return [
        Column(_("No."), 10, "centre"),
        Column(holder, 25),
        Column(_("Breakthrough work"), 32.5),
        Column(_("Products"), 25.5),
        Column(_("Roadmap"), 30),
        Column(_("Done by"), 23.5, "centre"),
        Column(_("Who looks on"), 18.5),
    ]


def _list_row(number: int, one: Told, href: Href) -> Row:
    return [
        str(number),
        one.row.holder,
        _to_work(one, words.title(one), href),
        words.products(one),
        words.roadmap(one),
        words.due(one),
        one.supervisor,
    ]


def _progress_body(told: WorkList, href: Href) -> Iterator[Block]:
    paths = Paths(told, breakthrough=False)
    yield from _as_known(told)
    yield Paragraph(words.counts(told, paths, href, breakthrough=False))
    yield Paragraph([run for sentence in words.stands(told, paths, href) for run in (*sentence, " ")][:-1])
    parts = (
        (_("I. COLLECTIVES"), _("Collective"), told.of_units),
        (_("II. PERSONS"), _("Individual"), told.of_persons),
    )
    for heading, holder, lines in parts:
        if lines:
            yield Heading(heading, 1)
            yield Table(_progress_columns(holder), list(_progress_rows(lines, href)))
    yield from _invented(told)


def _progress_columns(holder: str) -> list[Column]:
    return [
        Column(_("No."), 10, "centre"),
        Column(holder, 25),
        Column(_("Work"), 33.5),
        Column(_("Done by"), 23.5, "centre"),
        Column(_("Percent done"), 13.5, "right"),
        Column(_("Steps done"), 14, "centre"),
        Column(_("State"), 23),
        Column(_("Late, obstacles"), 22.5),
    ]


def _progress_rows(lines: Sequence[Told], href: Href) -> Iterator[Row]:
    for number, one in enumerate(lines, start=1):
        yield [
            str(number),
            one.row.holder,
            _to_work(one, words.title(one), href),
            days.write(one.work.due),
            _to_work(one, f"{one.work.percent}%", href),
            words.steps_done(one),
            words.how(one),
            words.presses(one),
        ]


def _to_work(one: Told, text: str, href: Href) -> Text:
    return [Run(text, href=href(reverse("work:work", args=[one.work.pk])))]


def _as_known(told: WorkList) -> Iterator[Block]:
    if told.known is not None:
        yield Paragraph(words.as_known(told))


def _invented(told: WorkList) -> Iterator[Block]:
    if told.has_invented:
        yield Paragraph(_("° Made up for the demonstration: not in the source documents."))
