"""`/statements/<id>/`: one stated figure, its history, its evidence; correct it, take it back, prove it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trongtam.archive.operations import refuse_marked, store_file
from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.look.answers import form_page, require, typed
from trongtam.org.rules import can_object
from trongtam.org.views.answers import who

from .. import operations, rules
from ..forms.statements import CorrectForm, EvidenceForm, WithdrawForm
from ..models import Measurement
from ..operations.statements import sent_already
from ..presentation import entry as words
from ..presentation.entered import entered
from ..presentation.trace import root_url, root_words
from ..presentation.words import named
from ..problems import Stale
from ..queries.rounds import closing, submissions_of_sheet
from ..queries.sent import entered_for
from ..queries.statement_page import statement_page
from ..stated import figure_of


def _load(request: HttpRequest, pk: int) -> Measurement:
    seen = Measurement.objects.visible_to(who(request)).select_related("indicator", "unit__parent", "stated_by")
    return get_object_or_404(seen, pk=pk)


def _url(statement: Measurement) -> str:
    return reverse("targets:statement", args=[statement.pk])


def _sent(statement: Measurement) -> str:
    """Why the figure stands as it was sent for a round, in a sentence; empty where it may still change."""
    sent = closing(submissions_of_sheet(statement.unit, Period.parse(statement.period_code)))
    return "" if sent is None else sent_already(sent)


@require_GET
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    page = statement_page(_load(request, pk), who(request))
    shown = page.statement
    versions = [(one, words.shown(figure_of(one, shown.indicator), shown.indicator)) for one in page.versions]
    may_change = page.is_current and shown.source == "stated" and rules.can_correct(who(request), shown)
    sent = _sent(shown) if may_change else ""
    spoken_for = entered_for(shown.unit, [shown]) if can_object(who(request), shown.unit) else {}
    context = {
        "page": page,
        "unit": shown.unit,
        "entered": entered(spoken_for.values(), shown.unit),
        "statement": shown,
        "figure": words.shown(figure_of(shown, shown.indicator), shown.indicator),
        "versions": versions,
        "counted_for": [(one, root_url(one), root_words(one)) for one in page.targets],
        "period": named(shown.period_code),
        "may_change": may_change and not sent,
        "sent": sent,
        "may_prove": rules.can_attach_evidence(who(request), shown),
    }
    return render(request, "targets/statement.html", context)


def _form(request: HttpRequest, shown: Measurement, form: Any, do: Any, **words_of_page: Any) -> HttpResponse:
    lead = f"{shown.indicator.name}, {shown.unit.name}, {named(shown.period_code)}"
    back = {"back_url": _url(shown), "back_text": shown.indicator.name}
    return form_page(request, form, do, lead=lead, **back, **words_of_page)


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _load(request, pk)
    require(rules.can_correct(who(request), shown), rules.who_may_state(shown.unit))
    if request.method == "GET" and _sent(shown):
        return redirect(_url(shown))  # nobody types in vain: the sentence stands beside the figure
    form = CorrectForm(typed(request), statement=shown)

    def do(given: dict[str, Any]) -> str:
        try:
            return _url(operations.correct(shown, form.figure, by=who(request), reason=given["reason"]))
        except Stale as stale:
            raise _told(stale) from stale

    done = _("The figure is corrected; the old one stays readable.")
    return _form(request, shown, form, do, title=_("Correct the figure"), done=done, button=_("Correct"))


def _told(stale: Stale) -> Refused:
    """The refusal with the figure that stands now."""
    if stale.found is None:
        return stale
    figure = words.shown(figure_of(stale.found, stale.found.indicator), stale.found.indicator)
    return Refused(f"{stale} " + _("Now stands: %(figure)s.") % {"figure": figure})


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _load(request, pk)
    require(rules.can_withdraw(who(request), shown), rules.who_may_state(shown.unit))
    if request.method == "GET" and _sent(shown):
        return redirect(_url(shown))  # nobody types in vain: the sentence stands beside the figure

    def do(given: dict[str, Any]) -> str:
        return _url(operations.withdraw(shown, by=who(request), **given))

    done = _("The figure is taken back; it stays readable with its reason.")
    form = WithdrawForm(typed(request))
    return _form(request, shown, form, do, title=_("Take the figure back"), done=done, button=_("Take back"))


def attach_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _load(request, pk)
    require(rules.can_attach_evidence(who(request), shown), rules.who_may_state(shown.unit))
    form = EvidenceForm(typed(request), request.FILES or None)

    @transaction.atomic
    def do(given: dict[str, Any]) -> str:
        upload, marking = given.pop("file"), given.pop("marking")
        refuse_marked(marking)
        stored = store_file(upload, by=who(request), unit=shown.unit, marking=marking) if upload else None
        operations.attach_evidence(shown, by=who(request), file=stored, **given)
        return _url(shown)

    done = _("The evidence stands with the figure.")
    return _form(request, shown, form, do, title=_("Add evidence"), done=done, button=_("Add"))
