"""Readings of the dated tree: as it was on a day, one unit's history, who leads whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from trongtam.ground.vntext import sort_key

from ..models import Placement, Post, Succession, Unit, UnitKind, UnitName
from ..models.units import on_date
from ..nesting import KIND_ORDER
from ..reach import Reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from trongtam.accounts.models import User


@dataclass(frozen=True)
class Node:
    """A unit in a tree of a day: its name and kind then, how deep it hangs below what is shown, how many hang below it."""

    unit_id: int
    code: str
    kind: str
    name: str
    parent_id: int | None
    path: str
    depth: int
    children: int
    ended: bool
    reached: bool

    @property
    def kind_label(self) -> str:
        return str(UnitKind(self.kind).label)


def name_on(unit_ref: str, at: date) -> Subquery:
    """A column with the name of a unit on a day; `unit_ref` is the path to its id, such as `unit_id` or `pk`."""
    names = UnitName.objects.filter(on_date(at), unit=OuterRef(unit_ref)).values("name")
    return Subquery(names[:1])


def _under_any(ids: Iterable[int]) -> Q:
    """Placements below (or of) units, wherever those stood: paths of another day begin otherwise but hold the same ids."""
    condition = Q(pk__in=[])
    for pk in ids:
        condition |= Q(path__contains=f"/{pk}/")
    return condition


def tree(user: User | AnonymousUser | None, at: date, root: Unit | None = None, depth: int | None = None) -> list[Node]:
    """The units a person sees, as they stood on a day, each parent before its children, in reading order.

    Below `root` (itself included) when given; not deeper than `depth` levels below the top that is shown. One query; one more
    where the person's own unit carries others on, for those.
    """
    reach = Reach.of(user)
    reached = {int(post.path.rstrip("/").rsplit("/", 1)[1]) for post in reach.posts}
    if reach.inherits:
        reached |= set(Unit.objects.filter(reach.reached_units(), passed_on=True).values_list("pk", flat=True))
    above = {int(part) for post in reach.posts for part in post.unit_path.strip("/").split("/") if part}
    rows = Placement.objects.filter(on_date(at)).filter(_under_any(reached) | Q(unit_id__in=above))
    if root is not None:
        rows = rows.filter(_under_any([root.pk]))
    values = rows.annotate(
        code=F("unit__code"),
        kind=F("unit__kind"),
        called=Coalesce(name_on("unit_id", at), F("unit__name")),
        ended=F("unit__ended_on"),
    ).values_list("unit_id", "code", "kind", "called", "parent_id", "path", "ended")
    return _in_order(list(values), reached, root.pk if root else None, depth)


Row = tuple[int, str, str, str, int | None, str, date | None]


def _in_order(rows: list[Row], reached: set[int], root_id: int | None, depth: int | None) -> list[Node]:
    known = {row[0] for row in rows}
    below: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        is_top = row[0] == root_id or row[4] not in known
        below[None if is_top else row[4]].append(row)
    nodes: list[Node] = []
    waiting = [(row, 0) for row in sorted(below[None], key=_reading_order, reverse=True)]
    while waiting:
        row, level = waiting.pop()
        children = sorted(below[row[0]], key=_reading_order, reverse=True)
        ids = {int(part) for part in row[5].strip("/").split("/")}
        nodes.append(
            Node(
                row[0],
                row[1],
                row[2],
                row[3],
                row[4],
                row[5],
                level,
                len(children),
                row[6] is not None,
                bool(ids & reached),
            )
        )
        if depth is None or level < depth:
            waiting.extend((child, level + 1) for child in children)
    return nodes


def _reading_order(row: Row) -> tuple[int, str]:
    return KIND_ORDER[row[2]], sort_key(row[3])


def units_of_kinds(unit: Unit, kinds: Iterable[str], at: date | None = None) -> QuerySet[Unit]:
    """The units of some kinds below a unit (itself included), today or as the tree was on a day. One query."""
    if at is None:
        return Unit.objects.filter(path__startswith=unit.path, kind__in=list(kinds), ended_on__isnull=True)
    standing = Placement.objects.filter(on_date(at), path__contains=f"/{unit.pk}/").values("unit_id")
    return Unit.objects.filter(pk__in=standing, kind__in=list(kinds))


def children_of(unit: Unit, at: date) -> list[Unit]:
    """The units directly below on a day, under their names of that day (`called`), in reading order. One query."""
    standing = Placement.objects.filter(on_date(at), parent=unit).values("unit_id")
    found = Unit.objects.filter(pk__in=standing).annotate(called=Coalesce(name_on("pk", at), F("name")))
    return _read(found)


def _read(children: Iterable[Unit]) -> list[Unit]:
    return sorted(children, key=lambda child: (KIND_ORDER[child.kind], sort_key(child.__dict__["called"])))


def superior_committee(unit: Unit, at: date) -> Unit | None:
    """The Party committee above a unit on a day: that of the nearest higher unit that has one, or is one."""
    path = Placement.objects.filter(on_date(at), unit=unit).values_list("path", flat=True).first()
    if path is None:
        return None
    above = [int(part) for part in path.strip("/").split("/")][:-1]
    beside = Placement.objects.filter(on_date(at), parent_id__in=above).exclude(unit=unit)
    committees = beside.filter(unit__kind=UnitKind.PARTY_COMMITTEE).select_related("unit")
    by_id = {placement.unit_id: placement.unit for placement in committees}
    by_parent = {placement.parent_id: placement.unit for placement in committees}
    for pk in reversed(above):
        if pk in by_id:
            return by_id[pk]
        if pk in by_parent:
            return by_parent[pk]
    return None


@dataclass(frozen=True)
class Event:
    """Something that happened to a unit. `what`: founded, named, placed, ended, took_over, passed_on."""

    on: date
    what: str
    text: str
    basis: str
    other: Unit | None = None


def holds_on(row: UnitName | Placement | Post, at: date) -> bool:
    """`on_date` for a row that is loaded already."""
    return row.valid_from <= at and (row.valid_to is None or row.valid_to > at)


def history(unit: Unit, names: Iterable[UnitName] | None = None) -> list[Event]:
    """Names, places, successions and the end of a unit, the newest first. Three queries, two where the names are given."""
    events: list[Event] = []
    for name in unit.names.all() if names is None else names:
        what = "founded" if name.valid_from == unit.founded_on else "named"
        events.append(Event(name.valid_from, what, name.name, name.basis))
    previous = None
    for placement in unit.placements.select_related("parent").order_by("valid_from"):
        # A move of something higher opens a new placement under the same parent: no event of this unit.
        if placement.parent is not None and placement.parent_id != previous:
            events.append(
                Event(placement.valid_from, "placed", placement.parent.name, placement.basis, placement.parent)
            )
        previous = placement.parent_id
    links = Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
    for link in links.select_related("predecessor", "successor"):
        given = link.predecessor_id == unit.pk
        other = link.successor if given else link.predecessor
        events.append(Event(link.on, "passed_on" if given else "took_over", other.name, link.basis, other))
    if unit.ended_on is not None:
        events.append(Event(unit.ended_on, "ended", unit.name, ""))
    return sorted(events, key=lambda event: (event.on, event.what != "founded"), reverse=True)


def around(user: User, unit: Unit, at: date) -> tuple[list[Unit], list[Unit]]:
    """The units from the top down to the one above this, today; and of its children on a day those that one sees. One query."""
    over, standing = unit.path_ids[:-1], Placement.objects.filter(on_date(at), parent=unit).values("unit_id")
    seen = Q(pk__in=standing) & Q(pk__in=Unit.objects.visible_to(user).values("pk"))
    found = Unit.objects.filter(Q(pk__in=over) | seen).annotate(called=Coalesce(name_on("pk", at), F("name")))
    by_id = {one.pk: one for one in found}
    return [by_id[pk] for pk in over if pk in by_id], _read([one for pk, one in by_id.items() if pk not in over])


def last_place(unit: Unit) -> list[int]:
    """Ids from the top down to a unit where it stands, or stood on its last day. No query while it lives."""
    if unit.ended_on is None:
        return unit.path_ids
    path = unit.placements.order_by("-valid_from").values_list("path", flat=True).first()
    return [int(part) for part in (path or unit.path).strip("/").split("/")]
