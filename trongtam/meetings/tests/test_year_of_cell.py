"""A cell's year from its meetings: what is held, late, missed, not yet owed; who needs a hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.meetings.calendar_of_cell import Held
from trongtam.meetings.year_of_cell import MeetingRow, Need, year_of

pytestmark = pytest.mark.once
TODAY = date(2022, 10, 15)


def row(month: int, day: int = 3, **more) -> MeetingRow:
    values = {"thematic": False, "given_up": False, "minutes_signed": True, "present": 9, "base": 10}
    return MeetingRow(month, 1, (2022, month), held_on=date(2022, month, day), **(values | more))


def year(*rows: MeetingRow, today: date = TODAY, **more):
    return year_of(rows, 2022, today, **({"since": (2022, 1)} | more))


def test_nine_months() -> None:
    line = year(*[row(month) for month in (1, 2, 3, 4, 6, 7, 8, 9)])
    assert [one.held for one in line.months] == [Held.ON_TIME] * 4 + [Held.NOT_HELD] + [Held.ON_TIME] * 4 + [
        Held.NOT_YET,
        None,
        None,
    ]
    assert (line.held, line.owed, line.on_time, line.attendance) == (8, 9, 8, 90)


def test_nothing_is_owed_before_a_cell_was_counted_or_after_it_ended() -> None:
    line = year(row(7), row(8), since=(2022, 7), until=date(2022, 9, 1))
    assert [one.held for one in line.months] == [None] * 6 + [Held.ON_TIME] * 2 + [None] * 4
    assert line.themes == {1: None, 2: None, 3: None, 4: None}
    assert year_of([], 2022, TODAY, since=None).owed == 0


def test_a_meeting_given_up_and_held_again() -> None:
    """Recorded as not held, then held after all: the month has its meeting."""
    lost = row(5, given_up=True)
    assert year(lost).months[4].held == Held.NOT_HELD
    assert year(lost, row(5, 20)).months[4].held == Held.ON_TIME


def test_a_thematic_meeting_never_stands_for_a_regular_one() -> None:
    line = year(row(3, thematic=True))
    assert line.months[2].held == Held.NOT_HELD
    assert line.themes == {1: True, 2: False, 3: False, 4: None}


def test_who_needs_a_hand() -> None:
    assert year(*[row(month) for month in range(1, 10)]).needs == {Need.THEMATIC: 3}
    themed = [row(month, thematic=True) for month in (2, 5, 8)]
    assert year(*[row(month) for month in range(1, 10)], *themed).needs == {}
    few = [row(month, present=6) for month in (7, 8, 9)]
    assert year(*[row(month) for month in range(1, 7)], *few, *themed).needs == {Need.ATTENDANCE: 3}
    once = [row(9, present=6)]
    assert year(*[row(month) for month in range(1, 9)], *once, *themed).needs == {}
    unsigned = [row(8, minutes_signed=False), row(9, minutes_signed=False, total=Decimal(40), level="kem")]
    needs = year(*[row(month) for month in range(1, 8)], *unsigned, *themed).needs
    assert needs == {Need.MINUTES: 2, Need.SCORE: 1}


def test_minutes_have_a_week() -> None:
    one = row(10, 10, minutes_signed=False)
    assert not year(one, today=date(2022, 10, 17)).months[9].minutes_missing
    assert year(one, today=date(2022, 10, 18)).months[9].minutes_missing


def test_shares_are_sums_of_counts() -> None:
    line = year(row(1, present=1, base=1), row(2, present=0, base=9))
    assert line.attendance == 10
    assert year().attendance is None
    assert year().average is None
    assert year(row(1, total=Decimal(90)), row(2, total=Decimal(75))).average == Decimal("82.5")


ROWS = st.lists(
    st.builds(
        lambda month, day, thematic, given_up, signed, came: row(
            month, day, thematic=thematic, given_up=given_up, minutes_signed=signed, present=came
        ),
        st.integers(1, 12), st.integers(1, 28), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 10),
    ),
    max_size=24,
)  # fmt: skip


@given(ROWS, st.integers(0, 400), st.integers(1, 12))
def test_every_year_adds_up(rows, shift, since) -> None:
    today = date(2022, 1, 1) + timedelta(days=shift)
    line = year_of(rows, 2022, today, since=(2022, since))
    assert line.on_time <= line.held <= line.owed <= 12
    assert set(line.themes) == {1, 2, 3, 4}
    assert all(count > 0 for count in line.needs.values())
    assert line.attendance is None or 0 <= line.attendance <= 100
    for one in line.months:
        if one.minutes_missing:
            assert one.held in (Held.ON_TIME, Held.LATE)
