"""Writing numbers. Rounding is half up and only here: everything computed stays unrounded."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Literal

Language = Literal["vi", "en"]
# One way to write and to read: an English page shows figures with the marks that its fields accept and its papers carry.
_MARKS: dict[str, tuple[str, str]] = {"vi": (".", ","), "en": (".", ",")}
_POINTS = {"vi": "điểm %", "en": "points"}
_BOUNDS = {
    "vi": {"exactly": "", "more_than": "hơn ", "less_than": "dưới ", "about": "khoảng "},
    "en": {"exactly": "", "more_than": "more than ", "less_than": "less than ", "about": "about "},
}


def rounded(value: Decimal | int, decimals: int) -> Decimal:
    """Half up, away from zero: 2.345 gives 2.35, -0.5 gives -1 at 0 decimals. Never gives a negative zero."""
    value = Decimal(value)
    with localcontext() as context:
        context.prec = max(value.adjusted() + 1, 1) + decimals + 2
        result = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def write(
    value: Decimal | int,
    decimals: int | None = None,
    *,
    group: bool = True,
    fixed: bool = False,
    language: str = "vi",
) -> str:
    """The number in figures: 46346.8 gives "46.346,8" (en: "46,346.8").

    `decimals`: at most so many, half up; None: all there are. Zeros at the end are left out as in running text; `fixed`
    keeps them, for columns. Raises ValueError for NaN and infinities.
    """
    value = Decimal(value)
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    return _written(value, decimals, group, fixed, language)


@lru_cache(maxsize=50_000)
def _written(value: Decimal, decimals: int | None, group: bool, fixed: bool, language: str) -> str:
    """Figures come again on every page that shows them; equal values are written alike, however many zeros they end in."""
    if decimals is not None:
        value = rounded(value, decimals)
    thousands, comma = _MARKS[language]
    whole, _, part = f"{abs(value):f}".partition(".")
    whole = whole.lstrip("0") or "0"
    if not (fixed and decimals is not None):
        part = part.rstrip("0")
    if group:
        whole = f"{int(whole):,}".replace(",", thousands)
    return f"{'-' if value < 0 else ''}{whole}{comma + part if part else ''}"


def percent(value: Decimal | int, decimals: int = 2, *, fixed: bool = False, language: str = "vi") -> str:
    """A value that already is in percent: 133.333 gives "133,33%", 75 gives "75%". No space before the sign."""
    return f"{write(value, decimals, fixed=fixed, language=language)}%"


def signed(value: Decimal | int, decimals: int | None = None, *, language: str = "vi") -> str:
    """With its sign, as changes are written: "+22", "-3,5", "0"."""
    text = write(value, decimals, language=language)
    return text if text.startswith("-") or text == "0" else f"+{text}"


def points(value: Decimal | int, decimals: int = 2, *, language: str = "vi") -> str:
    """A difference between two percentages, in points: "+2,65 điểm %"."""
    return f"{signed(value, decimals, language=language)} {_POINTS[language]}"


def with_bound(text: str, bound: str, *, language: str = "vi") -> str:
    """A written figure with its bound word: "hơn 152", "dưới 5", "khoảng 90%"."""
    return _BOUNDS[language][bound] + text
