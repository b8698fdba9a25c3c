"""The ways out of a duty's page: its report of a month, quarter or year as Word and Excel, and on its way to the signature."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from trongtam.archive.queries import live_paper_of
from trongtam.archive.rules import can_issue_for
from trongtam.ground.periods import Period
from trongtam.look.registry import Panel
from trongtam.look.shapes import Tab
from trongtam.org.views.answers import who

from .issuing_visits import SOURCE, source_of
from .models import Duty
from .papers.visits import Asked, span_from
from .presentation_following import sentence, span_words
from .queries.reports import reports_of
from .queries.visit_report import issuing_unit_of, spans_of
from .rules import following as rules

MOST = 3


def _offered(usual: list[Period], missing: list[Period]) -> list[Period]:
    """The usual times, and those whose report is missing, each once."""
    return list(dict.fromkeys([*usual, *missing]))


def on_duty(request: HttpRequest, duty: Duty) -> Panel:
    """`support.duty`: of `?span=`, of the quarter unless told."""
    today = timezone.localdate()
    reports = reports_of([duty], today)[duty.pk]
    missing = [one for one in reports if one.missing]
    spans = _offered(spans_of(duty, today), [one.span for one in missing[-MOST:]])
    span = span_from(request.GET.get("span", "")) or spans_of(duty, today)[1]
    owed = next((one for one in reports if one.span == span), None)
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
        "handed_in": owed.handed_in if owed is not None else None,
        "asked": owed if owed is not None and owed.missing else None,
        "hand_in": way("hand_report_in") if rules.can_hand_report_in(who(request), duty) else "",
        "missing": ", ".join(span_words(one.span) for one in missing),
    }
    return Panel("support/parts/visit_report.html", context)
