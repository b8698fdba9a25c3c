"""The sets that a unit may take, and the thresholds that hold for it."""

from __future__ import annotations

from decimal import Decimal

from trongtam.org.models import Unit

from ...criteria.levels import Overlay, Shelf
from ...criteria.shapes import CriteriaSet, read_levels, read_set
from ...criteria.shipped import national_sets
from ...models import CriteriaOverlay, KeptSet


def sets_for(unit: Unit) -> dict[str, CriteriaSet]:
    """National sets and those of the unit and the units above it, by code. One query."""
    kept = KeptSet.objects.filter(owner__in=unit.path_ids)
    own = [read_set(one.content) for one in kept.order_by("code")]
    return {**national_sets(), **{one.code: one for one in own}}


def shelf_for(unit: Unit) -> Shelf:
    """With what the unit and those above it have laid over the sets, the nearest first. Two queries."""
    rows = CriteriaOverlay.objects.filter(unit__in=unit.path_ids).select_related("unit")
    overlays: dict[str, list[Overlay]] = {}
    for row in sorted(rows, key=lambda one: -len(one.unit.path)):
        overlays.setdefault(row.set_code, []).append(Overlay(row.unit.name, row.basis, levels_of(row)))
    return Shelf(sets_for(unit), overlays)


def levels_of(row: CriteriaOverlay) -> dict[str, dict[str, Decimal]]:
    """The thresholds of an overlay, leaf by leaf."""
    return {code: read_levels(levels, 0, code) for code, levels in row.levels.items()}
