"""Where a work stands on a day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trongtam.work import standing
from trongtam.work.life import RUNNING, State
from trongtam.work.standing import Facts, Standing

FIRST = date(2021, 1, 15)
days = st.dates(date(2020, 1, 1), date(2023, 12, 31))


def facts(**changed) -> Facts:
    given_ = {"state": State.IN_PROGRESS, "start": FIRST, "due": date(2021, 6, 30), "heard_on": date(2021, 5, 20)}
    return Facts(**given_ | changed)


def test_the_days_around_the_due_day():
    held = facts(heard_on=date(2021, 6, 20))
    assert standing.standing_on(held, date(2021, 6, 22)) == Standing.ON_TIME
    assert standing.standing_on(held, date(2021, 6, 23)) == Standing.SOON
    assert standing.standing_on(held, date(2021, 6, 30)) == Standing.SOON
    assert standing.standing_on(held, date(2021, 7, 1)) == Standing.LATE


def test_an_obstacle_or_a_long_silence_counts_before_the_day():
    assert standing.standing_on(facts(obstacle=True), date(2021, 6, 1)) == Standing.STUCK
    quiet = facts(heard_on=date(2021, 2, 1), due=date(2021, 12, 31))
    assert standing.standing_on(quiet, date(2021, 2, 1) + standing.SILENT) == Standing.ON_TIME
    assert standing.standing_on(quiet, date(2021, 2, 2) + standing.SILENT) == Standing.STUCK


def test_a_work_that_has_not_begun_is_not_silent():
    later = facts(state=State.ASSIGNED, start=date(2021, 9, 1), due=date(2021, 12, 1), heard_on=date(2021, 1, 5))
    assert standing.standing_on(later, date(2021, 10, 1)) == Standing.ON_TIME


@given(st.sampled_from(list(State)), days, days, st.booleans())
def test_only_a_running_work_presses(state: State, heard: date, day: date, obstacle: bool):
    held = facts(state=state, heard_on=heard, obstacle=obstacle)
    found = standing.standing_on(held, day)
    pressing = {Standing.STUCK, Standing.LATE, Standing.SOON, Standing.ON_TIME}
    assert (found in pressing) == (state in RUNNING)
    assert standing.is_late(held, day) == (state in RUNNING and day > held.due)


@given(days, st.integers(0, 800), st.integers(-400, 1200))
def test_time_gone_runs_from_0_to_100(start: date, length: int, after: int):
    due = start + timedelta(days=length)
    gone = standing.elapsed(start, due, start + timedelta(days=after))
    assert 0 <= gone <= 100
    assert standing.elapsed(start, due, due) == 100
    assert standing.elapsed(start, due, start - timedelta(days=1)) == 0
    assert gone <= standing.elapsed(start, due, start + timedelta(days=after + 1))


@given(st.lists(st.booleans(), max_size=60))
def test_a_roadmap_is_whole_only_when_every_step_is_done(done: list[bool]):
    percent = standing.percent_of_milestones(done)
    if not done:
        assert percent is None
    else:
        assert percent is not None
        assert (percent == 100) == all(done)
        assert percent * len(done) <= sum(done) * 100 < (percent + 1) * len(done)


def test_in_time_means_by_the_day_itself():
    assert standing.done_in_time(date(2021, 6, 30), date(2021, 6, 30)) is True
    assert standing.done_in_time(date(2021, 7, 1), date(2021, 6, 30)) is False
    assert standing.done_in_time(None, date(2021, 6, 30)) is None
