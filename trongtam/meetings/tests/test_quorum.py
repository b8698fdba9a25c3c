"""Too few official members: nothing is resolved, the meeting is recorded as not held, and what was open stays open."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.ground.errors import Refused
from trongtam.meetings.operations import end_meeting, record_not_held, take_decision_back
from trongtam.meetings.operations.attendance import mark_attendance
from trongtam.org.models import PartyRecord
from trongtam.org.tests.house import House, make_house

from .months import begun, decided, member, moment, over, prepared

AUGUST, SEPTEMBER, OCTOBER = date(2022, 8, 3), date(2022, 9, 7), date(2022, 10, 3)


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def test_too_few_members_resolve_nothing_and_it_is_recorded_as_not_held(house: House) -> None:
    people = [member(house, f"Đảng Viên Thử {number}") for number in range(5)]
    for one in people:
        PartyRecord.objects.create(person=one, admitted_on=date(2010, 1, 1), confirmed_on=date(2011, 1, 1))
    before = begun(house.cell_a, house.cell_secretary, AUGUST)
    decided(before, house.cell_secretary, house.cell_a, "Việc mẫu tháng tám")
    over(before, house.cell_secretary)
    meeting = begun(house.cell_a, house.cell_secretary, SEPTEMBER)
    made = decided(meeting, house.cell_secretary, house.cell_a, "Việc mẫu tháng chín")
    absent = {one.pk: ("excused", "") for one in people[:3]}
    mark_attendance(meeting, absent, by=house.cell_secretary, at=moment(SEPTEMBER))
    item = meeting.items.get()
    item.outcome = "done"
    item.save()
    with pytest.raises(Refused, match="3"):
        end_meeting(meeting, by=house.cell_secretary, at=moment(SEPTEMBER))
    with pytest.raises(Refused):
        record_not_held(meeting, by=house.cell_secretary, reason="Không đủ người")
    take_decision_back(made, by=house.cell_secretary)
    record_not_held(meeting, by=house.cell_secretary, reason="Không đủ người")
    later = prepared(house.cell_a, house.cell_secretary, OCTOBER)
    assert [one.title for one in later.items.all()] == ["Việc mẫu tháng tám"]
