"""`/reviews/forms/…`: the form of one who is reviewed, and every act on it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from trongtam.ground.errors import Refused
from trongtam.look.answers import form_page, require, said, typed
from trongtam.org.models import Unit, UnitKind
from trongtam.org.views.answers import who

from .. import presenting_rounds as presenting
from ..forms.rounds import (
    DecisionForm,
    LevelForm,
    ReasonForm,
    read_points,
    read_votes,
)
from ..judging import Judgement, judge
from ..life import Act, after, step_of
from ..models import Ballot, Round, Subject
from ..operations import (
    appraise,
    assess_self,
    decide,
    exempt_subject,
    include_subject,
    leave_out_subject,
    propose_level,
    record_ballot,
    reopen_decision,
    send_back,
)
from ..operations.opening import open_form
from ..operations.walking import WITH, last_scores
from ..queries.known import facts_of
from ..rules import rounds as rules
from ..scheme import Scheme


def found(request: HttpRequest, pk: int) -> Subject:
    """A form that one may read: one's own, by sight; a stranger and a superior of the whole tree get 404."""
    return get_object_or_404(Subject.objects.visible_to(who(request)).select_related(*WITH), pk=pk)


def looked(request: HttpRequest, subject: Subject) -> None:
    """A page of an act shows points, facts or a level too: looking into it is told like opening the form."""
    if request.method == "GET":
        open_form(subject, by=who(request))


def address(subject: Subject) -> str:
    return reverse("reviews:form", args=[subject.pk])


def _judged(subject: Subject, scheme: Scheme) -> Judgement:
    return judge(scheme, last_scores(subject), facts_of(subject))


@never_cache
@require_GET
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, points, what was said; the opening of another's form is in the book."""
    subject, user = found(request, pk), who(request)
    open_form(subject, by=user)
    scheme = subject.scheme.read()
    judgement = _judged(subject, scheme)
    appraises = rules.can_appraise(user, subject) and subject.round.is_open
    held = subject.level or subject.proposed
    context = {
        "subject": subject,
        "scheme": scheme,
        "own": rules.is_own(user, subject),
        "steps": [title for stage, title in presenting.STEP_TITLES.items() if stage in scheme.stages],
        "step": step_of(subject.state, scheme.stages),
        "level": scheme.level(held).title if held else "",
        "total": presenting.figure(judgement.total) if judgement.total is not None else "",
        "computed": scheme.level(judgement.level).title if judgement.level else "",
        "held_back": judgement.held_back if judgement.level else (),
        "facts": presenting.fact_rows(subject, user),
        "said": presenting.said_rows(subject, scheme),
        "ballots": presenting.ballot_facts(subject, scheme),
        "next": presenting.what_next(subject, user),
        "sends_back": appraises and after(subject.state, Act.SEND_BACK, scheme.stages) is not None and subject.is_rated,
        "reopens": appraises and after(subject.state, Act.REOPEN) is not None,
        "stands": appraises and not subject.level,
        "nav_current": "reviews",
    }
    return render(request, "reviews/form.html", context)


@never_cache
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """The points by criterion, on the phone one below the other; what they give is said after sending."""
    subject, user = found(request, pk), who(request)
    require(rules.can_assess(user, subject), rules.who_may_assess(subject))
    looked(request, subject)
    scheme = subject.scheme.read()
    points: dict[str, Decimal | None] = last_scores(subject)
    wrong: dict[str, str] = {}
    trouble = ""
    if request.method == "POST":
        points, wrong = read_points(request.POST, scheme.items)
        if not wrong:
            try:
                assess_self(
                    subject, points, by=user, level=request.POST.get("level", ""), reason=request.POST.get("reason", "")
                )
            except Refused as refusal:
                trouble, wrong = _placed(refusal, scheme)
            else:
                messages.success(request, _("Your self-assessment is handed in."))
                return redirect(address(subject))
    context = {
        "subject": subject,
        "own": rules.is_own(user, subject),
        "groups": _groups(scheme, points, wrong, request),
        "levels": [(level.code, level.title) for level in scheme.proper],
        "chosen": request.POST.get("level", ""),
        "reason": request.POST.get("reason", ""),
        "scheme": scheme,
        "facts": presenting.fact_rows(subject, user),
        "wrong": trouble,
        "failed": bool(trouble or wrong),
        "draft": f"review:{subject.pk}",
        "nav_current": "reviews",
    }
    return render(request, "reviews/assess.html", context, status=422 if trouble or wrong else 200)


def _placed(refusal: Refused, scheme: Scheme) -> tuple[str, dict[str, str]]:
    """(what stands above the form, what stands at a criterion)."""
    if refusal.field in scheme.items:
        return "", {refusal.field: said(refusal)}
    return said(refusal), {}


def _groups(scheme: Scheme, points: dict, wrong: dict[str, str], request: HttpRequest) -> list[dict[str, Any]]:
    typed_in = request.POST if request.method == "POST" else None
    return [
        {
            "title": group.title,
            "items": [
                {
                    "code": item.code,
                    "title": item.title,
                    "most": presenting.figure(item.most),
                    "kind": item.kind,
                    "value": typed_in.get(f"item-{item.code}", "")
                    if typed_in is not None
                    else presenting.figure(points[item.code])
                    if points.get(item.code) is not None
                    else "",
                    "wrong": wrong.get(item.code, ""),
                }
                for item in group.items
            ],
        }
        for group in scheme.groups
    ]


# -- the vote ----------------------------------------------------------------------------------------------------------


@never_cache
def vote(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The counts of the secret vote of a cell, one line for each who was voted on; lines that were kept are gone."""
    user = who(request)
    round_ = get_object_or_404(Round.objects.visible_to(user).select_related("unit"), pk=pk)
    unit = get_object_or_404(Unit.objects.reached_by(user), code=code)
    rows = presenting.voted_on(Subject.objects.visible_to(user).filter(round=round_, unit=unit).select_related(*WITH))
    first = rows[0] if rows else None
    if first is None:
        messages.info(request, _("Nobody waits for the vote here."))
        return redirect("reviews:unit", round_.pk, code)
    require(rules.can_propose(user, first), rules.who_may_propose(first))
    levels = first.scheme.read().proper
    wrong: dict[int, str] = {}
    if request.method == "POST":
        wrong, kept = _keep_votes(request, rows, [level.code for level in levels])
        if not wrong and kept:
            messages.success(request, _("The counts are kept: %(n)d.") % {"n": kept})
            return redirect("reviews:unit", round_.pk, code)
    context = {
        "round": round_,
        "unit": unit,
        "rows": _vote_rows(rows, levels, wrong, request),
        "levels": levels,
        "tries": unit.kind == UnitKind.CELL,
        "present": request.POST.get("present", ""),
        "ballots": request.POST.get("ballots", ""),
        "failed": bool(wrong) or request.method == "POST",
        "draft": f"vote:{round_.pk}:{unit.code}",
        "nav_current": "reviews",
    }
    return render(request, "reviews/vote.html", context, status=422 if request.method == "POST" else 200)


def _keep_votes(request: HttpRequest, rows: list[Subject], levels: list[str]) -> tuple[dict[int, str], int]:
    """Each line for itself: what is refused says why and stays, the others are kept. (refused, how many kept)."""
    try:
        counts = read_votes(request.POST, [one.pk for one in rows], levels)
    except ValueError as unreadable:
        return {unreadable.args[0]: _("Please write the votes as numbers.")}, 0
    wrong, kept = {}, 0
    for one in rows:
        if one.pk not in counts:
            continue
        try:
            record_ballot(one, counts[one.pk], by=who(request))
            kept += 1
        except Refused as refusal:
            wrong[one.pk] = said(refusal)
    return wrong, kept


def _vote_rows(rows: list[Subject], levels: Any, wrong: dict[int, str], request: HttpRequest) -> list[dict[str, Any]]:
    voted = set(Ballot.objects.filter(subject__in=rows).values_list("subject_id", flat=True))
    return [
        {
            "subject": one,
            "wrong": wrong.get(one.pk, ""),
            "voted": one.pk in voted,
            "fields": [(level, request.POST.get(f"votes-{one.pk}-{level.code}", "")) for level in levels],
        }
        for one in rows
    ]


# -- proposal, appraisal, decision -------------------------------------------------------------------------------------


def _level_page(
    request: HttpRequest, subject: Subject, form: LevelForm, do: Any, *, title: Any, done: Any, note: Any = ""
) -> HttpResponse:
    return form_page(
        request, form, do, title=title, done=done, button=title, lead=subject.name,
        back_url=address(subject), back_text=_("Form"), note=note, nav_current="reviews",
    )  # fmt: skip


def _suggested(subject: Subject, scheme: Scheme) -> dict[str, str]:
    """What stands before anybody chooses: what was said last, else what points and facts give."""
    judgement = _judged(subject, scheme)
    held = judgement.level or ""
    last = subject.proposed
    return {"level": held if last and held and scheme.is_better(last, held) else last or held}


@never_cache
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    subject, user = found(request, pk), who(request)
    require(rules.can_propose(user, subject), rules.who_may_propose(subject))
    looked(request, subject)
    scheme = subject.scheme.read()
    form = LevelForm(typed(request), scheme=scheme, initial=_suggested(subject, scheme))

    def do(given: dict[str, Any]) -> str:
        propose_level(subject, given["level"], by=user, reason=given["reason"])
        return reverse("reviews:unit", args=[subject.round_id, subject.unit.code])

    return _level_page(
        request, subject, form, do, title=_("Write down the proposal"), done=_("The proposal is recorded."),
        note=_(
            "From here on the facts stand as they are now. A level carries when more than half of those present marked it or a "
            "better one (not checked against the official text)."
        ),
    )  # fmt: skip


@never_cache
def appraise_one(request: HttpRequest, pk: int) -> HttpResponse:
    subject, user = found(request, pk), who(request)
    require(rules.can_appraise(user, subject), rules.who_may_decide(subject))
    looked(request, subject)
    scheme = subject.scheme.read()
    form = LevelForm(typed(request), scheme=scheme, initial=_suggested(subject, scheme))

    def do(given: dict[str, Any]) -> str:
        appraise(subject, given["level"], by=user, reason=given["reason"])
        return address(subject)

    return _level_page(request, subject, form, do, title=_("Appraise"), done=_("The appraisal is recorded."))


@never_cache
def decide_one(request: HttpRequest, pk: int) -> HttpResponse:
    subject, user = found(request, pk), who(request)
    require(rules.can_decide(user, subject), rules.who_may_decide(subject))
    looked(request, subject)
    scheme = subject.scheme.read()
    above = subject.unit_id == subject.round.unit_id
    form = DecisionForm(typed(request), scheme=scheme, initial=_suggested(subject, scheme), by_superior=above)

    def do(given: dict[str, Any]) -> str:
        decide(subject, given["level"], by=user, reason=given["reason"], basis=given.get("basis", ""))
        return address(subject)

    return _level_page(request, subject, form, do, title=_("Decide"), done=_("The decision is recorded."))


# -- with a reason -----------------------------------------------------------------------------------------------------

REASONED: dict[str, tuple[Any, Any, Any]] = {
    "send-back": (send_back, lazy("Send back"), lazy("It is sent back.")),
    "reopen": (reopen_decision, lazy("Open the decision again"), lazy("The decision is open again.")),
    "exempt": (exempt_subject, lazy("Exempt"), lazy("This is recorded.")),
    "leave-out": (leave_out_subject, lazy("Not rated this time"), lazy("This is recorded.")),
}


@never_cache
def reasoned(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Sent back, opened again, exempt, not rated: each says why."""
    if act not in REASONED:
        raise Http404
    subject, user = found(request, pk), who(request)
    require(rules.can_appraise(user, subject), rules.who_may_decide(subject))
    operation, title, done = REASONED[act]

    def do(given: dict[str, Any]) -> str:
        operation(subject, by=user, reason=given["reason"])
        return address(subject)

    return form_page(
        request, ReasonForm(typed(request)), do, title=title, done=done, button=title, lead=subject.name,
        back_url=address(subject), back_text=_("Form"), nav_current="reviews",
    )  # fmt: skip


@require_POST
def include(request: HttpRequest, pk: int) -> HttpResponse:
    subject = found(request, pk)
    include_subject(subject, by=who(request))
    messages.success(request, _("This is recorded."))
    return redirect(address(subject))
