"""Documents and their clauses as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear

from trongtam.look.registry import Panel
from trongtam.org.models import Term, Unit, UnitKind
from trongtam.org.reach import Reach, Right
from trongtam.resolutions import rules, tree
from trongtam.resolutions.models import Clause, Document, PaperOwed, Shortcoming

if TYPE_CHECKING:
    from trongtam.accounts.models import User

KEEPERS = (
    UnitKind.PROVINCE,
    UnitKind.COMMUNE,
    UnitKind.PARTY_COMMITTEE,
    UnitKind.GOVERNMENT,
    UnitKind.PEOPLES_COUNCIL,
    UnitKind.FRONT,
    UnitKind.ORGANISATION,
    UnitKind.CELL,
)


def _count(rows: QuerySet) -> Coalesce:
    """How many of the rows belong to the outer document, as a subquery: no two counts multiply each other."""
    counted = rows.filter(document=OuterRef("pk")).order_by().values("document").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def document_list(user: User) -> QuerySet[Document]:
    """Documents that a person sees, each with `clause_count` and `owed_count` (papers still owed)."""
    owed = PaperOwed.objects.visible_to(user).open()
    counts = {"clause_count": _count(Clause.objects.all()), "owed_count": _count(owed)}
    return Document.objects.visible_to(user).select_related("unit", "term").annotate(**counts)


def years(user: User) -> list[int]:
    found = Document.objects.visible_to(user).annotate(year=ExtractYear("issued_on")).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def terms(user: User) -> QuerySet[Term]:
    """Terms of the units that a person sees, the newest first."""
    return Term.objects.filter(Reach.of(user).visible_units("unit__")).order_by("-begins", "unit__path")


def keepers(user: User) -> QuerySet[Unit]:
    """Units for which a person may put documents in."""
    reach = Reach.of(user)
    own = [post.unit_id for post in reach.posts if Right.STATE in post.rights]
    below = Q(pk__in=[])
    for post in reach.posts:
        if Right.DOCUMENTS in post.rights:
            below |= Q(path__startswith=post.path)
    return Unit.objects.filter(below | Q(pk__in=own), kind__in=KEEPERS, ended_on__isnull=True).order_by("path")


def own_keeper(user: User) -> Unit | None:
    """The unit that a person most likely puts a document in for: that of his own post, else the first."""
    units = list(keepers(user))
    own = {post.unit_id for post in Reach.of(user).posts}
    return next((unit for unit in units if unit.pk in own), units[0] if units else None)


def possible_parents(user: User, document: Document | None = None) -> QuerySet[Document]:
    """Documents under which one may stand, the newest first."""
    documents = Document.objects.visible_to(user).order_by("-issued_on")
    return documents.exclude(pk=document.pk) if document else documents


@dataclass(frozen=True, slots=True)
class Side:
    """What an upper room shows beside one clause: its template and the `side` given to it."""

    template: str
    side: Any


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause on its document's page, at its depth, with what hangs on it."""

    clause: Clause
    depth: int
    shortcoming: Shortcoming | None = None
    sides: list[Side] = field(default_factory=list)

    @property
    def is_title(self) -> bool:
        """A heading, not a sentence of the narrative."""
        return self.clause.kind == "heading" and not self.clause.text.endswith(".")

    @property
    def needs(self) -> bool:
        """Whether it is of a kind that something should hang on, and nothing does."""
        return self.clause.kind in {"target", "shortcoming"} and not self.sides and not self.shortcoming


def sides_of(panels: Iterable[Panel], clause_id: int) -> list[Side]:
    """The parts that upper rooms registered under `resolutions.clause_side` for one clause.

    Such a panel is made once a page, as `maker(request, document) -> Panel(template, {"by_clause": {clause id: side}})`;
    its template is drawn for each clause with `side` in its context.
    """
    return [
        Side(panel.template, panel.context["by_clause"][clause_id])
        for panel in panels
        if clause_id in panel.context["by_clause"]
    ]


def clause_rows(document: Document, user: User, panels: Iterable[Panel] = ()) -> list[ClauseRow]:
    """The clauses of a document in their order, with named shortcomings that the person sees. Two queries."""
    panels = list(panels)
    named = Shortcoming.objects.visible_to(user).filter(clause__document=document).select_related("remedier")
    by_clause = {one.clause_id: one for one in named}
    return [
        ClauseRow(clause, tree.depth(clause.place), by_clause.get(clause.pk), sides_of(panels, clause.pk))
        for clause in Clause.objects.filter(document=document).order_by("place")
    ]


def below(document: Document, user: User) -> QuerySet[Document]:
    """Programmes and papers that carry the document out."""
    return Document.objects.visible_to(user).filter(parent=document).select_related("unit").order_by("issued_on", "pk")


def clause_page(clause: Clause, user: User) -> dict[str, Any]:
    """What stands above and below a clause, and its named shortcoming where the person sees it."""
    places = [clause.place[:end] for end in range(tree.STEP, len(clause.place), tree.STEP)]
    return {
        "above": list(Clause.objects.filter(document=clause.document, place__in=places).order_by("place")),
        "below": list(Clause.objects.filter(parent=clause).order_by("place")),
        "shortcoming": Shortcoming.objects.visible_to(user).filter(clause=clause).select_related("remedier").first(),
        "may_edit": rules.can_edit_document(user, clause.document),
        "may_name": rules.can_name_shortcoming(user, clause.document),
    }
