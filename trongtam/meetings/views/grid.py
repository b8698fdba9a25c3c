"""`/meetings/of/<unit>/`: the cells of a place in a year, as a grid, as who needs help, as a list."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.look.answers import exported
from trongtam.look.shapes import Tab
from trongtam.org.models import Unit
from trongtam.org.reach import Reach
from trongtam.org.views.answers import who

from .. import presenting_grid as words
from ..presenting_rating import rating_of
from ..queries.grid import grid_of
from ..rules import can_keep_meetings

HELP, LIST = "help", "list"
FIRST_YEAR = 2000


def place(request: HttpRequest, code: str) -> Unit:
    """A place in one's reach; a stranger gets 404, and so does who only belongs somewhere below it."""
    unit = get_object_or_404(Unit.objects.visible_to(who(request)).select_related("parent"), code=code)
    if not Reach.of(who(request)).covers(unit):
        raise Http404
    return unit


def year_asked(request: HttpRequest) -> int:
    today = timezone.localdate()
    given = request.GET.get("year", "")
    return int(given) if given.isdecimal() and FIRST_YEAR <= int(given[:5]) <= today.year + 1 else today.year


@require_GET
def cells(request: HttpRequest, code: str) -> HttpResponse:
    unit, user, year, today = place(request, code), who(request), year_asked(request), timezone.localdate()
    rows = grid_of(unit, user, year, today)
    title = _("Meetings of cells in %(year)d, %(unit)s") % {"year": year, "unit": unit.name}
    shown = words.listing(rows, title).read(request.GET, rows)
    if shown.wants_sheet:
        return exported(request, shown, title=title)
    way = request.GET.get("way", words.HELD)
    way = way if way in (*words.WAYS, HELP, LIST) else words.HELD
    tabs = [Tab(str(name), shown.asked(way=one), way == one) for one, name in words.WAY_NAMES.items()]
    tabs += [
        Tab(_("Who needs help"), shown.asked(way=HELP), way == HELP),
        Tab(_("List"), shown.asked(way=LIST), way == LIST),
    ]
    found, years = list(shown.page), range(year - 2, min(year + 2, today.year + 1))
    context: dict[str, Any] = {
        "unit": unit,
        "year": year,
        "years": [Tab(str(one), shown.asked(year=str(one)), one == year) for one in years],
        "tabs": tabs,
        "list": shown,
        "way": way,
        "title": title,
        "summary": words.sums_words(rows),
        "rating": rating_of(rows[0].line, over=year < today.year) if unit.kind == "cell" and rows else None,
        "keeps": can_keep_meetings(user, unit),
        "nav_current": "meetings",
    }
    context |= _part(way, found)
    return render(request, "meetings/cells.html", context)


def _part(way: str, found: list[Any]) -> dict[str, Any]:
    if way == HELP:
        return {"helped": words.help_rows(found), "silent": words.silent(found)}
    if way == LIST:
        return {"rows": [(one, words.short_rating(one.line)) for one in found]}
    return {"heads": words.heads(way), "grid": words.grid_rows(found, way), "words": words.WORDS[way]}
