"""Figures and periods of a report in words, in the active language. No database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trongtam.ground import numbers
from trongtam.ground.numbers.writing import Language
from trongtam.ground.periods import HALF, NINE_MONTHS, TERM, YEAR, Period

if TYPE_CHECKING:
    from trongtam.targets.queries import TargetRow

NOTHING = "–"
INVENTED = "°"
FEW = 5
_TURNED = {"more_than": "less_than", "less_than": "more_than"}


def language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "vi"


def figure(value: Decimal, decimals: int | None = None) -> str:
    return numbers.write(value, decimals, language=language())


def amount(value: Decimal, unit: str, *, bound: str = "exactly", decimals: int | None = None) -> str:
    """A quantity with its unit and bound: "hơn 152 tỷ đồng", "95,4%"."""
    said = numbers.with_bound(figure(value, decimals), bound, language=language())
    return f"{said}%" if unit == "%" else f"{said} {unit}"


def points(value: Decimal) -> str:
    """A difference between percentages without its sign: "2,65 điểm %"."""
    return numbers.points(abs(value), language=language()).lstrip("+")


def percentage(value: Decimal) -> str:
    return numbers.percent(value, language=language())


def turned(bound: str) -> str:
    """The bound of what is left when a bounded figure is taken away: more of one is less of the other."""
    return _TURNED.get(bound, bound)


def few() -> str:
    """What stands for a small count of persons."""
    return numbers.with_bound(str(FEW), "less_than", language=language())


def percent_shown(row: TargetRow, *, bounded: bool = True) -> str:
    """The percentage of plan as it is printed; never rounded over an edge that was not reached."""
    if row.masked or row.shown is None:
        return NOTHING
    if row.shown.under is not None:
        return numbers.with_bound(percentage(row.shown.under), "less_than", language=language())
    said = percentage(row.shown.value)
    return numbers.with_bound(said, row.bound, language=language()) if bounded else said


def promised_unit(row: TargetRow) -> str:
    """The unit of what was promised; a change promised in percent or points has another than the indicator."""
    return {
        "change_relative": "%",
        "change_points": _("points"),
        "average_per_year": _("%(unit)s a year") % {"unit": row.unit_of_measure},
    }.get(row.target.form, row.unit_of_measure)


def planned(row: TargetRow, *, unit: bool = True) -> str:
    """The plan, with its unit or without; of a range both ends."""
    if row.target.comparator == "status":
        return _("to be done")
    if row.plan is None:
        return NOTHING
    said = figure(row.plan) if row.plan_to is None else f"{figure(row.plan)}–{figure(row.plan_to)}"
    if not unit:
        return said
    word = promised_unit(row)
    return f"{said}%" if word == "%" else f"{said} {word}"


def reached(row: TargetRow) -> str:
    """What was read, without its unit: "hơn 152", "done"; "–" where nothing is known."""
    if row.masked:
        return few()
    if row.value is None:
        return NOTHING
    if isinstance(row.value, bool):
        return _("done") if row.value else _("not done yet")
    return numbers.with_bound(figure(row.value, row.decimals), row.bound, language=language())


def against_same_period(row: TargetRow) -> str:
    """The change on the same period of last year for a table: "+22", "-1,2 điểm %"."""
    change = None if row.masked else row.judged.change_same_period
    if change is None:
        return NOTHING
    if change.in_points:
        return numbers.points(change.absolute, language=language())
    return numbers.signed(change.absolute, max(row.decimals, 2), language=language())


def mark(row: TargetRow) -> str:
    return INVENTED if row.target.is_invented else ""


# -- days and periods --------------------------------------------------------------------------------------------------


def day(value: date) -> str:
    return value.strftime("%d/%m/%Y")


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

