"""What last year's figure of a target was made of: its own page, read as if the target stood in the year before."""

from __future__ import annotations

from bisect import bisect_right
from copy import copy
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from trongtam.ground.periods import Period

from .target_page import MOST_STATEMENTS, TargetPage, target_page

if TYPE_CHECKING:
    from trongtam.accounts.models import User

    from ..models import Target


def day_before(period: Period, day: date) -> date | None:
    """The month-end a year earlier with which a day is compared, as `Line.same_period` has it; None where there is none."""
    before, place = period.same_period_last_year(), bisect_right(period.month_ends(), day) - 1
    return before.month_ends()[place] if before is not None and place >= 0 else None


def year_before(
    target: Target, *, user: User, today: date, day: date, known_on: datetime | None = None
) -> TargetPage | None:
    """The statements of the same period a year before a day, with their sum; None for a term, and before its first month-end.
    Nothing of the plan is meant: that one is this year's."""
    period = Period.parse(target.period_code)
    before, reads = period.same_period_last_year(), day_before(period, day)
    if before is None or reads is None:
        return None
    then = copy(target)
    then.period_code, then.period_start, then.period_end = before.code, before.start, before.end
    # Known as of now: afresh from statements, since the projection is this year's.
    known = known_on or timezone.now()
    return target_page(then, user=user, today=today, as_of=reads, known_on=known, limit=MOST_STATEMENTS)
