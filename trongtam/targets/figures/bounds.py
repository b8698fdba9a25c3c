"""How far a stated value is to be believed: exactly, more than (hơn, trên), less than (dưới, chưa đến), about (gần, khoảng).

Bounds travel: a sum takes the weakest bound of its parts, a quotient also what its divisor does to it.
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache


class Bound(StrEnum):
    EXACTLY = "exactly"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ABOUT = "about"


ABOUT_SHARE = Decimal("0.1")
"""How far “about” may be from the truth, as a share of the value, when two statements are compared. Our own default."""

_FLIPPED = {Bound.MORE_THAN: Bound.LESS_THAN, Bound.LESS_THAN: Bound.MORE_THAN}


def weakest(bounds: Iterable[str]) -> Bound:
    """The bound of a sum: one side if all that is not exact leans to that side, otherwise about."""
    found = set(bounds)
    found.discard(Bound.EXACTLY)
    if not found:
        return Bound.EXACTLY
    return Bound(found.pop()) if len(found) == 1 else Bound.ABOUT


def flip(bound: str) -> Bound:
    """The bound of a value that is subtracted or divided by."""
    known = Bound(bound)
    return _FLIPPED.get(known, known)


def of_quotient(numerator: str, denominator: str) -> Bound:
    """The bound of a quotient of two values that are not negative."""
    return weakest((numerator, flip(denominator)))


@lru_cache(maxsize=64)
def of_difference(minuend: str, subtrahend: str) -> Bound:
    return weakest((minuend, flip(subtrahend)))


def limits(
    value: int | Decimal, bound: str, *, non_negative: bool = False
) -> tuple[int | Decimal | None, int | Decimal | None]:
    """Lowest and highest value that the statement allows, ends included; None where it has no end."""
    if bound == Bound.EXACTLY:
        return value, value
    if bound == Bound.MORE_THAN:
        return value, None
    if bound == Bound.LESS_THAN:
        return (0 if non_negative else None), value
    room = abs(Decimal(value)) * ABOUT_SHARE
    return value - room, value + room
