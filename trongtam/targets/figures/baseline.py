"""The earlier value behind "95 %, up 8": in units (points, for a percentage) unless "relative" was said."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from trongtam.ground.phrases import gettext_noop

from .bounds import Bound, of_difference, of_quotient
from .errors import Inconsistent
from .exact import Number, decimal, fraction


@dataclass(frozen=True, slots=True)
class Bounded:
    """A value and how far it is to be believed."""

    value: Decimal
    bound: Bound


def before_change(
    value: Number, change: Number, *, bound: str = Bound.EXACTLY, change_bound: str = Bound.EXACTLY
) -> Bounded:
    """The value before a change in the same unit (points between percentages); it carries the bounds of both."""
    return Bounded(decimal(fraction(value) - fraction(change)), of_difference(bound, change_bound))


def before_relative_change(
    value: Number, percent: Number, *, bound: str = Bound.EXACTLY, change_bound: str = Bound.EXACTLY
) -> Bounded:
    """The value before a change that was said in percent of it. Raises Inconsistent for a fall by 100 percent or more."""
    factor = 1 + fraction(percent) / Fraction(100)
    if factor <= 0:
        raise Inconsistent("change", gettext_noop("A value cannot fall by 100 percent or more and leave something."))
    return Bounded(decimal(fraction(value) / factor), of_quotient(bound, change_bound))
