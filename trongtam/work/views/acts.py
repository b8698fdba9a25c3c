"""Acts on a work, each a form of its own or one press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from trongtam.accounts.models import User
from trongtam.archive.operations import bring_files
from trongtam.look.answers import form_page, require, typed
from trongtam.org.views.answers import who

from .. import operations, rules, sheets
from ..forms import acts as forms
from ..models import Explanation, Progress, Work
from ..operations import Word
from ..queries import choices
from ..queries.options import holders
from .pages import found

Rule = Callable[[Any, Work], bool]


def _url(work: Work, request: HttpRequest | None = None) -> str:
    """The page of the work; of the campaign where the act was begun there."""
    begun = (request.POST.get("from") or request.GET.get("from")) if request is not None else ""
    if begun == "campaign" and work.campaign_id is not None:
        return reverse("work:campaign", args=[work.campaign_id])
    return reverse("work:work", args=[work.pk])


TIME_TO_EXPLAIN = timedelta(days=7)


def _act(
    request: HttpRequest, work: Work, form: Any, do: Callable[[dict[str, Any]], object], **texts: Any
) -> HttpResponse:
    def then(given: dict[str, Any]) -> str:
        made = do(given)
        return _url(made if isinstance(made, Work) else work, request)

    back = {"back_url": _url(work), "back_text": _("The work"), "lead": work.title, "nav_current": "work"}
    return form_page(request, form, then, **texts, **back)


def report_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Three taps: this page, how far, send."""
    work = found(request, pk)
    require(rules.can_report_progress(who(request), work), rules.who_holds(work))
    steps = work.milestones.filter(done_on__isnull=True, dropped_on__isnull=True)
    form = forms.ReportForm(typed(request), request.FILES or None, now=work.percent, steps=steps)

    @transaction.atomic
    def do(given: dict[str, Any]) -> object:
        given["files"] = tuple(bring_files(form.brought(given), by=who(request), unit=work.home))
        given["milestones"] = tuple(given.get("milestones", ()))
        if given["percent"] == work.percent and given["milestones"]:
            given["percent"] = None
        return operations.report_progress(work, Word(**given), by=who(request))

    texts = {"title": _("How far is it?"), "done": _("Your report is in."), "button": _("Send")}
    return _act(request, work, form, do, template="work/report.html", **texts)


def hand_in_work(request: HttpRequest, pk: int) -> HttpResponse:
    work = found(request, pk)
    require(rules.can_hand_in_work(who(request), work), rules.who_holds(work))
    steps = work.milestones.filter(done_on__isnull=True, dropped_on__isnull=True)
    first = {"done_on": timezone.localdate()}
    form = forms.HandInForm(typed(request), request.FILES or None, steps=list(steps), initial=first)

    @transaction.atomic
    def do(given: dict[str, Any]) -> object:
        given["files"] = bring_files(form.brought(given), by=who(request), unit=work.home)
        given["milestones"] = tuple(given.get("milestones", ()))
        return operations.hand_in_work(work, by=who(request), **given)

    texts = {
        "title": _("Hand the work in"),
        "done": _("Handed in; it waits for the appraisal."),
        "button": _("Hand in"),
    }
    return _act(request, work, form, do, **texts)


def appraise_work(request: HttpRequest, pk: int) -> HttpResponse:
    work = found(request, pk)
    require(rules.can_appraise_work(who(request), work), rules.who_appraises(work))
    day = work.done_on or timezone.localdate()
    own = work.appraisals.filter(side="self", taken_back_at__isnull=True).last()
    first = {"done_on": day, "quality": own.quality if own else None}
    form = forms.AppraiseForm(typed(request), sheet=sheets.sheet_on(day), initial=first)
    texts = {"title": _("Appraise the work"), "done": _("The appraisal is in."), "button": _("Keep the appraisal")}
    note = own.note if own else ""
    return _act(
        request, work, form, lambda given: operations.appraise_work(work, by=who(request), **given), quote=note, **texts
    )


# Acts that only say why: operation, rule, who may, title, what is said after, the button.
WHY: dict[str, tuple[Any, Rule, Callable[[Work], str], Any, Any, Any]] = {
    "return_work": (
        operations.return_work,
        rules.can_decide_work,
        rules.who_decides,
        gettext_lazy("Send the registration back"),
        gettext_lazy("Sent back; the holder reads the reason on his desk."),
        gettext_lazy("Send back"),
    ),
    "withdraw_work": (
        operations.withdraw_work,
        rules.can_register_work,
        rules.who_holds,
        gettext_lazy("Take the registration off the list"),
        gettext_lazy("It is off the list."),
        gettext_lazy("Take it off the list"),
    ),
    "send_back_work": (
        operations.send_back_work,
        rules.can_appraise_work,
        rules.who_appraises,
        gettext_lazy("Send it back: not done yet"),
        gettext_lazy("Sent back; the holder reads the reason on his desk."),
        gettext_lazy("Send back"),
    ),
    "reconsider_appraisal": (
        operations.reconsider_appraisal,
        rules.can_appraise_work,
        rules.who_appraises,
        gettext_lazy("Take the appraisal back"),
        gettext_lazy("The appraisal counts no longer; the work waits for it again."),
        gettext_lazy("Take it back"),
    ),
    "take_assignment_back": (
        operations.take_assignment_back,
        rules.can_decide_work,
        rules.who_decides,
        gettext_lazy("Take the assignment back"),
        gettext_lazy("The work is off the list."),
        gettext_lazy("Take it back"),
    ),
    "stop_work": (
        operations.stop_work,
        rules.can_decide_work,
        rules.who_decides,
        gettext_lazy("Stop the work"),
        gettext_lazy("The work is stopped."),
        gettext_lazy("Stop the work"),
    ),
    "reopen_work": (
        operations.reopen_work,
        rules.can_decide_work,
        rules.who_decides,
        gettext_lazy("Open it again"),
        gettext_lazy("The work is open again."),
        gettext_lazy("Open it again"),
    ),
}


def say_why(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    operation, rule, sentence, title, done, button = WHY[act]
    work = found(request, pk)
    require(rule(who(request), work), sentence(work))
    form = forms.ReasonForm(typed(request))
    return _act(
        request,
        work,
        form,
        lambda given: operation(work, by=who(request), **given),
        title=title,
        done=done,
        button=button,
    )


def extend_work(request: HttpRequest, pk: int) -> HttpResponse:
    work = found(request, pk)
    require(rules.can_decide_work(who(request), work), rules.who_decides(work))
    form = forms.ExtendForm(typed(request), initial={"due": work.due})
    texts = {"title": _("Move the day"), "done": _("The day is moved."), "button": _("Move the day")}
    return _act(request, work, form, lambda given: operations.extend_work(work, by=who(request), **given), **texts)


def carry_over_work(request: HttpRequest, pk: int) -> HttpResponse:
    work = found(request, pk)
    require(rules.can_decide_work(who(request), work), rules.who_decides(work))
    form = forms.CarryForm(typed(request))
    done = _("It goes on in the list of the next year.")
    texts = {"title": _("Carry it over to the next year"), "done": done, "button": _("Carry it over")}
    return _act(request, work, form, lambda given: operations.carry_over_work(work, by=who(request), **given), **texts)


def hand_over_work(request: HttpRequest, pk: int) -> HttpResponse:
    work, user, today = found(request, pk), who(request), timezone.localdate()
    require(rules.can_decide_work(user, work), rules.who_decides(work))
    offered = holders(choices.holding_units(work.unit, user, today), choices.holding_posts(work.unit, user, today))
    form = forms.HandOverForm(typed(request), holders=offered)
    texts = {"title": _("Hand the work over"), "done": _("The work is handed over."), "button": _("Hand it over")}
    return _act(request, work, form, lambda given: operations.hand_over_work(work, by=user, **given), **texts)


# Acts of one press: operation and what is said after.
PRESSED: dict[str, tuple[Any, Any]] = {
    "register_work": (operations.register_work, gettext_lazy("Registered; the organ decides on it.")),
    "approve_work": (operations.approve_work, gettext_lazy("Approved: the work is assigned.")),
    "take_back_registration": (
        operations.take_back_registration,
        gettext_lazy("Taken back. Correct it, then register again."),
    ),
    "recall_work": (operations.recall_work, gettext_lazy("Taken back. Report on, then hand it in again.")),
    "conclude_work": (operations.conclude_work, gettext_lazy("The work is concluded.")),
}


@require_POST
def press(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    operation, done = PRESSED[act]
    work = operation(found(request, pk), by=who(request))
    messages.success(request, done)
    return redirect(_url(work, request))


# -- obstacles and explanations ----------------------------------------------------------------------------------------


def answer_obstacle(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Work.objects.visible_to(who(request))
    report = get_object_or_404(Progress.objects.select_related("work__unit", "work__home"), pk=pk, work__in=seen)
    work = report.work
    require(rules.can_answer_obstacle(who(request), work), rules.who_appraises(work))
    quote = " · ".join(one for one in (report.obstacle, report.help) if one)
    texts = {"title": _("Answer the obstacle"), "done": _("The answer is with the holder."), "button": _("Answer")}
    form = forms.AnswerForm(typed(request))
    return _act(
        request,
        work,
        form,
        lambda given: operations.answer_obstacle(report, by=who(request), **given),
        quote=quote,
        **texts,
    )


def ask_explanation(request: HttpRequest, pk: int) -> HttpResponse:
    work = found(request, pk)
    require(rules.can_ask_explanation(who(request), work), rules.who_appraises(work))
    texts = {
        "title": _("Ask for an explanation"),
        "done": _("Asked; the holder sees it on his desk."),
        "button": _("Ask"),
    }
    form = forms.ExplainForm(typed(request))
    return _act(request, work, form, lambda given: operations.ask_explanation(work, by=who(request), **given), **texts)


def _explanation(request: HttpRequest, pk: int) -> Explanation:
    seen = Work.objects.visible_to(who(request))
    related = ("work__unit", "work__home", "work__holder_unit", "work__holder_person")
    return get_object_or_404(Explanation.objects.select_related(*related), pk=pk, work__in=seen)


def answer_explanation(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _explanation(request, pk)
    require(rules.can_answer_explanation(who(request), asked.work), rules.who_holds(asked.work))
    texts = {"title": _("Explain"), "done": _("Your explanation is in."), "button": _("Send the explanation")}
    form = forms.AnswerForm(typed(request))
    return _act(
        request,
        asked.work,
        form,
        lambda given: operations.answer_explanation(asked, by=who(request), **given),
        quote=asked.question,
        **texts,
    )


def refuse_explanation(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _explanation(request, pk)
    require(rules.can_ask_explanation(who(request), asked.work), rules.who_appraises(asked.work))
    again = _("Not accepted; the holder is asked again and finds it on his desk.")
    done = (
        again if request.POST.get("due", "").strip() else _("Not accepted; the reason stands in the line of the work.")
    )
    texts = {"title": _("Do not accept the explanation"), "done": done, "button": _("Do not accept it")}
    form = forms.RefuseForm(typed(request), initial={"due": timezone.localdate() + TIME_TO_EXPLAIN})
    return _act(
        request,
        asked.work,
        form,
        lambda given: _refuse(asked, by=who(request), **given),
        quote=asked.answer,
        **texts,
    )


def _refuse(asked: Explanation, *, by: User, reason: str, due: date | None) -> Explanation:
    """Asked again where a day was given, else left at that."""
    if due is None:
        return operations.refuse_explanation(asked, by=by, reason=reason)
    return operations.ask_explanation_again(asked, by=by, reason=reason, due=due)


@require_POST
def accept_explanation(request: HttpRequest, pk: int) -> HttpResponse:
    asked = operations.accept_explanation(_explanation(request, pk), by=who(request))
    messages.success(request, _("The explanation is accepted."))
    return redirect(_url(asked.work))
