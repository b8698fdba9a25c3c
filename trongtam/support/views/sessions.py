"""`/sessions/`: working sessions of a superior with a unit, their directions and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trongtam.archive.queries import live_paper_of
from trongtam.archive.rules import can_issue_for, who_can_issue
from trongtam.ground.periods import Period
from trongtam.look.answers import form_page, require, started, typed
from trongtam.look.operations import start_job
from trongtam.org.models import Unit
from trongtam.org.reach import ACTING_KINDS
from trongtam.org.views.answers import who
from trongtam.work.queries.organ import issuing_unit

from .. import operations, rules
from .. import presenting_sessions as presentation
from ..forms import voters as forms
from ..issuing_answering import SESSION
from ..models import Direction, WorkingSession
from ..operations import Who
from ..operations.sessions import hash_of
from ..queries import sessions as read
from ..queries.organs import organs_of, proposed_for


def _unit(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(who(request)).select_related("parent"), code=code)


def found(request: HttpRequest, pk: int) -> WorkingSession:
    seen = WorkingSession.objects.visible_to(who(request)).select_related("unit__parent", "follows", "document")
    return get_object_or_404(seen, pk=pk)


def _url(session: WorkingSession) -> str:
    return reverse("support:working_session", args=[session.pk])


@require_GET
def working_sessions(request: HttpRequest, code: str) -> HttpResponse:
    unit, user = _unit(request, code), who(request)
    context = {
        "unit": unit,
        "sessions": read.sessions_of(unit, user),
        "keeps": rules.voters.can_keep_session(user, unit),
        "nav_current": "recommendations",
    }
    return render(request, "support/sessions.html", context)


@require_GET
def working_session(request: HttpRequest, pk: int) -> HttpResponse:
    """The session with its frozen standing, each direction with what became of it, and those of the session before."""
    session, user = found(request, pk), who(request)
    keeps = rules.voters.can_change_session(user, session)
    directions = session.directions.select_related("holder", "recommendation__organ", "session__unit")
    earlier = read.before(session)
    context = {
        "session": session,
        "participants": session.participants.all(),
        "standing": presentation.standing(session),
        "unbroken": session.presented is None or hash_of(session.presented) == session.presented_hash,
        "directions": presentation.directions(list(directions), user),
        "earlier": presentation.directions(earlier, user, told_in=session),
        "keeps": keeps,
        "issues": bool(session.conclusion) and can_issue_for(user, issuing_unit(session.unit)),
        "paper": live_paper_of(SESSION, str(session.pk)) if keeps else None,
        "nav_current": "recommendations",
    }
    return render(request, "support/session.html", context)


def open_working_session(request: HttpRequest, code: str) -> HttpResponse:
    unit, user = _unit(request, code), who(request)
    require(rules.voters.can_keep_session(user, unit), rules.voters.who_may_keep(unit))
    earlier = WorkingSession.objects.visible_to(user).filter(unit=unit).order_by("-on")
    first = {"on": timezone.localdate(), "follows": earlier.first()}
    form = forms.SessionForm(typed(request), earlier=earlier, initial=first)

    def do(given: dict[str, Any]) -> str:
        roles = [Who(line.strip()) for line in given.pop("participants").splitlines() if line.strip()]
        return _url(operations.open_working_session(unit, by=user, participants=roles, **given))

    return form_page(
        request,
        form,
        do,
        title=_("Working session"),
        done=_("Written down. Freeze the standing that is presented, then write the directions."),
        button=_("Keep it"),
        lead=unit.name,
        back_url=reverse("support:working_sessions", args=[unit.code]),
        back_text=_("Working sessions"),
        nav_current="recommendations",
    )


def _act(
    request: HttpRequest, session: WorkingSession, form: Any, do: Callable[[dict[str, Any]], object], **texts: Any
) -> HttpResponse:
    def then(given: dict[str, Any]) -> str:
        do(given)
        return _url(session)

    back = {"back_url": _url(session), "back_text": _("The session"), "nav_current": "recommendations"}
    return form_page(request, form, then, lead=session.title, **texts, **back)


def present_standing(request: HttpRequest, pk: int) -> HttpResponse:
    session, user = found(request, pk), who(request)
    require(rules.voters.can_change_session(user, session), rules.voters.who_may_keep(session.unit))
    form = forms.PresentForm(typed(request), initial={"period": str(session.on.year)})

    def do(given: dict[str, Any]) -> object:
        return operations.present_standing(session, by=user, period=Period.parse(given["period"]))

    texts = {"title": _("Freeze the standing presented"), "done": _("Frozen as presented."), "button": _("Freeze it")}
    return _act(request, session, form, do, **texts)


def give_direction(request: HttpRequest, pk: int) -> HttpResponse:
    session, user = found(request, pk), who(request)
    require(rules.voters.can_change_session(user, session), rules.voters.who_may_keep(session.unit))
    units = Unit.objects.on(timezone.localdate()).filter(path__startswith=session.unit.path, kind__in=ACTING_KINDS)
    last = session.directions.last()
    first = {"speaker": last.speaker if last is not None else ""}
    form = forms.DirectionForm(typed(request), units=units.order_by("path"), initial=first)
    texts = {"title": _("A direction"), "done": _("The direction is written down."), "button": _("Keep it")}
    return _act(request, session, form, lambda given: operations.give_direction(session, by=user, **given), **texts)


def conclude_session(request: HttpRequest, pk: int) -> HttpResponse:
    session, user = found(request, pk), who(request)
    require(rules.voters.can_change_session(user, session), rules.voters.who_may_keep(session.unit))
    form = forms.ConclusionForm(typed(request), initial={"conclusion": session.conclusion})
    texts = {"title": _("Conclude the session"), "done": _("The session is concluded."), "button": _("Conclude it")}
    return _act(request, session, form, lambda given: operations.conclude_session(session, by=user, **given), **texts)


def _direction(request: HttpRequest, pk: int) -> Direction:
    seen = Direction.objects.visible_to(who(request)).select_related("session__unit", "holder")
    return get_object_or_404(seen, pk=pk)


def tell_result(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a direction; `?in=` the later session at which it is told."""
    direction, user = _direction(request, pk), who(request)
    require(rules.voters.can_tell_result(user, direction), rules.voters.who_may_keep(direction.session.unit))
    asked = request.GET.get("in", "")
    later = found(request, int(asked)) if asked.isdecimal() else None
    first = {"on": timezone.localdate(), "result": direction.result, "told": direction.told}
    form = forms.ResultForm(typed(request), initial=first)

    def do(given: dict[str, Any]) -> object:
        return operations.tell_result(direction, by=user, session=later, **given)

    texts = {"title": _("What came of it"), "done": _("The result is told."), "button": _("Keep it")}
    return _act(request, later or direction.session, form, do, quote=direction.text, **texts)


@require_POST
def pass_direction_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it a recommendation; the program proposes the organ, its page lets a person pass it on."""
    direction = _direction(request, pk)
    proposed = proposed_for(direction.text, organs_of(direction.session.unit, timezone.localdate()))
    made = operations.pass_direction_on(
        direction, by=who(request), field=proposed.field.code if proposed is not None else ""
    )
    messages.success(request, _("It is a recommendation now. Pass it on where another organ has to answer."))
    return redirect("support:recommendation", made.pk)


@require_POST
def session_word(request: HttpRequest, pk: int) -> HttpResponse:
    session = found(request, pk)
    given, about = {"source": str(session.pk)}, f"{SESSION}:{session.pk}"
    title = _("Conclusion of a working session")
    return started(start_job("support.session_word", by=who(request), title=title, given=given, about=about))


@require_POST
def issue_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = found(request, pk)
    organ = issuing_unit(session.unit)
    require(can_issue_for(who(request), organ), who_can_issue(organ))
    if paper := live_paper_of(SESSION, str(session.pk)):
        return redirect(paper.get_absolute_url())
    given = {"kind": SESSION, "source": str(session.pk), "base": ""}
    title = _("Conclusion of a working session")
    return started(
        start_job("archive.begin", by=who(request), title=title, given=given, about=f"{SESSION}:{session.pk}")
    )
