"""Recurring works in the small commune of `org`, for the tests of this room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from trongtam.accounts.models import User
from trongtam.org.models import Unit, UnitKind
from trongtam.org.tests.house import House, make_unit
from trongtam.work.models import Occurrence, Recurring
from trongtam.work.operations import Terms, excuse_occurrence, say_occurrence, start_recurring

from .works import moment

CLEAN = Terms(
    "Vệ sinh môi trường mẫu", "FREQ=MONTHLY;BYMONTHDAY=20", UnitKind.HAMLET, date(2021, 1, 1), date(2021, 12, 31)
)


def started(house: House, *, at: datetime | None = None, **changed: Any) -> Recurring:
    """Each hamlet cleans up on the 20th of every month of 2021."""
    return start_recurring(house.committee, replace(CLEAN, **changed), by=house.office, at=at or moment(2021, 1, 2))


def hamlets(house: House, count: int) -> list[Unit]:
    """So many hamlets of the commune, that of the house first."""
    more = [make_unit(UnitKind.HAMLET, f"Ấp Mẫu số {number}", house.commune) for number in range(2, count + 1)]
    return [house.hamlet, *more]


def told(recurring: Recurring, unit: Unit, day: date, *, by: User, state: str = "done", **more: Any) -> Occurrence:
    """Said on the evening of the day, unless told."""
    more.setdefault("at", moment(day.year, day.month, day.day))
    if state == "excused":
        return excuse_occurrence(recurring, unit, day, by=by, reason="Bão mẫu", at=more["at"])
    if state == "not_done":
        more.setdefault("note", "Trời mưa mẫu")
    return say_occurrence(recurring, unit, day, by=by, state=state, **more)
