"""The units that readings ask for: in today's tree, or as they stood on a day."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet

from trongtam.ground.prepared import Prepared
from trongtam.org.models import Placement, Unit
from trongtam.org.models.units import on_date

from .scope import UNIT_COLUMNS, UnitRow, scope_path, territory

if TYPE_CHECKING:
    from .facts import Subject


def tree_for(unit: UnitRow, tree: date | None) -> date | None:
    """The day whose tree is read for a unit: the one asked for, but never after the unit's last day."""
    if unit.ended_on is None:
        return tree
    last = unit.ended_on - timedelta(days=1)
    return last if tree is None else min(tree, last)


def load_units(subjects: Sequence[Subject], tree: date | None = None) -> dict[str, list[UnitRow]]:
    """Territory → the units in it of the kinds that the subjects ask for. One query in today's tree, two for each older day."""
    kinds = {subject.indicator.stated_by for subject in subjects}
    found: dict[str, list[UnitRow]] = {}
    by_day: dict[date, list[Subject]] = {}
    living: set[str] = set()
    for subject in subjects:
        day = tree_for(subject.unit, tree)
        if day is None:
            living.add(scope_path(subject.unit))
        else:
            by_day.setdefault(day, []).append(subject)
    if living:
        found |= _load_units_of_today(living, kinds)
    for day, asked in by_day.items():
        found |= _load_units_as_they_stood(asked, kinds, day)
    return found


def _under(paths: Iterable[str], kinds: Collection[str]) -> QuerySet[Unit, tuple[Any, ...]]:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__startswith=path)
    return Unit.objects.filter(condition, kind__in=kinds).values_list(*UNIT_COLUMNS)


_UNDER = Prepared(_under)


def _load_units_of_today(scopes: Collection[str], kinds: Collection[str]) -> dict[str, list[UnitRow]]:
    rows = [UnitRow(*row) for row in _UNDER(_gathered(_outermost(scopes)), kinds)]
    rows.sort(key=lambda row: row.path)
    paths = [row.path for row in rows]
    return {path: rows[bisect_left(paths, path) : bisect_left(paths, path + _AFTER)] for path in scopes}


_AFTER = chr(0x10FFFF)  # sorts behind all that begins with a path
_MANY = 20


def _gathered(paths: Sequence[str]) -> list[str]:
    """Paths that lie under no other: many of one parent are asked for as one, since a hundred conditions cost more than the
    few rows beside them."""
    beside: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        beside[path.rstrip("/").rpartition("/")[0] + "/"].append(path)
    return [one for parent, own in beside.items() for one in ([parent] if len(own) > _MANY and parent != "/" else own)]


def _load_units_as_they_stood(
    subjects: Sequence[Subject], kinds: Collection[str], tree: date
) -> dict[str, list[UnitRow]]:
    """By the placements of a day, with the units that had ended since the periods began without being carried on: what they
    stated of them counts. The key stays the territory in today's tree, by which subjects ask."""
    placed = Placement.objects.filter(on_date(tree))
    stood = dict(placed.filter(unit__in={subject.unit.id for subject in subjects}).values_list("unit_id", "path"))
    since = min(subject.period.start for subject in subjects)
    ended = Q(valid_to__gt=since, valid_to__lte=tree, valid_to=F("unit__ended_on"), unit__passed_on=False)
    columns = [f"unit__{name}" if name != "path" else "path" for name in UNIT_COLUMNS]
    found: dict[str, list[UnitRow]] = {}
    for subject in subjects:
        key = scope_path(subject.unit)
        if key in found or subject.unit.id not in stood:
            continue
        path = territory(subject.unit.kind, stood[subject.unit.id])
        rows = Placement.objects.filter(on_date(tree) | ended, path__startswith=path, unit__kind__in=kinds)
        found[key] = [UnitRow(*row) for row in rows.order_by("path").values_list(*columns)]
    return found


def _outermost(paths: Iterable[str]) -> list[str]:
    """Paths that lie under no other of them."""
    kept: list[str] = []
    for path in sorted(paths):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept
