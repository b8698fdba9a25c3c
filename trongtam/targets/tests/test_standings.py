"""The projection: golden cases of the design through the database, and always equal to what is computed afresh."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.org.operations.units import move_unit
from trongtam.org.tests.house import House, make_house, make_unit, make_user
from trongtam.targets.computing.frozen import thaw
from trongtam.targets.computing.lines import load_lines
from trongtam.targets.models import Indicator, Measurement, Standing, Target
from trongtam.targets.operations import correct, rebuild_standings, state, withdraw
from trongtam.targets.queries import TargetRow, board, target_page, target_rows
from trongtam.targets.stated import Figure

from .measures import LATER, make_indicator, make_resolution, make_target, moment, number, rolled_back, share, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def row(target: Target, house: House, day: date = date(2022, 9, 30)) -> TargetRow:
    fresh = Target.objects.select_related("indicator__weight", "unit", "document", "standing").get(pk=target.pk)
    return target_rows([fresh], day, user=house.secretary)[0]


def same_afresh() -> None:
    """Every kept line and its letters are those of a rebuild."""
    kept = {one.target_id: one for one in Standing.objects.select_related("target__indicator__weight", "target__unit")}
    targets = [one.target for one in kept.values()]
    for pk, line in load_lines(targets).items():
        assert thaw(kept[pk].line, line.period) == line
    before = list(Standing.objects.order_by("target").values_list("target", "band", "pace", "bands", "paces", "as_of"))
    rebuild_standings()
    after = list(Standing.objects.order_by("target").values_list("target", "band", "pace", "bands", "paces", "as_of"))
    assert before == after


# --- golden cases ---


def test_four_admitted_of_a_plan_of_three(house: House) -> None:
    admitted = make_indicator("admitted")
    target = make_target(house.committee, admitted, "2022", 3, by=house.office)
    for cell, months in ((house.cell_a, (2, 5, 7)), (house.cell_b, (9,))):
        for month in range(1, 10):
            stated(admitted, cell, f"2022-{month:02d}", int(month in months), by=house.office)
    read = row(target, house)
    assert (read.value, read.band, read.pace, read.shown.value) == (4, "met", "ahead", Decimal("133.33"))
    assert read.points == (0, 1, 1, 1, 2, 2, 3, 3, 4)
    same_afresh()


def test_production_value_of_nine_months(house: House) -> None:
    value = make_indicator("value", stated_by="commune", unit_of_measure="tỷ đồng")
    target = make_target(house.commune, value, "2022", 200, by=house.office)
    stated(value, house.commune, "2021-9M", 130, by=house.office)
    stated(value, house.commune, "2022-9M", number(152, bound="more_than"), by=house.office)
    read = row(target, house)
    assert (read.shown.value, read.bound, read.band, read.pace) == (Decimal("76.00"), "more_than", "partly", "on_pace")
    assert (read.elapsed, read.judged.gap) == (75, 1)
    change = read.judged.change_same_period
    assert (change.absolute, round(change.relative_percent, 2), change.in_points) == (22, Decimal("16.92"), False)
    same_afresh()


def test_income_against_the_year_before(house: House) -> None:
    income = make_indicator("income", measure="stock", stated_by="commune", unit_of_measure="triệu đồng")
    target = make_target(house.commune, income, "2022", 45, by=house.office)
    stated(income, house.commune, "2021", 40, by=house.office)
    stated(income, house.commune, "2022-09", 42, by=house.office)
    change = row(target, house, date(2022, 12, 31)).judged.change_same_period
    assert (change.absolute, change.relative_percent) == (2, 5)


def test_members_rated_good_or_better(house: House) -> None:
    rated = make_indicator("rated", measure="ratio", scale=100, part_of_whole=True, unit_of_measure="%")
    target = make_target(house.committee, rated, "2022", 90, by=house.office)
    stated(rated, house.cell_a, "2022", share(700, 755), by=house.office)
    stated(rated, house.cell_b, "2022", share(18, 20), by=house.office)
    read = row(target, house, date(2022, 12, 31))
    assert (read.numerator, read.denominator, round(read.value, 2), read.band) == (718, 775, Decimal("92.65"), "met")
    over = read.judged.over_plan
    assert (round(over.absolute, 2), over.in_points) == (Decimal("2.65"), True)


def test_hygienic_facilities_rise_by_eight_points(house: House) -> None:
    facilities = make_indicator(
        "facilities", measure="stock", stated_by="commune", unit_of_measure="%", part_of_whole=True
    )
    target = make_target(
        house.commune, facilities, "2022", 95, by=house.office, baseline=87, baseline_on=date(2021, 12, 31)
    )
    stated(facilities, house.commune, "2022-09", number(95, bound="more_than"), by=house.office)
    read = row(target, house)
    change = read.judged.change_baseline
    assert (change.absolute, change.in_points, read.bound) == (8, True, "more_than")


def test_twelve_cells_in_four_clusters(house: House) -> None:
    for cluster, size in enumerate((2, 2, 3, 5)):
        above = make_unit(
            "cluster", f"Cụm {cluster}", make_unit("party_committee", f"Đảng ủy {cluster}", house.other_commune)
        )
        for place in range(size):
            make_unit("cell", f"Chi bộ {cluster}{place}", above)
    cells = make_indicator("cells", measure="stock", source="live", provider="cells")
    target = make_target(house.other_commune, cells, "2022", 12, by=house.stranger)
    live = target_rows([target], date(2022, 9, 30), user=house.stranger)[0]
    assert (live.value, live.counted, live.is_live, live.band) == (12, 12, True, "met")
    assert not Standing.objects.filter(target=target).exists()


def test_seven_fourteen_two_of_twenty_three(house: House) -> None:
    document = make_resolution(house.committee)
    for place, percent in enumerate([100] * 7 + [60] * 14 + [59] * 2):
        indicator = make_indicator(f"i{place}", stated_by="commune")
        target = make_target(house.committee, indicator, "2022", 100, by=house.office)
        Target.objects.filter(pk=target.pk).update(document=document)
        stated(indicator, house.commune, "2022-9M", percent, by=house.office)
    shown = board(house.commune, Period.parse("2022"), user=house.secretary, today=date(2022, 9, 30))
    tally = shown.tally
    assert (tally.total, tally.counts) == (23, {"met": 7, "partly": 14, "not_met": 2, "not_measured": 0})
    assert [round(tally.shares[band], 2) for band in ("met", "partly", "not_met")] == [
        Decimal("30.43"),
        Decimal("60.87"),
        Decimal("8.70"),
    ]
    assert [group.band for group in shown.groups if group.rows] == ["not_met", "partly", "met"]


def test_a_share_of_units_counts_the_silent_ones_in_its_base(house: House) -> None:
    clean = make_indicator("clean", measure="yes_no", unit_of_measure="%", scale=100)
    target = make_target(house.committee, make_indicator("x"), "2022", 1, by=house.office)
    Indicator.objects.filter(pk=clean.pk).update(measure="ratio", better="more")
    clean.refresh_from_db()
    target = make_target(house.committee, clean, "2022", 50, by=house.office)
    own = make_target(house.cell_a, clean, "2022", 90, by=house.office)
    stated(clean, house.cell_a, "2022", share(95, 100), by=house.office)
    read = row(target, house, date(2022, 12, 31))
    assert (read.value, read.numerator, read.denominator, read.left_out) == (50, 1, 2, 1)
    assert row(own, house, date(2022, 12, 31)).band == "met"
    same_afresh()


def test_a_weighted_mean_leaves_out_who_has_no_weight(house: House) -> None:
    people = make_indicator("people", measure="stock")
    income = make_indicator("income", measure="stock", across="weighted", weight=people)
    target = make_target(house.committee, income, "2022", 40, by=house.office)
    stated(income, house.cell_a, "2022-09", 40, by=house.office)
    stated(income, house.cell_b, "2022-09", 60, by=house.office)
    stated(people, house.cell_a, "2022-09", 300, by=house.office)
    assert row(target, house).value == 40
    stated(people, house.cell_b, "2022-09", 100, by=house.office)
    assert row(target, house).value == 45
    same_afresh()


def test_parts_of_a_whole_are_judged_one_by_one(house: House) -> None:
    classes = make_indicator("classes", measure="composition", parts=["good", "rest"], stated_by="commune", decimals=2)
    target = make_target(house.commune, classes, "2022", 90, by=house.office, part="good")
    stated(
        classes,
        house.commune,
        "2022",
        Figure(parts={"good": Decimal("92.65"), "rest": Decimal("7.35")}),
        by=house.office,
    )
    read = row(target, house, date(2022, 12, 31))
    assert (read.value, read.band) == (Decimal("92.65"), "met")
    same_afresh()


def test_a_stated_share_is_shown_and_never_combined(house: House) -> None:
    rated = make_indicator("rated", measure="ratio", scale=100, part_of_whole=True)
    target = make_target(house.committee, rated, "2022", 90, by=house.office)
    stated(rated, house.cell_a, "2022", Figure(share=Decimal(100)), by=house.office)
    stated(rated, house.cell_b, "2022", share(18, 20), by=house.office)
    read = row(target, house, date(2022, 12, 31))
    assert (read.numerator, read.denominator, read.left_out) == (18, 20, 1)
    page = target_page(target, user=house.secretary, today=date(2022, 12, 31))
    assert [one.share for one in page.statements if one.share is not None] == [100]


def test_statements_that_disagree_are_a_conflict_and_get_no_band(house: House) -> None:
    value = make_indicator("value", stated_by="commune")
    target = make_target(house.commune, value, "2022", 100, by=house.office)
    stated(value, house.commune, "2022-Q1", 5, by=house.office)
    assert row(target, house).band == "not_met"
    for month in (1, 2, 3):
        stated(value, house.commune, f"2022-{month:02d}", 9, by=house.office)
    assert row(target, house).band == "not_measured"
    page = target_page(target, user=house.secretary, today=date(2022, 9, 30))
    assert {one.in_conflict for one in page.statements} == {True}
    same_afresh()


def test_an_estimate_of_the_whole_year_feeds_the_outlook_only(house: House) -> None:
    value = make_indicator("value", stated_by="commune")
    target = make_target(house.commune, value, "2022", 200, by=house.office)
    stated(value, house.commune, "2022-9M", 152, by=house.office, at=moment(2022, 10, 1))
    estimate = number(205, finality="estimate")
    stated(value, house.commune, "2022", estimate, by=house.office, at=moment(2022, 10, 1))
    read = row(target, house)
    assert (read.value, read.judged.outlook.value, read.judged.outlook.basis) == (152, 205, "stated_forecast")
    same_afresh()


def test_the_higher_units_own_figure_stands_beside(house: House) -> None:
    admitted = make_indicator("admitted")
    target = make_target(house.committee, admitted, "2022", 3, by=house.office)
    stated(admitted, house.cell_a, "2022-09", 1, by=house.office)
    stated(admitted, house.committee, "2022-9M", 3, by=house.office)
    page = target_page(target, user=house.secretary, today=date(2022, 9, 30))
    assert page.own_value == 3
    assert [one.reason for one in page.left_out] == ["incomplete", "not_stated"]


# --- the projection is what would be computed ---


def test_corrections_withdrawals_and_amended_targets_keep_it_right(house: House) -> None:
    admitted = make_indicator("admitted")
    make_target(house.committee, admitted, "2022", 3, by=house.office)
    make_target(house.cell_a, admitted, "2022", 2, by=house.office)
    make_target(house.committee, admitted, "2020..2025", 20, by=house.office)
    first = stated(admitted, house.cell_a, "2022-01", 2, by=house.office)
    stated(admitted, house.cell_b, "2022-01", 1, by=house.office)
    second = stated(admitted, house.cell_a, "2022-02", 1, by=house.office)
    stated(admitted, house.cell_a, "2021-02", 1, by=house.office)
    same_afresh()
    correct(first, number(1), by=house.office, reason="x", at=LATER)
    same_afresh()
    withdraw(second, by=house.office, reason="x", at=LATER)
    same_afresh()


STATEMENT = st.tuples(
    st.integers(0, 3),  # unit
    st.sampled_from(["2021-01", "2021-02", "2021-Q1", "2022-01", "2022-02", "2022-03", "2022-Q1", "2022-H1", "2022"]),
    st.integers(0, 9),
    st.sampled_from(["exactly", "more_than", "about"]),
    st.booleans(),  # withdraw it again
)


@settings(max_examples=15)
@given(st.lists(STATEMENT, max_size=7), st.sampled_from(["flow", "stock"]), st.integers(0, 3), st.integers(1, 3))
def test_the_projection_is_always_what_would_be_computed(statements, measure, moved, until) -> None:
    with rolled_back():
        _state_and_move(statements, measure, moved, until)


def _state_and_move(statements: list, measure: str, moved: int, until: int) -> None:
    house = make_house()
    province_office = make_user("Mai Thử Tỉnh", house.province, "office")
    committee = make_unit("party_committee", "Đảng ủy bên cạnh", house.other_commune)
    cells = [
        house.cell_a,
        house.cell_b,
        make_unit("cell", "Chi bộ C", committee),
        make_unit("cell", "Chi bộ D", committee),
    ]
    indicator = make_indicator("counted", measure=measure)
    for unit, period in ((house.commune, "2022"), (house.other_commune, "2022"), (house.province, "2020..2025")):
        make_target(unit, indicator, period, 10, by=house.provincial)
    for place, (unit, period, value, bound, again) in enumerate(statements):
        cell = Unit.objects.get(pk=cells[unit].pk)
        keeper = house.office if cell.path.startswith(house.commune.path) else house.stranger
        try:
            made = stated(indicator, cell, period, number(value, bound=bound, finality="estimate"), by=keeper)
        except Refused:
            continue
        if again:
            withdraw(made, by=keeper, reason="Nhầm", at=LATER)
        if place == until and cells[moved].parent_id != committee.pk:
            move_unit(
                Unit.objects.get(pk=cells[moved].pk),
                by=province_office,
                parent=committee,
                on=date(2022, 7, 1),
                basis="QĐ mẫu",
                at=LATER,
            )
    same_afresh()


def test_moving_a_unit_carries_its_figures_to_the_new_territory(house: House) -> None:
    admitted = make_indicator("admitted")
    here = make_target(house.commune, admitted, "2022", 3, by=house.office)
    there = make_target(house.other_commune, admitted, "2022", 3, by=house.stranger)
    stated(admitted, house.cell_b, "2022-01", 2, by=house.office)
    committee = make_unit("party_committee", "Đảng ủy bên cạnh", house.other_commune)
    province_office = make_user("Mai Thử Tỉnh", house.province, "office")
    move_unit(house.cell_b, by=province_office, parent=committee, on=date(2022, 7, 1), basis="QĐ mẫu", at=LATER)
    assert (row(here, house).value, row(there, house).value) == (None, 2)
    same_afresh()
    was = target_page(here, user=house.secretary, today=date(2022, 9, 30), tree=date(2022, 6, 30))
    assert was.row.value == 2


def test_nothing_is_kept_for_targets_without_statements(house: House) -> None:
    target = make_target(house.committee, make_indicator("admitted"), "2022", 3, by=house.office)
    kept = Standing.objects.get(target=target)
    assert (kept.as_of, kept.band, kept.bands) == (None, "not_measured", "")
    assert not Measurement.objects.exists()


def test_done_or_not_is_a_share_of_the_units_that_are_done(house: House) -> None:
    """A yes or no that cells state: each cell is done or not, the commune has the share of cells that are; done means all."""
    model = make_indicator("model", measure="yes_no", across="share_of_units", unit_of_measure="đạt")
    above = make_target(house.committee, model, "2022", None, by=house.office)
    own = make_target(house.cell_a, model, "2022", None, by=house.office)
    state(model, house.cell_a, Period.parse("2022-06"), Figure(yes=True), by=house.office, at=LATER)
    state(model, house.cell_b, Period.parse("2022-06"), Figure(yes=False), by=house.office, at=LATER)
    assert row(own, house).band == "met"
    read = row(above, house)
    assert (read.value, read.numerator, read.denominator, read.band) == (50, 1, 2, "not_met")
    same_afresh()


def test_bounds_of_last_year_and_of_a_forecast_are_kept(house: House) -> None:
    amount = make_indicator("amount", stated_by="commune", unit_of_measure="tỷ đồng")
    target = make_target(house.commune, amount, "2022", 200, by=house.office)
    stated(amount, house.commune, "2021-9M", number(130, bound="less_than"), by=house.office)
    stated(amount, house.commune, "2021", number(180, bound="about"), by=house.office)
    stated(amount, house.commune, "2022-9M", number(152, bound="more_than"), by=house.office)
    read = row(target, house)
    assert (read.line.same_period(read.day), read.line.same_period_bound(read.day)) == (130, "less_than")
    assert (read.line.last_year_total, read.line.last_year_total_bound) == (180, "about")
    assert (read.judged.change_same_period.absolute, read.judged.change_same_period.bound) == (22, "more_than")
    assert read.judged.outlook.bound == "about"
    stated(amount, house.commune, "2022", number(210, bound="more_than", finality="estimate"), by=house.office)
    outlook = row(target, house).judged.outlook
    assert (outlook.value, outlook.basis, outlook.bound) == (210, "stated_forecast", "more_than")


def test_a_later_month_leaves_the_bounds_of_last_year(house: House) -> None:
    amount = make_indicator("amount")
    target = make_target(house.cell_a, amount, "2022", 200, by=house.office)
    stated(amount, house.cell_a, "2021-01", number(10, bound="more_than"), by=house.office)
    stated(amount, house.cell_a, "2022-01", 12, by=house.office)
    stated(amount, house.cell_a, "2022-02", 12, by=house.office)
    assert row(target, house).line.same_period_bound(date(2022, 1, 31)) == "more_than"
    rebuilt = row(target, house)
    rebuild_standings()
    assert row(target, house).line == rebuilt.line
