"""`/rounds/`: reporting rounds, who owes and who is late, and the office's answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from trongtam.ground.errors import Unreadable
from trongtam.ground.periods import Period
from trongtam.look.answers import exported, form_page, require, typed
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from .. import operations, rules
from ..forms.rounds import AddUnitsForm, MoveDueForm, OpenRoundForm, ReasonForm
from ..listings import round_listing, round_units_listing
from ..models import Round, Submission, SubmissionState
from ..presentation import rounds as words
from ..queries.days import closing_day_of, proposed_due
from ..queries.gathering import gathering_unit, period_choices, period_to_gather, rounds_seen
from ..queries.rounds import asked_units, round_page, units_to_add


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    unit = gathering_unit(who(request))
    sums = rounds_seen(who(request), timezone.localdate())
    named = [(words.round_name(one.round), one) for one in sums]
    shown = round_listing().read(request.GET, named)
    if shown.wants_sheet:
        return exported(request, shown)
    context = {"list": shown, "sums": shown.page, "gathers": unit, "nav_current": "rounds"}
    return render(request, "targets/rounds.html", context)


def _round(request: HttpRequest, pk: int) -> Round:
    return get_object_or_404(Round.objects.visible_to(who(request)).select_related("unit"), pk=pk)


def _url(round_: Round) -> str:
    return reverse("targets:round", args=[round_.pk])


@require_GET
def round_(request: HttpRequest, pk: int) -> HttpResponse:
    """The units of a round with their states, and what the viewer may do about each."""
    shown, user = _round(request, pk), who(request)
    page = round_page(shown, user=user, today=timezone.localdate())
    runs = shown.cancelled_at is None and rules.can_run_round(user, shown)
    found = round_units_listing(words.round_name(shown)).read(request.GET, list(page.rows))
    if found.wants_sheet:
        return exported(request, found)
    drawn = replace(page, rows=tuple(found.page))
    own = [row.unit.pk for row in drawn.rows if rules.can_state(user, row.unit)]
    context = {
        "round": shown,
        "page": page,
        "list": found,
        "name": words.round_name(shown),
        "summary": words.summary(page),
        "rows": words.draw_rows(drawn, decides=runs, states=own),
        "runs": runs,
        "complete": len(page.complete) if runs else 0,
        "goes_on": page.counts[SubmissionState.LOCKED] < len(page.rows),
        "accepted": page.counts[SubmissionState.ACCEPTED],
        "can_cancel": runs and page.counts[SubmissionState.OPEN] == len(page.rows),
        "owing": runs and page.settled < len(page.rows),
        "nav_current": "rounds",
    }
    return render(request, "targets/round.html", context)


def open_round(request: HttpRequest, code: str) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(who(request)).select_related("parent"), code=code)
    require(rules.can_open_round(who(request), unit), rules.who_may_run_round(unit))
    today = timezone.localdate()
    proposed = _asked(request) or period_to_gather(unit, today)
    periods = period_choices(unit, today)
    units = asked_units(unit, _typed_period(request) or proposed)
    initial: dict[str, Any] = {"period": proposed.code, "units": [one.pk for one in units]}
    initial["due_on"] = proposed_due(proposed, closing_day_of(unit), today)
    offered = Unit.objects.filter(pk__in=[one.pk for one in units]).order_by("path")
    form = OpenRoundForm(typed(request), units=offered, periods=periods, initial=initial)

    def do(given: dict[str, Any]) -> str:
        return _url(operations.open_round(unit, by=who(request), **given))

    context = {"lead": unit.name, "back_url": reverse("targets:rounds"), "back_text": _("Reporting rounds")}
    done = _("The round is open; each unit sees it on its desk.")
    return form_page(
        request, form, do, title=_("Open a reporting round"), done=done, button=_("Open the round"), **context
    )


def _typed_period(request: HttpRequest) -> Period | None:
    return _parsed(request.POST.get("period", ""))


def _asked(request: HttpRequest) -> Period | None:
    return _parsed(request.GET.get("period", ""))


def _parsed(code: str) -> Period | None:
    try:
        return Period.parse(code) if code else None
    except Unreadable:
        return None


def _round_form(request: HttpRequest, pk: int, form: Any, do: Any, **texts: Any) -> HttpResponse:
    shown = _round(request, pk)
    require(rules.can_run_round(who(request), shown), rules.who_may_run_round(shown.unit))
    back = {"back_url": _url(shown), "back_text": words.round_name(shown), "lead": shown.unit.name}
    return form_page(request, form, lambda given: _url(do(shown, given)), **texts, **back)


def add_to_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Units that were left out when the round was opened, or came to be since."""
    shown = _round(request, pk)
    require(rules.can_run_round(who(request), shown), rules.who_may_run_round(shown.unit))
    left = units_to_add(shown)
    if not left:
        messages.info(request, _("Every unit that has figures of this period to state is asked already."))
        return redirect(_url(shown))
    offered = Unit.objects.filter(pk__in=[one.pk for one in left]).order_by("path")
    done = _("They are asked; each unit sees the round on its desk.")
    texts = {"title": _("Ask more units"), "done": done, "button": _("Ask these units")}

    def do(shown: Round, given: dict[str, Any]) -> Round:
        operations.add_to_round(shown, by=who(request), **given)
        return shown

    return _round_form(request, pk, AddUnitsForm(typed(request), units=offered), do, **texts)


def move_round_due(request: HttpRequest, pk: int) -> HttpResponse:
    def do(shown: Round, given: dict[str, Any]) -> Round:
        return operations.move_round_due(shown, by=who(request), **given)

    texts = {"title": _("Move the due day"), "done": _("The day is moved."), "button": _("Move the day")}
    return _round_form(request, pk, MoveDueForm(typed(request)), do, **texts)


def cancel_round(request: HttpRequest, pk: int) -> HttpResponse:
    def do(shown: Round, given: dict[str, Any]) -> Round:
        return operations.cancel_round(shown, by=who(request), **given)

    texts = {"title": _("Cancel the round"), "done": _("The round is cancelled."), "button": _("Cancel the round")}
    return _round_form(request, pk, ReasonForm(typed(request)), do, **texts)


@require_POST
def accept_complete(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _round(request, pk)
    count = len(operations.accept_complete(shown, by=who(request)))
    messages.success(request, ngettext("Accepted: %(n)d unit.", "Accepted: %(n)d units.", count) % {"n": count})
    return redirect(_url(shown))


@require_POST
def lock_submissions(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _round(request, pk)
    count = len(operations.lock_submissions(shown, by=who(request)))
    messages.success(request, ngettext("Locked: %(n)d unit.", "Locked: %(n)d units.", count) % {"n": count})
    return redirect(_url(shown))


# -- one submission ----------------------------------------------------------------------------------------------------


def _submission(request: HttpRequest, pk: int) -> Submission:
    seen = Submission.objects.visible_to(who(request)).select_related("round__unit", "unit")
    return get_object_or_404(seen, pk=pk)


@require_POST
def recall_submission(request: HttpRequest, pk: int) -> HttpResponse:
    shown = operations.recall_submission(_submission(request, pk), by=who(request))
    messages.success(request, _("Taken back. Correct what you like, then send again."))
    return redirect("targets:entry", shown.unit.code, shown.round.sheet_month.code)


@require_POST
def accept_submission(request: HttpRequest, pk: int) -> HttpResponse:
    shown = operations.accept_submission(_submission(request, pk), by=who(request))
    messages.success(request, _("Accepted: %(unit)s.") % {"unit": shown.unit.name})
    return redirect(_url(shown.round))


def _answer(request: HttpRequest, pk: int, act: Any, **texts: Any) -> HttpResponse:
    shown = _submission(request, pk)
    require(rules.can_decide(who(request), shown), rules.who_may_run_round(shown.round.unit))

    def do(given: dict[str, Any]) -> str:
        act(shown, by=who(request), **given)
        return _url(shown.round)

    name = words.round_name(shown.round)
    back = {"back_url": _url(shown.round), "back_text": name, "lead": f"{shown.unit.name} · {name}"}
    return form_page(request, ReasonForm(typed(request)), do, **texts, **back)


def return_submission(request: HttpRequest, pk: int) -> HttpResponse:
    texts = {"title": _("Send the figures back"), "button": _("Send back")}
    done = _("Sent back; the unit sees the reason on its desk.")
    return _answer(request, pk, operations.return_submission, done=done, **texts)


def reopen_submission(request: HttpRequest, pk: int) -> HttpResponse:
    texts = {"title": _("Open the figures again"), "button": _("Open again")}
    done = _("Open again; the unit sees the reason on its desk.")
    return _answer(request, pk, operations.reopen_submission, done=done, **texts)
