"""Catching up and surpassing judged by figures: against a slow reading of the same words, and on rows that were thought out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.emulation import ladder
from trongtam.emulation.ladder import AHEAD, BEHIND, LEVEL, UNKNOWN, Climb, Month, NotComparable, climb, together
from trongtam.ground.periods import month_end

pytestmark = pytest.mark.once

DAYS = [month_end(2020 + number // 12, number % 12 + 1) for number in range(30)]
SIDES = st.sampled_from([BEHIND, LEVEL, AHEAD, UNKNOWN])
ROWS = st.lists(SIDES, max_size=30).map(lambda row: list(zip(DAYS, row, strict=False)))


def slow(months: list[tuple[date, str]]) -> Climb:
    """The same, said one question at a time over every pair of months."""
    known = [one for one in months if one[1] != UNKNOWN]
    if not known:
        return Climb("not_known")

    def since(good: set[str]) -> date | None:
        for place, (on, _side) in enumerate(known):
            if place and all(side in good for _on, side in known[place:]) and known[place - 1][1] not in good:
                return on
        return None

    began, now = known[0][1], known[-1][1]
    if now == BEHIND:
        return Climb("learning", began, fell_back_on=since({BEHIND}))
    stage = "surpassed" if now == AHEAD else "caught_up"
    return Climb(stage, began, since({LEVEL, AHEAD}), since({AHEAD}) if now == AHEAD else None)


@given(ROWS)
def test_as_the_slow_reading(months):
    assert climb(months) == slow(months)


@given(ROWS, st.integers(0, 30))
def test_a_month_without_a_figure_changes_nothing(months, place):
    more = [*months[:place], (date(2019, 12, 31), UNKNOWN), *months[place:]]
    assert climb(more) == climb(months)


@given(ROWS)
def test_who_surpassed_had_caught_up_first(months):
    found = climb(months)
    if found.surpassed_on and found.caught_up_on:
        assert found.caught_up_on <= found.surpassed_on
    if found.began == BEHIND and found.stage in ("caught_up", "surpassed"):
        assert found.caught_up_on is not None
    assert (found.fell_back_on is None) or found.stage == "learning"


NUMBERS = st.one_of(st.none(), st.decimals(-1000, 1000, places=2))


@given(NUMBERS, NUMBERS, st.sampled_from(["more", "less"]))
def test_the_gap_seen_from_the_other_side(mine, theirs, better):
    here, there = ladder.gap(mine, theirs, better), ladder.gap(theirs, mine, better)
    assert (here is None) == (mine is None or theirs is None)
    if here is not None and there is not None:
        assert here == -there
        opposite = {AHEAD: BEHIND, BEHIND: AHEAD, LEVEL: LEVEL}
        assert ladder.side(theirs, mine, better) == opposite[ladder.side(mine, theirs, better)]


@pytest.mark.parametrize("better", ["exact", "range"])
def test_what_has_no_better_side_is_not_compared(better):
    with pytest.raises(NotComparable):
        ladder.gap(Decimal(1), Decimal(2), better)


def test_a_year_that_catches_up_in_june_and_surpasses_in_september():
    row = [BEHIND] * 5 + [LEVEL] * 3 + [AHEAD] * 4
    found = climb(list(zip(DAYS, row, strict=False)))
    assert (found.stage, found.caught_up_on, found.surpassed_on) == (
        "surpassed",
        date(2020, 6, 30),
        date(2020, 9, 30),
    )


def test_one_good_month_is_not_surpassing():
    row = [BEHIND, AHEAD, BEHIND, BEHIND]
    found = climb(list(zip(DAYS, row, strict=False)))
    assert (found.stage, found.surpassed_on, found.fell_back_on) == ("learning", None, date(2020, 3, 31))


def test_who_was_never_behind_caught_up_with_nobody():
    found = climb(list(zip(DAYS, [AHEAD, AHEAD], strict=False)))
    assert (found.stage, found.caught_up_on, found.surpassed_on) == ("surpassed", None, None)


def test_several_indicators_are_one_row():
    days = DAYS[:5]
    one = list(zip(days, [BEHIND, LEVEL, AHEAD, AHEAD, UNKNOWN], strict=True))
    two = list(zip(days, [AHEAD, AHEAD, AHEAD, LEVEL, AHEAD], strict=True))
    three = list(zip(days, [AHEAD, LEVEL, LEVEL, LEVEL, AHEAD], strict=True))
    assert [side for _on, side in together([one, two, three])] == [BEHIND, LEVEL, AHEAD, LEVEL, UNKNOWN]


@given(st.lists(st.lists(SIDES, min_size=4, max_size=4), min_size=1, max_size=4))
def test_one_row_is_behind_exactly_where_a_known_month_has_one_behind(rows):
    found = together([list(zip(DAYS, row, strict=False)) for row in rows])
    for place, (_on, side) in enumerate(found):
        column = [row[place] for row in rows]
        assert (side == UNKNOWN) == (UNKNOWN in column)
        if side != UNKNOWN:
            assert (side == BEHIND) == (BEHIND in column)
            assert (side == AHEAD) == (BEHIND not in column and column.count(AHEAD) > len(column) / 2)


def test_months_are_told_by_what_is_better():
    months = [Month(DAYS[0], Decimal("2.4"), Decimal("1.8")), Month(DAYS[1], Decimal("1.7"), None)]
    assert [side for _on, side in ladder.sides(months, "less")] == [BEHIND, UNKNOWN]
    assert [side for _on, side in ladder.sides(months, "more")] == [AHEAD, UNKNOWN]
