"""`/recommendations/`: what one has to answer, what one has raised, the list of a place, a thread."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from trongtam.look.answers import exported
from trongtam.org.models import Unit
from trongtam.org.views.answers import who
from trongtam.work.models import Work
from trongtam.work.presentation import shown as work_shown
from trongtam.work.queries.choices import organ_of
from trongtam.work.queries.works import brief_rows

from .. import offers_answering as offers
from .. import presentation_answering as presentation
from ..listings_answering import recommendations_listing
from ..models import Recommendation
from ..queries import recommendations as read


def found(request: HttpRequest, pk: int) -> Recommendation:
    """A recommendation that one sees; a stranger gets 404."""
    seen = Recommendation.objects.visible_to(who(request)).select_related("unit", "organ")
    return get_object_or_404(seen, pk=pk)


@require_GET
def recommendations(request: HttpRequest) -> HttpResponse:
    """The inbox: what the organs in whose name one speaks have to answer, how long it has waited; and what one has raised."""
    user, today = who(request), timezone.localdate()
    owed = [read.row(one, today) for one in read.to_answer(user)]
    raised = [read.row(one, today) for one in read.raised_by(user)]
    age = read.ageing(owed)
    context = {
        "owed": [presentation.shown(one) for one in owed],
        "answered": [presentation.shown(one) for one in raised if one.standing == read.WAITING],
        "waiting": [presentation.shown(one) for one in raised if one.standing != read.WAITING],
        "tallies": presentation.tallies(age),
        "bands": [(presentation.band_words(first, last), count) for first, last, count in age.bands],
        "organ": organ_of(user),
        "nav_current": "recommendations",
    }
    return render(request, "support/recommendations.html", context)


@require_GET
def recommendations_of(request: HttpRequest, code: str) -> HttpResponse:
    """Every recommendation of a place: found, filtered, sorted, taken out."""
    user, today = who(request), timezone.localdate()
    unit = get_object_or_404(Unit.objects.visible_to(user).select_related("parent", "serves"), code=code)
    listing = recommendations_listing(today)
    shown = listing.read(request.GET, read.listed(read.of_place(unit, user)))
    if shown.wants_sheet:
        return exported(request, shown)
    context = {
        "unit": unit,
        "list": shown,
        "page": shown.page,
        "rows": presentation.shown_all(shown.page, today),
        "nav_current": "recommendations",
    }
    return render(request, "support/recommendations_of.html", context)


@require_GET
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """One thread, with the next step as one button."""
    user, today = who(request), timezone.localdate()
    shown = found(request, pk)
    first, others = offers.offered(shown, user, today)
    works = Work.objects.visible_to(user).filter(root_kind="recommendation", root_id=shown.pk)
    context = {
        "recommendation": shown,
        "row": presentation.shown(read.row(shown, today)),
        "facts": presentation.facts(shown),
        "thread": presentation.thread(shown, user),
        "unchecked": presentation.unchecked_words(shown),
        "works": [work_shown(one) for one in brief_rows(works, today, user)],
        "first": first,
        "others": others,
        "nav_current": "recommendations",
    }
    return render(request, "support/recommendation.html", context)
