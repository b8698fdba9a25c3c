"""Papers that a document obliges units to issue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Unit
from trongtam.resolutions import rules
from trongtam.resolutions.congress import ProposedPaper, congress_papers
from trongtam.resolutions.models import Document, DocumentKind, PaperOwed

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def owe_paper(
    document: Document, *, by: User, unit: Unit, kind: str, title: str, due_on: date, at: datetime | None = None
) -> PaperOwed:
    """A unit owes a paper that carries out the document, until a day."""
    document = _lock(document, by)
    title = " ".join(title.split())
    if not title:
        raise Refused(_("Please type what the paper is about."), field="title")
    if not unit.path.startswith(rules.territory(document.unit)):
        sentence = _("%(unit)s does not belong to %(keeper)s.")
        raise Refused(sentence % {"unit": unit.name, "keeper": document.unit.name}, field="unit")
    _refuse_due(document, due_on)
    if PaperOwed.objects.filter(document=document, unit=unit, kind=kind, title=title).exists():
        raise Refused(_("This paper is in the list already; nothing was changed."), field="title")
    paper = PaperOwed.objects.create(document=document, unit=unit, kind=kind, title=title, due_on=due_on)
    after = {"kind": kind, "title": title, "due_on": due_on}
    book.write("resolutions.paper_owed", by=by, on=paper, unit=unit, after=after, at=at)
    return paper


@transaction.atomic
def owe_congress_papers(
    document: Document, *, by: User, papers: Sequence[ProposedPaper] | None = None, at: datetime | None = None
) -> list[PaperOwed]:
    """After a congress: the unit owes the papers proposed for the date of its resolution (`congress_papers`), or those of
    them that were chosen. Papers owed already stay as they are."""
    document = _lock(document, by)
    if document.kind != DocumentKind.RESOLUTION or document.term is None:
        raise Refused(_("Only the resolution of a congress, with its term, brings this list of papers."))
    proposed = congress_papers(document.issued_on, document.term.ends) if papers is None else papers
    for paper in proposed:
        _refuse_due(document, paper.due_on)
    known = set(PaperOwed.objects.filter(document=document, unit=document.unit).values_list("kind", "title"))
    new = PaperOwed.objects.bulk_create(
        PaperOwed(document=document, unit=document.unit, kind=p.kind, title=p.title, due_on=p.due_on)
        for p in proposed
        if (p.kind, p.title) not in known
    )
    if not new:
        raise Refused(_("These papers are in the list already; nothing was changed."))
    after = [{"kind": p.kind, "title": p.title, "due_on": p.due_on} for p in new]
    book.write("resolutions.congress_papers_owed", by=by, on=document, unit=document.unit, after=after, at=at)
    return new


@transaction.atomic
def fulfil_paper(paper: PaperOwed, *, by: User, document: Document, at: datetime | None = None) -> PaperOwed:
    """The owed paper has been issued: `document` is it. It then stands below the document that asked for it."""
    locked = PaperOwed.objects.select_for_update(of=("self",)).select_related("unit", "document")
    paper = locked.get(pk=paper.pk)
    if not rules.can_fulfil_paper(by, paper):
        raise NotAllowed(rules.who_can_roll_out(paper.unit))
    if paper.fulfilled_by_id:
        raise Refused(_("This paper has been issued already; nothing was changed."))
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.unit_id != paper.unit_id:
        raise Refused(_("That document is not one of %(unit)s.") % {"unit": paper.unit.name}, field="document")
    if document.kind != paper.kind:
        sentence = _("Owed is: %(owed)s. The chosen document is: %(given)s.")
        kinds = {"owed": paper.get_kind_display(), "given": document.get_kind_display()}
        raise Refused(sentence % kinds, field="document")
    if document.pk == paper.document_id or document.issued_on < paper.document.issued_on:
        raise Refused(_("That document is dated before the one that asks for it."), field="document")
    paper.fulfilled_by = document
    paper.save(update_fields=["fulfilled_by"])
    if document.parent_id is None:
        document.parent = paper.document
        document.save(update_fields=["parent"])
    proxy = rules.acts_for_another(by, paper.unit)
    book.write("resolutions.paper_fulfilled", by=by, on=paper, unit=paper.unit, after=document, proxy=proxy, at=at)
    return paper


def _lock(document: Document, by: User) -> Document:
    locked = Document.objects.select_for_update(of=("self",)).select_related("unit", "term")
    document = locked.get(pk=document.pk)
    if not rules.can_send_document(by, document):
        raise NotAllowed(rules.who_can_send(document))
    return document


def _refuse_due(document: Document, due_on: date) -> None:
    if due_on < document.issued_on:
        raise Refused(_("The day lies before the document itself. Please check it."), field="due_on")
    if document.term and due_on > document.term.ends:
        sentence = _("The day lies after the term %(term)s, which ends on %(ends)s.")
        ends = f"{document.term.ends:%d/%m/%Y}"
        raise Refused(sentence % {"term": document.term.name, "ends": ends}, field="due_on")
