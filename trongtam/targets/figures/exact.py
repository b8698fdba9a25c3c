"""Exact numbers: fractions inside, decimals outside.

Every comparison is made on fractions, so no band ever depends on rounding. A result that leaves as `Decimal` is exact
where its decimals end; where they never end it is cut (never rounded) after PLACES decimals. A value cut towards zero
rounds half up, at fewer places, to what the fraction itself would round to.
"""

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from functools import lru_cache

Number = int | Decimal | Fraction
PLACES = 30
LONGEST = 1000
"""More decimals than this count as never ending."""
_CUT = 10**PLACES


_WIDE = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


@lru_cache(maxsize=16384, typed=True)
def fraction(value: Number) -> Fraction:
    """The exact value; TypeError for anything but int (no bool), Decimal or Fraction, ValueError for NaN and infinities."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"not an exact number: {value!r}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    return Fraction(value)


def decimal(value: Fraction) -> Decimal:
    """The value as a decimal: exact where it ends, cut after PLACES decimals where it does not."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    places = _ending_places(value.denominator)
    if places is None:
        sign = -1 if value < 0 else 1
        return _scaled(sign * (abs(value.numerator) * _CUT // value.denominator), PLACES)
    return _scaled(value.numerator * 10**places // value.denominator, places)


def half_up(value: Fraction | Decimal, places: int) -> Decimal:
    """Rounded to `places` decimals, ties away from zero; never minus zero."""
    whole = Fraction(value) * 10**places
    doubled = abs(whole) * 2 + 1
    rounded = doubled.numerator // (doubled.denominator * 2)
    return _scaled(-rounded if whole < 0 else rounded, places)


def plain(value: Decimal) -> str:
    """The decimal without exponent and trailing zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


@lru_cache(maxsize=4096)
def _ending_places(denominator: int) -> int | None:
    """How many decimals a fraction of this (reduced) denominator needs; None when they never end."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    return places if rest == 1 and places <= LONGEST else None


def _scaled(units: int, places: int) -> Decimal:
    """units ÷ 10^places, exactly."""
    return _WIDE.scaleb(Decimal(units), -places)
