"""Rounding for the eye: two decimals, half up, and never over an edge that the value has not reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .exact import half_up

DEFAULT_EDGES = (Decimal(60), Decimal(100))


@dataclass(frozen=True, slots=True)
class Shown:
    """A rounded value; `under` is the edge that it would seem to reach and has not: print "dưới <under>" instead of the value."""

    value: Decimal
    under: Decimal | None


def show_percent(percent: Decimal | Fraction, *, edges: Sequence[Decimal] = DEFAULT_EDGES, places: int = 2) -> Shown:
    """A percentage as it is printed beside its band."""
    rounded = half_up(percent, places)
    crossed = [edge for edge in edges if percent < edge <= rounded]
    return Shown(rounded, max(crossed) if crossed else None)
