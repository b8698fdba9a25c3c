"""What stands behind the sums of members on a unit's page: the cells, and what each of them adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from ..models import Membership, Placement, Unit, UnitKind
from ..models.units import on_date
from . import live
from .people import member_sums
from .units import name_on


@dataclass(frozen=True)
class CellCount:
    """Members of a cell on a day, as `member_counts` says of them; `admitted` and `confirmed`: since the year began."""

    code: str
    name: str
    official: int
    probationary: int
    exempt: int
    admitted: int
    confirmed: int

    @property
    def members(self) -> int:
        return self.official + self.probationary


def members_by_cell(unit: Unit, at: date) -> list[CellCount]:
    """The cells at and below a unit, as the tree was on a day, those without a member too. Four queries, whatever the size."""
    standing = Placement.objects.filter(on_date(at), path__contains=f"/{unit.pk}/").values("unit_id")
    spells = Membership.objects.filter(on_date(at), unit_id__in=standing)
    sums: dict[int, Mapping[str, Any]] = {
        row["unit_id"]: row for row in spells.values("unit_id").annotate(**member_sums(at)).order_by()
    }
    here = Unit.objects.filter(Q(kind=UnitKind.CELL) | Q(pk__in=list(sums)), pk__in=standing)
    rows = list(here.annotate(called=Coalesce(name_on("pk", at), F("name"))).values("pk", "code", "called"))
    year, ids = [(at.replace(month=1, day=1), at)], [row["pk"] for row in rows]
    admitted, confirmed = live.admissions(ids, year, at), live.confirmations(ids, year, at)
    return [
        CellCount(
            code=row["code"],
            name=row["called"],
            **{name: _sum(sums.get(row["pk"]), name) for name in ("official", "probationary", "exempt")},
            admitted=admitted.get((row["pk"], 0), (0, ()))[0],
            confirmed=confirmed.get((row["pk"], 0), (0, ()))[0],
        )
        for row in rows
    ]


def _sum(row: Mapping[str, Any] | None, name: str) -> int:
    return int(row[name]) if row is not None else 0
