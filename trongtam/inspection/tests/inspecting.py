"""Programmes, inspections and opinions of the Front in the small commune of `org`, for the tests of this room."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from trongtam.accounts.models import User
from trongtam.inspection.models import FrontOpinion, Inspection, Organ, Programme
from trongtam.inspection.operations import (
    Asked,
    Opinion,
    Planned,
    conclude_inspection,
    decide_inspection,
    make_programme,
    plan_subject,
    record_opinion,
    report_inspection,
)
from trongtam.org.models import PostKind, Unit
from trongtam.org.tests.house import House, make_unit, make_user

YEAR = 2017
FIRST, LAST = date(2017, 3, 1), date(2017, 4, 30)


def moment(year: int, month: int, day: int) -> datetime:
    """Three in the afternoon in Vietnam."""
    return datetime(year, month, day, 8, tzinfo=UTC)


NOW = moment(2017, 12, 31)


def inspector(house: House, name: str = "Mai Thử Kiểm") -> User:
    return make_user(name, house.committee, PostKind.INSPECTOR)


def programme_of(
    house: House, by: User, organ: str = Organ.COMMISSION, *, unit: Unit | None = None, **changed: Any
) -> Programme:
    return make_programme(unit or house.committee, by=by, **{"organ": organ, "year": YEAR, "at": NOW, **changed})


def planned(house: House, programme: Programme, by: User, **changed: Any) -> Inspection:
    given: dict[str, Any] = {
        "kind": "inspection",
        "content": "Đinh Văn Ví Dụ: việc thu, nộp đảng phí",
        "planned_from": FIRST,
        "planned_to": LAST,
        "unit": house.cell_a,
    }
    return plan_subject(programme, Planned(**{**given, **changed}), by=by, at=NOW)


def reported(house: House, one: Inspection, by: User) -> Inspection:
    decide_inspection(one, by=by, decision="05-QĐ/MAU", on=FIRST, plan="Ba bước", at=NOW)
    return report_inspection(one, by=by, report="Thu đủ, nộp muộn hai tháng.", on=LAST, at=NOW)


def asked_of(house: House, **changed: Any) -> Asked:
    given: dict[str, Any] = {
        "text": "Đinh Văn Ví Dụ: nộp đúng ngày mùng 10",
        "due": date(2017, 8, 31),
        "supervisor": house.standing.person,
        "unit": house.cell_a,
    }
    return Asked(**{**given, **changed})


def concluded(house: House, one: Inspection, by: User, *asked: Asked) -> Inspection:
    reported(house, one, by)
    wanted = asked or (asked_of(house),)
    return conclude_inspection(
        one, by=by, conclusion="Cần nộp đúng hạn.", number="06-KL/MAU", on=date(2017, 5, 10), asked=wanted, at=NOW
    )


def front_of(house: House) -> Unit:
    return make_unit("front", "Mặt trận xã Mẫu", house.commune)


def opinion_of(house: House, front: Unit, *, by: User | None = None, **changed: Any) -> FrontOpinion:
    given: dict[str, Any] = {
        "kind": "supervision",
        "about": "Kế hoạch mẫu: công khai quỹ đóng góp",
        "on": date(2017, 5, 1),
        "conclusion": "Đề nghị niêm yết tại nhà văn hóa.",
        "reply_from": house.committee,
        "reply_due": date(2017, 6, 1),
    }
    return record_opinion(front, Opinion(**{**given, **changed}), by=by or house.office, at=NOW)
