"""What is loaded in bulk is what stating each figure by itself keeps, and what is refused there is refused here."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.org.tests.house import make_house
from trongtam.targets.computing.frozen import freeze, judge_points, letters
from trongtam.targets.computing.lines import goal_of, load_lines
from trongtam.targets.models import Measurement, Standing, Target
from trongtam.targets.operations import bulk, fast_load, state
from trongtam.targets.operations.bulk import BulkRow, load_measurements
from trongtam.targets.operations.standings import with_all_that_judging_needs
from trongtam.targets.problems import RowsRefused
from trongtam.targets.stated import MOST, Figure

from .measures import LATER, make_indicator, make_target, rolled_back

pytestmark = pytest.mark.django_db
_KEPT = [field.attname for field in Measurement._meta.concrete_fields if field.name != "id"]
_STOOD = ["target_id", "as_of", "band", "pace", "bands", "paces", "line"]

AMOUNT = st.integers(0, 120) | st.sampled_from([-1, 1001, MOST - 1, MOST, None])
DRAWN = st.tuples(
    st.integers(0, 3),  # indicator
    st.integers(0, 1),  # unit
    st.sampled_from(["2021", "2021-02", "2022-01", "2022-02", "2022-Q1", "2022", "2023-06", "2020-01-01..2025-12-31"]),
    AMOUNT,
    st.integers(1, 120) | st.sampled_from([0, -1, None, MOST]),
    st.sampled_from(["exactly", "exactly", "more_than"]),
    st.sampled_from(["official", "official", "estimate"]),
)
# One figure a place; mostly sound ones, so that whole loads are kept as well.
ROWS = st.lists(DRAWN, max_size=9, unique_by=lambda row: row[:3])


def _world():
    house = make_house()
    indicators = [
        make_indicator("flow", decimals=1),
        make_indicator("part", measure="stock", part_of_whole=True, decimals=1),
        make_indicator("ratio", measure="ratio", scale=100, part_of_whole=True),
        make_indicator("change", measure="stock", non_negative=False),
    ]
    for indicator in indicators:
        make_target(house.committee, indicator, "2022", 5, by=house.office)
        make_target(house.cell_a, indicator, "2022", 5, by=house.office)
    return house, indicators


def _row(drawn, house, indicators) -> BulkRow:
    place, unit, code, amount, whole, bound, finality = drawn
    indicator, where = indicators[place], (house.cell_a, house.cell_b)[unit]
    amounts = (None, amount, whole) if indicator.measure == "ratio" else (amount, None, None)
    return BulkRow(indicator.pk, where.pk, code, *amounts, bound, finality)


def _state(row: BulkRow, house, indicators) -> None:
    indicator = next(one for one in indicators if one.pk == row.indicator_id)
    unit = next(one for one in (house.cell_a, house.cell_b) if one.pk == row.unit_id)
    amounts = [indicator.to_value(amount) for amount in row[3:6]]
    figure = Figure(*amounts, bound=row.bound, finality=row.finality, invented=True)
    state(indicator, unit, Period.parse(row.period_code), figure, by=house.office, at=LATER)


def _told() -> tuple[list, list]:
    return (
        list(Measurement.objects.order_by("indicator_id", "unit_id", "period_code").values_list(*_KEPT)),
        list(Standing.objects.order_by("target_id").values_list(*_STOOD)),
    )


@settings(max_examples=40)
@given(ROWS)
def test_a_load_is_what_stating_each_figure_gives(drawn) -> None:
    with rolled_back():
        house, indicators = _world()
        rows = [_row(one, house, indicators) for one in drawn]
        refused = set()
        with rolled_back():
            for number, row in enumerate(rows):
                try:
                    _state(row, house, indicators)
                except Refused:
                    refused.add(number)
            singly = _told()
        with rolled_back():
            try:
                load_measurements(rows, by=house.office, at=LATER, invented=True)
            except RowsRefused as refusal:
                assert set(refusal.errors) == refused
                assert not Measurement.objects.exists()
            else:
                assert not refused
                assert _told() == singly
                _is_what_a_page_judges()


def _is_what_a_page_judges() -> None:
    """Standings made for many at once are the whole judgement of each target read by itself."""
    for kept in Standing.objects.select_related("target"):
        target = with_all_that_judging_needs(Target.objects.filter(pk=kept.target_id)).get()
        line = load_lines([target])[target.pk]
        judged = judge_points(line, goal_of(target))
        assert (kept.bands, kept.paces) == letters(judged)
        assert (kept.as_of, kept.line) == (line.as_of, freeze(line))
        last = judged[-1] if judged else None
        assert (kept.band, kept.pace) == ((last.band, last.pace or "") if last else ("not_measured", ""))


@pytest.mark.parametrize("first", [True, False])
def test_rows_are_the_same_however_they_are_cut(monkeypatch: pytest.MonkeyPatch, first: bool) -> None:
    """Batches, statements and pieces of a copy of a few rows each; into an empty table and beside what stands."""
    house, indicators = _world()
    months = [f"{year}-{month:02d}" for year in (2021, 2022) for month in range(1, 13)]
    rows = [BulkRow(indicators[0].pk, unit.pk, code, 7) for unit in (house.cell_a, house.cell_b) for code in months]
    rows += [BulkRow(indicators[2].pk, house.cell_a.pk, code, None, 1, 3, "about") for code in months]
    with rolled_back():
        for row in rows:
            _state(row, house, indicators)
        singly = _told()
    monkeypatch.setattr(fast_load, "ROWS", 4)
    monkeypatch.setattr(fast_load, "LINES", 4)
    if first:
        monkeypatch.setattr(bulk, "BATCH", 25)
    assert load_measurements(iter(rows), by=house.office, at=LATER, invented=True) == len(rows)
    assert _told() == singly


@pytest.mark.parametrize("word", [{"bound": "nearly"}, {"finality": "final"}])
def test_words_that_say_nothing_are_refused(word: dict) -> None:
    house, indicators = _world()
    rows = [BulkRow(indicators[0].pk, house.cell_a.pk, "2022-01", 1)]
    with pytest.raises(RowsRefused) as refusal:
        load_measurements([*rows, rows[0]._replace(period_code="2022-02", **word)], by=house.office, at=LATER)
    assert list(refusal.value.errors) == [1]


def test_each_figure_of_a_time_to_come_is_an_estimate() -> None:
    """The first row of a place says nothing of the finality of the next."""
    house, indicators = _world()
    coming = BulkRow(indicators[0].pk, house.cell_a.pk, "2024", 1, finality="estimate")
    rows = [coming, coming._replace(indicator_id=indicators[3].pk, finality="official")]
    with pytest.raises(RowsRefused) as refusal:
        load_measurements(rows, by=house.office, at=LATER)
    assert list(refusal.value.errors) == [1]
