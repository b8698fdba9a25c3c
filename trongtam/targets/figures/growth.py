"""Growth over years, three ways that must never be mixed: compound, simple, and the mean of the yearly rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise

from trongtam.ground.phrases import gettext_noop

from .errors import Inconsistent
from .exact import Number, decimal, fraction

_SPARE_DIGITS = 60
_LARGEST_EXPONENT = 2000


@dataclass(frozen=True, slots=True)
class Growth:
    """In percent. compound: None for a negative last value; mean: None without a series or where a yearly base is not above 0."""

    total: Decimal
    compound: Decimal | None
    simple: Decimal
    mean: Decimal | None


def grow_series(series: Sequence[Number]) -> Growth:
    """Growth of a yearly series of two values or more. Raises Inconsistent."""
    if len(series) < 2:
        raise Inconsistent("series", gettext_noop("Growth needs at least two values."))
    values = [fraction(value) for value in series]
    if values[0] <= 0:
        raise Inconsistent("series", gettext_noop("Growth needs a first value above zero."))
    rates = [(after / before - 1) * 100 for before, after in pairwise(values) if before > 0]
    mean = decimal(sum(rates, Fraction(0)) / len(rates)) if len(rates) == len(values) - 1 else None
    return _growth(values[0], values[-1], Fraction(len(values) - 1), mean)


def grow(first: Number, last: Number, years: Number) -> Growth:
    """Growth between two values that lie some years (above zero) apart. Raises Inconsistent."""
    if first <= 0:
        raise Inconsistent("first", gettext_noop("Growth needs a first value above zero."))
    if years <= 0:
        raise Inconsistent("years", gettext_noop("Growth needs a number of years above zero."))
    return _growth(fraction(first), fraction(last), fraction(years), None)


def _growth(first: Fraction, last: Fraction, years: Fraction, mean: Decimal | None) -> Growth:
    ratio = last / first
    total = (ratio - 1) * 100
    return Growth(decimal(total), _compound(ratio, years), decimal(total / years), mean)


def _compound(ratio: Fraction, years: Fraction) -> Decimal | None:
    """The steady yearly rate; the root is taken with spare digits, and a root that ends there is taken as exact."""
    if ratio < 0:
        return None
    if ratio == 0 or years == 1:
        return decimal((ratio - 1) * 100)
    digits = len(str(abs(ratio.numerator))) - len(str(ratio.denominator))
    exponent = abs(digits) + 1
    if exponent > _LARGEST_EXPONENT * years:
        raise Inconsistent("years", gettext_noop("The yearly rate is out of range."))
    context = Context(prec=int(exponent / years) + 2 * _SPARE_DIGITS)
    base = context.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
    root = context.power(base, context.divide(Decimal(years.denominator), Decimal(years.numerator)))
    rate = context.multiply(context.subtract(root, 1), Decimal(100))
    return rate.quantize(Decimal(1).scaleb(-_SPARE_DIGITS), context=context)
