"""The words of the entry sheet: what stands beside a field, what the typed figure will change, how it is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.ground.periods import HALF, MONTH, NINE_MONTHS, QUARTER, YEAR, Period
from trongtam.ground.templatetags import vn

from ..figures.display import show_percent
from ..figures.reading import State, quotient
from ..figures.spans import gaps_in
from ..models import Comparator, Form
from ..stated import Figure
from .words import capital, day, period_name

if TYPE_CHECKING:
    from ..models import Indicator
    from ..queries import EntryRow

# From here on a number is said in words, so that a slip of the thumb is heard.
SAID_FROM = 1000
# Promises of which a plain percentage of plan can be said.
RISING = (str(Comparator.AT_LEAST), str(Comparator.MORE_THAN))


def month_name(month: Period) -> str:
    """The period of a sheet as its heading: "Tháng 9/2022", "9 tháng năm 2022"."""
    return str(vn.month_name(month.start)) if month.kind == MONTH else capital(period_name(month))


def span(first: date, last: date) -> str:
    """Days of a gap: "từ 01/01 đến 30/09/2026"."""
    start = first.strftime("%d/%m") if first.year == last.year else day(first)
    return _("from %(first)s to %(last)s") % {"first": start, "last": day(last)}


def period_word(code: str, beside: Period) -> str:
    """The period of the last figure, short: "Tháng 8", with the year when it is another one."""
    if not code:
        return ""
    period = Period.parse(code)
    year = "" if period.start.year == beside.start.year else f"/{period.start.year}"
    if period.kind == MONTH:
        return f"{vn.month_name(period.start.month)}{year}"
    if period.kind == QUARTER:
        return _("Quarter %(quarter)s") % {"quarter": (period.start.month + 2) // 3} + year
    if period.kind == HALF:
        first = period.start.month == 1
        return period_name(period) if year else _("the first 6 months") if first else _("the last 6 months")
    if period.kind == NINE_MONTHS:
        return _("Nine months") + year
    return _("Whole year") + year if period.kind == YEAR else code


def shown(figure: Figure | None, indicator: Indicator) -> str:
    """A figure as it is read: "34/36", "hơn 152", "Đạt"."""
    if figure is None:
        return "–"
    if figure.yes is not None:
        return _("Met") if figure.yes else _("Not met yet")
    if figure.parts is not None:
        return " · ".join(f"{name} {vn.figure(part)}%" for name, part in figure.parts.items())
    if figure.numerator is not None:
        counts = f"{vn.figure(figure.numerator)}/{vn.figure(figure.denominator)}"
        return vn.bounded(counts, figure.bound)
    value = figure.value if figure.value is not None else figure.share
    text = vn.bounded(vn.figure(value), figure.bound)
    return f"{text}%" if indicator.measure == "ratio" or figure.value is None else text


def live_shown(row: EntryRow) -> str:
    if row.live is None:
        return "–"
    if isinstance(row.live, bool):
        return _("Met") if row.live else _("Not met yet")
    return vn.figure(row.live)


def echo(row: EntryRow, figure: Figure | None) -> str:
    """What the figure will change, or what to do while there is none; at most two sentences."""
    if figure is None:
        return _nothing_yet(row)
    if figure.numerator is not None:
        return _of_ratio(row, figure)
    if figure.value is None:
        return ""
    said = [_in_words(figure.value, row), _of_plan(row, figure), _since_last(row, figure.value)]
    return " ".join([sentence for sentence in said if sentence][:2])


def _nothing_yet(row: EntryRow) -> str:
    measure, unit = row.indicator.measure, row.indicator.unit_of_measure
    if row.period.kind != MONTH and row.inside:
        return _inside(row)
    if measure == "yes_no":
        return _("Not answered yet.")
    if measure == "ratio":
        return _("Not typed yet. Counts may be typed as 34/36.")
    if measure == "flow" and row.indicator.decimals == 0 and not row.in_percent:
        return _("Not typed yet. If there was no %(unit)s, type 0.") % {"unit": unit}
    return _("Not typed yet.")


def _in_words(value: Decimal, row: EntryRow) -> str:
    if abs(value) < SAID_FROM:
        return ""
    return _("Read: %(words)s.") % {"words": vn.words(value, row.indicator.unit_of_measure)}


def _amount(value: Decimal, row: EntryRow) -> str:
    unit = "%" if row.in_percent else f" {row.indicator.unit_of_measure}"
    return f"{vn.figure(value)}{unit}"


def _inside(row: EntryRow) -> str:
    """What shorter periods say already of a longer one, so that only the rest is asked for."""
    if row.indicator.measure != "flow":
        return _("Already stated for a period that ends on the same day. Nothing to type.")
    total = row.indicator.to_value(sum(int(one.value or 0) for one in row.inside)) or Decimal(0)
    names = {"total": _amount(total, row), "n": len(row.inside)}
    if row.is_covered:
        return _("The shorter periods inside make %(total)s already. Nothing to type.") % names
    gaps = gaps_in(row.period, [(one.start, one.end) for one in row.inside])
    lacking = ", ".join(span(first, last) for first, last in gaps)
    return _("Shorter periods make %(total)s; figures are lacking %(span)s.") % {**names, "span": lacking}


def _of_plan(row: EntryRow, figure: Figure) -> str:
    """How far the figure brings the unit's own target, as the board reads it; for a flow with what was stated before."""
    total = figure.value if figure.value is not None else Decimal(0)
    if row.indicator.measure == "flow":
        reading = row.reading_with(figure)
        if reading.state == State.CONFLICT:
            return _("It disagrees with what other periods say of the same time; such figures are not counted.")
        if reading.state == State.INCOMPLETE:
            first, last = reading.gaps[0]
            return _("No percentage of the plan yet: figures are lacking %(span)s.") % {"span": span(first, last)}
        total = row.indicator.to_value(int(reading.value or 0)) or Decimal(0)
    said = _("Sum so far: %(total)s.") % {"total": _amount(total, row)} if row.before else ""
    target, plan = row.target, row.plan
    if target is None or not plan or plan < 0 or target.form != Form.LEVEL or target.comparator not in RISING:
        return said
    if row.in_percent:
        return _("Plan %(plan)s.") % {"plan": _amount(plan, row)}
    percent = show_percent(total / plan * 100)
    words = vn.bounded(vn.pct(percent.value), figure.bound)
    if percent.under is not None:
        words = vn.bounded(vn.pct(percent.under), "less_than")
    reached = _("%(percent)s of the plan of %(plan)s.") % {"percent": words, "plan": _amount(plan, row)}
    return f"{said} {reached}".strip()


def _since_last(row: EntryRow, value: Decimal) -> str:
    """Rise or fall of a state since the last statement."""
    if row.indicator.measure != "stock" or row.last is None or row.last.value is None:
        return ""
    change = value - row.last.value
    names = {"change": vn.figure(abs(change)), "last": period_word(row.last_period, row.period).lower()}
    if change == 0:
        return _("The same as in %(last)s.") % names
    return (_("%(change)s more than in %(last)s.") if change > 0 else _("%(change)s less than in %(last)s.")) % names


def _of_ratio(row: EntryRow, figure: Figure) -> str:
    share = quotient(figure.numerator, figure.denominator, row.indicator.scale)
    if share is None:
        return ""
    text = vn.bounded(vn.figure(share, 2), figure.bound)
    rate = _("Makes %(share)s.") % {"share": f"{text}%" if row.indicator.scale == 100 else text}
    planned = _("Plan %(plan)s.") % {"plan": _amount(row.plan, row)} if row.plan is not None else ""
    return f"{rate} {planned}".strip()
