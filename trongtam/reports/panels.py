"""What this room shows on pages of lower rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from trongtam.look.registry import Panel
from trongtam.org.views.answers import who

from . import queries, rules, words
from .models import Report
from .queries.beginnings import REPORTED

if TYPE_CHECKING:
    from django.http import HttpRequest

    from trongtam.resolutions.models import Document
    from trongtam.targets.models import Round


def of_document(request: HttpRequest, document: Document) -> Panel | None:
    """Reports on a resolution that the person sees, and those he may begin."""
    begun = Report.objects.visible_to(who(request)).filter(document=document)
    rows = [(words.capital(words.period_name(report.period)), report) for report in begun]
    may = rules.can_begin_report(who(request), document.unit)
    offered = queries.beginnings(document, document.unit, timezone.localdate()) if may else []
    if not rows and not offered:
        return None
    return Panel("reports/parts/of_document.html", {"rows": rows, "document": document, "may_begin": bool(offered)})


def of_round(request: HttpRequest, round_: Round) -> Panel | None:
    """From a reporting round to the report that is made of it: one for each document with targets of the period. No report is
    made of a month or a quarter."""
    if round_.period.kind not in REPORTED or not rules.can_begin_report(who(request), round_.unit):
        return None
    documents = queries.documents_with_targets(round_.unit, round_.period)
    context = {"documents": documents, "period": round_.period_code}
    return Panel("reports/parts/of_round.html", context) if documents else None
