"""The session as one form: each tick is saved at once, a decision is written down, the session is ended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from trongtam.ground.errors import Refused
from trongtam.look.answers import form_page, require, typed
from trongtam.org.views.answers import who

from .. import presenting, rules
from ..forms.meetings import DecisionForm
from ..forms.record import changed_since, read_roll, roll_mark
from ..forms.session import Point, as_text, points_of, settle_all
from ..models import Decision, Meeting
from ..operations import change_decision, decide, end_meeting, take_decision_back
from ..operations.attendance import mark_attendance
from ..queries import meeting_page as reading
from ..queries.attendance import roll_of
from .pages import drawn, found

NEW = "new"


def decision_form(request: HttpRequest, held: Meeting, data: Any = None, **initial: Any) -> DecisionForm:
    people, units = reading.holders_of(held, who(request))
    return DecisionForm(data, prefix=NEW, people=people, units=units, day=held.day, initial=initial)


def _url(held: Meeting, part: str = "") -> str:
    return reverse("meetings:meeting", args=[held.pk]) + part


@require_POST
@never_cache
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """What was ticked and typed on the page. `act`: save (a tick), decide, end. What is refused stays where it was typed."""
    held, act = found(request, pk), request.POST.get("act", "save")
    require(rules.can_keep_meeting(who(request), held), rules.who_may_keep(held.unit))
    points = points_of(reading.items_of(held), as_text(request.POST))
    if "HX-Request" in request.headers:
        return _saved(request, held, points)
    decision = decision_form(request, held, request.POST)
    if not _call_roll(request, held, patient=act != "end"):
        return _refused(request, held, points, decision, act)
    if _keep(request, held, points, decision, act):
        messages.success(
            request, _("The session is over; its decisions are work now.") if act == "end" else _("Saved.")
        )
        return redirect(_url(held, "#viec-moi" if act == "decide" else ""))
    for point in points:
        if point.error:
            messages.error(request, point.error)
    return _refused(request, found(request, pk), points, decision, act)


def _writes(request: HttpRequest, act: str) -> bool:
    """Whether a decision was being written: words were typed, or its own button was pressed."""
    return act == "decide" or bool(request.POST.get(f"{NEW}-text", "").strip())


def _refused(
    request: HttpRequest, held: Meeting, points: list[Point], decision: DecisionForm, act: str
) -> HttpResponse:
    """The page again with everything that was typed. A decision that nobody began to write is not asked for."""
    if not _writes(request, act):
        chosen = {name: request.POST.get(f"{NEW}-{name}", "") for name in ("holder", "due", "other_due")}
        decision = decision_form(request, held, **{name: value for name, value in chosen.items() if value})
    return drawn(request, held, status=422, points=points, decision=decision, refused=True)


def _saved(request: HttpRequest, held: Meeting, points: list[Point]) -> HttpResponse:
    """The answer to one tick: what is settled, what is left, when it was saved."""
    _call_roll(request, held, patient=True)
    settle_all(points, by=who(request), patient=True)
    ticked = roll_mark(*read_roll(request.POST, roll_of(held, who(request)))) if "roll" in request.POST else ""
    context = {
        "points": points,
        "roll_mark": ticked,
        "settled": presenting.settled_words(points),
        "left": presenting.left_words(presenting.left_over(points)),
        "saved_at": timezone.localtime(),
    }
    return render(request, "meetings/parts/saved.html", context)


def _call_roll(request: HttpRequest, held: Meeting, *, patient: bool) -> bool:
    """Keep who is here, where the names were on the page: as soon as somebody was tapped, at the latest at the end. False: it was
    refused, and the page says why."""
    if "roll" not in request.POST:
        return True
    roll = roll_of(held, who(request))
    if not roll.marks:
        return True
    absent, beside = changed_since(*read_roll(request.POST, roll), roll, request.POST.get("roll-was", ""))
    away = {one.person.pk: (one.presence.value, one.reason) for one in roll.rows if not one.present}
    told = {
        pk: (presence, away.get(pk, ("", ""))[1] if reason is None else reason)
        for pk, (presence, reason) in absent.items()
    }
    same = told == away and beside == {one.person.pk for one in roll.beside if one.present}
    if same and (patient or roll.called):
        return True
    try:
        mark_attendance(held, absent, by=who(request), came_beside=beside)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _keep(request: HttpRequest, held: Meeting, points: list[Point], form: DecisionForm, act: str) -> bool:
    """Points each for itself; then the decision that was typed, then the end. False: something was refused."""
    if settle_all(points, by=who(request), patient=act != "end"):
        return False
    if _writes(request, act) and act != "save" and not _decide(request, held, form):
        return False
    if act != "end":
        return True
    try:
        end_meeting(held, by=who(request))
    except Refused as refusal:
        named = {point.item.pk: point for point in points}
        point = named.get(int((refusal.field or "_0").rsplit("_", 1)[-1] or 0)) if refusal.field else None
        if point is not None:
            point.error, point.error_field = str(refusal), refusal.field or ""
        else:
            form.add_error(None, str(refusal)) if form.is_valid() else messages.error(request, str(refusal))
        return False
    return True


@transaction.atomic
def _decide(request: HttpRequest, held: Meeting, form: DecisionForm) -> bool:
    if not form.is_valid():
        return False
    try:
        decide(held, by=who(request), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def _decision(request: HttpRequest, pk: int) -> Decision:
    from django.shortcuts import get_object_or_404

    seen = reading.meetings_seen(who(request))
    rows = Decision.objects.filter(meeting__in=seen).select_related("meeting__unit__serves")
    return get_object_or_404(rows, pk=pk)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, another holder or day, as long as the meeting runs."""
    decision = _decision(request, pk)
    held = decision.meeting
    require(rules.can_keep_decision(who(request), decision), rules.who_may_keep(held.unit))
    holder = f"unit:{decision.holder_unit_id}" if decision.holder_unit_id else f"person:{decision.holder_person_id}"
    people, units = reading.holders_of(held, who(request))
    first = {"text": decision.text, "holder": holder, "due": "other", "other_due": decision.due}
    form = DecisionForm(typed(request), people=people, units=units, day=held.day, initial=first)

    def do(given: dict[str, Any]) -> str:
        change_decision(decision, by=who(request), seen=request.POST.get("seen"), **given)
        return _url(held, "#viec-moi")

    return form_page(
        request, form, do,
        title=_("Change the decision"), done=_("The decision is changed."), button=_("Keep it"),
        template="meetings/decision.html", back_url=_url(held, "#viec-moi"), back_text=_("The meeting"),
        decision=decision, nav_current="meetings",
    )  # fmt: skip


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    held = take_decision_back(_decision(request, pk), by=who(request))
    messages.success(request, _("The decision is taken back."))
    return redirect(_url(held, "#viec-moi"))
