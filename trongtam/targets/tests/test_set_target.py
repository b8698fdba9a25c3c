"""Set, amend, share out, hand over, withdraw targets."""

from datetime import date
from decimal import Decimal

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger.models import Entry
from trongtam.org.models import Term
from trongtam.org.tests.house import House, make_house
from trongtam.targets import rules
from trongtam.targets.models import Standing, Target
from trongtam.targets.operations import (
    Definition,
    Root,
    allot,
    amend_target,
    define_indicator,
    hand_over_target,
    rebuild_standings,
    set_target,
    withdraw_target,
)
from trongtam.targets.problems import NeedsConfirmation
from trongtam.targets.queries import target_page

from .measures import make_clause, make_indicator, make_resolution, make_target, promise

pytestmark = pytest.mark.django_db
YEAR = Period.parse("2022")


@pytest.fixture
def house() -> House:
    return make_house()


def test_a_target_keeps_its_clause_and_document(house: House) -> None:
    clause = make_clause(make_resolution(house.committee), "Trong năm kết nạp từ 3 đảng viên mới trở lên.")
    made = make_target(
        house.committee, make_indicator("admitted"), "2022", 3, by=house.office, root=Root(clause=clause)
    )
    assert (made.clause, made.document, made.comparator, made.plan) == (clause, clause.document, ">=", 3)
    assert not made.set_by_superior
    assert Entry.objects.get(act="targets.target_set").payload["after"]["plan"] == "3"
    assert Standing.objects.get().band == "not_measured"


def test_a_superior_sets_it_for_the_commune(house: House) -> None:
    income = make_indicator("income", measure="stock", stated_by="commune")
    assert make_target(house.commune, income, "2022", 42, by=house.provincial).set_by_superior


@pytest.mark.parametrize("who", ["standing", "cell_secretary", "administrator", "former", "stranger"])
def test_others_are_told_who_may(house: House, who: str) -> None:
    with pytest.raises(NotAllowed, match="Đảng ủy xã Mẫu"):
        make_target(house.committee, make_indicator("admitted"), "2022", 3, by=getattr(house, who))


@pytest.mark.parametrize(
    ("indicator", "plan", "more", "field"),
    [
        ({}, 3, {"comparator": "<="}, "comparator"),
        ({"better": "less"}, 3, {"comparator": ">="}, "comparator"),
        ({"better": "range", "measure": "stock"}, 5, {"comparator": "range", "plan_to": 3}, "plan_to"),
        ({"better": "exact"}, 5, {"comparator": "~"}, "tolerance"),
        ({}, None, {}, "plan"),
        ({"measure": "stock", "part_of_whole": True}, 120, {}, "plan"),
        ({"measure": "composition", "parts": ["a", "b"]}, 50, {}, "part"),
        ({}, "0.12345678", {}, "plan"),
    ],
)
def test_a_promise_that_contradicts_itself_is_refused(house: House, indicator, plan, more, field) -> None:
    with pytest.raises(Refused) as refusal:
        make_target(house.committee, make_indicator("odd", **indicator), "2022", plan, by=house.office, **more)
    assert refusal.value.field == field


def test_usual_comparators_follow_the_indicator(house: House) -> None:
    made = {
        better: make_target(
            house.committee, make_indicator(better, better=better), "2022", 3, by=house.office,
            **({"plan_to": 5} if better == "range" else {}),
        ).comparator
        for better in ("more", "less", "exact", "range")
    }  # fmt: skip
    assert made == {"more": ">=", "less": "<=", "exact": "=", "range": "range"}
    change = make_target(
        house.committee, make_indicator("poor", better="less", measure="ratio"), "2022", "1.41", by=house.office,
        form="change_points", baseline="8.2", baseline_on=date(2021, 12, 31),
    )  # fmt: skip
    assert (change.comparator, change.plan, change.decimals, change.baseline) == (">=", 141, 2, 820)
    done = make_target(house.committee, make_indicator("done", measure="yes_no"), "2022", None, by=house.office)
    assert (done.comparator, done.plan) == ("status", None)


def test_a_plan_of_zero_is_kept_after_a_confirming_word(house: House) -> None:
    crimes = make_indicator("crimes", better="less")
    with pytest.raises(NeedsConfirmation) as asked:
        set_target(house.committee, crimes, YEAR, promise(0), by=house.office)
    assert asked.value.what == "plan_zero"
    kept = set_target(house.committee, crimes, YEAR, promise(0), by=house.office, acknowledged={"plan_zero"})
    assert kept.plan == 0


def test_a_period_outside_the_term_is_kept_after_a_confirming_word(house: House) -> None:
    term = Term.objects.create(unit=house.committee, name="2020-2025", begins=date(2020, 7, 1), ends=date(2025, 6, 30))
    root = Root(document=make_resolution(house.committee, term=term))
    admitted = make_indicator("admitted")
    with pytest.raises(NeedsConfirmation, match="30/06/2025") as asked:
        set_target(house.committee, admitted, Period.parse("2026"), promise(3), by=house.office, root=root)
    assert (asked.value.what, asked.value.field) == ("outside_term", "period")
    late = {"outside_term"}
    assert set_target(
        house.committee, admitted, Period.parse("2026"), promise(3), by=house.office, root=root, acknowledged=late
    ).pk
    assert set_target(house.committee, admitted, YEAR, promise(3), by=house.office, root=root).pk


def test_a_unit_promises_nothing_after_its_end(house: House) -> None:
    house.committee.__class__.objects.filter(pk=house.committee.pk).update(ended_on=date(2021, 7, 1))
    with pytest.raises(Refused, match="01/07/2021"):
        make_target(house.committee, make_indicator("admitted"), "2022", 3, by=house.office)


# --- amend, hand over, withdraw ---


def test_amending_says_by_what_decision(house: House) -> None:
    made = make_target(house.committee, make_indicator("admitted"), "2022", 3, by=house.office)
    with pytest.raises(Refused) as refusal:
        amend_target(made, promise(4), by=house.secretary, basis=" ")
    assert refusal.value.field == "basis"
    with pytest.raises(NeedsConfirmation):
        amend_target(made, promise(0), by=house.secretary, basis="Nghị quyết chuyên đề")
    assert amend_target(made, promise(4), by=house.secretary, basis="Nghị quyết chuyên đề").plan == 4
    entry = Entry.objects.get(act="targets.target_amended")
    assert (entry.payload["before"]["plan"], entry.payload["after"]["plan"]) == ("3", "4")


def test_handing_over_and_withdrawing(house: House) -> None:
    made = make_target(house.committee, make_indicator("admitted"), "2022", 3, by=house.office)
    assert hand_over_target(made, house.secretary.person, by=house.office).holder == house.secretary.person
    with pytest.raises(Refused):
        withdraw_target(made, by=house.office, reason="")
    withdraw_target(made, by=house.office, reason="Trùng chỉ tiêu")
    assert not Target.objects.in_force().exists()
    assert not Standing.objects.exists()
    assert rebuild_standings() == 0
    for act in (
        lambda: withdraw_target(made, by=house.office, reason="x"),
        lambda: amend_target(made, promise(4), by=house.office, basis="x"),
        lambda: hand_over_target(made, None, by=house.office),
        lambda: allot(made, house.cell_a, promise(1), by=house.office),
    ):
        with pytest.raises(Refused, match="Trùng chỉ tiêu"):
            act()


def test_only_those_with_the_right_change_a_target(house: House) -> None:
    made = make_target(house.committee, make_indicator("admitted"), "2022", 3, by=house.office)
    for act in (
        lambda: withdraw_target(made, by=house.standing, reason="x"),
        lambda: amend_target(made, promise(4), by=house.standing, basis="x"),
        lambda: hand_over_target(made, None, by=house.standing),
        lambda: allot(made, house.cell_a, promise(1), by=house.standing),
    ):
        with pytest.raises(NotAllowed):
            act()


# --- allotments ---


def test_parts_are_shown_beside_the_plan_and_never_forced(house: House) -> None:
    whole = make_target(house.committee, make_indicator("admitted"), "2022", 3, by=house.office)
    part = allot(whole, house.cell_a, promise(2), by=house.secretary)
    assert (part.parent, part.set_by_superior, part.unit) == (whole, True, house.cell_a)
    allot(whole, house.cell_b, promise(2), by=house.secretary)
    page = target_page(whole, user=house.secretary, today=date(2022, 9, 30))
    assert (len(page.allotments.rows), page.allotments.total, page.allotments.difference) == (2, 4, 1)
    with pytest.raises(Refused):
        allot(whole, house.cell_a, promise(1), by=house.secretary)
    with pytest.raises(Refused):
        allot(whole, house.other_commune, promise(1), by=house.secretary)


def test_parts_of_a_share_have_no_sum(house: House) -> None:
    rate = make_indicator("rate", measure="ratio", scale=100)
    whole = make_target(house.committee, rate, "2022", 90, by=house.office)
    allot(whole, house.cell_a, promise(95), by=house.office)
    page = target_page(whole, user=house.secretary, today=date(2022, 9, 30))
    assert (len(page.allotments.rows), page.allotments.total) == (1, None)


# --- indicators ---


def test_the_office_defines_what_its_unit_measures(house: House) -> None:
    made = define_indicator(
        house.committee, Definition("Kết nạp đảng viên", "người", "flow", "party", stated_by="cell"), by=house.office
    )
    assert (made.code, made.folded, made.owner) == ("ket-nap-dang-vien", "ket nap dang vien", house.committee)
    twin = define_indicator(house.committee, Definition("Kết nạp Đảng viên", "người", "flow", "party"), by=house.office)
    assert twin.code == "ket-nap-dang-vien-2"
    assert Entry.objects.filter(act="targets.indicator_defined").count() == 2


@pytest.mark.parametrize(
    ("definition", "field"),
    [
        (Definition("x", "y", "flow", "party", across="ratio"), "across"),
        (Definition("x", "y", "stock", "party", across="weighted"), "weight_id"),
        (Definition("x", "y", "composition", "party", across="none", parts=["a"]), "parts"),
        (Definition("x", "y", "flow", "nowhere"), "sector"),
    ],
)
def test_definitions_that_do_not_fit_are_refused(house: House, definition: Definition, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        define_indicator(house.committee, definition, by=house.office)
    assert refusal.value.field == field


def test_indicators_of_the_whole_house_are_not_defined_by_hand(house: House) -> None:
    definition = Definition("x", "y", "flow", "party")
    for owner, who in ((None, house.office), (house.committee, house.standing)):
        with pytest.raises(NotAllowed):
            define_indicator(owner, definition, by=who)


def test_numbers_are_exact(house: House) -> None:
    value = make_indicator("value", decimals=1)
    made = make_target(house.committee, value, "2022", "46346.8", by=house.office)
    assert made.value_of(made.plan) == Decimal("46346.8")


def test_an_amended_plan_keeps_the_bound_of_its_baseline(house: House) -> None:
    facilities = make_indicator("facilities", measure="stock", stated_by="commune", unit_of_measure="%")
    target = make_target(
        house.commune, facilities, "2022", 95, by=house.office, baseline=87, baseline_bound="more_than"
    )
    kept = amend_target(target, promise(96, baseline=87), by=house.office, basis="Nghị quyết kỳ 2")
    assert (kept.plan, kept.baseline_bound) == (96, "more_than")
    said = promise(96, baseline=87, baseline_bound="exactly")
    assert amend_target(target, said, by=house.office, basis="Nghị quyết kỳ 3").baseline_bound == "exactly"
    amend_target(target, promise(96, baseline=87, baseline_bound="about"), by=house.office, basis="Kỳ 4")
    assert amend_target(target, promise(96, baseline=88), by=house.office, basis="Kỳ 5").baseline_bound == "exactly"


def test_a_superior_changes_the_targets_that_it_set_and_no_others(house: House) -> None:
    income = make_indicator("income", measure="stock", stated_by="commune")
    own = make_target(house.commune, income, "2022", 42, by=house.office)
    given = make_target(house.commune, income, "2023", 45, by=house.provincial)
    assert rules.can_amend_target(house.provincial, given) and rules.can_amend_target(house.office, given)
    assert rules.can_amend_target(house.secretary, own)
    assert not rules.can_amend_target(house.provincial, own)
    assert not rules.can_amend_target(house.stranger, own)
