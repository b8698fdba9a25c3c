"""What the program counts of a unit by itself, before any target speaks of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.org.reach import Reach

from ..computing.lines import Value
from ..computing.scope import UnitRow
from ..live import count_live
from ..models import Indicator, Source

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True)
class Counted:
    """An indicator of the whole house and what it is in the unit's territory this year so far."""

    indicator: Indicator
    value: Value


def counted_here(unit: Unit, *, user: User, today: date) -> list[Counted]:
    """For who reaches the unit; others see no counts of its people. Some queries for each of the few indicators."""
    if not Reach.of(user).covers(unit):
        return []
    row, year = UnitRow.of(unit), Period.year(today.year)
    found = []
    for indicator in Indicator.objects.filter(owner=None, source=Source.LIVE).order_by("pk"):
        figure = count_live(indicator, row, year, today)
        found.append(Counted(indicator, figure.value if figure is not None else None))
    return found
