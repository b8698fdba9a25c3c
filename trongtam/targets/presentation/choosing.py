"""What stands at the top and the foot of a board to choose from: views of the units, periods."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from trongtam.ground.periods import Period
from trongtam.look.shapes import Tab

from ..filters import Asked
from . import words


def units_views(asked: Asked, changed: bool, day: date) -> list[Tab]:
    """The two views of units, where they differ: today's, and those of the day."""
    if not changed and not asked.then:
        return []
    return [
        Tab(_("In today's units"), asked.query(units=None), not asked.then),
        Tab(_("In the units of %(day)s") % {"day": words.day(day)}, asked.query(units="then"), asked.then),
    ]


def named_periods(codes: list[str], chosen_one: Period) -> list[tuple[str, str, bool]]:
    known = codes if chosen_one.code in codes else [chosen_one.code, *codes]
    return [(code, words.capital(words.named(code)), code == chosen_one.code) for code in known]
