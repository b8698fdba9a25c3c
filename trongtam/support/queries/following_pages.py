"""What the pages of duties and visits read: one's own, one duty's months and visits, who covers which unit of a commune."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from trongtam.archive.models import StoredFile
from trongtam.org.models import Unit, UnitKind
from trongtam.org.queries import last_place
from trongtam.org.reach import Reach

from ..models import Duty, Recommendation, SourceKind, Tier, Visit, VisitFile
from ..owing import MADE, OPEN, Entry, Sum, sum_of
from .duties import FOLLOWED_WITH, entries, last_visits, owed

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True, slots=True)
class Followed:
    """A duty with all spans that it owes up to the day, its sum and its newest visit."""

    duty: Duty
    entries: Sequence[Entry]
    sum: Sum
    last: Visit | None

    @property
    def now(self) -> Entry | None:
        """The span that runs."""
        last = self.entries[-1] if self.entries else None
        return last if last is not None and last.state in (OPEN, MADE) else None


def told(duties: Sequence[Duty], today: date) -> list[Followed]:
    """In their order; few queries, however many there are."""
    found, last = owed(duties, today=today), last_visits(duties)
    return [Followed(one, found[one.pk], sum_of(found[one.pk]), last.get(one.pk)) for one in duties]


def own(user: User, today: date) -> tuple[list[Followed], list[Duty]]:
    """What one follows today, and what one followed before or will follow."""
    reach = Reach.of(user)
    if reach.person_id is None:
        return [], []
    held = list(
        Duty.objects.filter(person=reach.person_id).select_related(*FOLLOWED_WITH).order_by("unit__path", "valid_from")
    )
    now = [one for one in held if one.holds_on(today)]
    return told(now, today), [one for one in held if not one.holds_on(today)]


def visits_of(duty: Duty, user: User) -> list[Visit]:
    """All that were written down, the newest first, the withdrawn ones among them. Two queries."""
    found = Visit.objects.visible_to(user).filter(duty=duty)
    return list(found.select_related("unit", "by").order_by("-on", "-pk"))


def files_of(visits: Sequence[Visit]) -> dict[int, list[StoredFile]]:
    """Visit → its photos and papers. One query."""
    found: dict[int, list[StoredFile]] = defaultdict(list)
    for one in VisitFile.objects.filter(visit__in=[visit.pk for visit in visits]).select_related("file"):
        found[one.visit_id].append(one.file)
    return found


def files_brought(user: User) -> Q | None:
    """Condition on files: those of the visits that one has made, also where one holds no post there. No query here."""
    person = Reach.of(user).person_id
    if person is None:
        return None
    return Q(pk__in=VisitFile.objects.filter(visit__duty__person=person).values("file"))


def recommendations_of(visit: Visit, user: User) -> list[Recommendation]:
    """What was asked for on a visit. One query."""
    found = Recommendation.objects.visible_to(user).filter(source_kind=SourceKind.VISIT, source_id=visit.pk)
    return list(found.select_related("organ").order_by("pk"))


def places_of(duty: Duty, day: date) -> list[Unit]:
    """Where one may have been on a visit: the followed unit, the clusters, cells, hamlets and groups below it, the hamlet that a
    cell serves, the cells that serve a hamlet."""
    kinds = (UnitKind.CLUSTER, UnitKind.CELL, UnitKind.HAMLET, UnitKind.GROUP)
    beside = Q(pk=duty.unit.serves_id) | Q(serves=duty.unit_id)
    here = Q(path__startswith=duty.unit.path) | beside
    found = Unit.objects.on(day).filter(here, kind__in=kinds).exclude(pk=duty.unit_id)
    return [duty.unit, *found.order_by("path")]


# -- who covers what ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Covered:
    """A unit and who follows it on the day, by layer. `serves`: the hamlet that a cell serves, whose followers stand here."""

    unit: Unit
    serves: Unit | None = None
    by_tier: dict[str, list[Duty]] = field(default_factory=lambda: {tier: [] for tier in Tier.values})

    @property
    def layer(self) -> str:
        """The layer without which nobody from the commune follows the unit."""
        return {UnitKind.CLUSTER: Tier.STANDING_CLUSTER, UnitKind.GROUP: Tier.GROUP_MEMBER}.get(
            UnitKind(self.unit.kind), Tier.COMMITTEE_CELL
        )

    @property
    def gap(self) -> bool:
        return not self.by_tier[self.layer]

    @property
    def overlap(self) -> bool:
        """More than one on the commune's own layer."""
        return len(self.by_tier[self.layer]) > 1

    @property
    def duties(self) -> list[Duty]:
        return [duty for tier in Tier.values for duty in self.by_tier[tier]]


def territory(unit: Unit) -> str:
    """The path of all that a unit leads: of a Party committee that of the place above it."""
    if unit.kind == UnitKind.PARTY_COMMITTEE and unit.parent_id:
        return unit.path[: unit.path.rstrip("/").rfind("/") + 1]
    return unit.path


def coverage(unit: Unit, user: User, day: date) -> list[Covered]:
    """Clusters, cells and hamlets of a place on a day, as the tree reads; a hamlet that a cell serves stands with the cell; a
    self-managed group where somebody follows it. Two queries."""
    kinds = (UnitKind.CLUSTER, UnitKind.CELL, UnitKind.HAMLET, UnitKind.GROUP)
    seen = Unit.objects.on(day).reached_by(user).filter(path__startswith=territory(unit), kind__in=kinds)
    units = list(seen.select_related("serves").order_by("path"))
    held = Duty.objects.on(day).filter(unit__path__startswith=territory(unit), person__erased_at__isnull=True)
    duties = list(held.select_related(*FOLLOWED_WITH).order_by("valid_from", "pk"))
    return _rows(units, duties)


def _rows(units: Sequence[Unit], duties: Sequence[Duty]) -> list[Covered]:
    served = {one.serves_id: one.pk for one in units if one.kind == UnitKind.CELL and one.serves_id is not None}
    rows = {one.pk: Covered(one, one.serves if one.kind == UnitKind.CELL else None) for one in units}
    for duty in duties:
        place = served.get(duty.unit_id, duty.unit_id)
        if place in rows:
            rows[place].by_tier[duty.tier].append(duty)
    return [
        row
        for pk, row in rows.items()
        if pk not in served and (row.unit.kind != UnitKind.GROUP or row.by_tier[Tier.GROUP_MEMBER])
    ]


@dataclass(frozen=True, slots=True)
class UnitMonths:
    """A unit with what was owed there in a year, by the month in which it ended; of all who follow it together."""

    unit: Unit
    months: dict[int, list[Entry]]


def months_of(unit: Unit, user: User, year: int, today: date) -> list[UnitMonths]:
    """The followed units of a place that one reaches, as the tree reads. Five queries, however many there are."""
    held = Duty.objects.filter(unit__path__startswith=territory(unit), unit__in=Unit.objects.reached_by(user))
    found: dict[int, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries(held, today=today):
        if entry.span.end.year == year:
            found[entry.place[0]][entry.span.end.month].append(entry)
    units = Unit.objects.filter(pk__in=found, path__startswith=territory(unit)).order_by("path")
    return [UnitMonths(one, found[one.pk]) for one in units]


def commune_of(unit: Unit) -> Unit | None:
    """The place whose coverage a followed unit stands in. One query."""
    return Unit.objects.filter(pk__in=last_place(unit), kind=UnitKind.COMMUNE).first()
