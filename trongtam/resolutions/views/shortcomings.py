"""Named shortcomings: the list, one of them, and what happens to it."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.ground.errors import Refused
from trongtam.look.answers import exported, form_page, require, typed
from trongtam.org.views.answers import who
from trongtam.resolutions import operations, rules
from trongtam.resolutions.forms.shortcomings import (
    AnswerContestForm,
    ContestShortcomingForm,
    NameShortcomingForm,
    RemedyShortcomingForm,
)
from trongtam.resolutions.listings import SHORTCOMINGS
from trongtam.resolutions.models import Shortcoming
from trongtam.resolutions.queries import shortcomings as queries

from .loading import keep_upload, load_clause, load_shortcoming


def _url(shortcoming: Shortcoming) -> str:
    return reverse("resolutions:shortcoming", args=[shortcoming.pk])


def _back(shortcoming: Shortcoming) -> dict[str, str]:
    return {"back_text": _("Shortcoming"), "back_url": _url(shortcoming), "quote": shortcoming.clause.text}


def shortcomings(request: HttpRequest) -> HttpResponse:
    shown = SHORTCOMINGS.read(request.GET, queries.shortcoming_list(who(request)))
    if shown.wants_sheet:
        return exported(request, shown)
    context = {"list": shown, "shortcomings": shown.page, "today": timezone.localdate()}
    return render(request, "resolutions/shortcomings.html", context)


def shortcoming(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_shortcoming(request, pk)
    context = {"shortcoming": shown, "today": timezone.localdate(), **queries.shortcoming_page(shown, who(request))}
    return render(request, "resolutions/shortcoming.html", context)


def name_shortcoming(request: HttpRequest, pk: int) -> HttpResponse:
    clause = load_clause(request, pk)
    require(rules.can_name_shortcoming(who(request), clause.document), rules.who_can_answer(clause.document))
    form = NameShortcomingForm(typed(request), units=queries.remediers(clause.document))

    def do(given: dict) -> str:
        return _url(operations.name_shortcoming(clause, by=who(request), **given))

    back = {"back_text": str(clause)[:60], "back_url": reverse("resolutions:clause", args=[clause.pk])}
    title, done = _("Who remedies it until when"), _("The shortcoming is named; the unit sees it on its desk.")
    return form_page(request, form, do, title=title, done=done, button=_("Name it"), quote=clause.text, **back)


def remedy_shortcoming(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_shortcoming(request, pk)
    require(rules.can_remedy_shortcoming(who(request), shown), rules.who_can_roll_out(shown.remedier))
    form = RemedyShortcomingForm(typed(request), request.FILES or None, initial={"on": timezone.localdate()})

    def do(given: dict) -> str:
        with transaction.atomic():
            evidence = keep_upload(request, given, shown.remedier, StoredFile.Audience.UNIT)
            if evidence is None:  # the form asks for it
                raise Refused(_("Please attach the evidence."), field="upload")
            operations.remedy_shortcoming(shown, by=who(request), evidence=evidence, **given)
        return _url(shown)

    title, done = _("State that it is remedied"), _("Remedied, with evidence.")
    return form_page(request, form, do, title=title, done=done, button=_("State it"), **_back(shown))


def contest_shortcoming(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_shortcoming(request, pk)
    require(rules.can_contest_shortcoming(who(request), shown), rules.who_can_contest(shown))

    def do(given: dict) -> str:
        return _url(operations.contest_shortcoming(shown, by=who(request), **given))

    title, done = _("Contest the shortcoming"), _("The contest is sent; its answer comes here.")
    form = ContestShortcomingForm(typed(request))
    return form_page(request, form, do, title=title, done=done, button=_("Contest"), **_back(shown))


def _contest_context(shown: Shortcoming) -> dict[str, str]:
    note = _("%(unit)s says: %(reason)s") % {"unit": shown.remedier.name, "reason": shown.contest_reason}
    return {"note": note, **_back(shown)}


def answer_contest(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_shortcoming(request, pk)
    require(rules.can_answer_contest(who(request), shown), rules.who_can_answer(shown.clause.document))

    def do(given: dict) -> str:
        return _url(operations.answer_contest(shown, by=who(request), **given))

    title, done = _("Answer: it stands"), _("Answered; the shortcoming stands.")
    form = AnswerContestForm(typed(request))
    return form_page(request, form, do, title=title, done=done, button=_("Answer"), **_contest_context(shown))


def accept_contest(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_shortcoming(request, pk)
    require(rules.can_answer_contest(who(request), shown), rules.who_can_answer(shown.clause.document))

    def do(given: dict) -> str:
        return _url(operations.accept_contest(shown, by=who(request), **given))

    title, done = _("Accept: it is withdrawn"), _("The shortcoming is withdrawn.")
    form = AnswerContestForm(typed(request))
    return form_page(request, form, do, title=title, done=done, button=_("Withdraw it"), **_contest_context(shown))
