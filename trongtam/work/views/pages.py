"""`/works/`: my work, the leader's board of a place, a work with its whole line."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from trongtam.archive.queries import shown_files
from trongtam.look.answers import exported
from trongtam.look.shapes import Tab
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from .. import acts_open, presentation, rules
from .. import presenting_campaigns as calling
from ..listings import works_listing
from ..models import Work
from ..papers import words
from ..papers.making import SPAN
from ..queries import board as boards
from ..queries import campaigns, choices, gone, told, works


def found(request: HttpRequest, pk: int) -> Work:
    """A work that one sees; a stranger gets 404."""
    related = ("unit", "home", "holder_unit", "holder_person", "supervisor", "campaign", "carried_from", "carried_into")
    return get_object_or_404(Work.objects.visible_to(who(request)).select_related(*related), pk=pk)


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """What one holds, what is asked of one, what waits for one's word."""
    user, today = who(request), timezone.localdate()
    mine = works.own(user, today)
    organ = choices.organ_of(user)
    owed = [one for one in campaigns.owed_by(user, today) if not one.came_back]
    context = {
        "held": [presentation.shown(one) for one in mine.held],
        "waiting": [presentation.shown(one) for one in mine.waiting],
        "to_judge": [presentation.shown(one) for one in mine.to_judge],
        "explanations": mine.explanations,
        "explained": mine.explained,
        "gone": [(one.work.title, timezone.localdate(one.at), one.reason) for one in gone.handed_over(user, today)],
        "owed": [(calling.owed_title(one), calling.owed_detail(one), calling.owed_url(one), one) for one in owed],
        "organ": organ,
        "leads": organ is not None and rules.can_assign_work(user, organ),
        "year": today.year,
        "nav_current": "work",
    }
    return render(request, "work/own.html", context)


def place(request: HttpRequest, code: str) -> Unit:
    """A place whose works one may read or add to; a stranger gets 404."""
    unit = choices.place_of_works(who(request), code)
    if unit is None:
        raise Http404
    return unit


@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """The leader's board of a place for a year: the place has to lie in one's reach."""
    unit, user, today = place(request, code), who(request), timezone.localdate()
    year = _year(request, today.year)
    read = boards.board(unit, str(year), user, today)
    context = {
        "unit": unit,
        "year": year,
        "years": [Tab(str(one), f"?year={one}", one == year) for one in range(year - 2, year + 2)],
        "year_query": f"?year={year}",
        "board": read,
        "tallies": presentation.tallies(read.sums),
        "summary": presentation.summary(read.sums),
        "pressing": [presentation.shown(one) for one in read.pressing],
        "to_judge": [presentation.shown(one) for one in read.to_judge],
        "picture": [presentation.shown(one, year) for one in read.picture],
        "assigns": rules.can_assign_work(user, unit),
        "campaigns": campaigns.campaigns_of_year(unit, str(year), user),
        "nav_current": "work",
    }
    return render(request, "work/board.html", context)


def _year(request: HttpRequest, usual: int) -> int:
    given = request.GET.get("year", "")
    return int(given) if given.isdecimal() and 1900 < int(given) < 2999 else usual


def _span(request: HttpRequest, year: str) -> str:
    """The code of the stage that the address names, else of the year."""
    given = request.GET.get("stage", "")
    return given if ".." in given and SPAN.fullmatch(given) else year


@require_GET
def all_works(request: HttpRequest, code: str) -> HttpResponse:
    """Every work of a place in a year's list, or of a longer stage (`?stage=2021..2022`): found, filtered, sorted, taken out."""
    unit, user, today = place(request, code), who(request), timezone.localdate()
    span = _span(request, str(_year(request, today.year)))
    listing = works_listing(user, today)
    asked = told.of_span(unit, span, user)
    # Which they are; what a row reads comes with those of the page.
    shown = listing.read(request.GET, asked.only("pk"))
    if shown.wants_sheet:
        return exported(request, listing.read(request.GET, works.for_sheet(asked)))
    rows = [presentation.shown(one) for one in works.rows_in_order([one.pk for one in shown.page], today, user)]
    context = {
        "unit": unit,
        "span": words.span_words(span),
        "list": shown,
        "page": shown.page,
        "rows": rows,
        "nav_current": "work",
    }
    return render(request, "work/all.html", context)


@require_GET
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """A work with its whole line, and what the viewer may do about it."""
    user, today = who(request), timezone.localdate()
    shown = found(request, pk)
    row = works.rows(Work.objects.filter(pk=shown.pk), today, user)[0]
    questions = acts_open.questions(shown, user)
    first, others = acts_open.offered(shown, user, questions)
    context = {
        "work": shown,
        "row": presentation.shown(row),
        "facts": presentation.facts(shown, row, user),
        "stage": presentation.stage_words(shown),
        "roadmap": shown.milestones.filter(dropped_on__isnull=True).select_related("unit"),
        "products": shown.products.order_by("order"),
        "targets": shown.targets.visible_to(user).select_related("indicator", "unit"),
        "criteria": presentation.served_criteria(shown, user, today),
        "cooperating": shown.cooperating.order_by("path"),
        "line": presentation.line(shown, user),
        "files": shown_files(works.evidence_of(shown), user),
        "questions": questions,
        "owed_form": acts_open.owed_form(shown, user),
        "first": first,
        "others": others,
        "nav_current": "work",
    }
    return render(request, "work/work.html", context)
