"""One clause, and the acts on the tree of clauses."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.archive.operations import refuse_marked_text
from trongtam.ground.errors import Refused
from trongtam.look.answers import form_page, require, said, typed
from trongtam.look.registry import panels
from trongtam.org.views.answers import who
from trongtam.resolutions import operations, rules
from trongtam.resolutions.forms.documents import (
    AddClauseForm,
    CorrectClauseForm,
    MoveClauseForm,
    PasteForm,
    RemoveClauseForm,
)
from trongtam.resolutions.models import Clause, ClauseKind, Document
from trongtam.resolutions.queries import documents as queries
from trongtam.resolutions.reader import ReadClause, read_text

from .loading import back_to, document_url, load_clause, load_document


def _clause_url(clause: Clause) -> str:
    return reverse("resolutions:clause", args=[clause.pk])


def _editable(request: HttpRequest, document: Document) -> None:
    require(rules.can_edit_document(who(request), document), rules.who_can_edit(document.unit))


def _back(clause: Clause) -> dict[str, str]:
    return {"back_text": str(clause)[:60], "back_url": _clause_url(clause), "quote": str(clause)}


def clause(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_clause(request, pk)
    sides = queries.sides_of(panels.of("resolutions.clause_side", request, shown.document), shown.pk)
    context = {"clause": shown, "sides": sides, **queries.clause_page(shown, who(request))}
    return render(request, "resolutions/clause.html", context)


def add_clause(request: HttpRequest, pk: int) -> HttpResponse:
    document = load_document(request, pk)
    _editable(request, document)
    form = AddClauseForm(typed(request), document=document, initial={"parent": request.GET.get("below")})

    def do(given: dict) -> str:
        return f"{document_url(document)}#c{operations.add_clause(document, by=who(request), **given).pk}"

    title, done = _("Add a clause"), _("The clause stands in the document.")
    return form_page(request, form, do, title=title, done=done, button=_("Add"), **back_to(document))


def correct_clause(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_clause(request, pk)
    _editable(request, shown.document)
    initial = {"kind": shown.kind, "label": shown.label, "text": shown.text}
    form = CorrectClauseForm(typed(request), initial=initial)

    def do(given: dict) -> str:
        return _clause_url(operations.correct_clause(shown, by=who(request), **given))

    title, button = _("Correct the clause"), _("Record the correction")
    return form_page(request, form, do, title=title, done=_("Corrected."), button=button, **_back(shown))


def move_clause(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_clause(request, pk)
    _editable(request, shown.document)
    form = MoveClauseForm(typed(request), clause=shown, initial={"parent": shown.parent_id})

    def do(given: dict) -> str:
        operations.move_clause(shown, by=who(request), **given)
        return f"{document_url(shown.document)}#c{shown.pk}"

    note = _("Everything below moves with it.")
    title, done = _("Move the clause"), _("The clause stands at its new place.")
    return form_page(request, form, do, title=title, done=done, button=_("Move it"), note=note, **_back(shown))


def remove_clause(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_clause(request, pk)
    _editable(request, shown.document)

    def do(given: dict) -> str:
        operations.remove_clause(shown, by=who(request), **given)
        return document_url(shown.document)

    note = _("Only for a clause put in by mistake. One that carries targets cannot vanish.")
    title, done = _("Take the clause out"), _("The clause is out; the book keeps its words.")
    form = RemoveClauseForm(typed(request))
    return form_page(request, form, do, title=title, done=done, button=_("Take out"), note=note, **_back(shown))


def paste_clauses(request: HttpRequest, pk: int) -> HttpResponse:
    """First the text, then what was read from it, row by row; only the confirmed preview counts."""
    document = load_document(request, pk)
    _editable(request, document)
    form = PasteForm(typed(request))
    rows: list[ReadClause] = []
    if request.method == "POST" and form.is_valid() and _may_be_kept(form):
        rows = read_text(form.cleaned_data["text"])
        if not rows or len(rows) > operations.clauses.MOST_PASTED:
            form.add_error("text", _("No clause could be read, or more than 2,000. Please paste the text in parts."))
            rows = []
        elif "confirmed" in request.POST:
            rows = _chosen(request, rows)
            if _keep(request, document, rows, form):
                return redirect(document_url(document))
    wrong = form.is_bound and not form.is_valid()
    draft = f"form:{request.path.strip('/')}"
    context = {"document": document, "form": form, "rows": rows, "kinds": ClauseKind.choices, "draft": draft}
    return render(request, "resolutions/paste_clauses.html", context, status=422 if wrong else 200)


def _may_be_kept(form: PasteForm) -> bool:
    """A classified text is refused before anything of it is shown again as clauses."""
    try:
        refuse_marked_text(form.cleaned_data["text"])
    except Refused as refused:
        form.add_error("text", said(refused))
    return form.is_valid()


def _chosen(request: HttpRequest, rows: list[ReadClause]) -> list[ReadClause]:
    """The rows with the kinds that the person left or set on the preview, and those that he leaves out."""
    chosen = []
    for index, row in enumerate(rows):
        kind = request.POST.get(f"kind-{index}", row.kind)
        known = kind if kind in ClauseKind.values else row.kind
        chosen.append(replace(row, kind=known, left_out=f"leave-{index}" in request.POST))
    return chosen


def _keep(request: HttpRequest, document: Document, rows: list[ReadClause], form: PasteForm) -> bool:
    wanted = [operations.PastedClause(row.depth, row.kind, row.text, row.label) for row in rows if not row.left_out]
    try:
        operations.paste_clauses(document, by=who(request), rows=wanted, text=form.cleaned_data["text"])
    except Refused as refused:
        form.add_error(None, said(refused))
        return False
    messages.success(request, _("%(count)d clauses stand in the document.") % {"count": len(wanted)})
    return True
