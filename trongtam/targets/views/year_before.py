"""`/targets/<id>/year-before/`: what the figure of the same period a year before was made of."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from trongtam.org.views.answers import who

from ..filters import Asked
from ..models import Target
from ..presentation import target as presentation
from ..presentation import words
from ..presentation.target.head import value
from ..presentation.trace import trace_steps
from ..queries import chosen, units
from ..queries.year_before import year_before as read
from .target import day_of


@require_GET
def year_before(request: HttpRequest, pk: int) -> HttpResponse:
    """Last year's statements behind “cùng kỳ”, as far as one reaches their units."""
    found = get_object_or_404(
        chosen.opened(units.with_last_change(Target.objects.visible_to(who(request)), "unit__")), pk=pk
    )
    asked, today = Asked.read(request.GET), timezone.localdate()
    day = day_of(found, asked, today)
    page = read(chosen.with_criterion(found), user=who(request), today=today, day=day, known_on=asked.known_on)
    if page is None:
        raise Http404
    context = {
        "target": found,
        "page": page,
        "value": words.few() if page.row.masked else value(page.row),
        "picture": presentation.picture(page, holder_post="", share=None, target_url=lambda row: ""),
        "counted": trace_steps(page, root_url="")[-1:] if page.row.is_live else [],
        "back": asked.query(known=None),
        "nav_current": "board",
    }
    return render(request, "targets/year_before.html", context)
