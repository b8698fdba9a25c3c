"""Which things belong into the reminder of a day, with generated due days, quiet days and gaps."""

from datetime import date, timedelta

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from trongtam.reminders.holidays import YEARS_AHEAD, holidays, is_known, is_quiet, known_until, unchecked
from trongtam.reminders.telling import NEAR, TODAY, Owed, Told, next_working_day, reach_of, stage_of, to_tell
from trongtam.reminders.words import of_holidays

MONDAY = date(2022, 9, 5)
FRIDAY = date(2022, 9, 9)
DAYS = st.dates(date(2022, 1, 1), date(2022, 3, 31))


def never(day):
    return False


def weekend(day):
    return day.weekday() >= 5


def told_over(owed, days, *, ahead=3, quiet=never):
    """What each of the days tells, as the clock would keep it."""
    kept, said = {}, {}
    for day in days:
        chosen = to_tell(owed, kept, day, ahead=ahead, quiet=quiet)
        said[day] = [(thing.code, stage) for thing, stage in chosen]
        kept |= {thing.code: Told(thing.due, stage) for thing, stage in chosen}
    return said


def days_from(first, n):
    return [first + timedelta(days=i) for i in range(n)]


def test_a_thing_is_told_three_days_before_on_its_day_then_after_1_3_7_14_21_days():
    due = date(2022, 9, 20)
    said = told_over([Owed("a", due)], days_from(date(2022, 9, 10), 35))
    assert [(day - due).days for day, things in said.items() if things] == [-3, 0, 1, 3, 7, 14, 21]


def test_what_comes_up_late_is_told_at_once_and_once():
    said = told_over([Owed("a", MONDAY)], days_from(MONDAY + timedelta(days=40), 3))
    assert [bool(things) for things in said.values()] == [True, False, True]  # 40 and 42 days after


def test_another_due_day_begins_anew():
    kept = {"a": Told(MONDAY, TODAY)}
    moved = Owed("a", MONDAY + timedelta(days=2))
    assert to_tell([moved], kept, MONDAY, ahead=3, quiet=never) == [(moved, NEAR)]


def test_before_a_weekend_everything_until_the_next_working_day_is_told():
    assert reach_of(FRIDAY, 0, weekend) == date(2022, 9, 11)
    sunday = Owed("a", date(2022, 9, 11))
    assert to_tell([sunday], {}, FRIDAY, ahead=0, quiet=weekend) == [(sunday, NEAR)]
    assert to_tell([Owed("b", date(2022, 9, 12))], {}, FRIDAY, ahead=0, quiet=weekend) == []


def test_days_of_rest_without_end_do_not_stop_the_program():
    assert next_working_day(MONDAY, lambda day: True) == MONDAY + timedelta(days=31)


OWED = st.lists(st.builds(Owed, st.sampled_from("abcdef"), DAYS), max_size=6, unique_by=lambda one: one.code)
RESTS = st.frozensets(DAYS, max_size=40)


@given(OWED, RESTS, st.integers(0, 14), st.frozensets(DAYS, max_size=20))
def test_nothing_is_told_twice_nor_on_a_quiet_day_and_stages_only_rise(owed, rests, ahead, stopped):
    """`stopped`: days on which the program did not run."""
    days = [day for day in days_from(date(2022, 1, 1), 120) if day not in stopped]
    said = told_over(owed, days, ahead=ahead, quiet=rests.__contains__)
    assert all(not things for day, things in said.items() if day in rests)
    for one in owed:
        stages = [stage for things in said.values() for code, stage in things if code == one.code]
        assert stages == sorted(set(stages))
    assert all(len({code for code, _stage in things}) == len(things) for things in said.values())


@given(OWED, RESTS, st.integers(0, 14))
def test_nothing_falls_due_untold_and_nothing_late_is_silent_for_long(owed, rests, ahead):
    days = days_from(date(2021, 12, 1), 160)
    said = told_over(owed, days, ahead=ahead, quiet=rests.__contains__)
    for one in owed:
        told = [day for day, things in said.items() if one.code in dict(things)]
        working = [day for day in days if day not in rests]
        assert any(day <= one.due for day in told)
        late = [day for day in working if day > one.due]
        assert not late or late[0] in told
        assert all(day in told for day in working if (day - one.due).days in {1, 3, 7, 14, 21})


@given(DAYS, DAYS, DAYS)
def test_stages_never_fall_with_time(due, day, later):
    day, later = sorted((day, later))
    first, second = stage_of(due, day, reach=day), stage_of(due, later, reach=later)
    assert first is None or (second is not None and second >= first)


def test_holidays_are_dated_say_whether_they_were_checked_and_are_quiet():
    assert all(one.first <= one.last and one.name for one in holidays())
    assert known_until() >= 2027
    assert is_quiet(date(2026, 2, 17), weekends=False, feasts=True)  # the first day of Tết Bính Ngọ
    assert not is_quiet(date(2026, 2, 17), weekends=True, feasts=False)
    assert is_quiet(date(2026, 9, 5), weekends=True, feasts=False)
    assert not is_quiet(date(2026, 9, 3), weekends=True, feasts=True)
    assert unchecked(2026) and unchecked(2100)


@given(st.integers(known_until() + 1, known_until() + YEARS_AHEAD), st.integers(0, 365))
def test_of_years_not_written_down_the_days_of_the_solar_calendar_are_quiet(year: int, number: int):
    day = date(year, 1, 1) + timedelta(days=number)
    solar = (day.day, day.month) in {(1, 1), (30, 4), (1, 5), (2, 9)}
    assert is_quiet(day, weekends=False, feasts=True) == solar
    assert is_quiet(day, weekends=True, feasts=False) == (day.weekday() in (5, 6))
    assert not is_known(year) and unchecked(year)


def test_the_pages_say_in_time_that_a_years_days_are_not_known():
    year = known_until()
    with translation.override("vi"):
        assert of_holidays(date(year, 9, 30)) == ""
        for day in (date(year, 10, 1), date(year + 1, 1, 1)):
            said = of_holidays(day)
            assert f"năm {year + 1} chưa" in said and "1/1, 30/4, 1/5, 2/9" in said
