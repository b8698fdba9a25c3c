"""Which targets are drawn, and how: the same trend for page and paper. No database."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from trongtam.ground.charts import Step, Trend
from trongtam.ground.periods import month_end

from . import words

if TYPE_CHECKING:
    from trongtam.targets.queries import TargetRow

MOST_A_SECTOR = 2


def chosen(rows: Iterable[TargetRow]) -> list[TargetRow]:
    """At most two of a sector: those that need it most, as the board orders them, among those with a line to draw."""
    drawable = [row for row in sorted(rows, key=lambda row: row.order) if can_be_drawn(row)]
    return drawable[:MOST_A_SECTOR]


def can_be_drawn(row: TargetRow) -> bool:
    """A level in numbers with at least two points up to the day; nothing that is hidden."""
    numbers = [value for value in row.points if isinstance(value, Decimal)]
    return not row.masked and row.target.form == "level" and row.plan is not None and len(numbers) >= 2


def trend_of(row: TargetRow) -> Trend:
    period = row.line.period
    ends = period.month_ends()
    last_year = [
        Step(month_end(end.year - 1, end.month), value)
        for end, value in zip(ends, row.line.last_year, strict=False)
        if isinstance(value, Decimal)
    ]
    flow = row.target.indicator.measure == "flow"
    outlook = row.judged.outlook
    return Trend(
        title=row.name,
        first_month=period.start.replace(day=1),
        months=len(ends),
        actual=[Step(p.on, p.value) for p in row.line.points if p.on <= row.day and isinstance(p.value, Decimal)],
        last_year=last_year,
        as_of=row.day,
        plan=row.plan,
        plan_start=Decimal(0) if flow else None,
        outlook=outlook.value if outlook is not None and row.day < row.target.period_end else None,
        unit=row.unit_of_measure,
        language=words.language(),
    )
