"""The note of a group: written, written anew, read by the group and those above, forgotten after a year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.look import registry
from trongtam.org.tests.house import House, further_people, make_house, make_unit
from trongtam.support.keeping import forgotten_before, month_of, months_back
from trongtam.support.models import GroupNote
from trongtam.support.operations import forget_old_notes
from trongtam.support.queries.notes import months_of_hamlet, notes_for, notes_owed, writable_groups

from .recommendations import moment, note


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def test_the_head_of_the_group_writes_and_the_cell_finds_it(house: House) -> None:
    head = further_people(house)["group_head"]
    assert notes_owed(head, date(2022, 9, 20)) == [house.group]
    made = note(house, by=head, proposed="Xin thêm thùng rác")
    assert not made.proxy
    assert notes_owed(head, date(2022, 9, 20)) == []
    assert notes_for(house.hamlet, "2022-09") == [made]
    assert notes_for(house.cell_a, "2022-09") == []
    house.cell_a.serves = house.hamlet
    house.cell_a.save()
    assert notes_for(house.cell_a, "2022-09") == [made]
    assert notes_for(house.cell_a, "2022-08") == []
    assert list(GroupNote.objects.visible_to(head)) == [made]
    assert list(GroupNote.objects.visible_to(house.cell_secretary)) == [made]


def test_written_anew_in_its_month_the_earlier_one_stays_readable(house: House) -> None:
    first, second = note(house), note(house, done="Dọn đường và khơi cống")
    again = note(house, done="Dọn đường và khơi cống")
    assert again == second
    first.refresh_from_db()
    assert first.replaced_by == second
    assert list(GroupNote.objects.current()) == [second]
    assert second.proxy  # the head of the hamlet wrote it for the group


def test_rolled_up_to_the_hamlet_with_those_that_are_missing(house: House) -> None:
    other = make_unit("group", "Tổ Mẫu Hai", house.hamlet)
    made = note(house)
    rows = months_of_hamlet(house.hamlet, "2022-09", house.hamlet_head)
    assert [(row.group, row.note) for row in rows] == [(other, None), (house.group, made)]
    assert writable_groups(house.hamlet_head, date(2022, 9, 20)) == [other, house.group]


def test_what_makes_no_sense_is_refused(house: House) -> None:
    for wrong in (
        {"done": " "},
        {"month_code": "2022-10"},
        {"month_code": "2021-08"},
        {"month_code": "2022"},
        {"month_code": "mười"},
        {"proposed": "Tôi tố cáo ông trưởng ấp"},
    ):
        with pytest.raises(Refused):
            note(house, **wrong)
    assert not GroupNote.objects.exists()


@pytest.mark.parametrize("who", ["cell_secretary", "other_cell_secretary", "standing", "stranger", "former"])
def test_others_may_not_write(house: House, who: str) -> None:
    with pytest.raises(NotAllowed):
        note(house, by=getattr(house, who))


def test_strangers_do_not_read(house: House) -> None:
    note(house)
    for who in ("other_cell_secretary", "stranger", "former"):
        assert not GroupNote.objects.visible_to(getattr(house, who)).exists()


def test_after_twelve_months_it_is_forgotten_by_the_clock(house: House) -> None:
    note(house)
    note(house, done="Viết lại")
    assert forget_old_notes(at=moment(2023, 9, 30)) == 0
    assert registry.tidying.run(moment(2023, 10, 1))["support.group_notes"] == 2
    assert not GroupNote.objects.exists()


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_back_count_one_by_one(day: date, back: int) -> None:
    code = months_back(day, back)
    assert (months_back(day, 0), len(code)) == (month_of(day), 7)
    assert months_back(date(int(code[:4]), int(code[5:]), 1), 1) == months_back(day, back + 1)
    assert forgotten_before(day) == months_back(day, 12)
