"""Who has a document, who lacks what: one view of units by steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet, Sum

from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach
from trongtam.resolutions import rules
from trongtam.resolutions.models import Document, PaperOwed, Rollout, Side

if TYPE_CHECKING:
    from trongtam.accounts.models import User

STEPS = ("received", "studied", "programme", "papers", "finished")
RECEIVERS = {
    Side.PARTY: (UnitKind.CELL,),
    Side.COUNCIL: (UnitKind.HAMLET, UnitKind.GOVERNMENT),
    Side.GOVERNMENT: (UnitKind.HAMLET, UnitKind.ORGANISATION),
}


@dataclass(slots=True)
class RolloutRow:
    """A unit's way through a document. `rollout` is None where the unit only owes papers; `may` the person enter for it."""

    unit: Unit
    may: bool = False
    rollout: Rollout | None = None
    sessions: int = 0
    expected: int = 0
    attended: int = 0
    papers: list[PaperOwed] = field(default_factory=list)

    @property
    def owed(self) -> list[PaperOwed]:
        return [paper for paper in self.papers if paper.fulfilled_by_id is None]

    def has(self, step: str) -> bool | None:
        """Whether the step is done; None where it is not asked of the unit."""
        if step == "papers":
            return not self.owed if self.papers else None
        if self.rollout is None:
            return None
        if step == "studied":
            return self.sessions > 0 if self.unit.kind == UnitKind.CELL or self.sessions else None
        done = {
            "received": self.rollout.received_on,
            "programme": self.rollout.programme_id,
            "finished": self.rollout.finished_on,
        }
        return bool(done[step])

    @property
    def issued(self) -> int:
        return len(self.papers) - len(self.owed)


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many have a step, of those that it is asked of."""

    step: str
    done: int
    asked: int


def rollout_rows(document: Document, user: User) -> list[RolloutRow]:
    """Units in reach that carry the document or owe papers for it, in the order of the tree. Two queries."""
    studied = {
        "session_count": Count("sessions"),
        "expected_sum": Sum("sessions__expected"),
        "attended_sum": Sum("sessions__attended"),
    }
    carried = Rollout.objects.visible_to(user).filter(document=document).annotate(**studied)
    papers = PaperOwed.objects.visible_to(user).filter(document=document).order_by("due_on", "pk")
    rows: dict[int, RolloutRow] = {}
    for one in carried.select_related("unit", "programme"):
        held, expected, attended = (getattr(one, name) or 0 for name in studied)
        rows[one.unit_id] = RolloutRow(one.unit, rules.can_roll_out(user, one.unit), one, held, expected, attended)
    for paper in papers.select_related("unit", "fulfilled_by"):
        row = rows.setdefault(paper.unit_id, RolloutRow(paper.unit, rules.can_roll_out(user, paper.unit)))
        row.papers.append(paper)
    return sorted(rows.values(), key=lambda row: [int(part) for part in row.unit.path.strip("/").split("/")])


def step_counts(rows: list[RolloutRow]) -> list[StepCount]:
    """Units by step; for papers the papers themselves."""
    counts = []
    for step in STEPS:
        if step == "papers":
            given: list[bool | None] = [paper.fulfilled_by_id is not None for row in rows for paper in row.papers]
        else:
            given = [row.has(step) for row in rows]
        counts.append(StepCount(step, sum(has is True for has in given), sum(has is not None for has in given)))
    return counts


def receivers(document: Document, user: User) -> QuerySet[Unit]:
    """Units to which the document may still be sent: cells for the Party's, hamlets and bodies for the State's."""
    units = Unit.objects.filter(Reach.of(user).reached_units(), path__startswith=rules.territory(document.unit))
    known = Rollout.objects.filter(document=document).values("unit_id")
    kinds = RECEIVERS[Side(document.side)]
    return units.filter(kind__in=kinds, ended_on__isnull=True).exclude(pk__in=known).order_by("path")


def programmes(document: Document, unit: Unit, kinds: tuple[str, ...]) -> QuerySet[Document]:
    """Documents of a unit that may be its programme for another one."""
    since = Document.objects.filter(unit=unit, kind__in=kinds, issued_on__gte=document.issued_on)
    return since.exclude(pk=document.pk).order_by("-issued_on")


def fulfilling(paper: PaperOwed) -> QuerySet[Document]:
    """Documents of the unit that may be the owed paper."""
    return Document.objects.filter(
        Q(unit=paper.unit, kind=paper.kind, issued_on__gte=paper.document.issued_on) & ~Q(pk=paper.document_id)
    ).order_by("-issued_on")


def owing_units(document: Document, user: User) -> QuerySet[Unit]:
    """Units that a paper may be asked of."""
    units = Unit.objects.filter(Reach.of(user).reached_units(), path__startswith=rules.territory(document.unit))
    return units.filter(ended_on__isnull=True).exclude(kind=UnitKind.GROUP).order_by("path")
