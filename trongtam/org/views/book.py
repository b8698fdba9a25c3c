"""The book of a unit, and objections to what was entered for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry, Objection
from trongtam.look.answers import exported

from .. import rules
from ..forms.book import AnswerForm, ObjectionForm
from ..listings import book_listing
from ..models import Unit
from ..operations import objections as operations
from ..queries import book as queries


def _unit(request, code: str) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.user), code=code)
    if not (rules.can_read_book(request.user, unit) or rules.can_read_own_book(request.user, unit)):
        raise NotAllowed(rules.who_may_read_book(unit))
    return unit


def book(request, code: str) -> HttpResponse:
    """Who did what for the unit, newest first; `?entry=` shows one entry alone."""
    unit = _unit(request, code)
    entries = queries.entries_of(request.user, unit)
    only = request.GET.get("entry", "")
    found = entries.filter(pk=int(only[:18])) if only.isascii() and only.isdigit() else entries
    listing = book_listing(queries.act_choices(entries), lambda these: queries.rows(these, request.user))
    shown = listing.read(request.GET, queries.told(found))
    if shown.wants_sheet:
        return exported(request, shown, title=_("The book of %(unit)s") % {"unit": unit.name})
    most = queries.ALONE if only else queries.IN_THE_BOOK
    rows = queries.rows(shown.page, request.user, most=None if only and "all" in request.GET else most)
    context = {"unit": unit, "list": shown, "page": shown.page, "rows": rows, "only": bool(only)}
    return render(request, "org/book.html", {**context, "all_below": rules.can_read_book(request.user, unit)})


@require_POST
def confirm_entry(request, code: str, entry: int) -> HttpResponse:
    unit = _unit(request, code)
    found = get_object_or_404(queries.entries_of(request.user, unit), pk=entry)
    try:
        operations.confirm_entry(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you. The office sees that this is right."))
    return redirect(queries.book_url(unit, found))


def object_to_entry(request, code: str, entry: int) -> HttpResponse:
    unit = _unit(request, code)
    found = get_object_or_404(queries.told(queries.entries_of(request.user, unit)), pk=entry)
    form = ObjectionForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> None:
        operations.object_to_entry(found, by=request.user, **given)

    done = _("Your objection is with the office; the answer will stand beside it.")
    return _answer(request, unit, found, form, do, done, "org/book_object.html")


def answer_objection(request, code: str, objection: int) -> HttpResponse:
    unit = _unit(request, code)
    entries = queries.entries_of(request.user, unit)
    found = get_object_or_404(
        Objection.objects.filter(entry__in=entries).select_related("entry__by", "entry__confirmation__by"), pk=objection
    )
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> None:
        operations.answer_objection(found, by=request.user, **given)

    return _answer(
        request, unit, found.entry, form, do, _("The unit sees your answer."), "org/book_answer.html", objection=found
    )


def _answer(
    request,
    unit: Unit,
    entry: Entry,
    form: Form,
    do: Callable[[dict[str, Any]], None],
    done: str,
    template: str,
    **context: Any,
) -> HttpResponse:
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(queries.book_url(unit, entry))
    (row,) = queries.rows([entry], request.user)
    context |= {"unit": unit, "row": row, "form": form}
    return render(request, template, context, status=422 if form.is_bound else 200)
