"""The ways to the papers on the pages of a round, its tables, and a form."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from trongtam.look.registry import Panel
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach
from trongtam.org.views.answers import who

from .models import Round, Subject
from .rules import rounds as rules


def of_round(request: HttpRequest, round_: Round) -> Panel | None:
    """The summary for those who reach over the committee; all forms for who runs the round."""
    if not Reach.of(who(request)).covers(round_.unit):
        return None
    context = {
        "word": reverse("reviews:summary_file", args=[round_.pk, "word"]),
        "excel": reverse("reviews:summary_file", args=[round_.pk, "excel"]),
        "round": round_,
        "zips": not round_.is_counts and rules.can_run_round(who(request), round_),
    }
    return Panel("reviews/parts/papers_of_round.html", context)


def of_subject(request: HttpRequest, subject: Subject) -> Panel | None:
    """The form of one for those who may read it."""
    if not rules.reads_form(who(request), subject):
        return None
    files = {kind: reverse("reviews:form_file", args=[subject.pk, kind]) for kind in ("word", "excel")}
    return Panel("reviews/parts/papers_of_subject.html", {"subject": subject, **files})


def below_unit(request: HttpRequest, unit: Unit) -> Panel | None:
    """On the page of a province or district: how the committees below classified."""
    if unit.kind not in (UnitKind.PROVINCE, UnitKind.DISTRICT) or not Reach.of(who(request)).covers(unit):
        return None
    return Panel("reviews/parts/below_unit.html", {"url": reverse("reviews:below", args=[unit.code])})
