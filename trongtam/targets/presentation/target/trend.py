"""A target's trend, drawn and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.ground.charts import PHONE, Step, Trend, TrendGeometry, trend_geometry

from .. import words

if TYPE_CHECKING:
    from ...queries import TargetPage, TargetRow


LONG = 24
"""Months beyond which the table goes by quarter."""


@dataclass(frozen=True)
class FigureLine:
    """A line of the table beside the picture."""

    name: str
    cells: tuple[tuple[str, str], ...]


def adds_up(row: TargetRow) -> bool:
    return row.target.indicator.measure == "flow"


def charts(page: TargetPage) -> tuple[TrendGeometry, ...]:
    """One drawing for the phone and one for the desk; none where nothing can be drawn."""
    row = page.row
    actual = [(one.on, one.value) for one in page.trend if isinstance(one.value, Decimal)]
    if row.target.indicator.measure == "yes_no" or not actual or row.target.form != "level":
        return ()
    first = row.line.period.start.replace(day=1)
    before = [Step(_year_before(one.on), one.last_year) for one in page.trend if isinstance(one.last_year, Decimal)]
    outlook = row.judged.outlook
    trend = Trend(
        title=row.name,
        first_month=first,
        months=len(page.trend),
        actual=tuple(_changes([Step(on, amount) for on, amount in actual], keep=not adds_up(row))),
        last_year=tuple(_changes(before, keep=False)),
        as_of=page.as_of,
        plan=row.plan,
        plan_start=Decimal(0) if adds_up(row) else None,
        outlook=outlook.value if outlook is not None and page.as_of < row.line.period.end else None,
        unit=row.unit_of_measure,
        language=words.language(),
    )
    figures = [trend.plan, trend.outlook, *(step.value for step in (*trend.actual, *trend.last_year))]
    return _drawn(trend, tuple(map(str, figures)))


@lru_cache(maxsize=256)
def _drawn(trend: Trend, written: tuple[str, ...]) -> tuple[TrendGeometry, ...]:
    """The same trend is laid out once. `written` keeps 1.5 apart from 1.50, which are equal and may be printed otherwise."""
    return trend_geometry(trend, *PHONE), trend_geometry(trend)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _changes(steps: Sequence[Step], *, keep: bool) -> list[Step]:
    """Only the steps where something changed; a sum begins at 0 by itself."""
    if keep:
        return list(steps)
    found, last = [], Decimal(0)
    for step in steps:
        if step.value != last:
            found.append(step)
        last = step.value
    return found or list(steps[-1:])


def chart_note(page: TargetPage) -> str:
    said = [_("Strong line: this period.")]
    if any(one.last_year is not None for one in page.trend):
        said.append(_("Gold line: the year before."))
    said.append(_("Dots: the pace of the plan.") if adds_up(page.row) else _("Dots: the plan."))
    return " ".join(said)


def figures(page: TargetPage) -> list[FigureLine]:
    """By month; of a period longer than two years by quarter, with the last known month."""
    row = page.row
    known = [one for one in page.trend if one.value is not None or one.last_year is not None]
    if len(page.trend) > LONG:
        last = next((one for one in reversed(known) if one.value is not None), None)
        known = [one for one in known if one.on.month % 3 == 0 or one is last]
    figures = [
        (
            words.bounded(one.value, one.bound),
            words.bounded(one.last_year, one.last_year_bound),
            words.bare(one.plan, max(row.decimals, 2)),
        )
        for one in known
    ]
    return [
        FigureLine(
            _("Month %(month)s/%(year)s") % {"month": one.on.month, "year": one.on.year},
            tuple(zip(columns(row), cells, strict=True)),
        )
        for one, cells in zip(known, figures, strict=True)
    ]


def columns(row: TargetRow) -> tuple[str, str, str]:
    return _("This period"), _("The year before"), _("Pace of the plan") if adds_up(row) else _("Plan")
