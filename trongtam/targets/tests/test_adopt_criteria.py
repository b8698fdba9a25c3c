"""Adopt a set of criteria, lay thresholds over it, mark what is not applicable, put someone in charge, take it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger.models import Entry
from trongtam.org.models import PostKind
from trongtam.org.tests.house import make_house, make_unit, make_user
from trongtam.targets.criteria.shapes import read_set, told_set
from trongtam.targets.criteria.shipped import national_sets
from trongtam.targets.criteria.verdict import State
from trongtam.targets.models import AdoptedCriterion, AdoptedIndicator, AdoptedLeaf, Indicator, Standing, Target
from trongtam.targets.operations import attach_evidence, rebuild_standings
from trongtam.targets.operations.criteria import (
    Taking,
    adopt_criteria,
    changed_levels,
    charge_criterion,
    excuse_indicator,
    keep_set,
    lay_levels,
    renew_criteria,
    restore_indicator,
    withdraw_criteria,
)
from trongtam.targets.queries import bands_by_unit, periods_with_targets, targets_of
from trongtam.targets.queries.criteria import criteria_board
from trongtam.targets.stated import Figure

from .measures import make_indicator, number, stated

pytestmark = pytest.mark.django_db

END = date(2020, 12, 31)
NORTH = Taking(region="TDMNPB", numbers=(6, 10, 17))


@pytest.fixture
def house():
    return make_house()


def adopted(house, *, by=None, taking=NORTH, code="NTM-2016", year=2020):
    return adopt_criteria(house.commune, code, year, by=by or house.office, taking=taking)


def board(house, adoption, day=END):
    return {row.criterion.number: row for row in criteria_board(adoption, user=house.office, day=day).rows}


def leaf(code):
    return AdoptedLeaf.objects.select_related("target", "measured", "indicator").get(code=code)


def say(house, code, figure, *, proof=True, unit=None, period="2020"):
    found = leaf(code)
    said = stated(found.measured, unit or house.commune, period, figure, by=house.office)
    if proof:
        attach_evidence(said, by=house.office, title="Báo cáo mẫu", dated=date(2023, 1, 5))
    return said


def test_the_office_adopts_and_targets_are_made(house):
    adoption = adopted(house)
    assert [row.number for row in adoption.criteria.order_by("number")] == [6, 10, 17]
    income = leaf("10").target
    assert (income.comparator, income.value_of(income.plan), income.period_code) == (">=", 36, "2020")
    assert income.indicator.code == "ntm-thu-nhap" and income.indicator.owner is None
    assert leaf("17.1a").target.plan != leaf("17.1b").target.plan
    assert leaf("6.3").target.comparator == "status"
    entry = Entry.objects.get(act="targets.criteria_adopted")
    assert len(entry.payload["after"]["lines"]) == 3 + 1 + 9


def test_others_may_not(house):
    for user in (house.stranger, house.cell_secretary, house.standing):
        with pytest.raises(NotAllowed):
            adopted(house, by=user)
    assert not AdoptedCriterion.objects.exists()


def test_a_missing_threshold_makes_no_target_and_is_never_judged(house):
    adopted(house, taking=Taking(region="TDMNPB", numbers=(5, 10)), code="NTM-2022", year=2022)
    adoption = AdoptedCriterion.objects.get(number=5).adoption
    assert leaf("5").target is None
    rows = board(house, adoption, date(2022, 12, 31))
    assert rows[5].state is State.NO_LEVEL and not rows[5].is_verified
    assert rows[5].indicators[0].without_level[0].code == "5"
    assert leaf("10").level == 39 and not leaf("10").level_verified


def test_a_set_without_indicators_is_not_judged(house):
    adoption = adopted(house, taking=Taking(group="3"), code="NTM-2026", year=2026)
    counts = criteria_board(adoption, user=house.office, day=date(2026, 12, 31)).counts
    assert counts[State.NO_CONTENT] == 10 and sum(counts.values()) == 10


def test_a_criterion_is_met_with_evidence_only(house):
    adoption = adopted(house)
    said = say(house, "10", number(40), proof=False)
    assert board(house, adoption)[10].state is State.NO_EVIDENCE
    attach_evidence(said, by=house.office, title="Báo cáo cũ", dated=date(2019, 12, 31))
    assert board(house, adoption)[10].state is State.NO_EVIDENCE
    attach_evidence(said, by=house.office, title="Báo cáo mẫu", dated=date(2020, 12, 1))
    assert board(house, adoption)[10].state is State.MET


def test_nested_thresholds_must_both_hold(house):
    adoption = adopted(house, taking=Taking(region="DBSCL", numbers=(17,)))
    for one in AdoptedIndicator.objects.exclude(code="17.1"):
        excuse_indicator(one, by=house.office, reason="Không có ở xã")
    say(house, "17.1a", Figure(numerator=Decimal(96), denominator=Decimal(100)))
    assert board(house, adoption)[17].state is State.NOT_MEASURED
    say(house, "17.1b", Figure(value=Decimal(59)))
    assert board(house, adoption)[17].state is State.NOT_MET


def test_hamlets_answer_and_the_silent_ones_are_waited_for(house):
    adoption = adopted(house, taking=Taking(region="TDMNPB", numbers=(6,)))
    other = make_unit("hamlet", "Ấp Mẫu Hai", house.commune)
    say(house, "6.1", Figure(yes=True))
    say(house, "6.2", Figure(yes=True))
    say(house, "6.3", Figure(yes=True), unit=house.hamlet)
    row = board(house, adoption)[6]
    assert (row.state, row.indicators[2].leaves[0].reading.silent) == (State.NOT_MEASURED, 1)
    say(house, "6.3", Figure(yes=True), unit=other)
    assert board(house, adoption)[6].state is State.MET


def test_at_least_one_field_is_enough(house):
    adoption = adopted(house, taking=Taking(region="DBSCL", numbers=(4,)), code="NTM-KM-2022", year=2022)
    at_end = date(2022, 12, 31)
    assert board(house, adoption, at_end)[4].state is State.NOT_MEASURED
    say(house, "4a", Figure(yes=False), period="2022")
    say(house, "4d", Figure(yes=True), period="2022")
    assert board(house, adoption, at_end)[4].state is State.MET


def test_thresholds_of_the_province_fill_what_the_set_leaves_open(house):
    adoption = adopted(house, taking=Taking(region="DBSCL", numbers=(2,)), code="NTM-KM-2022", year=2024)
    assert leaf("2").level is None and leaf("2").target is None
    laid = {"10": {"2024/DBSCL": Decimal(70)}}
    lay_levels(house.province, "NTM-NC-2022", laid, by=house.provincial, basis="Quyết định mẫu của tỉnh")
    assert [one.code for one, _level in changed_levels(adoption)] == ["2"]
    assert renew_criteria(adoption, by=house.office) == 1
    assert renew_criteria(adoption, by=house.office) == 0
    found = leaf("2")
    assert (found.level, found.target.plan, found.level_from) == (77, 7700, "Tỉnh Mẫu")
    lay_levels(house.commune, "NTM-KM-2022", {"2": {"": Decimal(80)}}, by=house.office, basis="Nghị quyết mẫu")
    assert renew_criteria(adoption, by=house.office) == 1
    assert (leaf("2").level, leaf("2").target.plan, leaf("2").level_basis) == (80, 8000, "Nghị quyết mẫu")
    lay_levels(house.commune, "NTM-KM-2022", {}, by=house.office, basis="Bãi bỏ")
    lay_levels(house.province, "NTM-NC-2022", {}, by=house.provincial, basis="Bãi bỏ")
    assert renew_criteria(adoption, by=house.office) == 1
    assert leaf("2").target is None


def test_only_its_own_office_lays_thresholds_for_a_unit(house):
    laid = {"2.1": {"": Decimal(100)}}
    for unit, user in (
        (house.province, house.office),
        (house.commune, house.provincial),
        (house.commune, house.stranger),
    ):
        with pytest.raises(NotAllowed):
            lay_levels(unit, "NTM-2016", laid, by=user, basis="Quyết định mẫu")


@pytest.mark.parametrize(
    ("levels", "basis", "field"),
    [
        ({"2.1": {"": Decimal(101)}}, "Quyết định mẫu", "levels"),
        ({"1.1": {"": Decimal(1)}}, "Quyết định mẫu", "levels"),
        ({"99": {"": Decimal(1)}}, "Quyết định mẫu", "levels"),
        ({"2.1": {"": Decimal(90)}}, " ", "basis"),
    ],
)
def test_thresholds_that_cannot_be_are_refused(house, levels, basis, field):
    with pytest.raises(Refused) as refused:
        lay_levels(house.commune, "NTM-2016", levels, by=house.office, basis=basis)
    assert refused.value.field == field


def test_not_applicable_needs_a_reason_and_can_be_taken_back(house):
    adoption = adopted(house)
    indicator = AdoptedIndicator.objects.get(code="17.7")
    with pytest.raises(Refused):
        excuse_indicator(indicator, by=house.office, reason=" ")
    with pytest.raises(NotAllowed):
        excuse_indicator(indicator, by=house.provincial, reason="Không có chăn nuôi")
    target = leaf("17.7").target
    excuse_indicator(indicator, by=house.office, reason="Không có chăn nuôi")
    target.refresh_from_db()
    assert target.withdrawn_reason == "Không có chăn nuôi" and leaf("17.7").target is None
    row = next(one for one in board(house, adoption)[17].indicators if one.indicator.code == "17.7")
    assert row.state is State.NOT_APPLICABLE
    with pytest.raises(Refused):
        excuse_indicator(indicator, by=house.office, reason="Lần nữa")
    restore_indicator(indicator, by=house.secretary)
    assert leaf("17.7").target.pk != target.pk
    with pytest.raises(Refused):
        restore_indicator(indicator, by=house.secretary)


def test_who_is_in_charge_holds_the_targets(house):
    adopted(house)
    criterion = AdoptedCriterion.objects.get(number=10)
    person = house.secretary.person
    charge_criterion(criterion, person, by=house.office)
    assert leaf("10").target.holder == person
    with pytest.raises(NotAllowed):
        charge_criterion(criterion, None, by=house.hamlet_head)


def test_targets_of_criteria_stand_on_their_own_board(house):
    adopted(house)
    assert not targets_of(house.commune, Period.year(2020))
    assert periods_with_targets(house.commune) == [] and bands_by_unit("2020") == {}
    rebuild_standings(Target.objects.all())
    assert bands_by_unit("2020") == {} and Standing.objects.count() == 13


def test_next_year_and_other_communes_use_the_same_indicators(house):
    adopted(house)
    before = Indicator.objects.count()
    adopted(house, year=2019)
    adopt_criteria(house.other_commune, "NTM-2016", 2020, by=house.stranger, taking=NORTH)
    assert Indicator.objects.count() == before


def test_an_indicator_that_is_there_answers_where_it_measures_the_same(house):
    own = make_indicator("thu-nhap", measure="stock", unit_of_measure="triệu đồng", across="none", stated_by="commune")
    adopted(house, taking=replace(NORTH, measured={"10": own}))
    assert leaf("10").measured == own
    wrong = make_indicator("ty-le", measure="yes_no", unit_of_measure="đạt", stated_by="commune")
    with pytest.raises(Refused) as refused:
        adopted(house, taking=replace(NORTH, measured={"10": wrong}), year=2019)
    assert "ty le" in str(refused.value) and "10" in str(refused.value)


@pytest.mark.parametrize(
    ("code", "year", "taking", "field"),
    [
        ("NTM-2016", 2020, Taking(), "region"),
        ("NTM-2016", 2020, Taking(region="XYZ"), "region"),
        ("NTM-2026", 2026, Taking(region="TDMNPB"), "group"),
        ("NTM-2016", 2021, Taking(region="TDMNPB"), "note"),
        ("NTM-2016", 2021, Taking(region="TDMNPB", note="Chưa có bộ mới"), "levels_year"),
        ("NTM-2016", 2020, Taking(region="TDMNPB", levels_year=2019), "levels_year"),
        ("NTM-2016", 2020, Taking(region="TDMNPB", numbers=(20,)), "numbers"),
        ("NTM-1900", 2020, Taking(region="TDMNPB"), "set_code"),
    ],
)
def test_what_cannot_be_adopted(house, code, year, taking, field):
    with pytest.raises(Refused) as refused:
        adopted(house, code=code, year=year, taking=taking)
    assert refused.value.field == field


def test_a_set_twice_and_for_what_is_no_commune(house):
    adoption = adopted(house)
    with pytest.raises(Refused):
        adopted(house)
    with pytest.raises(Refused):
        adopt_criteria(house.committee, "NTM-2016", 2020, by=house.office, taking=NORTH)
    with pytest.raises(Refused):
        withdraw_criteria(adoption, by=house.office, reason="")
    with pytest.raises(NotAllowed):
        withdraw_criteria(adoption, by=house.provincial, reason="Nhầm vùng")
    withdraw_criteria(adoption, by=house.office, reason="Nhầm vùng")
    assert not Target.objects.in_force().exists() and not Standing.objects.exists()
    with pytest.raises(Refused):
        renew_criteria(adoption, by=house.office)
    again = adopted(house, taking=replace(NORTH, region="DBSCL"))
    assert AdoptedLeaf.objects.get(code="10", indicator__criterion__adoption=again).level == 50


def test_beyond_its_years_a_set_is_read_with_the_thresholds_of_one_of_them(house):
    adoption = adopted(house, taking=replace(NORTH, note="Chưa có bộ tiêu chí mới", levels_year=2020), year=2021)
    assert leaf("10").level == 36 and leaf("10").target.period_code == "2021"
    assert adoption.levels_year == 2020


def test_a_set_of_ones_own(house):
    one = replace(read_set(told_set(national_sets()["NTM-2022"])), code="MAU-2022", name="Bộ tiêu chí mẫu của tỉnh")
    keep_set(house.province, one, by=house.provincial, basis="Quyết định mẫu")
    keep_set(house.province, one, by=house.provincial, basis="Quyết định mẫu")
    adopted(house, code="MAU-2022", year=2022)
    assert Indicator.objects.get(code="mau-2022-17-2").owner == house.province
    for code, owner, user in (
        ("NTM-2022", house.province, house.provincial),
        ("MAU-2022", house.commune, house.office),
    ):
        with pytest.raises(Refused):
            keep_set(owner, replace(one, code=code), by=user, basis="Quyết định mẫu")
    with pytest.raises(Refused):
        keep_set(house.province, replace(one, name="Tên khác"), by=house.provincial, basis="Quyết định mẫu")
    other = make_unit("commune", "Xã Ngoài")
    with pytest.raises(Refused):  # elsewhere nothing is known of it
        adopt_criteria(other, "MAU-2022", 2022, by=make_user("Phan Ví Thử", other, PostKind.OFFICE), taking=NORTH)
