"""The list of documents, one document with its clauses, putting in and correcting."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.look.answers import exported, form_page, require, typed
from trongtam.look.registry import panels
from trongtam.look.shapes import Tab
from trongtam.org.views.answers import who
from trongtam.resolutions import operations, rules
from trongtam.resolutions.forms.documents import CorrectDocumentForm, RegisterDocumentForm
from trongtam.resolutions.listings import document_listing, loose, orphan_listing
from trongtam.resolutions.models import DocumentKind
from trongtam.resolutions.orphans import orphan_lists
from trongtam.resolutions.queries import documents as queries

from .loading import back_to, document_url, keep_upload, load_document


def documents(request: HttpRequest) -> HttpResponse:
    shown = document_listing(who(request)).read(request.GET, queries.document_list(who(request)))
    if shown.wants_sheet:
        return exported(request, shown)
    context = {
        "list": shown,
        "page": shown.page,
        "may_register": queries.keepers(who(request)).exists(),
    }
    return render(request, "resolutions/documents.html", context)


def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The document with its clauses beside what hangs on them; `?way=back` the other way round."""
    shown = load_document(request, pk)
    both_ways = panels.registered("resolutions.document_back")
    back = both_ways and request.GET.get("way") == "back"
    rows = []
    if not back:
        sides = panels.of("resolutions.clause_side", request, shown)
        rows = queries.clause_rows(shown, who(request), sides)
    tabs = [Tab(_("By clause"), "?", not back), Tab(_("By target"), "?way=back", back)] if both_ways else []
    context = {
        "document": shown,
        "rows": rows,
        "back": back,
        "tabs": tabs,
        "below": queries.below(shown, who(request)),
        "needing": sum(row.needs for row in rows),
        "may_edit": rules.can_edit_document(who(request), shown),
        "may_send": rules.can_send_document(who(request), shown),
        "after_congress": shown.kind == DocumentKind.RESOLUTION and shown.term_id is not None,
    }
    return render(request, "resolutions/document.html", context)


def register_document(request: HttpRequest) -> HttpResponse:
    keeper = queries.own_keeper(who(request))
    require(keeper is not None, _("Documents are put in by the Party office, the secretary, or a cell for itself."))
    initial = {"unit": keeper, "issued_on": timezone.localdate(), "organ": str(keeper)}
    form = RegisterDocumentForm(typed(request), request.FILES or None, user=who(request), initial=initial)

    def do(given: dict) -> str:
        with transaction.atomic():
            file = keep_upload(request, given, given["unit"], StoredFile.Audience.BELOW)
            made = operations.register_document(given.pop("unit"), by=who(request), file=file, **given)
        return document_url(made)

    return form_page(
        request,
        form,
        do,
        title=_("Put a document in"),
        done=_("The document is in the list. Now paste its text to read it into clauses."),
        button=_("Put it in"),
        back_text=_("Documents"),
        back_url="../",
    )


def correct_document(request: HttpRequest, pk: int) -> HttpResponse:
    shown = load_document(request, pk)
    require(rules.can_edit_document(who(request), shown), rules.who_can_edit(shown.unit))
    form = CorrectDocumentForm(typed(request), request.FILES or None, user=who(request), instance=shown)

    def do(given: dict) -> str:
        with transaction.atomic():
            file = keep_upload(request, given, shown.unit, StoredFile.Audience.BELOW)
            changes = given | ({"file": file} if file else {})
            reason = changes.pop("reason")
            operations.correct_document(shown, by=who(request), changes=changes, reason=reason)
        return document_url(shown)

    title, button = _("Correct the document"), _("Record the correction")
    return form_page(request, form, do, title=title, done=_("Corrected."), button=button, **back_to(shown))


def orphans(request: HttpRequest) -> HttpResponse:
    """All lists of what hangs loose, of one document (`?document=`) or of all that the person sees."""
    number = request.GET.get("document", "")
    shown = load_document(request, int(number)) if number.isdecimal() and len(number) < 12 else None
    lists = orphan_lists(who(request), shown)
    found = orphan_listing(lists).read(request.GET, loose(lists))
    if found.wants_sheet:
        return exported(request, found)
    clean = [] if found.narrowed else [one.kind for one in lists if not one.orphans]
    return render(request, "resolutions/orphans.html", {"document": shown, "list": found, "clean": clean})
