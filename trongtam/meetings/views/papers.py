"""The papers of a meeting: taken along as Word, put on the way to the signature; the form to print for a cell without a phone."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from trongtam.archive.queries import live_paper_of
from trongtam.archive.rules import can_issue_for, who_can_issue
from trongtam.ground.http import file_response
from trongtam.look.answers import require, started
from trongtam.look.operations import start_job
from trongtam.org.views.answers import who

from ..forms.session import points_of
from ..issuing import SOURCES
from ..models import AgendaItem
from ..papers import PAPERS, word_of
from ..papers.making import offered
from ..queries.attendance import roll_of
from ..scoring_forms import is_scored
from .record import found

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@never_cache
@require_GET
def paper_word(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    """Names of who was absent stand only in the paper of those who may read them."""
    meeting = found(request, pk)
    if paper not in offered(meeting):
        raise Http404
    content = word_of(paper, meeting, user=who(request), on=timezone.localdate())
    name = f"{PAPERS[paper].name} {meeting.unit.name} {meeting.month_code}.docx"
    return file_response(content, name, WORD)


@require_POST
def issue_paper(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    """Compile the paper and put it on its way to the signature; one that is on its way already is shown."""
    meeting, user = found(request, pk), who(request)
    if paper not in offered(meeting):
        raise Http404
    require(can_issue_for(user, meeting.unit), who_can_issue(meeting.unit))
    if (there := live_paper_of(SOURCES[paper], str(meeting.pk))) is not None:
        return redirect(there.get_absolute_url())
    base = settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
    given = {"kind": SOURCES[paper], "source": str(meeting.pk), "base": base}
    title = _("Paper to be signed: %(name)s") % {"name": PAPERS[paper].name}
    return started(start_job("archive.begin", by=user, title=title, given=given, about=f"meetings.paper:{meeting.pk}"))


@never_cache
@require_GET
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """Roll and agenda as a sheet to print and fill by hand; what is written is typed in again on the meeting's one page."""
    meeting, user = found(request, pk), who(request)
    context = {
        "meeting": meeting,
        "roll": roll_of(meeting, user),
        "points": points_of(list(AgendaItem.objects.filter(meeting=meeting).order_by("order", "pk"))),
        "scored": is_scored(meeting.kind),
        "blank": range(3),
        "nav_current": "meetings",
    }
    return render(request, "meetings/printed.html", context)
