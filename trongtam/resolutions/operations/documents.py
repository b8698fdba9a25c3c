"""Documents come in and are put right."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.models import StoredFile
from trongtam.archive.operations import refuse_marked_text
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.org.models import Term, Unit
from trongtam.resolutions import rules
from trongtam.resolutions.models import Document, Side

if TYPE_CHECKING:
    from trongtam.accounts.models import User

CORRECTABLE = ("side", "kind", "origin", "number", "issued_on", "organ", "title", "term", "parent", "file", "edges")


@transaction.atomic
def register_document(
    unit: Unit,
    *,
    by: User,
    kind: str,
    title: str,
    issued_on: date,
    organ: str,
    side: str = Side.PARTY,
    origin: str = Document.Origin.ISSUED,
    number: str = "",
    term: Term | None = None,
    parent: Document | None = None,
    file: StoredFile | None = None,
    edges: list[int] | None = None,
    is_invented: bool = False,
    at: datetime | None = None,
) -> Document:
    """Put a document into the unit's list. The number is what was typed; without one it stays empty.

    Refuses the same document twice, a date in the future or outside its term, a parent dated later.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_register_document(by, unit):
        raise NotAllowed(rules.who_can_edit(unit))
    document = Document(
        unit=unit,
        side=side,
        kind=kind,
        origin=origin,
        number=number,
        issued_on=issued_on,
        organ=organ,
        title=title,
        term=term,
        parent=parent,
        file=file,
        is_invented=is_invented,
    )
    if edges is not None:
        document.edges = edges
    _make_sense(document, by, at)
    document.save()
    after = {"kind": kind, "number": document.number, "issued_on": issued_on, "title": document.title}
    proxy = rules.acts_for_another(by, unit)
    book.write("resolutions.document_registered", by=by, on=document, unit=unit, after=after, proxy=proxy, at=at)
    return document


@transaction.atomic
def correct_document(
    document: Document, *, by: User, changes: dict[str, Any], reason: str, at: datetime | None = None
) -> Document:
    """Put the details of a document right; the book keeps what stood there. `changes` holds fields of CORRECTABLE."""
    document = Document.objects.select_for_update(of=("self",)).select_related("unit").get(pk=document.pk)
    if not rules.can_edit_document(by, document):
        raise NotAllowed(rules.who_can_edit(document.unit))
    if not reason.strip():
        raise Refused(_("Please say why this is corrected; the book keeps the reason."), field="reason")
    before, after = {}, {}
    for name, value in changes.items():
        if name not in CORRECTABLE:
            raise ValueError(f"{name} of a document cannot be corrected")
        if getattr(document, name) != value:
            before[name], after[name] = getattr(document, name), value
            setattr(document, name, value)
    if not after:
        raise Refused(_("Nothing was changed."))
    _make_sense(document, by, at)
    document.save()
    note = reason.strip()
    book.write(
        "resolutions.document_corrected",
        by=by,
        on=document,
        unit=document.unit,
        before=before,
        after=after,
        note=note,
        at=at,
    )
    return document


def _make_sense(document: Document, by: User, at: datetime | None) -> None:
    """Tidy what was typed and refuse what cannot be; the document's unit is locked or the document itself is."""
    refuse_marked_text(document.title, field="title")
    for name in ("title", "number", "organ"):
        setattr(document, name, " ".join(getattr(document, name).split()))
    for name, sentence in (
        ("title", _("Please type what the document is about.")),
        ("organ", _("Please type which organ issued the document.")),
    ):
        if not getattr(document, name):
            raise Refused(sentence, field=name)
    _refuse_impossible_dates(document, at)
    _refuse_foreign_links(document, by)
    edges = document.edges
    if not edges or edges != sorted(set(edges)) or edges[0] <= 0:
        raise Refused(_("The edges of the bands must rise, for example 60 and 100."), field="edges")
    document.folded = fold(f"{document.number} {document.title} {document.organ}")[:520]
    _refuse_twin(document)


def _refuse_impossible_dates(document: Document, at: datetime | None) -> None:
    term, parent = document.term, document.parent
    if document.issued_on > timezone.localdate(at or timezone.now()):
        raise Refused(_("The document is dated in the future. Please check the date."), field="issued_on")
    if term and not term.begins <= document.issued_on <= term.ends:
        sentence = _("The date lies outside the term %(term)s (%(begins)s to %(ends)s).")
        dates = {"begins": f"{term.begins:%d/%m/%Y}", "ends": f"{term.ends:%d/%m/%Y}"}
        raise Refused(sentence % {"term": term.name, **dates}, field="issued_on")
    if parent and parent.issued_on > document.issued_on:
        raise Refused(_("The document that it carries out is dated later. Please check both dates."), field="parent")


def _refuse_foreign_links(document: Document, by: User) -> None:
    term, parent, unit = document.term, document.parent, document.unit
    if term and not unit.path.startswith(rules.territory(term.unit)):
        raise Refused(_("This term is not one of %(unit)s.") % {"unit": unit.name}, field="term")
    if parent and not Document.objects.visible_to(by).filter(pk=parent.pk).exists():
        raise Refused(_("The document that it carries out is not in your list."), field="parent")
    while parent:
        if parent.pk is not None and parent.pk == document.pk:
            raise Refused(_("A document cannot stand below itself."), field="parent")
        parent = parent.parent
    if document.file and not StoredFile.objects.visible_to(by).filter(pk=document.file.pk).exists():
        raise Refused(_("This file is not among those that you see."), field="file")


def _refuse_twin(document: Document) -> None:
    same = Document.objects.filter(unit=document.unit, kind=document.kind, issued_on=document.issued_on)
    same = same.filter(number=document.number) if document.number else same.filter(number="", title=document.title)
    if same.exclude(pk=document.pk).filter(organ=document.organ).exists():
        raise Refused(
            _("This document is in the list already (same type, number, date and organ); nothing was changed."),
            field="number",
        )
