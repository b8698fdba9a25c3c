"""The units that others carry on for, loaded for readings in the units of a later day."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from trongtam.org.models import Succession

from ..figures.lineage import Lineage, Link
from .scope import UNIT_COLUMNS, UnitRow

CARRIES_ON = (Succession.Kind.MERGED, Succession.Kind.SPLIT)


@dataclass(frozen=True)
class Family:
    """Who carries on for whom among the units that are read, with the rows of those who went before."""

    lineage: Lineage = field(default_factory=lambda: Lineage({}, {}))
    rows: Mapping[int, UnitRow] = field(default_factory=dict)

    def behind(self, unit_id: int) -> list[int]:
        """Ids of the units that a unit carries on for."""
        return [pk for pk in self.rows if pk in self.lineage.behind(unit_id)] if self.rows else []


def load_family(rows: Iterable[UnitRow]) -> Family:
    """The units behind those that carry others on; no query where there is none, else one for each generation."""
    known = {row.id: row for row in rows}
    waiting = {row.id for row in known.values() if row.inherits}
    if not waiting:
        return Family()
    links: list[Link] = []
    earlier: dict[int, UnitRow] = {}
    columns = [f"predecessor__{name}" for name in UNIT_COLUMNS]
    while waiting:
        found = Succession.objects.filter(successor_id__in=waiting, kind__in=CARRIES_ON).order_by("pk")
        asked, waiting = waiting, set()
        for successor, share, *values in found.values_list("successor_id", "share", *columns):
            row = UnitRow(*values)
            links.append(Link(row.id, successor, share))
            if row.inherits and row.id not in asked and row.id not in earlier and row.id not in known:
                waiting.add(row.id)
            earlier[row.id] = row
    begins: dict[Hashable, date] = {pk: row.founded_on for pk, row in (known | earlier).items()}
    return Family(Lineage.of(links, begins), earlier)
