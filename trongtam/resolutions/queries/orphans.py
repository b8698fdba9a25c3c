"""What hangs loose among documents, clauses and shortcomings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.resolutions.models import Clause, ClauseKind, Document, DocumentKind, Shortcoming
from trongtam.resolutions.orphans import MOST, Orphan, clause_carriers

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# Documents that are expected to be read clause by clause.
READ_BY_CLAUSE = (
    DocumentKind.RESOLUTION,
    DocumentKind.ACTION_PROGRAMME,
    DocumentKind.WORK_PROGRAMME,
    DocumentKind.PLAN,
)


def _of(clauses: QuerySet[Clause], document: Document | None) -> QuerySet[Clause]:
    return clauses.filter(document=document) if document else clauses


def bare_clauses(user: User, kind: str, document: Document | None = None) -> QuerySet[Clause]:
    """Clauses of a kind with no clause below and on which no row of any upper room hangs."""
    clauses = _of(Clause.objects.visible_to(user), document).filter(kind=kind)
    for relation in Clause._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        clauses = clauses.exclude(Exists(rows))
    for carried in clause_carriers:
        clauses = clauses.exclude(carried())
    return clauses.select_related("document").order_by("-document__issued_on", "document_id", "place")


def _shown(clauses: QuerySet[Clause]) -> list[Orphan]:
    return [
        Orphan(str(clause), clause.document.title, reverse("resolutions:clause", args=[clause.pk]))
        for clause in clauses[:MOST]
    ]


def clauses_without_target(user: User, document: Document | None) -> list[Orphan]:
    return _shown(bare_clauses(user, ClauseKind.TARGET, document))


def tasks_without_work(user: User, document: Document | None) -> list[Orphan]:
    return _shown(bare_clauses(user, ClauseKind.TASK, document))


def shortcomings_without_remedier(user: User, document: Document | None) -> list[Orphan]:
    return _shown(bare_clauses(user, ClauseKind.SHORTCOMING, document))


def shortcomings_past_due(user: User, document: Document | None) -> list[Orphan]:
    late = Shortcoming.objects.visible_to(user).unsettled().filter(due_on__lt=timezone.localdate())
    late = late.filter(clause__document=document) if document else late
    rows = late.select_related("clause", "remedier").order_by("due_on")[:MOST]
    sentence = _("%(unit)s, due %(day)s")
    return [
        Orphan(
            str(one.clause),
            sentence % {"unit": one.remedier.name, "day": f"{one.due_on:%d/%m/%Y}"},
            reverse("resolutions:shortcoming", args=[one.pk]),
        )
        for one in rows
    ]


def documents_without_clauses(user: User, document: Document | None) -> list[Orphan]:
    documents = Document.objects.visible_to(user).filter(kind__in=READ_BY_CLAUSE)
    documents = documents.filter(pk=document.pk) if document else documents
    bare = documents.exclude(Exists(Clause.objects.filter(document=OuterRef("pk")))).order_by("-issued_on")
    return [
        Orphan(one.title, f"{one.get_kind_display()}, {one.organ}", reverse("resolutions:document", args=[one.pk]))
        for one in bare[:MOST]
    ]
