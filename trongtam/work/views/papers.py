"""The papers of a place's list of works: taken along as Word and Excel, put on the way to the signature."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trongtam.archive.queries import live_paper_of
from trongtam.archive.rules import can_issue_for, who_can_issue
from trongtam.look.answers import require, started
from trongtam.look.operations import start_job
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from ..issuing import SOURCES, source_of
from ..papers import PAPERS, Asked
from ..papers.making import SPAN
from ..parts_papers import known_day
from ..queries.known import end_of
from ..queries.organ import issuing_unit


def _asked(request: HttpRequest, code: str, paper: str) -> Asked:
    """The paper of the unit for `?span=`, a year or a stage, as things stand today; with `?known=` as an earlier day knew it."""
    unit = get_object_or_404(Unit.objects.visible_to(who(request)).select_related("parent"), code=code)
    today = timezone.localdate()
    span = request.GET.get("span") or str(today.year)
    if paper not in PAPERS or not SPAN.fullmatch(span):
        raise Http404
    known = known_day(request, today)
    if known.wrong is not None:
        raise Http404
    return (
        Asked(paper, unit, span, today) if known.day is None else Asked(paper, unit, span, known.day, end_of(known.day))
    )


def _base(request: HttpRequest) -> str:
    """The address that the office has chosen for its papers, else the one the page was asked at."""
    chosen: str = settings.BASE_URL
    return chosen or request.build_absolute_uri("/").rstrip("/")


def _start(request: HttpRequest, asked: Asked, kind: str, title: str, given: dict[str, Any]) -> HttpResponse:
    named = title % {"name": PAPERS[asked.paper].name}
    return started(start_job(kind, by=who(request), title=named, given=given, about=f"work.paper:{source_of(asked)}"))


def _given(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    return {
        "paper": asked.paper,
        "unit": asked.unit.pk,
        "span": asked.span,
        "on": asked.day.isoformat(),
        "known": asked.known is not None,
        "base": _base(request),
    }


@require_POST
def word(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    asked = _asked(request, code, paper)
    return _start(request, asked, "work.word", _("Word paper: %(name)s"), _given(request, asked))


@require_POST
def excel(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    asked = _asked(request, code, paper)
    return _start(request, asked, "work.excel", _("Excel workbook: %(name)s"), _given(request, asked))


@require_POST
def issue(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    """Compile the paper and put it on its way to the signature; one that is on its way already is shown."""
    asked = _asked(request, code, paper)
    organ = issuing_unit(asked.unit)
    require(can_issue_for(who(request), organ), who_can_issue(organ))
    source = source_of(asked)
    if found := live_paper_of(SOURCES[paper], source):
        return redirect(found.get_absolute_url())
    given = {"kind": SOURCES[paper], "source": source, "base": _base(request)}
    return _start(request, asked, "archive.begin", _("Paper to be signed: %(name)s"), given)
