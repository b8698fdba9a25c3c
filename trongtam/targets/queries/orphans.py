"""Loose ends of a unit's targets: clauses without a target, targets without an owner, targets never measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from trongtam.org.models import Unit
from trongtam.org.reach import Reach
from trongtam.resolutions.models import Clause, ClauseKind, Document

from ..models import Source, Target

if TYPE_CHECKING:
    from trongtam.accounts.models import User

CLAUSE_WITHOUT_TARGET = "clause_without_target"
TARGET_WITHOUT_OWNER = "target_without_owner"
TARGET_NEVER_MEASURED = "target_never_measured"


@dataclass(frozen=True)
class Orphan:
    """A loose end. `kind` is one of the three above; `clause` or `target` is the thing itself."""

    kind: str
    text: str
    document_id: int | None
    clause: Clause | None = None
    target: Target | None = None


def orphans(unit: Unit, *, user: User, document: Document | None = None) -> list[Orphan]:
    """The loose ends of a unit (and of the committee that leads it), of one document if given. Two queries."""
    visible = Reach.of(user).visible_units("unit__")
    here = Q(unit=unit) | Q(unit__parent=unit, unit__kind="party_committee")
    targets = Target.objects.in_force().filter(here, visible, for_criteria=False).select_related("indicator", "unit")
    clauses = Clause.objects.visible_to(user).filter(
        Q(document__unit=unit) | Q(document__unit__parent=unit, document__unit__kind="party_committee"),
        ~Exists(Target.objects.in_force().filter(clause=OuterRef("pk"))),
        kind=ClauseKind.TARGET,
    )
    if document is not None:
        targets, clauses = targets.filter(document=document), clauses.filter(document=document)
    found = [Orphan(CLAUSE_WITHOUT_TARGET, clause.text, clause.document_id, clause=clause) for clause in clauses]
    ownerless = Q(holder__isnull=True)
    unmeasured = Q(indicator__source=Source.STATED) & (Q(standing__isnull=True) | Q(standing__as_of__isnull=True))
    for target in targets.filter(ownerless | unmeasured).select_related("standing").order_by("order", "pk"):
        if target.holder_id is None:
            found.append(Orphan(TARGET_WITHOUT_OWNER, str(target), target.document_id, target=target))
        standing = getattr(target, "standing", None)
        if target.indicator.source == Source.STATED and (standing is None or standing.as_of is None):
            found.append(Orphan(TARGET_NEVER_MEASURED, str(target), target.document_id, target=target))
    return found
