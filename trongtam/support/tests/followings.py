"""Duties and visits in the small commune of `org`, for the tests of this room."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from trongtam.accounts.models import User
from trongtam.org.models import PostKind, Unit
from trongtam.org.tests.house import House, make_user
from trongtam.support.models import Duty, Obligation, Tier, Visit
from trongtam.support.operations.assigning import assign_duty, shipped_obligation
from trongtam.support.operations.visits import record_visit

BEGINS = date(2017, 1, 1)


def moment(year: int, month: int, day: int) -> datetime:
    """Three in the afternoon in Vietnam."""
    return datetime(year, month, day, 8, tzinfo=UTC)


def monthly() -> Obligation:
    return shipped_obligation("moi-thang")


def official(house: House, name: str = "Cao Thử Theo") -> User:
    """An official of the province, without rights of his own, who may follow units of the commune."""
    return make_user(name, house.province, PostKind.OFFICIAL)


def member(house: House, name: str = "Hà Ví Ủy") -> User:
    return make_user(name, house.committee, PostKind.COMMITTEE_MEMBER)


def duty_of(house: House, user: User, unit: Unit | None = None, **changed: Any) -> Duty:
    """An official from above follows the hamlet since January 2017, every month once."""
    given: dict[str, Any] = {
        "tier": Tier.SUPERIOR_OFFICIAL,
        "valid_from": BEGINS,
        "basis": "Quyết định mẫu",
        "obligation": monthly(),
        "at": moment(2017, 1, 1),
    }
    return assign_duty(user.person, unit or house.hamlet, by=house.office, **{**given, **changed})


def visited(duty: Duty, by: User, on: date, **more: Any) -> Visit:
    more.setdefault("at", moment(on.year, on.month, on.day))
    return record_visit(duty, by=by, on=on, **{"purpose": "meeting", **more})
