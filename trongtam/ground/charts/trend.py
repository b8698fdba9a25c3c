"""What a trend shows, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Step:
    """From this day on the figure stands at `value` (for a flow: all that has come together since the start)."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Trend:
    """One indicator over whole calendar months.

    `first_month` is the first day of the first of `months` months. `actual` and `last_year` are steps in order of their
    days; those of last year carry their own dates, twelve months back. `as_of` is the day of reading: the actual line
    ends there. `plan` is reached at the end, in a straight line from `plan_start` (a flow: 0) or, without it, as a
    level line. `outlook` is the estimate for the end. The names of the lines are made from years where none is given.
    Raises ValueError for less than one month, a first day inside a month, or steps out of order.
    """

    title: str
    first_month: date
    months: int = 12
    actual: Sequence[Step] = ()
    last_year: Sequence[Step] = ()
    as_of: date | None = None
    plan: Decimal | None = None
    plan_start: Decimal | None = Decimal(0)
    outlook: Decimal | None = None
    unit: str = ""
    language: str = "vi"
    actual_name: str = ""
    last_year_name: str = ""

    def __post_init__(self) -> None:
        if self.months < 1:
            raise ValueError("a trend covers at least one month")
        if self.first_month.day != 1:
            raise ValueError("a trend begins on the first day of a month")
        for steps in (self.actual, self.last_year):
            if any(before.on > after.on for before, after in pairwise(steps)):
                raise ValueError("steps must stand in the order of their days")
