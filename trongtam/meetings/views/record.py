"""The roll call and the score of a meeting, each on a page of its own and as part of the meeting's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from trongtam.ground.errors import Refused
from trongtam.look.answers import form_page, require, said, typed
from trongtam.org.views.answers import who

from ..forms.record import CountForm, VotesForm, changed_since, read_roll, read_scores, shown_mark
from ..models import Meeting, ScoreColumn
from ..operations.attendance import count_attendance, mark_attendance
from ..operations.scores import score_as_follower, score_meeting
from ..queries.attendance import often_away, roll_of
from ..queries.sheet import sheet_of
from ..rules import record as rules


def found(request: HttpRequest, pk: int) -> Meeting:
    """A meeting that one sees; a stranger gets 404."""
    seen = Meeting.objects.visible_to(who(request)).select_related("unit__parent__parent", "chair", "taker")
    return get_object_or_404(seen, pk=pk)


@never_cache
@require_GET
def roll(request: HttpRequest, pk: int) -> HttpResponse:
    """The names, all present but who is tapped; others read how many came."""
    return _roll_page(request, found(request, pk))


@require_POST
def mark_roll(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the roll as it is ticked; a refusal stands above it, and what was ticked stays in the draft."""
    meeting, user = found(request, pk), who(request)
    require(rules.can_mark_roll(user, meeting), rules.who_marks_roll(meeting.unit))
    roll = roll_of(meeting, user)
    absent, beside = changed_since(*read_roll(request.POST, roll), roll, request.POST.get("roll-was", ""))
    try:
        mark_attendance(meeting, absent, by=user, came_beside=beside)
    except Refused as refusal:
        return _roll_page(request, meeting, wrong=said(refusal))
    messages.success(request, _("The roll is called."))
    return redirect(_back(request, meeting))


def _roll_page(request: HttpRequest, meeting: Meeting, wrong: str = "") -> HttpResponse:
    user = who(request)
    context: dict[str, Any] = {
        "meeting": meeting,
        "roll": (roll := roll_of(meeting, user)),
        "roll_mark": shown_mark(roll),
        "wrong": wrong,
        "often": often_away(meeting.unit, user, timezone.localdate()),
        "draft": f"roll:{meeting.pk}",
        "nav_current": "meetings",
    }
    return render(request, "meetings/roll.html", context, status=422 if wrong else 200)


def _back(request: HttpRequest, meeting: Meeting) -> str:
    return reverse("meetings:roll", args=[meeting.pk])


def count_heads(request: HttpRequest, pk: int) -> HttpResponse:
    """How many came of how many, "34/36"."""
    meeting, user = found(request, pk), who(request)
    require(rules.can_keep_record(user, meeting), rules.who_keeps_record(meeting.unit))

    def do(given: dict[str, Any]) -> str:
        count_attendance(meeting, given["text"], by=user, unexcused=given["unexcused"])
        return _back(request, meeting)

    return form_page(
        request, CountForm(typed(request)), do, title=_("How many came"), done=_("The counts are kept."), button=_("Record"),
        back_url=_back(request, meeting), back_text=str(meeting),
    )  # fmt: skip


def _scored(request: HttpRequest, pk: int, column: str) -> HttpResponse:
    meeting, user = found(request, pk), who(request)
    own = column == ScoreColumn.OWN
    allowed = rules.can_score_own if own else rules.can_score_as_follower
    names = rules.who_keeps_record if own else rules.who_scores_as_follower
    require(allowed(user, meeting), names(meeting.unit))
    votes, wrong = VotesForm(typed(request)), ""
    if request.method == "POST" and votes.is_valid():
        answers, reasons = read_scores(request.POST)
        try:
            if own:
                score_meeting(meeting, answers, by=user, overruled=reasons, votes=votes.votes())
            else:
                score_as_follower(meeting, answers, by=user, overruled=reasons)
        except Refused as refusal:
            wrong = said(refusal)
        else:
            messages.success(request, _("The meeting is scored."))
            return redirect(request.path)
    context = {
        "meeting": meeting,
        "sheet": sheet_of(meeting, user, column=column),
        "votes": votes if own else None,
        "wrong": wrong,
        "draft": f"score:{meeting.pk}:{column}",
        "title": ScoreColumn(column).label,
        "nav_current": "meetings",
    }
    bad = wrong or (votes.is_bound and not votes.is_valid())
    return render(request, "meetings/score.html", context, status=422 if bad else 200)


def score(request: HttpRequest, pk: int) -> HttpResponse:
    return _scored(request, pk, ScoreColumn.OWN)


def score_from_above(request: HttpRequest, pk: int) -> HttpResponse:
    return _scored(request, pk, ScoreColumn.FOLLOWER)
