"""The day of a cell's meeting, what is in time, lengths, and a thematic meeting in every quarter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.meetings import calendar_of_cell as cell
from trongtam.meetings.calendar_of_cell import Held

pytestmark = pytest.mark.once

MONTHS = st.tuples(st.integers(2010, 2060), st.integers(1, 12))
HELD = st.lists(st.tuples(st.just(2022), st.integers(1, 12)), max_size=12)


def days(first: date, count: int) -> frozenset[date]:
    return frozenset(first + timedelta(days=n) for n in range(count))


OFF = st.builds(days, st.dates(date(2010, 1, 1), date(2060, 12, 31)), st.integers(0, 12))


def test_the_third_of_the_month() -> None:
    assert cell.planned_day((2026, 3), cell.rule_of((2026, 3))) == date(2026, 3, 3)


def test_a_holiday_moves_it_within_the_first_week() -> None:
    rule = cell.rule_of((2026, 9))
    assert cell.planned_day((2026, 9), rule, {date(2026, 9, 3)}) == date(2026, 9, 4)
    assert cell.planned_day((2026, 9), rule, days(date(2026, 9, 3), 5)) == date(2026, 9, 2)
    assert cell.planned_day((2026, 9), rule, days(date(2026, 9, 1), 9)) == date(2026, 9, 10)


@given(MONTHS, OFF)
def test_a_planned_day_is_no_holiday_and_in_time(month, off) -> None:
    rule = cell.rule_of(month)
    day = cell.planned_day(month, rule, off)
    assert day not in off
    assert cell.how_held(month, day, day, off) == Held.ON_TIME
    if date(*month, rule.day) not in off:
        assert day == date(*month, rule.day)


def test_in_time_late_not_held_not_yet() -> None:
    month = (2026, 5)
    assert cell.how_held(month, date(2026, 5, 7), date(2026, 6, 1)) == Held.ON_TIME
    assert cell.how_held(month, date(2026, 5, 8), date(2026, 6, 1)) == Held.LATE
    assert cell.how_held(month, date(2026, 4, 30), date(2026, 6, 1)) == Held.LATE, "the month has its own meeting"
    assert cell.how_held(month, None, date(2026, 5, 31)) == Held.NOT_YET
    assert cell.how_held(month, None, date(2026, 6, 1)) == Held.NOT_HELD
    assert cell.how_held(month, None, date(2026, 5, 4), given_up=True) == Held.NOT_HELD


def test_before_the_day_of_the_whole_party_any_day_was_in_time() -> None:
    assert cell.how_held((2022, 9), date(2022, 9, 28), date(2022, 10, 1)) == Held.ON_TIME


@given(MONTHS, st.integers(-40, 80), OFF)
def test_held_is_never_told_as_not_held(month, shift, off) -> None:
    held = date(*month, 1) + timedelta(days=shift)
    assert cell.how_held(month, held, held, off) in (Held.ON_TIME, Held.LATE)


# -- length ------------------------------------------------------------------------------------------------------------


def test_ninety_minutes_and_two_hours_with_a_theme() -> None:
    assert cell.minutes_between((19, 30), (21, 0)) == 90
    assert cell.minutes_between((23, 30), (1, 0)) == 90
    assert cell.minutes_between((19, 30), None) is None
    assert cell.long_enough(90, (2026, 3), with_thematic=False) == "enough"
    assert cell.long_enough(119, (2026, 3), with_thematic=True) == "short"
    assert cell.long_enough(None, (2026, 3), with_thematic=True) == "unknown"


# -- themes ------------------------------------------------------------------------------------------------------------


def test_four_in_a_year_are_not_one_a_quarter() -> None:
    kept = cell.thematic_kept(2021, [(2021, 1), (2021, 2), (2021, 5), (2021, 11)], date(2022, 1, 1))
    assert kept == {1: True, 2: True, 3: False, 4: True}


def test_a_quarter_that_runs_is_not_missed() -> None:
    assert cell.thematic_kept(2022, [(2022, 2)], date(2022, 6, 30)) == {1: True, 2: None, 3: None, 4: None}


@given(HELD)
def test_each_quarter_kept_means_four_a_year(held) -> None:
    kept = cell.thematic_kept(2022, held, date(2023, 1, 1))
    assert all(kept.values()) == ({cell.quarter_of(month) for _year, month in held} == {1, 2, 3, 4})
    if all(kept.values()):
        assert len(held) >= 4


@given(st.integers(2010, 2060), OFF)
def test_a_year_has_twelve_days_and_four_themes(year, off) -> None:
    plan = cell.year_plan(year, off)
    assert [one.month for one in plan] == [(year, month) for month in range(1, 13)]
    assert {cell.quarter_of(one.month[1]) for one in plan if one.thematic} == {1, 2, 3, 4}
    assert sum(one.thematic for one in plan) == 4


@given(MONTHS)
def test_codes_of_months_read_back(month) -> None:
    assert cell.read_month(cell.month_code(month)) == month


@pytest.mark.parametrize("code", ["", "2022", "2022-13", "2022-9", "22-09", "2022-00", "abcd-01"])
def test_no_month(code: str) -> None:
    with pytest.raises(ValueError, match="no month"):
        cell.read_month(code)
