"""Merge and split: chosen, rehearsed, then recorded. The rehearsal lives in the address; only the record is a POST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused

from .. import rules
from ..forms.reorganise import MergeUnitsForm, SplitUnitForm
from ..models import Unit
from ..operations import reorganise
from ..queries.rehearsed import told
from ..queries.reorganise import Rehearsal, rehearse_merger, rehearse_split
from .answers import require, who
from .units import unit_or_404

INSIDE = frozenset({"csrfmiddlewaretoken", "form_key"})


def merge_units(request: HttpRequest, code: str) -> HttpResponse:
    shown = unit_or_404(request, code)
    require(rules.can_merge_units(who(request), shown), rules.who_may_move_unit(shown))
    form = MergeUnitsForm(_typed(request), unit=shown, user=who(request), initial=_initial())

    def rehearse() -> Rehearsal:
        return rehearse_merger(form.chosen, **form.given())

    def do() -> Unit:
        return reorganise.merge_units(form.chosen, by=who(request), **form.given())

    words = {
        "title": _("Merge"),
        "done": _("The units are merged. Each old one stays readable as it was."),
        "button": _("Record the merger"),
        "note": _("The old units end on that day, the new one begins. Nothing that was stated is changed."),
    }
    return _page(request, shown, form, rehearse, do, words)


def split_unit(request: HttpRequest, code: str) -> HttpResponse:
    shown = unit_or_404(request, code)
    require(rules.can_split_unit(who(request), shown), rules.who_may_move_unit(shown))
    form = SplitUnitForm(_typed(request), unit=shown, user=who(request), initial=_initial())

    def rehearse() -> Rehearsal:
        return rehearse_split(shown, **form.given())

    def do() -> Unit:
        return reorganise.split_unit(shown, by=who(request), **form.given())[0]

    words = {
        "title": _("Split"),
        "done": _("The unit is split. It stays readable as it was."),
        "button": _("Record the split"),
        "note": _(
            "Only sums are divided by the shares, and marked as estimates; other figures of the time before stay with the old"
            " unit and are not compared."
        ),
    }
    return _page(request, shown, form, rehearse, do, words)


def _typed(request: HttpRequest) -> QueryDict | None:
    if request.method == "POST":
        return request.POST
    return request.GET or None


def _initial() -> dict[str, Any]:
    return {"on": timezone.localdate()}


def _kept(typed: QueryDict | None) -> list[tuple[str, str]]:
    """What was chosen, for the form that records it."""
    named = typed.lists() if typed is not None else ()
    return [(name, str(value)) for name, values in named if name not in INSIDE for value in values]


def _page(
    request: HttpRequest,
    unit: Unit,
    form: MergeUnitsForm | SplitUnitForm,
    rehearse: Callable[[], Rehearsal],
    do: Callable[[], Unit],
    words: dict[str, str],
) -> HttpResponse:
    shown = None
    if form.is_bound and form.is_valid():
        shown = rehearse()
        form.ask(shown)
        if request.method == "POST" and not shown.problems:
            try:
                made = do()
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, words["done"])
                return redirect(reverse("org:unit", args=[made.code]))
    ahead = shown is not None and shown.plan.on > timezone.localdate()
    context = {
        **words,
        "unit": unit,
        "form": form,
        "rehearsal": told(shown) if shown is not None and shown.plan.founded else None,
        "on": shown.plan.on if shown is not None else None,
        "ahead": ahead,
        "ready": shown is not None and not form.errors and not ahead,
        "kept": _kept(_typed(request)),
        "step": 1 if shown is None else 2,
        "step_names": [_("Choose"), _("Rehearse"), _("Record")],
    }
    return render(request, "org/reorganise.html", context, status=422 if request.method == "POST" else 200)
