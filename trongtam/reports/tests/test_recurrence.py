"""Which papers are owed and by when, with generated rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.periods import Period
from trongtam.reports.owing.recurrence import (
    AFTER,
    BEFORE,
    EARLIER,
    KEEP,
    KINDS,
    LATER,
    MOST_DAYS,
    ON_DAY,
    WEEKENDS,
    Rule,
    asks_for,
    due_of,
    off_weekend,
    owed,
    periods_of,
)

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    way = draw(st.sampled_from((AFTER, BEFORE, ON_DAY)))
    number = draw(st.integers(1, 31) if way == ON_DAY else st.integers(0, MOST_DAYS))
    kinds = draw(st.sets(st.sampled_from(KINDS), min_size=1))
    return Rule(frozenset(kinds), way, number, draw(st.integers(0, 3)), draw(st.sampled_from(WEEKENDS)))


def test_days_that_an_office_would_name() -> None:
    nine = Period.parse("2022-9M")
    assert due_of(Rule(frozenset({"nine_months"}), AFTER, 5), nine) == date(2022, 10, 5)
    assert due_of(Rule(frozenset({"nine_months"}), BEFORE, 10), nine) == date(2022, 9, 20)
    assert due_of(Rule(frozenset({"month"}), ON_DAY, 31, 1), Period.parse("2024-01")) == date(2024, 2, 29)
    assert due_of(Rule(frozenset({"year"}), ON_DAY, 15, 0), Period.parse("2022")) == date(2022, 12, 15)


def test_a_weekend_moves_only_where_asked() -> None:
    saturday = date(2022, 10, 1)
    assert [off_weekend(saturday, way) for way in (KEEP, EARLIER, LATER)] == [
        saturday, date(2022, 9, 30), date(2022, 10, 3),
    ]  # fmt: skip
    assert off_weekend(date(2022, 10, 2), EARLIER) == date(2022, 9, 30)


@given(DAYS)
def test_a_moved_day_is_a_working_day_at_most_two_days_away(day: date) -> None:
    earlier, later = off_weekend(day, EARLIER), off_weekend(day, LATER)
    assert earlier.weekday() < 5 and later.weekday() < 5
    assert day - timedelta(2) <= earlier <= day <= later <= day + timedelta(2)


@given(rules(), DAYS, st.integers(0, 400), st.integers(0, 400))
def test_a_span_owes_what_its_halves_owe(rule: Rule, first: date, one: int, other: int) -> None:
    middle = first + timedelta(one)
    last = middle + timedelta(1 + other)
    assert owed(rule, first, last) == owed(rule, first, middle) + owed(rule, middle + timedelta(1), last)


@given(rules(), st.integers(2001, 2059))
def test_every_period_of_its_kinds_is_owed_once(rule: Rule, year: int) -> None:
    found = [
        period for _due, period in owed(rule, date(year - 1, 1, 1), date(year + 2, 1, 1)) if period.end.year == year
    ]
    asked = sorted(period for kind in rule.kinds for period in periods_of(kind, year))
    assert sorted(found) == asked
    assert all(asks_for(rule, period) for period in asked)


@given(rules(), st.integers(2001, 2059))
def test_within_a_kind_a_later_period_is_never_due_earlier(rule: Rule, year: int) -> None:
    for kind in rule.kinds:
        days = [due_of(rule, period) for period in periods_of(kind, year)]
        assert days == sorted(days)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kinds": frozenset()},
        {"kinds": frozenset({"week"})},
        {"kinds": frozenset({"month"}), "way": "sometime"},
        {"kinds": frozenset({"month"}), "way": ON_DAY, "number": 0},
        {"kinds": frozenset({"month"}), "number": -1},
        {"kinds": frozenset({"month"}), "months": 9},
        {"kinds": frozenset({"month"}), "weekend": "never"},
    ],
)
def test_what_is_no_rule_is_refused(wrong: dict) -> None:
    with pytest.raises(ValueError, match="no rule"):
        Rule(**wrong)
