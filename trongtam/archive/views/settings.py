"""How an organ numbers its papers, and the Word templates that it uses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trongtam.archive import operations, rules
from trongtam.archive.forms.papers import ContinueNumbersForm, NumberingForm, TemplateForm
from trongtam.archive.issuing.template import FIELDS
from trongtam.archive.models import Numbering, PaperTemplate
from trongtam.archive.queries import papers as queries
from trongtam.archive.queries import settings as lists
from trongtam.look.answers import form_page, require, typed
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from .papers import STATE_KINDS


def _load(request: HttpRequest, code: str) -> Unit:
    organ = get_object_or_404(Unit.objects.reached_by(who(request)), code=code)
    require(rules.can_issue_for(who(request), organ), rules.who_can_issue(organ))
    return organ


def _side(organ: Unit) -> str:
    return "state" if organ.kind in STATE_KINDS else "party"


def _address(organ: Unit) -> str:
    return reverse("archive:paper_settings", args=[organ.code])


@require_GET
def paper_settings(request: HttpRequest, code: str) -> HttpResponse:
    organ = _load(request, code)
    context = {
        "organ": organ,
        "numbering": Numbering(queries.numbering_of(organ)).label,
        "series": lists.series_of(organ),
        "templates": lists.templates_of(organ),
        "fields": FIELDS,
        "others": [one for one in lists.organs_to_set(who(request)) if one.pk != organ.pk],
        "nav_current": "papers",
    }
    return render(request, "archive/paper_settings.html", context)


def choose_numbering(request: HttpRequest, code: str) -> HttpResponse:
    organ = _load(request, code)
    form = NumberingForm(typed(request), initial={"numbering": queries.numbering_of(organ)})

    def do(given: dict[str, Any]) -> str:
        operations.choose_numbering(organ, by=who(request), **given)
        return _address(organ)

    return _form(request, organ, form, do, title=_("Who gives the number"), button=_("Keep"), done=_("It is kept."))


def continue_numbers(request: HttpRequest, code: str) -> HttpResponse:
    organ = _load(request, code)
    form = ContinueNumbersForm(typed(request), side=_side(organ))

    def do(given: dict[str, Any]) -> str:
        operations.continue_numbers(organ, by=who(request), side=_side(organ), on=timezone.localdate(), **given)
        return _address(organ)

    return _form(
        request,
        organ,
        form,
        do,
        title=_("Go on from the paper book"),
        button=_("Go on from there"),
        done=_("The program goes on from there."),
    )


def bring_template(request: HttpRequest, code: str) -> HttpResponse:
    organ = _load(request, code)
    form = TemplateForm(typed(request), request.FILES or None)

    def do(given: dict[str, Any]) -> str:
        operations.bring_template(organ, given["file"], by=who(request), paper_type=given["paper_type"])
        return _address(organ)

    return _form(
        request,
        organ,
        form,
        do,
        title=_("Bring a Word template"),
        button=_("Check and use it"),
        done=_("The template is used from now on."),
        note=_("It may name these fields in double braces: %(fields)s.") % {"fields": ", ".join(FIELDS)},
    )


@require_POST
def withdraw_template(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    organ = _load(request, code)
    operations.withdraw_template(get_object_or_404(PaperTemplate, pk=pk, organ=organ), by=who(request))
    return redirect(_address(organ))


def _form(request: HttpRequest, organ: Unit, form: Any, do: Any, **words: Any) -> HttpResponse:
    words.setdefault("lead", organ.name)
    back = {"back_text": _("Numbers and templates"), "back_url": _address(organ)}
    return form_page(request, form, do, **back, **words)
