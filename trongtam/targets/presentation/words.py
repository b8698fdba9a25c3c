"""Figures, periods and reasons of targets in the words of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from trongtam.ground import numbers
from trongtam.ground.errors import Unreadable
from trongtam.ground.numbers.writing import Language
from trongtam.ground.periods import HALF, MONTH, NINE_MONTHS, QUARTER, TERM, YEAR, Period
from trongtam.org.models import post_title

from ..figures.bounds import Bound, flip
from ..masking import FEW

if TYPE_CHECKING:
    from ..figures.standing import Change
    from ..models import Indicator, Round, Target
    from ..promise import Promise
    from ..queries import TargetRow

NOTHING = "–"


def language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "vi"


def bare(value: Decimal | bool | None, decimals: int | None = None) -> str:
    """A quantity without its unit; a yes or no as a word."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return _("done") if value else _("not done yet")
    if decimals is None and _never_ends(value):
        decimals = 2
    return numbers.write(value, decimals, language=language())


def _never_ends(value: Decimal) -> bool:
    """Whether the value is a quotient like 199/210, which was computed and never typed: no field keeps ten decimals."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent <= -10


def quantity(value: Decimal | bool | None, unit: str, *, bound: str = "exactly", decimals: int | None = None) -> str:
    """A quantity with its unit and bound: "hơn 152 tỷ đồng", "95,4%"."""
    said = bare(value, decimals)
    if value is None or isinstance(value, bool):
        return said
    said = numbers.with_bound(said, bound, language=language())
    return f"{said}%" if unit == "%" else f"{said} {unit}"


def alone(row: TargetRow) -> str:
    """The value of a row without its unit of measure; a percent sign stays."""
    unit = "%" if row.unit_of_measure == "%" else ""
    return quantity(row.value, unit, bound=row.bound).strip()


def percentage(value: Decimal, decimals: int = 2) -> str:
    return numbers.percent(value, decimals, language=language())


def share(value: Decimal) -> str:
    """A share that stands under others: two decimals, unless it is whole."""
    whole = value == value.to_integral_value()
    return numbers.percent(value, 0 if whole else 2, fixed=not whole, language=language())


def few() -> str:
    """What stands for a small count of persons."""
    return numbers.with_bound(str(FEW), "less_than", language=language())


def bounded(value: Decimal | bool | None, bound: str, decimals: int | None = None) -> str:
    """A quantity without its unit, with its bound: "hơn 87"."""
    said = bare(value, decimals)
    return said if value is None or isinstance(value, bool) else numbers.with_bound(said, bound, language=language())


def many(decimals: int | None = None) -> Callable[[Decimal | bool | None, str], str]:
    """`bounded` for thousands of figures of one page: the language is asked once, a figure that comes again is at hand."""
    said: dict[tuple[Decimal | bool | None, str], str] = {}
    spoken = language()

    def write(value: Decimal | bool | None, bound: str) -> str:
        if isinstance(value, bool) or value is None:
            return bare(value)
        found = said.get((value, bound))
        if found is None:
            places = 2 if decimals is None and _never_ends(value) else decimals
            found = numbers.write(value, places, language=spoken)
            if bound != "exactly":
                found = numbers.with_bound(found, bound, language=spoken)
            said[value, bound] = found
        return found

    return write


def changed(change: Change) -> str:
    """A change: "+2,65 điểm %", "-3"; where it is not exact, in words: "tăng khoảng 8 điểm %"."""
    if change.in_points:
        exact = numbers.points(change.absolute, language=language())
    else:
        exact = numbers.signed(change.absolute, 2, language=language())
    return _leaning(exact, change)


def relative(change: Change) -> str:
    """The same in percent of the base: "+5%", "tăng khoảng 9,2%"; empty where the base gives none."""
    if change.relative_percent is None:
        return ""
    return _leaning(f"{numbers.signed(change.relative_percent, 2, language=language())}%", change)


def _leaning(signed: str, change: Change) -> str:
    """A signed change with its bound. Of a fall the amount is named, so the bound of the signed value turns."""
    if change.bound == Bound.EXACTLY:
        return signed
    amount = signed.lstrip("+-")
    if change.absolute == 0:
        return numbers.with_bound(amount, change.bound, language=language())
    rose = change.absolute > 0
    amount = numbers.with_bound(amount, change.bound if rose else flip(change.bound), language=language())
    return (_("up by %(amount)s") if rose else _("down by %(amount)s")) % {"amount": amount}


def percent_shown(row: TargetRow) -> str:
    """The percentage of plan as it is printed; never rounded over an edge that was not reached."""
    if row.masked:
        return NOTHING
    if row.shown is None:
        return bare(row.value) if isinstance(row.value, bool) else NOTHING
    if row.shown.under is not None:
        return numbers.with_bound(percentage(row.shown.under), "less_than", language=language())
    return numbers.with_bound(percentage(row.shown.value), row.judged.bound, language=language())


def of_plan(row: TargetRow) -> str:
    """Value and plan in one line: "4/3 đảng viên", "95,4% / 95%", "hơn 152/200 tỷ đồng"."""
    if isinstance(row.value, bool) or row.target.comparator == "status":
        return bare(row.value)
    unit, plan = row.unit_of_measure, planned(row)
    if row.masked:
        return f"{few()} / {plan} {unit}".replace(" %", "%")
    if row.target.form != "level":
        return _of_change(row, plan)
    value = numbers.with_bound(bare(row.value), row.bound, language=language()) if row.value is not None else NOTHING
    if unit == "%":
        return f"{value}% / {plan}%" if row.value is not None else f"{NOTHING} / {plan}%"
    return f"{value}/{plan} {unit}"


def _of_change(row: TargetRow, plan: str) -> str:
    """For a promised change: how much it changed, over how much was promised."""
    changed = row.judged.judged
    said = NOTHING
    if changed is not None and not isinstance(changed, bool):
        said = numbers.with_bound(
            numbers.signed(changed, 2, language=language()), row.judged.bound, language=language()
        )
    unit = unit_of_promise(row.target)
    return f"{said}/{plan}%" if unit == "%" else f"{said}/{plan} {unit}"


def unit_of_promise(target: Target) -> str:
    unit = target.indicator.unit_of_measure
    return {
        "change_relative": "%",
        "change_points": _("points"),
        "average_per_year": _("%(unit)s a year") % {"unit": unit},
    }.get(target.form, unit)


def planned(row: TargetRow) -> str:
    """The plan without its unit; of a range both ends."""
    if row.plan is None:
        return NOTHING
    said = bare(row.plan)
    return f"{said}–{bare(row.plan_to)}" if row.target.comparator == "range" else said


def promised(target: Target, plan: str) -> str:
    """The promise in words: "Ít nhất 3 đảng viên"."""
    if target.comparator == "status":
        return _("To be done")
    unit = unit_of_promise(target)
    amount = f"{plan}%" if unit == "%" else f"{plan} {unit}"
    said = _promising(target.comparator) % {"amount": amount}
    if target.form == "level":
        return said
    return _("%(promise)s, counted as the change since the baseline") % {"promise": said}


def _promising(comparator: str) -> str:
    return {
        ">=": _("At least %(amount)s"),
        ">": _("More than %(amount)s"),
        "<=": _("At most %(amount)s"),
        "<": _("Less than %(amount)s"),
        "=": _("Exactly %(amount)s"),
        "~": _("About %(amount)s"),
        "range": _("From %(amount)s"),
    }[comparator]


def pledge(promise: Promise, unit: str) -> str:
    """What a line of a table promises, inside a sentence: "từ 12 đến 15 ha", "ít nhất 1,5%"; empty without a plan."""
    if promise.plan is None or not promise.comparator:
        return ""
    if promise.plan_to is not None and promise.comparator == "range":
        ends = {"low": bare(promise.plan), "high": quantity(promise.plan_to, unit)}
        return _("from %(low)s to %(high)s") % ends
    amount = quantity(promise.plan, unit).strip()
    if promise.tolerance is not None:
        amount = f"{bare(promise.plan)} ± {quantity(promise.tolerance, unit).strip()}"
    return inside(_promising(promise.comparator) % {"amount": amount})


def post(kind: str | None, unit: str | None) -> str:
    """The post of a person in words; empty where none is known."""
    return post_title(kind, unit) if kind and unit else ""


def nature(indicator: Indicator) -> str:
    """How the indicator is read: "Càng nhiều càng tốt, cộng dồn theo tháng."."""
    better = {
        "more": _("The more the better"),
        "less": _("The less the better"),
        "exact": _("Exactly the plan"),
        "range": _("Inside the range"),
    }[indicator.better]
    measure = {
        "flow": _("added up over the months"),
        "stock": _("the latest figure counts"),
        "ratio": _("a share; the latest figure counts"),
        "yes_no": _("done or not"),
        "composition": _("a part of one whole"),
    }[indicator.measure]
    return f"{better}, {measure}."


# -- days and periods --------------------------------------------------------------------------------------------------


def day(value: date) -> str:
    return value.strftime("%d/%m/%Y")


def month_number(period: Period, on: date) -> int:
    """How many months of the period have begun by the day."""
    return (on.year - period.start.year) * 12 + on.month - period.start.month + 1


def reading_name(period: Period, on: date) -> str:
    """What part of the period was read: "9 tháng", "cả năm"; in a term the year."""
    if on >= period.end:
        return _("the whole term") if period.kind == TERM else _("the whole year")
    if period.kind == TERM:
        return _("until %(month)s/%(year)s") % {"month": on.month, "year": on.year}
    months = month_number(period, on)
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def lag(row: TargetRow) -> str:
    """“Số liệu mới đến 30/09/2022” where the figures end before the day of reading; else nothing."""
    return _("figures reach %(day)s only") % {"day": day(row.reaches)} if row.reaches is not None else ""


def tab_name(period: Period, on: date) -> str:
    """A tab of the board: "9 tháng", "Cả năm"; in a term its years."""
    if period.kind == TERM:
        return str(on.year)
    if on >= period.end:
        return _("Whole year")
    months = month_number(period, on)
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def period_name(period: Period) -> str:
    """A period inside a sentence: "năm 2022", "tháng 9/2022", "nhiệm kỳ 2020–2025"."""
    year = period.start.year
    pattern = {
        MONTH: _("month %(month)s/%(year)s"),
        QUARTER: _("quarter %(quarter)s of %(year)s"),
        HALF: _("the first 6 months of %(year)s") if period.start.month == 1 else _("the last 6 months of %(year)s"),
        NINE_MONTHS: _("nine months of %(year)s"),
        YEAR: _("year %(year)s"),
        TERM: _("term %(year)s–%(end)s"),
    }[period.kind]
    month = period.start.month
    return pattern % {
        "month": month,
        "quarter": (month + 2) // 3,
        "year": year,
        "end": period.end.year,
    }


def named(code: str) -> str:
    """The name of a period from its code; the code itself where it cannot be read."""
    try:
        return period_name(Period.parse(code))
    except Unreadable:
        return code


def round_name(round_: Round) -> str:
    return _("Round of %(period)s") % {"period": named(round_.period_code)}


def stated_period(code: str, row: TargetRow) -> str:
    """The period of a statement on its target's page: the year is left out where the target is about that year."""
    try:
        period = Period.parse(code)
    except Unreadable:
        return code
    if period.kind == MONTH and row.line.period.kind == YEAR and period.start.year == row.line.period.start.year:
        return _("Month %(month)s") % {"month": period.start.month}
    return capital(period_name(period))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def inside(name: str) -> str:
    """A name inside a sentence: its first letter small, unless the word is an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def listing(names: Sequence[str], most: int = 3) -> str:
    """A few names in a line; of more only how many there are."""
    if len(names) > most:
        return ", ".join(names[:most]) + _(" and %(n)d more") % {"n": len(names) - most}
    return ", ".join(names)
