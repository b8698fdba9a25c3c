"""`/targets/paste/`: targets from a table of Word or Excel, looked at line by line before any is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from trongtam.ground import numbers
from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.org.views.answers import who
from trongtam.resolutions.models import Document

from .. import operations
from ..forms.fields import periods_offered
from ..forms.paste import LineForm, PasteForm, line_form
from ..operations import Choice, PreviewLine
from ..paste import Proposal, Table, read_table
from ..presentation.words import pledge
from ..problems import NeedsConfirmation, RowsRefused
from ..promise import Promise
from ..queries.choices import documents_for
from .targets_forms import load_document, load_unit, term_of


@require_http_methods(["GET", "POST"])
def paste_targets(request: HttpRequest, code: str) -> HttpResponse:
    """First the table, then what was read from it; only the confirmed preview is kept."""
    unit, document = load_unit(request, code), load_document(request)
    periods = periods_offered(timezone.localdate(), term_of(document), request.GET.get("period", ""))
    asked = request.GET.get("period") or str(timezone.localdate().year)
    form = PasteForm(
        request.POST if request.method == "POST" else None,
        periods=periods,
        documents=documents_for(unit, who(request)) if document is None else None,
        initial={"period": asked},
    )
    context: dict[str, Any] = {"unit": unit, "document": document, "form": form, "nav_current": "board"}
    context["draft"] = f"form:{request.path.strip('/')}"
    refused = form.is_bound and not form.is_valid()
    if form.is_bound and not refused:
        document = document or form.cleaned_data.get("document")
        if "confirmed" in request.POST and _keep(request, unit, document, form):
            return redirect("targets:board", unit.code)
        lines = _preview(request, unit, document, form)
        context |= {"lines": lines, "counts": _counts(lines), "first_look": "confirmed" not in request.POST}
        refused = "confirmed" in request.POST or not lines
    return render(request, "targets/paste.html", context, status=422 if refused else 200)


def _keep(request: HttpRequest, unit: Unit, document: Document | None, form: PasteForm) -> bool:
    """Keep the lines; a refusal is drawn by the preview, which says it line by line."""
    given = form.cleaned_data
    table = read_table(given["text"])
    choices, readable = _choices(request, table)
    if not readable:
        form.add_error(
            None, _("Something typed beside a line cannot be read. Nothing was kept; please correct it there.")
        )
        return False
    try:
        made = operations.paste_targets(
            unit,
            table,
            given["period"],
            by=who(request),
            document=document,
            choices=choices,
            acknowledged=form.acknowledged,
        )
    except RowsRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    told = ngettext("%(n)d target is set.", "%(n)d targets are set.", len(made)) % {"n": len(made)}
    messages.success(request, told)
    return True


def _choices(request: HttpRequest, table: Table) -> tuple[dict[int, Choice], bool]:
    """What the person settled, by line, and whether all of it could be read; a baseline completes the promise that was read."""
    found: dict[int, Choice] = {}
    readable = True
    for problem in table.problems:
        found[problem.line] = line_form(problem.line, request.POST).choice()
    for one in table.proposals:
        form = line_form(one.line, request.POST, unit=one.unit_of_measure)
        readable = form.is_valid() and readable
        found[one.line] = replace(form.choice(), promise=_with_baseline(one, form))
    return found, readable


def _with_baseline(one: Proposal, form: LineForm) -> Promise | None:
    baseline = form.cleaned_data.get("baseline")
    if baseline is None:
        return None
    bound = None if baseline.bound == numbers.EXACTLY else baseline.bound
    return Promise(one.plan, one.comparator, one.plan_to, baseline=baseline.value, baseline_bound=bound, form=one.form)


def _preview(
    request: HttpRequest, unit: Unit, document: Document | None, form: PasteForm
) -> list[tuple[PreviewLine, LineForm, str]]:
    valid = form.is_valid()
    text: str = form.cleaned_data["text"] if valid else request.POST["text"]
    period: Period = form.cleaned_data["period"] if valid else Period.parse(request.POST["period"])
    table = read_table(text)
    choices, _readable = _choices(request, table)
    shown = {number: replace(choice, skip=False) for number, choice in choices.items()}
    lines = operations.preview_targets(
        unit,
        table,
        period,
        by=who(request),
        document=document,
        choices=shown,
        acknowledged=form.acknowledged,
    )
    for line in lines:
        if isinstance(line.refusal, NeedsConfirmation) and not choices[line.line].skip:
            form.asked_back(line.refusal)
    bound = request.POST if "confirmed" in request.POST or "again" in request.POST else None
    return [(line, line_form(line.line, bound, line, unit=_unit(line)), _pledge(line)) for line in lines]


def _unit(line: PreviewLine) -> str:
    return line.proposal.unit_of_measure if line.proposal is not None else ""


def _pledge(line: PreviewLine) -> str:
    return pledge(line.promise, _unit(line)) if line.promise is not None else ""


def _counts(lines: list[tuple[PreviewLine, LineForm, str]]) -> dict[str, int]:
    states = [line.state for line, _form, _said in lines]
    return {state: states.count(state) for state in ("created", "unchanged", "refused")}
