"""The ways out of a duty's page: its report of a month, quarter or year as Word and Excel, and on its way to the signature."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from trongtam.archive.queries import live_paper_of
from trongtam.archive.rules import can_issue_for
from trongtam.look.registry import Panel
from trongtam.look.shapes import Tab
from trongtam.org.views.answers import who

from .issuing_visits import SOURCE, source_of
from .models import Duty
from .papers.visits import Asked, span_from
from .presentation_following import sentence, span_words
from .queries.visit_report import issuing_unit_of, spans_of


def on_duty(request: HttpRequest, duty: Duty) -> Panel:
    """`support.duty`: of `?span=`, of the quarter unless told."""
    today = timezone.localdate()
    spans = spans_of(duty, today)
    span = span_from(request.GET.get("span", "")) or spans[1]
    issues = can_issue_for(who(request), issuing_unit_of(duty))
    going = live_paper_of(SOURCE, source_of(Asked(duty, span, today))) if issues else None

    def way(name: str) -> str:
        return f"{reverse(f'support:{name}', args=[duty.pk])}?span={span.code}"

    context = {
        "spans": [Tab(sentence(span_words(one)), f"?span={one.code}#bao-cao", one == span) for one in spans],
        "word": way("visits_word"),
        "excel": way("visits_excel"),
        "issue": way("issue_visits"),
        "issues": issues,
        "paper": going,
    }
    return Panel("support/parts/visit_report.html", context)
