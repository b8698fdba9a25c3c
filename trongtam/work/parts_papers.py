"""What stands on a place's board for taking its list along and bringing it in: two papers, and the Excel sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from trongtam.archive.models import IssuedPaper, PaperState
from trongtam.archive.rules import can_issue_for
from trongtam.ground import days
from trongtam.ground.errors import Unreadable
from trongtam.ground.phrases import Phrase, gettext_noop
from trongtam.ground.prepared import Prepared
from trongtam.look.registry import Panel
from trongtam.look.shapes import Tab
from trongtam.org.views.answers import who

from . import rules
from .issuing import SOURCES, source_of
from .papers import PAPERS, Asked
from .papers.making import SPAN
from .papers.words import span_words
from .queries.organ import issuing_unit
from .queries.told import stages_of

if TYPE_CHECKING:
    from trongtam.org.models import Unit


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper with its ways out. `paper`: the one on its way already, for those who issue."""

    name: Any
    word: str
    excel: str
    issue: str
    paper: IssuedPaper | None


def known_day(request: HttpRequest, today: date) -> days.TypedDay:
    """The earlier day that `?known=` names: nothing said after it counts. None of today; a day to come is none."""
    typed = days.typed(request.GET.get("known", ""))
    if typed.day is None or typed.day < today:
        return typed
    if typed.day == today:
        return days.TypedDay()
    sentence = gettext_noop("This day is still to come. Choose one that is over.")
    return days.TypedDay(None, days.write(typed.day), Unreadable(Phrase(sentence)))


def on_board(request: HttpRequest, unit: Unit) -> Panel:
    """`work.board`: of the year shown there, or of a stage (`?span=`), as of today or as an
    earlier day knew it (`?known=`). Two queries for those who issue, else one."""
    user, today = who(request), timezone.localdate()
    asked_year = request.GET.get("year", "")
    year = asked_year if SPAN.fullmatch(asked_year) and len(asked_year) == 4 else str(today.year)
    stages = stages_of(unit, year, user)
    span = request.GET.get("span", "")
    span = span if span in stages else year
    organ = issuing_unit(unit)
    known = known_day(request, today)
    issues = can_issue_for(user, organ) and known.day is None
    assigns = rules.can_assign_work(user, unit)
    asked = [Asked(name, unit, span, today) for name in PAPERS]
    going = _going(asked) if issues else {}
    context = {
        "papers": [_offered(one, known.day, going.get(one.paper)) for one in asked],
        "issues": issues,
        "known": known,
        "year": year,
        "span": span,
        "today_url": f"?year={year}&span={span}#giay-to",
        "spans": [Tab(span_words(one), f"?year={year}&span={one}#giay-to", one == span) for one in (year, *stages)]
        if stages
        else [],
        "sheet_url": _sheet("works", unit) if assigns else "",
        "steps_url": _sheet("work_steps", unit) if assigns else "",
    }
    return Panel("work/parts/papers.html", context)


def _sheet(kind: str, unit: Unit) -> str:
    return reverse("imports:sheet", args=[kind, unit.code])


def _going(asked: list[Asked]) -> dict[str, IssuedPaper]:
    """Paper → the newest one that was not cancelled, of those that are asked for. One query."""
    wanted = {(SOURCES[one.paper], source_of(one)): one.paper for one in asked}
    kinds, ids = zip(*wanted, strict=True)
    return {
        wanted[one.source_kind, one.source_id]: one
        for one in _ISSUED(kinds, ids)
        if (one.source_kind, one.source_id) in wanted
    }


_ISSUED = Prepared(
    lambda kinds, ids: (
        IssuedPaper.objects.filter(source_kind__in=kinds, source_id__in=ids)
        .exclude(state=PaperState.CANCELLED)
        .order_by("pk")
    )
)


def _offered(asked: Asked, known: date | None, going: IssuedPaper | None) -> Offered:
    more = f"&known={known.isoformat()}" if known is not None else ""

    def way(name: str) -> str:
        return f"{reverse(f'work:{name}', args=[asked.unit.code, asked.paper])}?span={asked.span}{more}"

    return Offered(PAPERS[asked.paper].name, way("paper_word"), way("paper_excel"), way("issue_paper"), going)
