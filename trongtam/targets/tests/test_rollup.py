"""What the units give together."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.periods import Period
from trongtam.targets.figures.bounds import Bound, weakest
from trongtam.targets.figures.reading import Finality, Reading, State, Statement, read_series
from trongtam.targets.figures.rollup import Entry, roll_up, roll_up_series

YEAR = Period.year(2022)
THEN = datetime(2022, 1, 1)


def reading(value=None, state="read", **more):
    return Reading(State(state), value=value, finality="official", **more)


def reasons(rolled):
    return {left.unit: str(left.reason) for left in rolled.left_out}


def test_a_sum_leaves_out_and_never_counts_as_zero():
    entries = [
        Entry("a", reading(10)),
        Entry("b", reading(0, bound="more_than")),
        Entry("c", reading(state="nothing")),
        Entry("d", reading(5, state="incomplete")),
        Entry("e", reading(7, state="conflict")),
    ]
    rolled = roll_up("sum", entries)
    assert (rolled.value, rolled.bound, rolled.counted) == (10, "more_than", ("a", "b"))
    assert reasons(rolled) == {"c": "not_stated", "d": "incomplete", "e": "in_conflict"}
    assert not rolled.complete and roll_up("sum", entries[:2]).complete


def test_clusters_of_cells():
    rolled = roll_up("sum", [Entry(name, reading(cells)) for name, cells in zip("abcd", (2, 2, 3, 5), strict=True)])
    assert rolled.value == 12


def test_nothing_to_combine():
    for across in ("sum", "ratio", "weighted", "share_of_units", "none"):
        rolled = roll_up(across, [])
        assert (rolled.value, rolled.counted, rolled.left_out, rolled.complete) == (None, (), (), False)
    assert roll_up("sum", [Entry("a", reading(state="nothing"))]).value is None
    assert roll_up_series("sum", []) == []


def test_a_ratio_is_never_a_mean_of_percentages():
    entries = [
        Entry("a", reading(50, numerator=1, denominator=2)),
        Entry("b", reading(10, numerator=10, denominator=98)),
        Entry("c", reading(99)),
    ]
    rolled = roll_up("ratio", entries, scale=100)
    assert (rolled.value, rolled.numerator, rolled.denominator) == (11, 11, 100)
    assert reasons(rolled) == {"c": "counts_missing"}


def test_a_weighted_mean():
    entries = [Entry("a", reading(40), weight=3), Entry("b", reading(50), weight=1), Entry("c", reading(1))]
    rolled = roll_up("weighted", entries)
    assert rolled.value == Decimal("42.5") and reasons(rolled) == {"c": "no_weight"}
    assert roll_up("weighted", [Entry("a", reading(40), weight=0)]).value is None
    assert reasons(roll_up("weighted", [Entry("a", reading(40), weight=-1)])) == {"a": "no_weight"}
    assert reasons(roll_up("weighted", [Entry("a", reading(), weight=1)])) == {"a": "not_stated"}


def test_a_share_of_units_keeps_the_silent_in_its_base():
    entries = [
        Entry("a", reading(1), met=True),
        Entry("b", reading(1), met=False),
        Entry("c", reading(state="nothing")),
        Entry("d", reading(state="conflict")),
    ]
    rolled = roll_up("share_of_units", entries, scale=100)
    assert (rolled.value, rolled.numerator, rolled.denominator) == (25, 1, 4)
    assert reasons(rolled) == {"c": "not_stated", "d": "in_conflict"}


def test_none_only_lists():
    rolled = roll_up("none", [Entry("a", reading(1)), Entry("b", reading(state="nothing"))])
    assert (rolled.value, rolled.counted, reasons(rolled)) == (None, ("a",), {"b": "not_stated"})


def test_an_unknown_way_of_combining():
    with pytest.raises(ValueError, match="median"):
        roll_up("median", [Entry("a", reading(1))])


def test_the_higher_units_own_figure_stands_beside():
    rolled = roll_up("sum", [Entry("a", reading(10))], own=reading(12))
    assert (rolled.value, rolled.own.value, rolled.difference) == (10, 12, 2)
    assert roll_up("sum", [Entry("a", reading(10))], own=reading(state="nothing")).difference is None


def test_units_that_speak_of_fewer_days_are_named():
    days = YEAR.month_ends()
    units = [
        (
            name,
            read_series("flow", [Statement(m.start, m.end, THEN, value=1) for m in YEAR.months()[:count]], YEAR, days),
        )
        for name, count in (("a", 3), ("b", 2))
    ]
    february, march, april = roll_up_series("sum", units, own=[reading(5)] * 12)[1:4]
    assert (february.value, february.lagging, february.difference) == (4, (), 1)
    assert (march.value, march.lagging, march.complete) == (5, ("b",), False)
    assert april.value == 5


def test_weights_day_by_day():
    units = [("a", [reading(1), reading(1)]), ("b", [reading(3), reading(3)])]
    first, second = roll_up_series("weighted", units, weights=[[1, 1], [1, 0]])
    assert (first.value, second.value) == (2, 1)


AMOUNTS = st.decimals("-1000000", "1000000", places=3)
COUNTS = st.none() | st.integers(0, 10**6)


@st.composite
def entries_of_units(draw):
    reading = Reading(
        draw(st.sampled_from(State)),
        value=draw(AMOUNTS),
        numerator=draw(COUNTS),
        denominator=draw(COUNTS),
        bound=draw(st.sampled_from(Bound)),
        finality=draw(st.sampled_from(Finality)),
    )
    weight, met = draw(st.none() | st.integers(-1, 50)), draw(st.none() | st.booleans())
    return Entry(draw(st.integers()), reading, weight=weight, met=met)


ENTRIES = st.lists(entries_of_units(), max_size=8)


@given(st.sampled_from(["sum", "ratio", "weighted", "share_of_units", "none"]), ENTRIES, st.randoms())
def test_the_order_of_units_changes_nothing(across, entries, random):
    rolled = roll_up(across, entries, scale=100)
    again = roll_up(across, random.sample(entries, len(entries)), scale=100)
    assert (rolled.value, rolled.bound, rolled.finality) == (again.value, again.bound, again.finality)
    assert sorted(rolled.counted) == sorted(again.counted)
    assert len(rolled.counted) + len(rolled.left_out) == len(entries)


@given(ENTRIES)
def test_rolling_up_equals_counting_by_hand(entries):
    settled = [entry.reading for entry in entries if entry.reading.state == "read"]
    rolled = roll_up("sum", entries)
    assert rolled.value == (sum(r.value for r in settled) if settled else None)
    assert rolled.bound == weakest(r.bound for r in settled)
    counts = [r for r in settled if r.numerator is not None and r.denominator is not None]
    ratio = roll_up("ratio", entries)
    base = sum(r.denominator for r in counts)
    if not base:
        assert ratio.value is None
    else:
        exact = Fraction(sum(r.numerator for r in counts), base)
        assert abs(Fraction(ratio.value) - exact) < Fraction(1, 10**29)


@given(ENTRIES, ENTRIES)
def test_a_merger_keeps_sums_and_ratios(one, other):
    """Two units merged into one: what they stated together gives the same sum and the same ratio."""
    assert (roll_up("sum", one).value or 0) + (roll_up("sum", other).value or 0) == (
        roll_up("sum", one + other).value or 0
    )
    together, parts = roll_up("ratio", one + other), [roll_up("ratio", one), roll_up("ratio", other)]
    assert (together.numerator or 0) == sum(part.numerator or 0 for part in parts)
    assert (together.denominator or 0) == sum(part.denominator or 0 for part in parts)
