"""Counts of persons from 1 to 4 are never shown to someone without reach, nor given away by subtraction."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.org.tests.house import House, make_house
from trongtam.targets.masking import TOTAL, hidden, hides_series, hides_whole, is_few
from trongtam.targets.queries import target_page, target_rows

from .measures import make_indicator, make_target, stated

COUNTS = st.dictionaries(st.integers(0, 9), st.integers(0, 12), min_size=1, max_size=8)


@given(COUNTS)
def test_no_hidden_count_can_be_had_by_subtraction(counts) -> None:
    veiled = hidden(counts)
    assert {key for key, count in counts.items() if is_few(count)} <= veiled
    if TOTAL not in veiled and veiled:
        rest = sum(count for key, count in counts.items() if key in veiled)
        assert len(veiled) > 1
        assert not is_few(rest)


@given(COUNTS)
def test_without_a_total_only_small_counts_are_hidden(counts) -> None:
    assert hidden(counts, with_total=False) == {key for key, count in counts.items() if is_few(count)}


def test_a_small_total_is_hidden_with_its_only_part() -> None:
    assert hidden({"a": 3}) == {"a", TOTAL}
    assert hidden({"a": 0}) == set()
    assert hidden({"a": 3, "b": 7, "c": 20}) == {"a", "b"}


def test_shares_and_steps_give_counts_away_too() -> None:
    assert hides_whole(Decimal(50), Decimal(20), Decimal(18))
    assert not hides_whole(Decimal(50), Decimal(20), Decimal(10))
    assert hides_whole(Decimal(3))
    assert not hides_whole(None)
    assert hides_series([Decimal(5), None, Decimal(7)])
    assert not hides_series([Decimal(0), Decimal(5), Decimal(10)])


@pytest.fixture
def house(db) -> House:
    return make_house()


def test_a_viewer_without_reach_sees_under_five_and_nothing_that_tells(house: House) -> None:
    poor = make_indicator("poor", counts_people=True)
    target = make_target(house.committee, poor, "2022", 3, by=house.office)
    stated(poor, house.cell_a, "2022-9M", 1, by=house.office)
    stated(poor, house.cell_b, "2022-9M", 3, by=house.office)
    masked = target_rows([target], date(2022, 9, 30), user=house.cell_secretary)[0]
    assert masked.masked
    assert (masked.value, masked.percent, masked.shown, masked.points, masked.line.points) == (None, None, None, (), [])
    open_row = target_rows([target], date(2022, 9, 30), user=house.secretary)[0]
    assert (open_row.masked, open_row.value) == (False, 4)
    assert target_rows([target], date(2022, 9, 30), user=None)[0].masked


def test_the_page_names_only_units_in_reach_and_masks_the_rest(house: House) -> None:
    poor = make_indicator("poor", counts_people=True)
    target = make_target(house.committee, poor, "2022", 3, by=house.office)
    stated(poor, house.cell_a, "2022-9M", 1, by=house.office)
    stated(poor, house.cell_b, "2022-9M", 3, by=house.office)
    page = target_page(target, user=house.cell_secretary, today=date(2022, 9, 30))
    assert (page.row.value, page.read, page.trace.terms, page.trace.leaves) == (None, None, (), ())
    assert [one.unit.name for one in page.by_unit] == ["Chi bộ ấp Mẫu Một"]
    assert {one.measurement.unit for one in page.statements} == {house.cell_a}
    assert {point.value for point in page.trend} == {None}


def test_a_total_that_gives_the_other_cells_count_away_is_masked(house: House) -> None:
    poor = make_indicator("poor", counts_people=True)
    target = make_target(house.committee, poor, "2022", 3, by=house.office)
    stated(poor, house.cell_a, "2022-9M", 6, by=house.office)
    stated(poor, house.cell_b, "2022-9M", 2, by=house.office)
    page = target_page(target, user=house.cell_secretary, today=date(2022, 9, 30))
    assert (page.row.value, page.trace.value) == (None, None)
    assert target_page(target, user=house.office, today=date(2022, 9, 30)).row.value == 8


def test_what_is_no_count_of_persons_is_not_masked(house: House) -> None:
    meetings = make_indicator("meetings")
    target = make_target(house.committee, meetings, "2022", 4, by=house.office)
    stated(meetings, house.cell_a, "2022-9M", 2, by=house.office)
    assert target_rows([target], date(2022, 9, 30), user=house.cell_secretary)[0].value == 2
