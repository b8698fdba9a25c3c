"""Recommendations, notices and notes in the small commune of `org`, for the tests of this room."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from trongtam.org.models import PostKind, Unit
from trongtam.org.tests.house import House, make_unit, make_user
from trongtam.support.models import Direction, GroupNote, Notice, NoticeTo, Recommendation, VoterSession, WorkingSession
from trongtam.support.operations import (
    Opinion,
    Who,
    answer_recommendation,
    give_direction,
    open_working_session,
    raise_recommendation,
    record_voter_session,
    send_notice,
    write_group_note,
)

WATER = "Đề nghị sửa cống đầu ấp để có nước tưới mùa khô"


def moment(year: int, month: int, day: int) -> datetime:
    """Three in the afternoon in Vietnam."""
    return datetime(year, month, day, 8, tzinfo=UTC)


def received(house: House, **changed: Any) -> Recommendation:
    """Cell A asks for water on Monday 5 September 2022: with the committee, since this commune has no People's Committee."""
    given: dict[str, Any] = {
        "by": house.cell_secretary,
        "text": WATER,
        "source_kind": "meeting",
        "field": "roads",
        "on": date(2022, 9, 5),
        "at": moment(2022, 9, 5),
    }
    unit: Unit = changed.pop("unit", house.cell_a)
    return raise_recommendation(unit, **{**given, **changed})


def answered(house: House, **changed: Any) -> Recommendation:
    made = received(house, **changed)
    return answer_recommendation(
        made, by=house.office, answer="Đã sửa cống mẫu trong tuần.", kind="solved", at=moment(2022, 9, 12)
    )


def government(house: House) -> Unit:
    """A People's Committee for the commune, which the small commune has not."""
    return make_unit("government", "Ủy ban nhân dân xã Mẫu", house.commune)


def notice(house: House, **changed: Any) -> Notice:
    given: dict[str, Any] = {
        "by": house.office,
        "title": "Lịch tiêm phòng mẫu",
        "text": "Thông tin đến các chi bộ để phổ biến trong kỳ sinh hoạt tới.",
        "units": [house.cell_a, house.cell_b, house.hamlet],
        "at": moment(2022, 9, 5),
    }
    return send_notice(house.committee, **{**given, **changed})


def line_of(made: Notice, unit: Unit) -> NoticeTo:
    return NoticeTo.objects.get(notice=made, unit=unit)


def note(house: House, **changed: Any) -> GroupNote:
    given: dict[str, Any] = {
        "by": house.hamlet_head,
        "month_code": "2022-09",
        "done": "Dọn vệ sinh đường ấp",
        "at": moment(2022, 9, 20),
    }
    return write_group_note(house.group, **{**given, **changed})


def voters(house: House, **changed: Any) -> VoterSession:
    """A delegate of the commune met voters on 5 September 2022; the office wrote down two opinions."""
    delegate = changed.pop("delegate", None) or make_user("Đàm Thử Biểu", house.commune, PostKind.COUNCIL_DELEGATE)
    given: dict[str, Any] = {
        "by": house.office,
        "delegate": delegate.person,
        "on": date(2022, 9, 5),
        "place": "Nhà văn hóa ấp Mẫu Một",
        "opinions": [Opinion("Đường vào ấp Mẫu còn lầy", "roads"), Opinion("Cần thêm thùng rác ở chợ mẫu")],
        "at": moment(2022, 9, 5),
    }
    return record_voter_session(house.commune, **{**given, **changed})


def working_session(house: House, **changed: Any) -> WorkingSession:
    given: dict[str, Any] = {
        "by": house.office,
        "title": "Tình hình 9 tháng mẫu",
        "superior": "Đoàn công tác tỉnh Mẫu",
        "on": date(2022, 9, 16),
        "participants": [Who("Trưởng đoàn"), Who("Bí thư Đảng ủy xã", "unit")],
        "at": moment(2022, 9, 16),
    }
    return open_working_session(house.commune, **{**given, **changed})


def direction(house: House, session: WorkingSession, **changed: Any) -> Direction:
    given: dict[str, Any] = {
        "by": house.office,
        "speaker": "Trưởng đoàn",
        "text": "Sửa đường mẫu trong quý tới",
        "holder": house.cell_a,
        "at": moment(2022, 9, 16),
    }
    return give_direction(session, **{**given, **changed})
