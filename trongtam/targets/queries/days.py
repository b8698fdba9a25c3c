"""Days on which figures are read, and which months ask for a statement."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from trongtam.ground.periods import HALF, MONTH, NINE_MONTHS, QUARTER, YEAR, Period, month_end
from trongtam.ground.prepared import Prepared
from trongtam.org.models import Unit, UnitSettings

DEFAULT_CLOSING_DAY = 25
SATURDAY = 5
PERIOD_OF_EVERY = {"month": MONTH, "quarter": QUARTER, "half": HALF, "year": YEAR}


_CLOSING_DAYS = Prepared(
    lambda units: UnitSettings.objects.filter(unit_id__in=units).values_list("unit_id", "closing_day")
)


def closing_day_of(unit: Unit) -> int:
    """The closing day of a reporting month that the nearest unit above has chosen. One query."""
    ids = unit.path_ids
    chosen = dict(_CLOSING_DAYS(ids))
    return next((chosen[pk] for pk in reversed(ids) if pk in chosen), DEFAULT_CLOSING_DAY)


def due_on(period: Period, closing_day: int) -> date:
    """When the figures of a period are due: the closing day of its last month."""
    last = calendar.monthrange(period.end.year, period.end.month)[1]
    return period.end.replace(day=min(closing_day, last))


def proposed_due(period: Period, closing_day: int, today: date) -> date:
    """The day that a round proposes: the usual one, or where it has passed a week from today, on Monday if that is a weekend."""
    usual = due_on(period, closing_day)
    if usual >= today:
        return usual
    week = today + timedelta(days=7)
    return week + timedelta(days=7 - week.weekday() if week.weekday() >= SATURDAY else 0)


def default_reading_day(today: date, closing_day: int = DEFAULT_CLOSING_DAY) -> date:
    """The end of the last reporting month that has closed."""
    if today.day >= min(closing_day, calendar.monthrange(today.year, today.month)[1]):
        return month_end(today.year, today.month)
    return today.replace(day=1) - timedelta(days=1)


def reading_day(period: Period, today: date, closing_day: int = DEFAULT_CLOSING_DAY) -> date:
    """The default reading day inside a period: never after its end, never before its first month has ended."""
    first = month_end(period.start.year, period.start.month)
    return max(min(default_reading_day(today, closing_day), period.end), min(first, period.end))


def is_closed(end: date, today: date, closing_day: int = DEFAULT_CLOSING_DAY) -> bool:
    """Whether a period that ends on a day has ended, or the closing day of its last month has come. Until then a figure of it
    is an estimate, and the board does not read it."""
    return end <= default_reading_day(today, closing_day)


def periods_over(first: date, last: date) -> list[Period]:
    """The longest calendar periods that fill a span of whole months, one after the other; none for broken months."""
    found: list[Period] = []
    while first <= last:
        wide = (Period.of(kind, first) for kind in (YEAR, NINE_MONTHS, HALF, QUARTER, MONTH))
        longest = next((one for one in wide if one is not None and one.start == first and one.end <= last), None)
        if longest is None:
            return []
        found.append(longest)
        first = longest.end + timedelta(days=1)
    return found


def periods_ending_with(month: Period) -> list[Period]:
    """The calendar periods whose last month this is: the month itself, a quarter, half year, nine months, year."""
    found = [Period.of(kind, month.end) for kind in (MONTH, QUARTER, HALF, NINE_MONTHS, YEAR)]
    return [period for period in found if period is not None and period.end == month.end]


def asked_period(every: str, month: Period) -> Period | None:
    """The period whose figure a reporting month asks for, None in months that ask for none: a quarter's in its last month.
    A longer period is asked for whole."""
    if month.kind != MONTH:
        return month
    asked = Period.of(PERIOD_OF_EVERY[every], month.end)
    return asked if asked is not None and asked.end == month.end else None
