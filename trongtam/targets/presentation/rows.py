"""A target's row of a query as a row of the look."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from trongtam.look import shapes

from . import words

if TYPE_CHECKING:
    from ..queries import TargetRow

SLOTS = 12


def target_row(row: TargetRow, url: str) -> shapes.TargetRow:
    """For `{% target_row %}`. The mark of elapsed time stands only where a pace is reckoned."""
    return shapes.TargetRow(
        name=row.name,
        url=url,
        percent=row.percent,
        shown=words.percent_shown(row),
        of=f"{words.of_plan(row)} ({words.lag(row)})" if row.reaches is not None and row.pace else words.of_plan(row),
        band=row.band,
        pace=row.pace,
        elapsed=row.elapsed if row.pace else None,
        points=spark_points(row),
        invented=row.target.is_invented,
        bound=row.bound,
    )


def spark_points(row: TargetRow) -> tuple[Decimal | None, ...]:
    """At most twelve points in percent of plan, by month (in a term by longer steps); None where nothing is known."""
    plan = row.plan
    if not plan or not row.points or row.target.form != "level":
        return ()
    plan = abs(plan)
    ends = [end for end in row.line.period.month_ends() if end <= row.day]
    step = ceil(len(row.line.period.month_ends()) / SLOTS)
    known = {point.on: point.value for point in row.line.points}
    chosen = ends[::-1][::step][::-1]
    values = [known.get(end) for end in chosen]
    while values and values[-1] is None:
        values.pop()
    return tuple(None if value is None or isinstance(value, bool) else value / plan * 100 for value in values)
