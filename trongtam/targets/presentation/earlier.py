"""The units before a merger or a split, as the board of the unit after it prints them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trongtam.look import shapes
from trongtam.org.models import Unit

from .rows import target_row

if TYPE_CHECKING:
    from ..queries import TargetRow
    from ..queries.units import Before


@dataclass(frozen=True)
class Earlier:
    """A unit until its last day, with the targets that stay its own."""

    unit: Unit
    last: date
    rows: list[shapes.TargetRow]


def shown(one: Before, url: Callable[[TargetRow], str]) -> Earlier:
    return Earlier(one.unit, one.on - timedelta(days=1), [target_row(row, url(row)) for row in one.rows])
