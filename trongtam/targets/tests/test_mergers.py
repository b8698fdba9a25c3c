"""Figures and targets through real mergers and splits of units: the old stays as it was, today's units add up."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from trongtam.accounts.models import User
from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period, month_end
from trongtam.org.models import Membership, PartyRecord, Unit
from trongtam.org.operations.reorganise import merge_units, split_unit
from trongtam.org.queries.reorganise import rehearse_merger
from trongtam.org.reorganising import Part
from trongtam.org.tests.house import make_person, make_unit, make_user
from trongtam.targets.computing.facts import Facts, Subject
from trongtam.targets.computing.frozen import freeze
from trongtam.targets.computing.lines import load_lines
from trongtam.targets.computing.scope import UnitRow
from trongtam.targets.models import Carried, Measurement, Standing, Target
from trongtam.targets.operations import correct, refresh_standings
from trongtam.targets.operations.carrying import TargetsCarried
from trongtam.targets.queries import current_rollup

from .measures import LATER, make_indicator, make_target, moment, number, rolled_back, share, stated

pytestmark = pytest.mark.django_db
ON = date(2022, 7, 1)
YEAR = Period.year(2022)
BASIS = "Nghị quyết, số hiệu chưa ghi"


class Pair:
    """A province with two communes, each with a committee, its office and a hamlet; `keeper` may merge them."""

    def __init__(self) -> None:
        self.province = make_unit("province", "Tỉnh Mẫu")
        self.communes = [make_unit("commune", f"Xã {name}", self.province) for name in ("An Thử", "Bình Thử")]
        self.offices: list[User] = []
        self.hamlets: list[Unit] = []
        for place, commune in enumerate(self.communes):
            committee = make_unit("party_committee", f"Đảng ủy {commune.name}", commune)
            self.offices.append(make_user("Trần Thị Thử", committee, "office"))
            self.hamlets.append(make_unit("hamlet", f"Ấp Thử {place}", commune))
        self.keeper = make_user("Mai Trên Cấp", self.province, "administrator")

    def merge(self, name="Xã Mới", **more) -> Unit:
        return merge_units(self.communes, by=self.keeper, name=name, on=ON, basis=BASIS, **more)


@pytest.fixture
def pair() -> Pair:
    return Pair()


def read(indicator, unit, day, *, tree=None, period=YEAR):
    unit.refresh_from_db()
    asked = Subject(indicator, UnitRow.of(unit), period)
    return Facts.load([asked], tree=tree).series(asked, [day])[0]


def fresh(user):
    user.__dict__.pop("_reach", None)
    return user


def test_todays_unit_adds_both_and_the_old_ones_stay_as_they_were(pair: Pair):
    tax = make_indicator("tax", stated_by="commune")
    old = []
    for commune, office, plan in zip(pair.communes, pair.offices, (100, 50), strict=True):
        old.append(make_target(commune, tax, "2022", plan, by=office))
        for month in range(1, 7):
            stated(tax, commune, f"2022-{month:02d}", plan // 10, by=office)
    kept = {row.target_id: (row.line, row.bands, row.band) for row in Standing.objects.all()}
    before = read(tax, pair.province, date(2022, 6, 30))
    made = pair.merge()
    office = fresh(pair.offices[0])
    stated(tax, made, "2022-07", 20, by=office)
    target = Target.objects.get(unit=made)
    assert (target.plan, target.indicator, target.document) == (150, tax, None)
    assert {(one.source_id, one.share) for one in target.carried_from.all()} == {(one.pk, 1) for one in old}
    assert {pk: (row.line, row.bands, row.band) for pk in kept if (row := Standing.objects.get(target=pk))} == kept
    july = read(tax, made, date(2022, 7, 31))
    assert (july.value, july.settled, july.counted) == (110, True, 3)
    assert read(tax, made, date(2022, 6, 30)).value == before.value == read(tax, pair.province, date(2022, 6, 30)).value
    assert read(tax, pair.province, date(2022, 7, 31)).value == 110
    assert Standing.objects.get(target=target).line["points"][-1][1] == "110"
    # As it was on a day before: two communes; on a day after: one.
    was = read(tax, pair.province, date(2022, 6, 30), tree=date(2022, 6, 30))
    assert [(unit.name, reading.value) for unit, reading in was.by_unit] == [("Xã An Thử", 60), ("Xã Bình Thử", 30)]
    assert read(tax, pair.province, date(2022, 7, 31), tree=date(2022, 7, 31)).value == 110


def test_a_correction_of_an_old_figure_reaches_the_new_unit(pair: Pair):
    tax = make_indicator("tax", stated_by="commune")
    for commune, office in zip(pair.communes, pair.offices, strict=True):
        make_target(commune, tax, "2022", 10, by=office)
        first = stated(tax, commune, "2022-Q1", 4, by=office)
    made = pair.merge()
    office = fresh(pair.offices[1])
    correct(first, number(9), by=office, reason="Cộng nhầm", at=moment(2023, 2, 1))
    assert Standing.objects.get(target__unit=made).line["points"][-1][1] == "13"


def test_other_plans_stay_with_those_who_promised_them(pair: Pair):
    rate = make_indicator("rate", stated_by="commune", measure="ratio", scale=100)
    roads = make_indicator("roads", stated_by="commune")
    for commune, office in zip(pair.communes, pair.offices, strict=True):
        make_target(commune, rate, "2022", 90, by=office)
    make_target(pair.communes[0], roads, "2022", 5, by=pair.offices[0])
    over = make_target(pair.communes[0], make_indicator("done", stated_by="commune"), "2021", 5, by=pair.offices[0])
    shown = rehearse_merger(pair.communes, name="Xã Mới", parent=pair.province, on=ON)
    told = [line for carriage in shown.carriages if isinstance(carriage, TargetsCarried) for line in carriage.told()]
    assert len(told) == 3 and all(line.open for line in told)
    made = pair.merge()
    assert not Target.objects.filter(unit=made).exists() and not Carried.objects.exists()
    assert Target.objects.in_force().filter(unit__in=pair.communes).count() == 4
    assert over.carried_into.count() == 0


def test_a_figure_of_the_time_after_the_end_stands_in_the_way(pair: Pair):
    tax = make_indicator("tax", stated_by="commune")
    stated(tax, pair.communes[0], "2022-08", 1, by=pair.offices[0])
    with pytest.raises(Refused):
        pair.merge()
    assert not Unit.objects.filter(name="Xã Mới").exists()


def test_ratios_are_of_all_counts_and_shares_of_units_name_what_cannot_be_compared(pair: Pair):
    rate = make_indicator("rate", stated_by="commune", measure="ratio", scale=100)
    done = make_indicator("done", stated_by="commune", measure="yes_no")
    from trongtam.targets.stated import Figure

    for place, (commune, office) in enumerate(zip(pair.communes, pair.offices, strict=True)):
        stated(rate, commune, "2022-06", share(1 + 9 * place, 2 + 96 * place), by=office)
        stated(done, commune, "2022-06", Figure(yes=True), by=office)
    day = date(2022, 8, 31)
    made = pair.merge()
    one = read(rate, made, day)
    assert (
        (one.value, one.numerator, one.denominator)
        == (11, 11, 100)
        == tuple(getattr(read(rate, pair.province, day), name) for name in ("value", "numerator", "denominator"))
    )
    yes = read(done, made, day)
    assert (yes.value, [str(left.reason) for left in yes.roll.left_out]) == (None, ["not_comparable"] * 2)
    units = read(done, pair.province, day)
    assert (units.denominator, [str(left.reason) for left in units.roll.left_out]) == (1, ["not_comparable"])
    was = read(done, pair.province, date(2022, 6, 30), tree=date(2022, 6, 30))
    assert (was.value, was.denominator) == (100, 2)


def test_a_split_divides_what_adds_up_and_marks_it(pair: Pair):
    tax = make_indicator("tax", stated_by="commune")
    rate = make_indicator("rate", stated_by="commune", measure="ratio", scale=100)
    whole, office = pair.communes[0], pair.offices[0]
    make_target(whole, tax, "2022", 101, by=office)
    stated(tax, whole, "2022-H1", 30, by=office)
    stated(rate, whole, "2022-06", share(1, 4), by=office)
    parts = (Part("Xã Đông", Fraction("0.7")), Part("Xã Tây", Fraction("0.3")))
    first, second = split_unit(
        whole, by=pair.keeper, parts=parts, on=ON, basis=BASIS, goes_to={pair.hamlets[0].pk: 0}, keeper=0
    )
    day = date(2022, 8, 31)
    east, west = read(tax, first, day), read(tax, second, day)
    assert (east.value, west.value, east.bound, east.finality) == (21, 9, "about", "estimate")
    assert read(rate, first, day).value is None
    assert str(read(rate, first, day).roll.left_out[0].reason) == "not_comparable"
    assert (read(rate, pair.province, day).value, read(tax, pair.province, day).value) == (25, 30)
    assert sorted(Target.objects.filter(unit__in=[first, second]).values_list("plan", flat=True)) == [30, 71]
    assert sorted(Carried.objects.values_list("share", flat=True)) == [Fraction("0.3"), Fraction("0.7")]
    Measurement.objects.filter(indicator=tax).update(value=100)
    whole.refresh_from_db()
    refresh_standings(whole, [tax.pk], [Period.parse("2022-H1")])
    assert Standing.objects.get(target__unit=second).line["points"][-1][1] == "30"


def test_what_the_program_counts_goes_on_through_merged_cells(pair: Pair):
    committee = pair.communes[0].children.get(kind="party_committee")
    cells = [make_unit("cell", f"Chi bộ {n}", committee) for n in range(2)]
    for cell in cells:
        person = make_person("Đinh Văn Ví Dụ", cell)
        PartyRecord.objects.create(person=person, admitted_on=date(2022, 3, 1), admitted_in=cell)
        Membership.objects.create(person=person, unit=cell, valid_from=date(2022, 3, 1))
    admitted = make_indicator("admitted", source="live", provider="admissions")
    made = merge_units(cells, by=pair.offices[0], name="Chi bộ Chung", on=ON, basis=BASIS)
    of_cell = make_target(made, admitted, "2022", 2, by=pair.offices[0])
    of_commune = make_target(pair.communes[0], admitted, "2022", 2, by=pair.offices[0])
    from trongtam.targets.live import live_lines

    lines = live_lines([of_cell, of_commune], at=date(2023, 1, 1))
    assert [lines[target.pk].points[-1].value for target in (of_cell, of_commune)] == [2, 2]


# -- random trees ------------------------------------------------------------------------------------------------------

EVENT = st.tuples(st.sampled_from(["merge", "split"]), st.integers(0, 5), st.integers(0, 5), st.integers(2, 11))
TREE = st.tuples(
    st.lists(st.integers(0, 1), min_size=2, max_size=4),
    st.lists(EVENT, max_size=3),
    st.lists(st.integers(1, 9), min_size=120, max_size=120),
)


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(TREE, st.integers(1, 12))
def test_both_views_are_what_counting_by_hand_gives(drawn, last) -> None:
    with rolled_back():
        _count_by_hand(*drawn, last)


def _count_by_hand(places, events, values, last) -> None:
    """Hamlets of two communes merge and split; every month each living one states its amount, and a ratio."""
    top = make_unit("province", "Tỉnh Mẫu")
    communes = [make_unit("commune", f"Xã {n}", top) for n in range(2)]
    keeper = make_user("Mai Trên Cấp", top, "administrator")
    hamlets = [make_unit("hamlet", f"Ấp {n}", communes[place]) for n, place in enumerate(places)]
    amount = make_indicator("amount", stated_by="hamlet")
    rate = make_indicator("rate", stated_by="hamlet", measure="ratio", scale=100)
    target = Target.objects.create(
        indicator=amount, unit=top, period_code="2022", period_start=YEAR.start, period_end=YEAR.end, plan=100
    )
    drawn, told, living = iter(values), [], list(hamlets)
    snapshots = {}
    for month in range(1, 13):
        for what, first, second, when in events:
            if when == month:
                living = _happen(what, first, second, date(2022, month, 1), living, keeper)
        for unit in living:
            if (value := next(drawn, None)) is not None:
                told.append((unit.pk, month, value))
                _state(amount, unit, month, value=value)
                _state(rate, unit, month, numerator=value, denominator=10)
        snapshots[month] = [unit.pk for unit in living]
    day = month_end(2022, last)
    by_hand = sum(value for _unit, month, value in told if month <= last)
    assert (read(amount, top, day).value or 0) == by_hand
    was = read(amount, top, day, tree=day)
    assert (was.value or 0) == by_hand
    # As it was: units of that day speak for themselves; today's: those of now.
    assert {row.id for row in _stating(amount, top, day)} == set(snapshots[last])
    assert {row.id for row in _stating(amount, top, None)} == set(snapshots[12])
    assert sum((one.value or 0) for one in current_rollup([amount], f"2022-{last:02d}", [top])) == sum(
        value for _unit, month, value in told if month == last
    )
    stocks = _last_of_each(told, last)
    ratio = read(rate, top, day)
    if not any(what == "split" for what, *_ in events) and ratio.value is not None:
        ids = {unit.id for unit, reading in ratio.by_unit if reading.value is not None}
        assert ratio.numerator == sum(value for unit, value in stocks.items() if unit in ids)
    # An old line drawn anew is the old line.
    assert freeze(load_lines([target])[target.pk]) == freeze(load_lines([target])[target.pk])


def _stating(indicator, unit, tree):
    unit.refresh_from_db()
    asked = Subject(indicator, UnitRow.of(unit), YEAR)
    return [row for row in Facts.load([asked], tree=tree).stating_units(asked) if row.ended_on is None or tree]


def _state(indicator, unit, month, **columns) -> None:
    period = Period.month(2022, month)
    Measurement.objects.create(
        indicator=indicator,
        unit=unit,
        period_code=period.code,
        period_start=period.start,
        period_end=period.end,
        stated_at=LATER,
        **columns,
    )


def _happen(what, first, second, on, living, keeper):
    one, other = living[first % len(living)], living[second % len(living)]
    for unit in (one, other):
        unit.refresh_from_db()
    if any(unit.founded_on == on for unit in (one, other)):
        return living
    if what == "merge":
        if one == other:
            return living
        made = [merge_units([one, other], by=keeper, name=f"Ấp {one.pk}-{other.pk}", on=on, basis=BASIS)]
    else:
        parts = (Part(f"Ấp {one.pk} A", Fraction("0.25")), Part(f"Ấp {one.pk} B", Fraction("0.75")))
        made, other = split_unit(one, by=keeper, parts=parts, on=on, basis=BASIS, goes_to={}, keeper=0), one
    return [unit for unit in living if unit.pk not in (one.pk, other.pk)] + made


def _last_of_each(told, last):
    found = {}
    for unit, month, value in told:
        if month <= last:
            found[unit] = value
    return found
