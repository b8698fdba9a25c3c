"""Every page loads through what the person sees: a stranger gets 404."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import Truncator

from trongtam.archive.models import StoredFile
from trongtam.archive.operations import refuse_marked, store_file
from trongtam.ground.errors import Refused
from trongtam.org.models import Unit
from trongtam.org.views.answers import who
from trongtam.resolutions.models import Clause, Document, PaperOwed, Shortcoming


def load_document(request: HttpRequest, pk: int) -> Document:
    documents = Document.objects.visible_to(who(request)).select_related("unit__parent", "term", "parent", "file")
    return get_object_or_404(documents, pk=pk)


def load_clause(request: HttpRequest, pk: int) -> Clause:
    clauses = Clause.objects.visible_to(who(request)).select_related("document__unit", "document__term", "parent")
    return get_object_or_404(clauses, pk=pk)


def load_shortcoming(request: HttpRequest, pk: int) -> Shortcoming:
    named = Shortcoming.objects.visible_to(who(request))
    return get_object_or_404(named.select_related("remedier", "evidence", "clause__document__unit"), pk=pk)


def load_paper(request: HttpRequest, pk: int) -> PaperOwed:
    papers = PaperOwed.objects.visible_to(who(request)).select_related("unit", "document", "fulfilled_by")
    return get_object_or_404(papers, pk=pk)


def load_reached_unit(request: HttpRequest, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.reached_by(who(request)), pk=pk)


def back_to(document: Document) -> dict[str, str]:
    """The way back of a form page."""
    return {"back_text": Truncator(document.title).chars(40), "back_url": document_url(document)}


def document_url(document: Document) -> str:
    return reverse("resolutions:document", args=[document.pk])


def rollout_url(document: Document) -> str:
    return reverse("resolutions:rollout", args=[document.pk])


def keep_upload(request: HttpRequest, given: dict[str, Any], unit: Unit, audience: str) -> StoredFile | None:
    """Store the file of a form's `upload` and `marking`, which leave `given`; None when there is none."""
    upload: UploadedFile | None = given.pop("upload", None)
    marking = given.pop("marking")
    if upload is None:
        refuse_marked(marking)
        return None
    try:
        return store_file(upload, by=who(request), unit=unit, audience=audience, marking=marking)
    except Refused as refused:
        refused.field = "upload" if refused.field == "file" else refused.field
        raise
