"""Figures and months in words, in the reader's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trongtam.ground import numbers
from trongtam.ground.numbers.writing import Language

NOTHING = "–"


def language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "vi"


def bare(value: Decimal | None) -> str:
    """At most two decimals."""
    if value is None:
        return NOTHING
    short = numbers.rounded(value, 2).normalize()
    exponent = short.as_tuple().exponent
    return numbers.write(short, max(0, -exponent) if isinstance(exponent, int) else None, language=language())


def quantity(value: Decimal | None, unit: str) -> str:
    said = bare(value)
    return said if value is None else f"{said}%" if unit == "%" else f"{said} {unit}"


def month_words(day: date) -> str:
    return _("month %(month)d/%(year)d") % {"month": day.month, "year": day.year}
