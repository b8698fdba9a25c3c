"""The papers as Excel workbooks: the works as lines on which others may count on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.ground.sheets import Column, Link, Sheet, Value, write_workbook

from ..queries.told import Told, WorkList
from . import words
from .words import Href, Paths


def list_workbook(told: WorkList, *, href: Href) -> bytes:
    """Collectives, persons, and the counts, in the active language."""
    paths = Paths(told, breakthrough=True)
    parts = ((_("Collectives"), _("Collective"), told.of_units), (_("Persons"), _("Individual"), told.of_persons))
    sheets = [Sheet(name, _list_columns(holder), list(_list_rows(lines, href))) for name, holder, lines in parts]
    said = [*_as_known(told), words.plain(words.counts(told, paths, href, breakthrough=True))]
    return write_workbook([*sheets, _summary(told, paths, href, said)], demo=told.unit.is_demonstration)


def progress_workbook(told: WorkList, *, href: Href) -> bytes:
    """All works by holder, and the counts, in the active language."""
    paths = Paths(told, breakthrough=False)
    said = [words.counts(told, paths, href, breakthrough=False), *words.stands(told, paths, href)]
    works = Sheet(_("Works by holder"), _progress_columns(), list(_progress_rows(told.every, href)))
    summary = _summary(told, paths, href, [*_as_known(told), *(words.plain(one) for one in said)])
    return write_workbook([works, summary], demo=told.unit.is_demonstration)


def _list_columns(holder: str) -> list[Column]:
    return [
        Column(_("No."), "number", 6, 0),
        Column(holder, width=30),
        Column(_("Breakthrough work"), width=48),
        Column(_("Products"), width=36),
        Column(_("Roadmap"), width=44),
        Column(_("Done by"), "date", 13),
        Column(_("Stage"), width=18),
        Column(_("Who looks on"), width=24),
    ]


def _list_rows(lines: Sequence[Told], href: Href) -> Iterator[list[Value]]:
    for number, one in enumerate(lines, start=1):
        stage = words.span_words(one.work.stage_code) if one.work.stage_code else ""
        yield [
            number,
            one.row.holder,
            _to_work(one, href),
            words.products(one),
            words.roadmap(one),
            one.work.due,
            stage,
            one.supervisor,
        ]


def _progress_columns() -> list[Column]:
    return [
        Column(_("No."), "number", 6, 0),
        Column(_("Who does it"), width=30),
        Column(_("Work"), width=48),
        Column(_("Kind of work"), width=20),
        Column(_("Done by"), "date", 13),
        Column(_("Percent done"), "percent", 12, 0),
        Column(_("Steps done"), width=12),
        Column(_("State"), width=34),
        Column(_("Days late"), "number", 10, 0),
        Column(_("Obstacle"), width=44),
    ]


def _progress_rows(lines: Sequence[Told], href: Href) -> Iterator[list[Value]]:
    for number, one in enumerate(lines, start=1):
        yield [
            number,
            one.row.holder,
            _to_work(one, href),
            str(one.work.get_kind_display()),
            one.work.due,
            one.work.percent,
            words.steps_done(one),
            words.how(one),
            one.row.days_late or None,
            one.obstacle,
        ]


def _to_work(one: Told, href: Href) -> Link:
    return Link(words.title(one), href(reverse("work:work", args=[one.work.pk])))


def _summary(told: WorkList, paths: Paths, href: Href, said: Sequence[str]) -> Sheet:
    sums = told.sums
    rows: list[list[Value]] = [
        [_("Works"), _linked(sums.works, paths.of(), href)],
        [_("Collectives with works"), _linked(sums.units, paths.of(holder="unit"), href)],
        [_("Works of collectives"), _linked(sums.works_of_units, paths.of(holder="unit"), href)],
        [_("Persons with works"), _linked(sums.persons, paths.of(holder="person"), href)],
        [_("Works of persons"), _linked(sums.works_of_persons, paths.of(holder="person"), href)],
        [_("Appraised"), _linked(sums.judged, paths.of("judged"), href)],
        [_("Appraised in time"), _linked(sums.in_time, paths.of("in_time"), href)],
        [_("Appraised beyond what was asked"), _linked(sums.beyond, paths.of("beyond"), href)],
        [_("Late"), _linked(sums.late, paths.late(), href)],
        [_("Stuck"), _linked(sums.stuck, paths.stuck(), href)],
    ]
    rows += [[sentence, None] for sentence in said]
    return Sheet(_("Summary"), [Column(_("What is counted"), width=60), Column(_("How many"), "number", 12, 0)], rows)


def _as_known(told: WorkList) -> list[str]:
    return [words.as_known(told)] if told.known is not None else []


def _linked(value: int, path: str, href: Href) -> Value:
    return Link(value, href(path)) if path else value
