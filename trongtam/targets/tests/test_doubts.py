"""What looks wrong about a figure before it is sent."""

from datetime import date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.periods import Period
from trongtam.targets.figures.doubts import (
    FAR,
    Based,
    Code,
    base_off,
    bases_apart,
    disagreeing,
    far_behind,
    out_of_line,
    parts_off,
    unstated,
)
from trongtam.targets.figures.reading import Statement

amounts = st.decimals(Decimal("0.01"), 10**9, places=2)
signed = st.decimals(-(10**6), 10**6, places=2)
measures = st.sampled_from(["flow", "stock", "ratio"])
YEAR = Period.year(2022)
MONTHS = [Period.month(2022, month) for month in range(1, 13)]
THEN = datetime(2022, 10, 1)


def said(period: Period, value: int, **more) -> Statement:
    return Statement(period.start, period.end, THEN, value=value, **more)


# --- out of line ---


@given(measures, signed)
def test_the_same_figure_is_never_out_of_line(measure, value):
    assert out_of_line(1, measure, value, value) is None


@given(measures, signed, signed)
def test_a_rise_is_as_strange_as_the_same_fall(measure, one, other):
    assert (out_of_line(1, measure, one, other) is None) == (out_of_line(1, measure, other, one) is None)


@given(measures, amounts, st.integers(4, 1000))
def test_a_slip_of_the_unit_is_seen(measure, value, times):
    doubt = out_of_line(7, measure, value * 100 * times, value * 100)
    if value * 100 * times > 10:
        assert doubt is not None
        assert doubt.name == "out_of_line:7"


def test_small_counts_and_first_figures_are_left_alone():
    assert out_of_line(1, "flow", Decimal(4), Decimal(1)) is None
    assert out_of_line(1, "flow", Decimal(400), None) is None
    assert out_of_line(1, "yes_no", None, None) is None
    assert out_of_line(1, "flow", Decimal(0), Decimal(60)) is not None


# --- parts and bases ---


@given(st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=5))
def test_parts_are_named_exactly_when_they_are_not_a_hundred(parts):
    doubt = parts_off(1, {str(place): part for place, part in enumerate(parts)})
    assert (doubt is None) == (sum(parts) == 100)


@given(st.integers(1, 10**6))
def test_a_base_may_move_a_little(base):
    value = Decimal(base)
    assert base_off(1, value, value) is None
    assert base_off(1, value * 2, value) is not None
    assert base_off(1, value / 2, value) is not None
    assert base_off(1, value, None) is None


def test_a_base_that_drifts():
    assert base_off(1, Decimal(105), Decimal(100)) is None
    assert base_off(1, Decimal(106), Decimal(100)) is not None


@given(st.lists(st.tuples(st.sampled_from([10, 11]), st.sampled_from([10, 11, 12])), max_size=6))
def test_bases_that_were_one_are_named_when_they_part(pairs):
    lines = [Based(place, f"dòng {place}", Decimal(now), Decimal(last)) for place, (now, last) in enumerate(pairs)]
    named = {doubt.key for doubt in bases_apart(lines)}
    for place, (now, last) in enumerate(pairs):
        beside = [one for other, (one, before) in enumerate(pairs) if before == last and other != place]
        assert (place in named) == any(one != now for one in beside)


# --- conflicts and gaps ---


def test_months_and_their_quarter_that_disagree():
    months = [said(month, 2) for month in MONTHS[:3]]
    on = date(2022, 3, 31)
    assert disagreeing(1, [*months, said(Period.quarter(2022, 1), 6)], YEAR, on, non_negative=True) is None
    doubt = disagreeing(1, [*months, said(Period.quarter(2022, 1), 9)], YEAR, on, non_negative=True)
    assert doubt is not None
    assert doubt.code == Code.CONFLICT


@given(st.sets(st.integers(0, 8)))
def test_the_months_that_nobody_stated_are_named(stated):
    asked, nine = MONTHS[:9], Period.nine_months(2022)
    doubt = unstated(1, "flow", [said(MONTHS[place], 1) for place in stated], nine, asked)
    lacking = [month.code for place, month in enumerate(asked) if place not in stated]
    assert (doubt.said["periods"].split() if doubt else []) == lacking


def test_a_longer_statement_covers_its_months():
    nine = Period.nine_months(2022)
    assert unstated(1, "flow", [said(nine, 5)], nine, MONTHS) is None
    assert (
        unstated(1, "flow", [said(Period.half(2022, 1), 5)], nine, MONTHS).said["periods"] == "2022-07 2022-08 2022-09"
    )


# --- far behind ---


@given(st.decimals(-200, 200, places=1), st.decimals(1, 20, places=1))
def test_far_behind_is_beyond_four_times_what_is_behind(gap, tolerance):
    doubt = far_behind(1, gap, tolerance)
    assert (doubt is not None) == (gap < -FAR * tolerance)
    if doubt is not None:
        assert doubt.asks_words
        assert gap < -tolerance, "who is far behind is behind"
