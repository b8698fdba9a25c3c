"""None typed twice: what a longer figure says is asked for nowhere; nothing is late that was not asked for in time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.org.tests.house import House, make_house
from trongtam.targets.doubting import doubts_of_sheet
from trongtam.targets.figures.doubts import Code
from trongtam.targets.figures.spans import is_answered
from trongtam.targets.models import Indicator
from trongtam.targets.operations import open_round
from trongtam.targets.queries.asked import asked_of
from trongtam.targets.queries.desk import sheets_due
from trongtam.targets.queries.entry_list import entry_progress
from trongtam.targets.queries.entry_sheet import entry_sheet
from trongtam.targets.queries.rounds import round_page

from .measures import make_indicator, make_target, moment, share, stated

TODAY = date(2022, 9, 10)
AUGUST = Period.month(2022, 8)
MONTHS = [Period.month(2022, month) for month in range(1, 13)]


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def admitted(house: House) -> Indicator:
    indicator = make_indicator("admitted", name="Kết nạp đảng viên")
    make_target(house.commune, indicator, "2022", 3, by=house.office)
    return indicator


@given(st.sets(st.sampled_from(MONTHS)), st.sampled_from(["2022-08", "2022-Q3", "2022-H1", "2022-9M", "2022"]))
def test_a_flow_is_answered_by_whatever_fills_it(said: set[Period], code: str) -> None:
    asked = Period.parse(code)
    filled = all(month in said for month in asked.months())
    assert is_answered("flow", asked, [(one.start, one.end) for one in said]) == filled
    assert is_answered("flow", asked, [(date(2022, 1, 1), date(2022, 12, 31))])


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["2022-Q3", "2022-H2", "2022-9M", "2022"])
def test_a_longer_figure_leaves_nothing_to_ask(house: House, admitted: Indicator, code: str) -> None:
    cell, longer = house.cell_a, Period.parse(code)
    round_ = open_round(house.commune, AUGUST, by=house.office, units=[cell], due_on=date(2022, 9, 5))
    assert [one.month for one in sheets_due(house.cell_secretary, TODAY)] == [AUGUST, Period.month(2022, 9)]
    assert entry_progress([cell], AUGUST)[cell.pk].filled == 0
    stated(admitted, cell, code, 2, by=house.cell_secretary)
    assert sheets_due(house.cell_secretary, TODAY) == []
    assert entry_progress([cell], AUGUST)[cell.pk].is_done
    sheet = entry_sheet(cell, AUGUST, user=house.cell_secretary, today=TODAY)
    assert (sheet.filled, sheet.total) == (1, 1)
    (row,) = round_page(round_, user=house.office, today=TODAY).rows
    assert (row.filled, row.total, row.lacking) == (1, 1, ())
    assert Code.GAP not in {doubt.code for doubt in doubts_of_sheet(sheet, AUGUST)}
    assert longer.contains(AUGUST)


@pytest.mark.django_db
def test_months_answer_for_their_quarter(house: House) -> None:
    quarterly = make_indicator("meetings", every="quarter")
    make_target(house.commune, quarterly, "2022", 4, by=house.office)
    cell, quarter = house.cell_a, Period.parse("2022-Q3")
    round_ = open_round(house.commune, quarter, by=house.office, units=[cell], due_on=date(2022, 10, 5))
    for month in (7, 8):
        stated(quarterly, cell, f"2022-0{month}", 1, by=house.cell_secretary)
    (row,) = round_page(round_, user=house.office, today=TODAY).rows
    assert (row.filled, [one.code for one in row.lacking]) == (0, ["2022-09"])
    stated(quarterly, cell, "2022-09", 1, by=house.cell_secretary)
    (row,) = round_page(round_, user=house.office, today=TODAY).rows
    assert (row.filled, row.lacking) == (1, ())
    sheet = entry_sheet(cell, Period.month(2022, 9), user=house.cell_secretary, today=TODAY)
    assert Code.GAP not in {doubt.code for doubt in doubts_of_sheet(sheet, quarter)}


@pytest.mark.django_db
def test_a_state_is_asked_until_something_ends_with_the_month(house: House) -> None:
    """What is so at the end of September says nothing of how it was at the end of August."""
    rate = make_indicator("rate", measure="ratio", scale=100)
    make_target(house.commune, rate, "2022", 90, by=house.office)
    stated(rate, house.cell_a, "2022-Q3", share(9, 10), by=house.cell_secretary)
    (left,) = sheets_due(house.cell_secretary, TODAY)
    assert (left.month, left.done, left.total) == (AUGUST, 0, 1)


@pytest.mark.django_db
def test_nothing_is_late_that_was_due_before_its_target_was_set(house: House) -> None:
    first = make_indicator("first")
    make_target(house.commune, first, "2022", 3, by=house.office, at=moment(2022, 9, 2))

    def due() -> dict[str, date | None]:
        return {one.month.code: one.due for one in sheets_due(house.cell_secretary, TODAY)}

    assert due() == {"2022-08": None, "2022-09": date(2022, 9, 25)}
    known = make_indicator("known")
    make_target(house.commune, known, "2022", 3, by=house.office, at=moment(2022, 8, 25))
    assert due()["2022-08"] == date(2022, 8, 25)
    stated(known, house.cell_a, "2022-08", 1, by=house.cell_secretary)
    assert due()["2022-08"] is None
    make_target(house.committee, first, "2022", 4, by=house.office, at=moment(2022, 3, 1))  # another that asked before
    assert due()["2022-08"] == date(2022, 8, 25)


@pytest.mark.django_db
def test_a_unit_is_not_asked_for_what_ended_before_it_was_founded(house: House, admitted: Indicator) -> None:
    Unit.objects.filter(pk=house.cell_a.pk).update(founded_on=date(2022, 9, 1))
    house.cell_a.refresh_from_db()
    assert list(asked_of([house.cell_a], [AUGUST, Period.month(2022, 9)])[house.cell_a.pk]) == ["2022-09"]
    assert asked_of([], [AUGUST]) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_one_question_however_many_units_and_targets(
    house: House, admitted: Indicator, rows: int, django_assert_num_queries
) -> None:
    for place in range(rows):
        make_target(house.cell_a, make_indicator(f"more-{place}"), "2022", 5, by=house.office)
    with django_assert_num_queries(1):
        asked = asked_of([house.cell_a, house.cell_b], [AUGUST])
    assert [len(asked[unit.pk][AUGUST.code]) for unit in (house.cell_a, house.cell_b)] == [rows + 1, 1]
