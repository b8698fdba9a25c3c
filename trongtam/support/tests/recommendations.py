"""Recommendations, notices and notes in the small commune of `org`, for the tests of this room."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from trongtam.org.models import Unit
from trongtam.org.tests.house import House, make_unit
from trongtam.support.models import GroupNote, Notice, NoticeTo, Recommendation
from trongtam.support.operations import (
    answer_recommendation,
    raise_recommendation,
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
