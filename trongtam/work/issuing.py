"""The papers of a list of works handed to the archive to be issued: drawn in the organ's layout, with the lines behind them as
canonical data. A source is `unit.span` for the list of a year, `unit.span.day` for a report on how the works stood on a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.archive.drafts import Draft, Producer, producers
from trongtam.archive.queries import drawer_for
from trongtam.ground import days
from trongtam.ground.errors import Refused
from trongtam.ledger.book import canonical
from trongtam.org.models import Unit

from .papers import PAPERS, PROGRESS, Asked
from .papers.making import SPAN, href_of, read
from .papers.words import how
from .queries.told import Told, WorkList

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Tell = Callable[[int, int, str], None]
SOURCES = {name: f"work.{name}" for name in PAPERS}


def source_of(asked: Asked) -> str:
    """The id by which the archive knows the source. Of the list of a year there is one paper at a time; reports of different days
    are different papers."""
    plain = f"{asked.unit.pk}.{asked.span}"
    return f"{plain}.{asked.day.isoformat()}" if asked.paper == PROGRESS else plain


def _parts(source: str) -> tuple[int, str, date | None]:
    """Unit, span, and the day of a report. Raises Refused for what is no source."""
    pk, _dot, rest = source.partition(".")
    span = SPAN.match(rest)
    if not pk.isdecimal() or span is None:
        raise Refused(_("This list is not there any more, or not for you."))
    return int(pk), span[0], days.typed(rest[span.end() + 1 :]).day


def draft_of(asked: Asked, *, user: User, base: str, source: str = "", tell: Tell = lambda *_said: None) -> Draft:
    """The paper as things stand now, or as they were known, in the built-in layout or the organ's own
    template. Raises Refused."""
    made, moment = PAPERS[asked.paper], asked.known or timezone.now()
    tell(0, 3, _("Reading the works …"))
    told, organ = read(asked, user)
    # The archive itself tells of when a copy is; it holds it against the frozen one, word by word.
    told = replace(told, known=None)
    tell(1, 3, _("Drawing and writing the paper …"))
    with override("vi"):
        draw = drawer_for(organ.unit, made.paper_type)
        docx = made.word(told, organ, on=asked.day, href=href_of(base), draw=draw)
        title, data = made.title(told), data_of(told)
    return Draft(
        organ=organ.unit,
        side=organ.side,
        paper_type=made.paper_type,
        symbol=organ.symbol(made.paper_type),
        place=organ.place,
        title=title[:1].upper() + title[1:],
        docx=docx,
        data=canonical(data),
        as_of=asked.day,
        known_at=moment,
        source_kind=SOURCES[asked.paper],
        source_id=source or source_of(asked),
    )


def data_of(told: WorkList) -> dict[str, Any]:
    """What the paper was made from, as plain values. Holders by their ids: no second list of names is kept."""
    return {
        "unit": told.unit.pk,
        "span": told.span,
        "as_of": told.day.isoformat(),
        "collectives": told.sums.units,
        "persons": told.sums.persons,
        "works": [_line(one) for one in told.every],
    }


def _line(one: Told) -> dict[str, Any]:
    work = one.work
    return {
        "work": work.pk,
        "title": work.title,
        "unit": work.holder_unit_id,
        "person": work.holder_person_id,
        "start": work.start.isoformat(),
        "due": work.due.isoformat(),
        "state": work.state,
        "told": how(one),
        "percent": work.percent,
        "products": list(one.products),
        "steps": [[step.title, step.due.isoformat(), bool(step.done_on)] for step in one.steps],
    }


def _compile(paper: str, source: str, user: Any, base: str, known_on: datetime | None, tell: Tell) -> Draft:
    pk, span, day = _parts(source)
    unit = Unit.objects.visible_to(user).select_related("parent").filter(pk=pk).first()
    if unit is None:
        raise Refused(_("This list is not there any more, or not for you."))
    if known_on is not None:
        asked = Asked(paper, unit, span, day or timezone.localdate(known_on), known_on)
    else:
        asked = Asked(paper, unit, span, timezone.localdate())
    return draft_of(asked, user=user, base=base, source=source, tell=tell)


def _url(source: str) -> str:
    pk, span, _day = _parts(source)
    unit = Unit.objects.get(pk=pk)
    return f"{reverse('work:board', args=[unit.code])}?year={span[:4]}"


def register_all() -> None:
    for paper, made in PAPERS.items():
        producers.register(SOURCES[paper], Producer(label=made.name, url=_url, compile=partial(_compile, paper)))
