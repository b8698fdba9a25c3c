"""The days that a decision is offered: before the next meeting, where that is not too near. Pure."""

from __future__ import annotations

from datetime import date

from trongtam.ground.periods import month_end

MIDDLE = 15
NEAR = 20


def offered_days(day: date) -> tuple[date, date]:
    """Two days to choose from for what is decided on a day: the second is the usual one."""
    following = month_end(day.year + day.month // 12, day.month % 12 + 1)
    if day.day < MIDDLE:
        return date(day.year, day.month, NEAR), month_end(day.year, day.month)
    return date(following.year, following.month, NEAR), following


def usual_day(day: date) -> date:
    return offered_days(day)[1]
