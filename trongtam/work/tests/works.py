"""Works in the small commune of `org`, for the tests of this room."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from trongtam.accounts.models import User
from trongtam.org.models import PostKind, Unit
from trongtam.org.tests.house import House, make_user
from trongtam.work.asking import Terms
from trongtam.work.models import Campaign, Kind, RootKind, Work
from trongtam.work.operations import (
    Word,
    approve_work,
    assign_work,
    hand_in_work,
    open_campaign,
    propose_work,
    register_work,
    report_progress,
)
from trongtam.work.plan import Plan, ProductLine, Root, Step


def moment(year: int, month: int, day: int) -> datetime:
    """Three in the afternoon in Vietnam."""
    return datetime(year, month, day, 8, tzinfo=UTC)


def plan(**changed: Any) -> Plan:
    """A breakthrough work of 2021 with two steps and a counted product; without a holder."""
    made = Plan(
        title="Nâng cao chất lượng sinh hoạt mẫu",
        kind=Kind.BREAKTHROUGH,
        root=Root(RootKind.OWN),
        year="2021",
        start=date(2021, 1, 15),
        due=date(2021, 12, 15),
        products=(ProductLine("buổi sinh hoạt mẫu"),),
        roadmap=(Step("Quý một", date(2021, 3, 31)), Step("Quý hai", date(2021, 6, 30))),
    )
    return replace(made, **changed)


def assigned(house: House, unit: Unit | None = None, **changed: Any) -> Work:
    """A work that the committee has assigned to a unit, cell A unless told."""
    changed.setdefault("unit", None if "person" in changed else unit or house.cell_a)
    return assign_work(house.committee, plan(**changed), by=house.office, at=moment(2021, 1, 15))


def proposed(house: House, **changed: Any) -> Work:
    changed.setdefault("unit", house.cell_a)
    return propose_work(house.committee, plan(**changed), by=house.cell_secretary, at=moment(2021, 1, 10))


def registered(house: House, **changed: Any) -> Work:
    return register_work(proposed(house, **changed), by=house.cell_secretary, at=moment(2021, 1, 11))


def handed_in(house: House, **changed: Any) -> Work:
    work = assigned(house, **changed)
    report_progress(work, Word(60, note="được sáu phần"), by=house.cell_secretary, at=moment(2021, 6, 1))
    hand_in_work(
        work,
        by=house.cell_secretary,
        done_on=date(2021, 12, 1),
        quality="as_asked",
        note="đủ sản phẩm mẫu",
        at=moment(2021, 12, 2),
    )
    work.refresh_from_db()
    return work


def official(house: House, name: str = "Cao Thử Việc") -> User:
    """An official of the commune, without rights of his own."""
    return make_user(name, house.commune, PostKind.OFFICIAL)


def of_person(house: House, user: User, **changed: Any) -> Work:
    """A work that a person has registered and the organ approved."""
    drafted = propose_work(
        house.committee, plan(unit=None, person=user.person, **changed), by=user, at=moment(2021, 1, 10)
    )
    register_work(drafted, by=user, at=moment(2021, 1, 11))
    return approve_work(drafted, by=house.office, at=moment(2021, 1, 15))


def terms(**changed: Any) -> Terms:
    """Every cell and every cell secretary registers one work of 2021, from what is weak or hard, from 5 to 31 January."""
    made = Terms(
        title="Đăng ký việc đột phá mẫu năm 2021",
        year="2021",
        opens_on=date(2021, 1, 5),
        due=date(2021, 1, 31),
        unit_kinds=("cell",),
        post_kinds=("cell_secretary",),
        focuses=("weak", "hard"),
    )
    return replace(made, **changed)


def campaign(house: House, **changed: Any) -> Campaign:
    return open_campaign(house.committee, terms(**changed), by=house.office, at=moment(2021, 1, 4))
