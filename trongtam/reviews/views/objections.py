"""A fact is contested, answered, stated: `/reviews/forms/…/facts/…` and `/reviews/contests/…`."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from trongtam.look.answers import form_page, require, typed
from trongtam.org.views.answers import who

from .. import presenting_rounds as presenting
from ..fact_codes import KNOWN_FACTS
from ..forms.rounds import AnswerForm, ContestForm, FactForm
from ..models import Contest, Subject
from ..operations import contest_fact, dismiss_contest, state_fact, uphold_contest, withdraw_contest
from ..operations.walking import WITH
from ..queries.known import facts_of
from ..rules import rounds as rules
from .subjects import address, found, looked


@never_cache
def contest(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    subject, user = found(request, pk), who(request)
    require(rules.can_contest(user, subject), rules.who_may_contest(subject))
    if code not in KNOWN_FACTS:
        raise Http404

    def do(given: dict[str, Any]) -> str:
        contest_fact(subject, code, by=user, text=given["text"])
        return address(subject)

    return form_page(
        request, ContestForm(typed(request)), do, title=_("This fact is not right"), done=_("Your objection is sent."),
        button=_("Send my objection"), lead=str(KNOWN_FACTS[code].title), back_url=address(subject), back_text=_("Form"),
        nav_current="reviews",
    )  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(Contest.objects.visible_to(who(request)), pk=pk)
    withdraw_contest(held, by=who(request))
    messages.success(request, _("The objection is withdrawn."))
    return redirect(reverse("reviews:form", args=[held.subject_id]))


@never_cache
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Right or not, with the reason that the person reads."""
    user = who(request)
    held = get_object_or_404(Contest.objects.visible_to(user), pk=pk)
    held.subject = Subject.objects.select_related(*WITH).get(pk=held.subject_id)
    require(rules.can_answer(user, held), rules.who_may_answer(held))
    looked(request, held.subject)
    about = KNOWN_FACTS[held.code]
    form = AnswerForm(typed(request), kind=about.kind)

    def do(given: dict[str, Any]) -> str:
        if given["upheld"] == "yes":
            uphold_contest(held, form.value(), by=user, answer=given["answer"])
        else:
            dismiss_contest(held, by=user, answer=given["answer"])
        return address(held.subject)

    known = presenting.value_words(about.kind, facts_of(held.subject).get(held.code))
    return form_page(
        request, form, do, title=_("Answer the objection"), done=_("The answer is sent."), button=_("Send the answer"),
        lead=f"{held.subject.name} · {about.title}: {known}", quote=held.text, back_url=address(held.subject),
        back_text=_("Form"), nav_current="reviews",
    )  # fmt: skip


@never_cache
def state(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A fact that no record counts."""
    subject, user = found(request, pk), who(request)
    require(rules.can_appraise(user, subject), rules.who_may_decide(subject))
    if code not in KNOWN_FACTS:
        raise Http404
    about = KNOWN_FACTS[code]
    form = FactForm(typed(request), kind=about.kind, label=str(about.title))

    def do(_given: dict[str, Any]) -> str:
        state_fact(subject, code, form.value(), by=user)
        return address(subject)

    return form_page(
        request, form, do, title=_("State a fact"), done=_("This is recorded."), button=_("Record"), lead=subject.name,
        back_url=address(subject), back_text=_("Form"), nav_current="reviews",
        note=_("From the paper that says so. The person sees it and may object."),
    )  # fmt: skip
