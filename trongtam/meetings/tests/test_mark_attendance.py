"""The roll call: all present but who is tapped, the base, strangers to the cell, who may, what is never shown to whom."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.meetings.attending import Presence
from trongtam.meetings.models import Attendance, GuestKind, HeadCount, Meeting
from trongtam.meetings.operations.attendance import count_attendance, mark_attendance
from trongtam.meetings.operations.guests import GuestLine, receive_guests
from trongtam.meetings.queries.attendance import often_away, roll_of
from trongtam.org.models import Membership
from trongtam.org.tests.house import House, grant, make_house

from .records import MOMENT, meeting, member, of, seventeen


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture
def held(house: House) -> Meeting:
    return of(house)


def called(
    house: House, held: Meeting, *away: str, presence: str = "excused", reason: str = "đi công tác"
) -> HeadCount:
    people = {row.person.full_name: row.person.pk for row in roll_of(held, house.cell_secretary).rows}
    absent = {people[name]: (presence, reason) for name in away}
    return mark_attendance(held, absent, by=house.cell_secretary, at=MOMENT)


def test_sixteen_of_seventeen(house: House, held: Meeting) -> None:
    count = called(house, held, "Nguyễn Thử 08")
    assert (count.present, count.base, count.official, count.official_present) == (16, 17, 16, 15)
    roll = roll_of(held, house.cell_secretary)
    assert f"{roll.percent:.2f}" == "94.12"
    assert [row.person.full_name for row in roll.rows if not row.present] == ["Nguyễn Thử 08"]
    assert [sub for sub in (row.sub for row in roll.rows) if sub] == ["Dự bị"]
    assert len(roll.beside) == 2
    assert roll.quorum is not None
    assert (roll.quorum.need, roll.quorum.have) == (9, 15)
    assert len(roll.strip) == 17
    assert sum(here for _place, here in roll.strip) == 16


def test_before_it_is_called_everybody_is_here_and_nothing_is_kept(house: House, held: Meeting) -> None:
    roll = roll_of(held, house.cell_secretary)
    assert (roll.called, roll.tally.present, roll.tally.base) == (False, 17, 17)
    assert not Attendance.objects.exists()


def test_called_again_it_replaces_the_call_and_keeps_reasons_that_were_not_typed(house: House, held: Meeting) -> None:
    called(house, held, "Nguyễn Thử 08", "Nguyễn Thử 09")
    person = Attendance.objects.get(person__full_name="Nguyễn Thử 08").person
    count = mark_attendance(held, {person.pk: ("excused", None)}, by=house.cell_secretary)
    assert (count.present, Attendance.objects.get(person=person).reason) == (16, "đi công tác")
    assert Attendance.objects.get(person__full_name="Nguyễn Thử 09").presence == Presence.PRESENT


def test_an_absence_without_reason_has_none(house: House, held: Meeting) -> None:
    count = called(house, held, "Nguyễn Thử 08", presence="unexcused")
    assert count.unexcused == 1
    assert Attendance.objects.get(person__full_name="Nguyễn Thử 08").reason == ""


def test_one_who_is_no_member_on_that_day_is_refused(house: House, held: Meeting) -> None:
    other = member(house.cell_b, "Lê Chi Bộ Khác")
    later = member(house.cell_a, "Võ Vào Sau", since=date(2022, 9, 8))
    left = member(house.cell_a, "Đỗ Đã Chuyển")
    Membership.objects.filter(person=left).update(valid_to=date(2022, 9, 7))
    for person in (other, later, left):
        with pytest.raises(Refused, match=person.full_name):
            mark_attendance(held, {person.pk: ("excused", "")}, by=house.cell_secretary)
    assert not Attendance.objects.exists()


def test_who_need_not_come_counts_beside(house: House, held: Meeting) -> None:
    exempt = roll_of(held, house.cell_secretary).beside[0].person
    count = mark_attendance(held, {}, by=house.cell_secretary, came_beside={exempt.pk})
    assert (count.base, count.present, count.beside) == (17, 17, 1)


def test_present_is_no_kind_of_absence(house: House, held: Meeting) -> None:
    person = roll_of(held, house.cell_secretary).rows[0].person
    with pytest.raises(Refused, match="lý do"):
        mark_attendance(held, {person.pk: ("present", "")}, by=house.cell_secretary)


@pytest.mark.parametrize("state", ["preparing", "called", "signed", "sent", "not_held"])
def test_only_while_it_is_held_or_its_minutes_are_open(house: House, held: Meeting, state: str) -> None:
    held.delete()
    other = meeting(house.cell_a, state=state)
    with pytest.raises(Refused):
        mark_attendance(other, {}, by=house.cell_secretary)


def test_who_calls_the_names(house: House, held: Meeting) -> None:
    """The cell itself; an office only with sight of its records, and then it says so; nobody else."""
    for user in (house.office, house.secretary, house.other_cell_secretary, house.provincial, house.stranger):
        with pytest.raises(NotAllowed):
            mark_attendance(held, {}, by=user)
    grant(house.office, house.cell_a)
    count = mark_attendance(held, {}, by=house.office)
    assert count.proxy
    assert Entry.objects.latest("pk").payload["proxy"] is True


def test_reasons_and_names_are_for_the_cell_and_for_sight(house: House, held: Meeting) -> None:
    called(house, held, "Nguyễn Thử 08")
    assert "đi công tác" in {row.reason for row in roll_of(held, house.cell_secretary).rows}
    for user in (house.office, house.secretary, house.standing, house.provincial):
        roll = roll_of(held, user)
        assert (roll.rows, roll.beside, roll.reads_names) == ((), (), False)
        assert (roll.tally.present, roll.tally.base) == (16, 17)
    assert "đi công tác" not in str(Entry.objects.latest("pk").payload)


def test_the_roll_costs_a_fixed_number_of_queries(house: House, held: Meeting, django_assert_num_queries) -> None:
    house.cell_secretary.__dict__.pop("_reach", None)
    roll_of(held, house.cell_secretary)
    with django_assert_num_queries(5):
        roll_of(held, house.cell_secretary)
    called(house, held, "Nguyễn Thử 08")
    with django_assert_num_queries(6):
        roll_of(held, house.cell_secretary)


# -- counts ------------------------------------------------------------------------------------------------------------


def test_pasted_counts(house: House, held: Meeting) -> None:
    count = count_attendance(held, "34/36", by=house.office, at=MOMENT)
    assert (count.present, count.base, count.text, count.proxy) == (34, 36, "34/36", True)
    roll = roll_of(held, house.cell_secretary)
    assert (roll.rows, roll.by_count, roll.quorum, f"{roll.percent:.2f}") == ((), "34/36", None, "94.44")


@pytest.mark.parametrize("text", ["", "36", "37/36", "0/0", "ba bốn"])
def test_no_counts(house: House, held: Meeting, text: str) -> None:
    with pytest.raises(Refused, match="34/36"):
        count_attendance(held, text, by=house.cell_secretary)


def test_counts_never_overwrite_names(house: House, held: Meeting) -> None:
    called(house, held)
    with pytest.raises(Refused):
        count_attendance(held, "3/4", by=house.cell_secretary)
    with pytest.raises(Refused):
        count_attendance(held, "3/4", by=house.cell_secretary, unexcused=2)


def test_strangers_count_nothing(house: House, held: Meeting) -> None:
    for user in (house.stranger, house.other_cell_secretary, house.provincial, house.standing):
        with pytest.raises(NotAllowed):
            count_attendance(held, "3/4", by=user)


# -- guests ------------------------------------------------------------------------------------------------------------


def test_observers_from_another_cell(house: House, held: Meeting) -> None:
    lines = [GuestLine(GuestKind.OBSERVER, unit=house.cell_b, count=3)]
    lines.append(GuestLine(GuestKind.SUPERIOR, person=house.secretary.person))
    receive_guests(held, lines, by=house.cell_secretary)
    receive_guests(held, lines, by=house.cell_secretary)
    assert [(one.as_what, one.count) for one in roll_of(held, house.secretary).guests] == [
        ("observer", 3),
        ("superior", 1),
    ]


def test_ones_own_people_are_no_guests(house: House, held: Meeting) -> None:
    for bad in (GuestLine(GuestKind.OBSERVER, unit=house.cell_a), GuestLine(GuestKind.OBSERVER)):
        with pytest.raises(Refused):
            receive_guests(held, [bad], by=house.cell_secretary)
    with pytest.raises(Refused):
        receive_guests(held, [GuestLine(GuestKind.OBSERVER, unit=house.cell_b, count=0)], by=house.cell_secretary)
    with pytest.raises(NotAllowed):
        receive_guests(held, [], by=house.stranger)


# -- away again and again ----------------------------------------------------------------------------------------------


def test_more_than_three_in_a_row_are_told_to_the_secretary_alone(house: House) -> None:
    people = seventeen(house.cell_a)
    for month in range(5, 9):
        one = meeting(house.cell_a, on=date(2022, month, 3))
        away = {people[0].pk: ("excused", ""), people[1].pk: ("excused" if month > 5 else "unexcused", "")}
        mark_attendance(one, away, by=house.cell_secretary)
        Meeting.objects.filter(pk=one.pk).update(state="ended")
    day = date(2022, 8, 31)
    assert [(one.person, one.times) for one in often_away(house.cell_a, house.cell_secretary, day)] == [(people[0], 4)]
    grant(house.office, house.cell_a)
    for user in (house.office, house.secretary, house.standing, house.stranger):
        assert often_away(house.cell_a, user, day) == []
    assert often_away(house.cell_a, house.cell_secretary, date(2023, 1, 31)) == []
