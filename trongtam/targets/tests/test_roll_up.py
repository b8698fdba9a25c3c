"""Roll-ups over the tree: equal to counting by hand, on any tree with moves; as known on a day, whatever is stated later."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trongtam.ground.periods import Period
from trongtam.org.models import Placement, Unit
from trongtam.org.models.units import on_date
from trongtam.org.tests.house import House, make_house, make_unit
from trongtam.targets.computing.facts import Facts, Subject
from trongtam.targets.computing.lines import load_lines
from trongtam.targets.computing.scope import UnitRow
from trongtam.targets.models import Indicator, Measurement
from trongtam.targets.operations import correct, withdraw
from trongtam.targets.queries import bands_by_unit, board, current_rollup

from .measures import LATER, make_indicator, make_target, moment, number, rolled_back, share, stated

pytestmark = pytest.mark.django_db
MONTH = Period.parse("2022-09")
MOVED_ON = date(2022, 5, 1)


def subject(indicator: Indicator, unit: Unit) -> Subject:
    unit.refresh_from_db()
    row = UnitRow.of(unit)
    return Subject(indicator, row, MONTH)


def shift(unit: Unit, parent: Unit) -> None:
    """Another place from a day on, written directly: the shape of what `org` writes."""
    unit.refresh_from_db()
    parent.refresh_from_db()
    old, new = unit.path, f"{parent.path}{unit.pk}/"
    for below in Unit.objects.filter(path__startswith=old):
        path = new + below.path[len(old) :]
        Placement.objects.filter(unit=below, valid_to=None, valid_from__lt=MOVED_ON).update(valid_to=MOVED_ON)
        above = parent if below == unit else below.parent
        Placement.objects.filter(unit=below, valid_from=MOVED_ON).delete()
        Placement.objects.create(unit=below, parent=above, path=path, valid_from=MOVED_ON, basis="QĐ mẫu")
        Unit.objects.filter(pk=below.pk).update(path=path)
    Unit.objects.filter(pk=unit.pk).update(parent=parent)


def stands_under(unit: Unit, above: Unit, tree: date | None) -> bool:
    """By walking up parent by parent, without paths."""
    step: Unit | None = unit
    while step is not None:
        if step.pk == above.pk:
            return True
        if tree is None:
            step = Unit.objects.get(pk=step.pk).parent
        else:
            step = Placement.objects.filter(on_date(tree), unit=step).get().parent
    return False


TREE = st.tuples(
    st.lists(st.integers(0, 2), min_size=1, max_size=5),  # hamlet → its commune
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), max_size=3),  # moves of hamlets
    st.lists(st.integers(0, 9) | st.none(), min_size=5, max_size=5),  # what each states
)


@settings(max_examples=20)
@given(TREE)
def test_a_roll_up_is_what_counting_by_hand_gives(drawn) -> None:
    with rolled_back():
        _count_by_hand(*drawn)


def _count_by_hand(places, moves, values) -> None:
    top = make_unit("province", "Tỉnh")
    communes = [make_unit("commune", f"Xã {n}", top) for n in range(3)]
    hamlets = [make_unit("hamlet", f"Ấp {n}", communes[place]) for n, place in enumerate(places)]
    poor = make_indicator("poor", stated_by="hamlet")
    for hamlet, value in zip(hamlets, values, strict=False):
        if value is not None:
            Measurement.objects.create(
                indicator=poor, unit=hamlet, period_code=MONTH.code, period_start=MONTH.start, period_end=MONTH.end,
                value=value, stated_at=LATER,
            )  # fmt: skip
    for hamlet, commune in moves:
        if hamlet < len(hamlets):
            shift(hamlets[hamlet], communes[commune])
    summed = {(one.unit_id): one for one in current_rollup([poor], MONTH.code, [top, *communes])}
    for tree in (None, MOVED_ON - timedelta(days=1)):
        for above in (top, *communes):
            inside = [n for n, hamlet in enumerate(hamlets) if stands_under(hamlet, above, tree)]
            told = [values[n] for n in inside if values[n] is not None]
            asked = subject(poor, above)
            read = Facts.load([asked], tree=tree).series(asked, [MONTH.end])[0]
            assert read.value == (sum(told) if told else None)
            if len(inside) > 1:
                assert (read.counted, read.left_out) == (len(told), len(inside) - len(told))
            if tree is None:
                fast = summed.get(above.pk)
                assert (fast.value, fast.counted) == (sum(told), len(told)) if told else fast is None


@pytest.fixture
def house() -> House:
    return make_house()


def test_shares_are_sums_over_sums_and_bounds_travel(house: House) -> None:
    rate = make_indicator("rate", measure="ratio", scale=100, decimals=1)
    stated(rate, house.cell_a, "2022-09", share(1, 3), by=house.office)
    stated(rate, house.cell_b, "2022-09", share(2, 3, bound="more_than"), by=house.office)
    one = current_rollup([rate], "2022-09", [house.commune])[0]
    assert (one.value, one.numerator, one.denominator, one.bound, one.counted) == (50, 3, 6, "more_than", 2)


def test_what_is_only_listed_is_not_summed(house: House) -> None:
    listed = make_indicator("listed", across="none")
    stated(listed, house.cell_a, "2022-09", 1, by=house.office)
    assert current_rollup([listed], "2022-09", [house.commune]) == []
    assert current_rollup([], "2022-09", [house.commune]) == []


def test_a_higher_units_own_figure_is_not_added(house: House) -> None:
    poor = make_indicator("poor", stated_by="hamlet")
    stated(poor, house.hamlet, "2022-09", 4, by=house.office)
    stated(poor, house.commune, "2022-09", 9, by=house.office)
    assert [one.value for one in current_rollup([poor], "2022-09", [house.commune])] == [4]


def test_indicators_of_several_kinds_are_each_summed_over_their_own(house: House) -> None:
    """A commune's own word on what its hamlets state is no part of the province's sum, whatever else is asked with it."""
    poor, roads = make_indicator("poor", stated_by="hamlet"), make_indicator("roads", stated_by="commune")
    stated(poor, house.hamlet, "2022-09", 4, by=house.office)
    stated(poor, house.commune, "2022-09", 9, by=house.office)
    stated(roads, house.commune, "2022-09", number(2, bound="more_than"), by=house.office)
    rows = current_rollup([poor, roads], "2022-09", [house.commune, house.province])
    assert [(one.indicator, one.unit_id, one.value, one.bound) for one in rows] == [
        (poor, unit.pk, 4, "exactly") for unit in (house.province, house.commune)
    ] + [(roads, unit.pk, 2, "more_than") for unit in (house.province, house.commune)]


def test_a_committee_of_committees_sums_what_each_states() -> None:
    """The one kind that may stand below its own: what it states itself is one of the statements that it sums."""
    upper = make_unit("party_committee", "Đảng ủy trên", make_unit("commune", "Xã"))
    lower = make_unit("party_committee", "Đảng ủy dưới", upper)
    indicator = make_indicator("counted", stated_by="party_committee")
    for unit, value in ((upper, 3), (lower, 4)):
        Measurement.objects.create(
            indicator=indicator, unit=unit, period_code=MONTH.code, period_start=MONTH.start, period_end=MONTH.end,
            value=value, stated_at=LATER,
        )  # fmt: skip
    rows = current_rollup([indicator], MONTH.code, [upper, lower])
    assert [(one.unit_id, one.value, one.counted) for one in rows] == [(upper.pk, 7, 2), (lower.pk, 4, 1)]


def test_bands_of_many_units_in_one_reading(house: House) -> None:
    indicator = make_indicator("counted")
    make_target(house.cell_a, indicator, "2022", 5, by=house.office)
    make_target(house.cell_b, indicator, "2022", 5, by=house.office)
    stated(indicator, house.cell_a, "2022-9M", 5, by=house.office)
    assert bands_by_unit("2022") == {house.cell_a.pk: {"met": 1}, house.cell_b.pk: {"not_measured": 1}}
    assert bands_by_unit("2022", under=house.cluster) == {house.cell_a.pk: {"met": 1}}


# --- as known on a day ---


STEP = st.tuples(
    st.integers(0, 1), st.integers(1, 6), st.integers(0, 9), st.sampled_from(["state", "correct", "withdraw"])
)


@settings(max_examples=15)
@given(st.lists(STEP, max_size=5), st.lists(STEP, max_size=5))
def test_what_was_known_on_a_day_does_not_change_by_what_is_stated_later(before, after) -> None:
    with rolled_back():
        house = make_house()
        indicator = make_indicator("counted")
        target = make_target(house.committee, indicator, "2022", 10, by=house.office)
        _carry_out(before, house, indicator, hour=8)
        known = {}
        for asked in (None, moment(2023, 1, 20, 12)):
            known[asked] = load_lines([target], known_on=asked)[target.pk]
        assert known[None] == known[moment(2023, 1, 20, 12)]
        _carry_out(after, house, indicator, hour=16)
        assert load_lines([target], known_on=moment(2023, 1, 20, 12))[target.pk] == known[None]


def _carry_out(steps, house: House, indicator: Indicator, *, hour: int) -> None:
    for unit, month, value, act in steps:
        cell = (house.cell_a, house.cell_b)[unit]
        current = Measurement.objects.current().filter(unit=cell, period_code=f"2022-{month:02d}").first()
        at = moment(2023, 1, 20, hour)
        if current is None:
            stated(indicator, cell, f"2022-{month:02d}", value, by=house.office, at=at)
        elif act == "withdraw":
            withdraw(current, by=house.office, reason="Nhầm", at=at)
        else:
            correct(current, number(value), by=house.office, reason="Đếm lại", at=at)


def test_the_board_as_it_was_known(house: House) -> None:
    indicator = make_indicator("counted")
    make_target(house.committee, indicator, "2022", 3, by=house.office)
    stated(indicator, house.cell_a, "2022-H1", 3, by=house.office, at=moment(2022, 6, 25))
    old = Measurement.objects.get()
    correct(old, number(1), by=house.office, reason="Đếm lại", at=moment(2022, 7, 3))
    year, today = Period.parse("2022"), date(2022, 9, 30)
    then = board(house.commune, year, user=house.secretary, today=today, known_on=moment(2022, 7, 1))
    now = board(house.commune, year, user=house.secretary, today=today)
    assert (then.rows[0].value, now.rows[0].value) == (Decimal(3), Decimal(1))
    assert [strip.counts["met"] for strip in then.strips] == [0, 1, 1]
