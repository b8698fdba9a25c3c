"""How large units are: members of a cell, or of all cells in a territory. A sum, never a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Q

from trongtam.org.models import Membership, Unit, UnitKind
from trongtam.org.models.units import on_date
from trongtam.targets.computing.scope import scope_path

from ..peers import Place

AWAY = Membership.Kind.AWAY
NO_MEMBERS = frozenset({UnitKind.HAMLET, UnitKind.GROUP})


def places(units: Sequence[Unit], day: date) -> list[Place]:
    """The units as comparison needs them. One query. Hamlets and groups have no members of their own: their size is unknown."""
    counted = _members(units, day) if any(one.kind not in NO_MEMBERS for one in units) else {}
    return [
        Place(
            one.pk,
            one.name,
            one.kind,
            None
            if one.kind in NO_MEMBERS
            else sum(n for path, n in counted.items() if path.startswith(scope_path(one))),
            one.path,
        )
        for one in units
    ]


def _members(units: Iterable[Unit], day: date) -> dict[str, int]:
    """Path of a cell → its members, of the territories of the units."""
    inside = Q(pk__in=[])
    for path in {scope_path(one) for one in units}:
        inside |= Q(unit__path__startswith=path)
    rows = Membership.objects.filter(inside, on_date(day)).exclude(kind=AWAY)
    return dict(rows.values_list("unit__path").annotate(n=Count("pk")).order_by())
