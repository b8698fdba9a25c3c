"""A follower's report of his visits: taken along as Word and Excel, put on its way to the signature."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trongtam.archive.queries import live_paper_of
from trongtam.archive.rules import can_issue_for, who_can_issue
from trongtam.look.answers import require, started
from trongtam.look.operations import start_job
from trongtam.org.views.answers import who

from ..issuing_visits import SOURCE, source_of
from ..operations.reporting import hand_report_in as hand_in
from ..papers.visits import Asked, span_from
from ..queries.visit_report import issuing_unit_of, spans_of
from ..rules import following as rules
from .following import found


def asked_of(request: HttpRequest, pk: int) -> Asked:
    """The report of a duty for `?span=`, a month, quarter or year, as things stand today."""
    duty, today = found(request, pk), timezone.localdate()
    code = request.GET.get("span", "")
    span = span_from(code) if code else spans_of(duty, today)[1]
    if span is None:
        raise Http404
    return Asked(duty, span, today)


def _base(request: HttpRequest) -> str:
    """The address that the office has chosen for its papers, else the one the page was asked at."""
    chosen: str = settings.BASE_URL
    return chosen or request.build_absolute_uri("/").rstrip("/")


def _start(request: HttpRequest, asked: Asked, kind: str, title: Any, given: dict[str, Any]) -> HttpResponse:
    about = f"support.visits:{source_of(asked)}"
    return started(start_job(kind, by=who(request), title=title, given=given, about=about))


def _given(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    return {"duty": asked.duty.pk, "span": asked.span.code, "on": asked.day.isoformat(), "base": _base(request)}


@require_POST
def visits_word(request: HttpRequest, pk: int) -> HttpResponse:
    asked = asked_of(request, pk)
    title = _("Word paper: visits to %(unit)s") % {"unit": asked.duty.unit.name}
    return _start(request, asked, "support.visits_word", title, _given(request, asked))


@require_POST
def visits_excel(request: HttpRequest, pk: int) -> HttpResponse:
    asked = asked_of(request, pk)
    title = _("Excel workbook: visits to %(unit)s") % {"unit": asked.duty.unit.name}
    return _start(request, asked, "support.visits_excel", title, _given(request, asked))


@require_POST
def hand_report_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of a span that is over, handed in as its visits stand."""
    asked, user = asked_of(request, pk), who(request)
    require(rules.can_hand_report_in(user, asked.duty), rules.who_hands_in(asked.duty))
    hand_in(asked.duty, asked.span, by=user)
    messages.success(request, _("The report is handed in."))
    return redirect(f"{reverse('support:duty', args=[pk])}?span={asked.span.code}#bao-cao")


@require_POST
def issue_visits(request: HttpRequest, pk: int) -> HttpResponse:
    """Compile the report and put it on its way to the signature; one that is on its way already is shown."""
    asked = asked_of(request, pk)
    organ = issuing_unit_of(asked.duty)
    require(can_issue_for(who(request), organ), who_can_issue(organ))
    source = source_of(asked)
    if going := live_paper_of(SOURCE, source):
        return redirect(going.get_absolute_url())
    title = _("Paper to be signed: visits to %(unit)s") % {"unit": asked.duty.unit.name}
    return _start(request, asked, "archive.begin", title, {"kind": SOURCE, "source": source, "base": _base(request)})
