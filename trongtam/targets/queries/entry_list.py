"""Who enters what: the units a person states for, how far each has come with a month, and the month that comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from trongtam.ground.periods import MONTH, NINE_MONTHS, QUARTER, YEAR, Period
from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right

from ..computing.scope import answering_above
from ..models import Measurement, Source, Target
from .asked import Stated, asked_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

LATEST_PERIODS = 40


@dataclass(frozen=True)
class Progress:
    """How many of the lines that a unit is asked for in a month have a figure; lines that count themselves always have."""

    filled: int
    total: int

    @property
    def is_done(self) -> bool:
        return self.filled >= self.total


def units_to_enter(user: User, today: date) -> list[Unit]:
    """The units that exist today and whose figures the person may state, those asked for figures only. Two queries."""
    reach = Reach.of(user)
    own = [post.unit_id for post in reach.posts if Right.STATE in post.rights]
    below = Q(pk__in=own)
    for post in reach.posts:
        if Right.STATE_FOR in post.rights:
            # An office of a whole province enters for its own territory; its communes enter for themselves.
            below |= Q(path__startswith=post.path) if post.near else Q(path=post.path)
    kinds = Target.objects.in_force().order_by().values_list("indicator__stated_by", flat=True).distinct()
    found = Unit.objects.reached_by(user).filter(below, Q(kind__in=list(kinds)) | Q(pk__in=own)).on(today)
    return list(found.select_related("parent").order_by("path"))


def entry_progress(units: Iterable[Unit], month: Period) -> dict[int, Progress]:
    """Unit → how far it has come with a month; units that are asked for nothing are left out. Two queries."""
    asked = asked_of(units, [month])
    stated = Stated.of(asked)
    found = {}
    for unit, sheets in asked.items():
        lines = sheets[month.code].values()
        found[unit] = Progress(sum(stated.answers(unit, one) for one in lines), len(lines))
    return found


def month_to_enter(unit: Unit, today: date) -> Period:
    """The month after the last stated one while targets still cover it, else the current month. Two queries."""
    current = Period.month(today.year, today.month)
    last = last_month_stated([unit])
    if last is None or last >= current:
        return current
    following = month_after(last)
    covers = Target.objects.in_force().filter(answering_above(unit), indicator__stated_by=unit.kind)
    return (
        following if covers.filter(period_start__lte=following.end, period_end__gte=following.end).exists() else current
    )


def last_month_stated(units: Iterable[Unit]) -> Period | None:
    """The last month for which any of the units stated a figure of that month. One query."""
    rows = Measurement.objects.current().filter(unit__in=[unit.pk for unit in units], source=Source.STATED)
    codes = rows.order_by("-period_end").values_list("period_code", "period_end").distinct()[:LATEST_PERIODS]
    return next((period for code, _end in codes if (period := Period.parse(code)).kind == MONTH), None)


def month_after(month: Period) -> Period:
    following = month.end + timedelta(days=1)
    return Period.month(following.year, following.month)


def period_after(period: Period) -> Period:
    """The next period of the same kind."""
    if period.kind in (NINE_MONTHS, YEAR):
        return Period.parse(period.code.replace(str(period.start.year), str(period.start.year + 1), 1))
    following = Period.of(period.kind, period.end + timedelta(days=1))
    return following if following is not None else period


def period_before(period: Period) -> Period:
    """The period of the same kind before."""
    if period.kind in (NINE_MONTHS, YEAR):
        return Period.parse(period.code.replace(str(period.start.year), str(period.start.year - 1), 1))
    before = Period.of(period.kind, period.start - timedelta(days=1))
    return before if before is not None else period


def longer_periods(period: Period) -> list[Period]:
    """The month with which a period ends, and the longer ones of its year that may be stated at once instead."""
    year, last = period.end.year, period.end
    kinds = (Period.of(MONTH, last), Period.of(QUARTER, last), Period.half(year, 1), Period.nine_months(year))
    found = [one for one in (*kinds, Period.year(year)) if one is not None]
    return found if period in found else [*found, period]


def month_before(month: Period) -> Period:
    before = month.start - timedelta(days=1)
    return Period.month(before.year, before.month)
