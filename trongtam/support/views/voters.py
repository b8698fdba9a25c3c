"""`/voters/`: contact sessions with voters of a place, their opinions, and the summary as a paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trongtam.archive.queries import live_paper_of
from trongtam.archive.rules import can_issue_for, who_can_issue
from trongtam.ground import days
from trongtam.ground.errors import Refused
from trongtam.look.answers import form_page, require, said, started, typed
from trongtam.look.operations import start_job
from trongtam.org.models import Person, Unit
from trongtam.org.reach import Reach
from trongtam.org.views.answers import who

from .. import operations, rules
from .. import presentation_answering as presentation
from ..forms.recommendations import organ_choices
from ..forms.voters import RoutedForm, VotersForm
from ..issuing_answering import VOTERS, Span
from ..models import VoterSession
from ..operations import Opinion
from ..operations.said import refuse_denunciation
from ..papers.voters import counts as count_words
from ..papers.voters import organ_of
from ..queries import voters as read
from ..queries.organs import offered_organs, organs_of, proposed_for


def _unit(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(who(request)).select_related("parent"), code=code)


def _day(given: str, usual: date) -> date:
    """As people write it in the box, or as the links of the page say it."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        return days.typed(given).day or usual


def _span(request: HttpRequest, unit: Unit) -> Span:
    """`?since=` and `?until=`; this year without them."""
    today = timezone.localdate()
    since = _day(request.GET.get("since", ""), date(today.year, 1, 1))
    return Span(unit, since, max(_day(request.GET.get("until", ""), date(today.year, 12, 31)), since))


@require_GET
def voters(request: HttpRequest, code: str) -> HttpResponse:
    """The sessions of a place and what became of what was said; the summary to take along or to issue."""
    unit, user = _unit(request, code), who(request)
    span = _span(request, unit)
    told = read.summary(unit, span.since, span.until, user)
    counted = read.counts(told.sessions)
    issues = can_issue_for(user, organ_of(unit).unit)
    context = {
        "unit": unit,
        "span": span,
        "query": f"?since={span.since.isoformat()}&until={span.until.isoformat()}",
        "sessions": [(one, *counted.get(one.pk, (0, 0))) for one in reversed(told.sessions)],
        "counts": count_words(told),
        "records": rules.voters.can_record_session(user, unit),
        "issues": issues,
        "paper": live_paper_of(VOTERS, span.source) if issues else None,
        "nav_current": "recommendations",
    }
    return render(request, "support/voters.html", context)


@require_GET
def voter_session(request: HttpRequest, pk: int) -> HttpResponse:
    seen = VoterSession.objects.visible_to(who(request)).select_related("unit", "delegate")
    session = get_object_or_404(seen, pk=pk)
    rows = presentation.shown_all(read.opinions_of(session), timezone.localdate())
    context = {"session": session, "rows": rows, "nav_current": "recommendations"}
    return render(request, "support/voter_session.html", context)


def record_voter_session(request: HttpRequest, code: str) -> HttpResponse:
    """Several opinions at once: first the lines, then each beside who is proposed to answer it."""
    unit, user, today = _unit(request, code), who(request), timezone.localdate()
    require(rules.voters.can_record_session(user, unit), rules.voters.who_may_record(unit))
    organs = organs_of(unit, today)
    choices = organ_choices(organs, list(offered_organs(unit, today)))
    own = Reach.of(user).person_id
    posts = sorted(read.delegates_of(unit, today), key=lambda post: post.person_id != own)
    delegates = [(str(post.person_id), post.person.full_name) for post in posts]
    texts: dict[str, Any] = {
        "title": _("Contact session with voters"),
        "lead": unit.name,
        "back_url": reverse("support:voters", args=[unit.code]),
        "back_text": _("Voters' opinions"),
        "nav_current": "recommendations",
    }
    count = sum(1 for name in request.POST if name.startswith("line_"))
    if not count:
        first = VotersForm(typed(request), delegates=delegates, initial={"on": today})
        if request.method == "POST" and first.is_valid() and (lines := _clean(first)):
            given = {name: request.POST[name] for name in ("delegate", "on", "place")}
            for place, line in enumerate(lines):
                proposed = proposed_for(line, organs)
                given |= {f"line_{place}": line, f"organ_{place}": f"field:{proposed.field.code}" if proposed else ""}
            routed = RoutedForm(given, delegates=delegates, organs=choices, count=len(lines))
            note = _("The program proposes who answers each opinion. Change what is wrong, then send them.")
            context = {**texts, "form": routed, "note": note, "button": _("Send all of them"), "draft": _draft(request)}
            return render(request, "look/form.html", context, status=422)
        return form_page(request, first, lambda _given: "", done="", button=_("Next"), **texts)
    form = RoutedForm(typed(request), delegates=delegates, organs=choices, count=count)
    return form_page(
        request,
        form,
        lambda given: _record(unit, form.count, given, request),
        done=_("Written down; each opinion is with whoever answers it."),
        button=_("Send all of them"),
        **texts,
    )


def _draft(request: HttpRequest) -> str:
    return f"form:{request.path.strip('/')}"


def _clean(form: VotersForm) -> list[str]:
    """The lines; none where one denounces somebody, which the form then says."""
    lines: list[str] = form.cleaned_data["lines"]
    try:
        refuse_denunciation(lines="\n".join(lines))
    except Refused as refusal:
        form.add_error("lines", said(refusal))
        return []
    return lines


def _record(unit: Unit, count: int, given: dict[str, Any], request: HttpRequest) -> str:
    opinions = []
    for place in range(count):
        field, pk = given[f"organ_{place}"]
        organ = Unit.objects.get(pk=pk) if pk is not None else None
        opinions.append(Opinion(given[f"line_{place}"], field, organ))
    session = operations.record_voter_session(
        unit,
        by=who(request),
        delegate=Person.objects.get(pk=given["delegate"]),
        on=given["on"],
        place=given["place"],
        opinions=opinions,
    )
    return reverse("support:voter_session", args=[session.pk])


def base_of(request: HttpRequest) -> str:
    """The address that the office has chosen for its papers, else the one the page was asked at."""
    chosen: str = settings.BASE_URL
    return chosen or request.build_absolute_uri("/").rstrip("/")


def _start(request: HttpRequest, span: Span, kind: str) -> HttpResponse:
    given = {"source": span.source, "base": base_of(request)}
    title = _("Summary of voters' opinions")
    return started(start_job(kind, by=who(request), title=title, given=given, about=f"{VOTERS}:{span.source}"))


@require_POST
def voters_word(request: HttpRequest, code: str) -> HttpResponse:
    return _start(request, _span(request, _unit(request, code)), "support.voters_word")


@require_POST
def voters_excel(request: HttpRequest, code: str) -> HttpResponse:
    return _start(request, _span(request, _unit(request, code)), "support.voters_excel")


@require_POST
def issue_voters(request: HttpRequest, code: str) -> HttpResponse:
    """Compile the summary and put it on its way to the signature; one that is on its way already is shown."""
    unit = _unit(request, code)
    organ, span = organ_of(unit).unit, _span(request, unit)
    require(can_issue_for(who(request), organ), who_can_issue(organ))
    if found := live_paper_of(VOTERS, span.source):
        return redirect(found.get_absolute_url())
    given = {"kind": VOTERS, "source": span.source, "base": base_of(request)}
    title = _("Summary of voters' opinions")
    return started(
        start_job("archive.begin", by=who(request), title=title, given=given, about=f"{VOTERS}:{span.source}")
    )
