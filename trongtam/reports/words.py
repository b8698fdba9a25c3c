"""Figures and periods of a report in words, in the active language. No database."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.ground import numbers
from trongtam.ground.periods import HALF, NINE_MONTHS, TERM, YEAR, Period
from trongtam.targets.presentation.words import (
    NOTHING,
    bare,
    changed,
    day,
    few,
    lag,
    language,
    percent_shown,
    percentage,
    share,
    unit_of_promise,
)
from trongtam.targets.presentation.words import planned as plan_figures
from trongtam.targets.presentation.words import quantity as amount

if TYPE_CHECKING:
    from trongtam.targets.figures.standing import Change
    from trongtam.targets.queries import TargetRow

__all__ = [
    "INVENTED",
    "NOTHING",
    "against_same_period",
    "amount",
    "capital",
    "day",
    "few",
    "figure",
    "lag",
    "language",
    "mark",
    "of_amount",
    "percent_plain",
    "percent_shown",
    "percentage",
    "period_name",
    "plan_figures",
    "planned",
    "points",
    "reached",
    "share",
    "turned",
    "unit_of_promise",
]

INVENTED = "°"
_TURNED = {"more_than": "less_than", "less_than": "more_than"}


def figure(value: Decimal, decimals: int | None = None) -> str:
    return numbers.write(value, decimals, language=language())


def points(value: Decimal, *, bound: str = "exactly") -> str:
    """A difference between percentages without its sign: "2,65 điểm %", "hơn 8 điểm %"."""
    return numbers.with_bound(numbers.points(abs(value), language=language()).lstrip("+"), bound, language=language())


def turned(bound: str) -> str:
    """The bound of what is left when a bounded figure is taken away: more of one is less of the other."""
    return _TURNED.get(bound, bound)


def of_amount(change: Change) -> str:
    """The bound of a change's amount. Of a fall the amount is named without its sign, so the bound of the difference turns."""
    return change.bound if change.absolute >= 0 else turned(change.bound)


def percent_plain(row: TargetRow) -> str:
    """The percentage of plan behind a figure that has said its bound already: "hơn 152 tỷ đồng, bằng 76%"."""
    if row.masked or row.shown is None or row.shown.under is not None:
        return percent_shown(row)
    return percentage(row.shown.value)


def planned(row: TargetRow) -> str:
    """The plan with its unit; of a range both ends."""
    if row.target.comparator == "status":
        return _("to be done")
    said, unit = plan_figures(row), unit_of_promise(row.target)
    if said == NOTHING:
        return said
    return f"{said}%" if unit == "%" else f"{said} {unit}"


def reached(row: TargetRow) -> str:
    """What was read, without its unit: "hơn 152", "done"; "–" where nothing is known."""
    if row.masked:
        return few()
    said = bare(row.value, row.decimals)
    if row.value is None or isinstance(row.value, bool):
        return said
    return numbers.with_bound(said, row.bound, language=language())


def against_same_period(row: TargetRow) -> str:
    """The change on the same period of last year for a table: "+22", "-1,2 điểm %"; not exact, "tăng hơn 22"."""
    change = None if row.masked else row.judged.change_same_period
    if change is None:
        return NOTHING
    if change.bound != "exactly":
        return changed(change)
    if change.in_points:
        return numbers.points(change.absolute, language=language())
    return numbers.signed(change.absolute, max(row.decimals, 2), language=language())


def mark(row: TargetRow) -> str:
    return INVENTED if row.target.is_invented else ""


# -- days and periods --------------------------------------------------------------------------------------------------


def period_name(period: Period) -> str:
    """A period of reports inside a sentence: "9 tháng đầu năm 2022", "nhiệm kỳ 2015–2020"."""
    year = str(period.start.year)
    if period.kind == TERM:
        return _("the term %(first)s–%(last)s") % {"first": year, "last": period.end.year}
    if period.kind == HALF and period.start.month != 1:
        return _("the last 6 months of %(year)s") % {"year": year}
    pattern = {
        HALF: _("the first 6 months of %(year)s"),
        NINE_MONTHS: _("the first 9 months of %(year)s"),
        YEAR: _("the year %(year)s"),
    }[period.kind]
    return pattern % {"year": year}


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
