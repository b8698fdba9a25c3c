"""Which units a target reads: those of the stating kind in its territory."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from trongtam.org.models import Unit, UnitKind


class UnitRow(NamedTuple):
    """A unit as readings need it."""

    id: int
    name: str
    kind: str
    path: str
    founded_on: date
    ended_on: date | None
    inherits: bool = False
    passed_on: bool = False

    @classmethod
    def of(cls, unit: Unit) -> UnitRow:
        return cls(
            unit.pk, unit.name, unit.kind, unit.path, unit.founded_on, unit.ended_on, unit.inherits, unit.passed_on
        )

    def has_passed_on(self, tree: date | None) -> bool:
        """Whether others speak for the unit in the tree of a day (None: today's)."""
        return self.passed_on and (tree is None or (self.ended_on is not None and self.ended_on <= tree))

    def exists_on(self, day: date) -> bool:
        return self.founded_on <= day and (self.ended_on is None or self.ended_on > day)


UNIT_COLUMNS = UnitRow._fields


def territory(kind: str, path: str) -> str:
    """The path of the subtree that a unit answers for: a committee answers for the territory that it leads."""
    if kind == UnitKind.PARTY_COMMITTEE and path.count("/") > 2:
        return path[: path.rstrip("/").rfind("/") + 1]
    return path


def scope_path(unit: Unit | UnitRow) -> str:
    """The territory of a unit in today's tree."""
    return territory(unit.kind, unit.path)


def answering_above(unit: Unit, prefix: str = "unit__") -> Q:
    """Condition on targets (or on `prefix`): units whose territory holds the unit: itself, those above, their committees."""
    return at_or_above(unit.path_ids, prefix)


def at_or_above(above: Collection[int], prefix: str = "unit__") -> Q:
    """The same by the keys of the unit and of those above it."""
    return Q(**{f"{prefix}pk__in": above}) | Q(
        **{f"{prefix}kind": UnitKind.PARTY_COMMITTEE, f"{prefix}parent_id__in": above}
    )
