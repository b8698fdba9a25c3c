"""State, correct, withdraw: who may, what makes sense, what two people at once do."""

from decimal import Decimal

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger.models import Entry
from trongtam.org.models import Unit
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Indicator, Measurement
from trongtam.targets.operations import attach_evidence, correct, freeze_live, state, withdraw
from trongtam.targets.problems import Stale
from trongtam.targets.stated import Figure

from .measures import LATER, make_indicator, moment, number, share, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def admitted() -> Indicator:
    return make_indicator("admitted")


# --- who ---


def test_the_cell_secretary_states_for_the_own_cell(house: House, admitted: Indicator) -> None:
    kept = stated(admitted, house.cell_a, "2022-09", 1, by=house.cell_secretary)
    assert (kept.value, kept.proxy, kept.stated_by) == (1, False, house.cell_secretary)
    entry = Entry.objects.get(act="targets.figure_stated")
    assert (entry.by, entry.unit_id, entry.proxy) == (house.cell_secretary, house.cell_a.pk, False)
    assert entry.payload["after"]["value"] == "1"


def test_the_office_above_states_for_the_cell_and_the_book_says_so(house: House, admitted: Indicator) -> None:
    kept = stated(admitted, house.cell_a, "2022-09", 1, by=house.office)
    assert kept.proxy
    assert Entry.objects.get(act="targets.figure_stated").proxy


def test_the_office_states_for_its_own_commune_without_proxy(house: House) -> None:
    income = make_indicator("income", measure="stock", stated_by="commune")
    assert not stated(income, house.commune, "2022-09", 42, by=house.office).proxy


@pytest.mark.parametrize(
    "who", ["other_cell_secretary", "secretary", "standing", "former", "stranger", "administrator"]
)
def test_others_are_told_who_may(house: House, admitted: Indicator, who: str) -> None:
    with pytest.raises(NotAllowed, match="Chi bộ ấp Mẫu Một"):
        stated(admitted, house.cell_a, "2022-09", 1, by=getattr(house, who))
    assert not Measurement.objects.exists()


def test_a_stranger_sees_no_statement_and_those_above_do(house: House, admitted: Indicator) -> None:
    kept = stated(admitted, house.cell_a, "2022-09", 1, by=house.cell_secretary)
    seen = {
        name
        for name in ("cell_secretary", "secretary", "provincial", "other_cell_secretary", "stranger")
        if Measurement.objects.visible_to(getattr(house, name)).filter(pk=kept.pk).exists()
    }
    assert seen == {"cell_secretary", "secretary", "provincial"}


# --- sense ---


@pytest.mark.parametrize(
    ("columns", "figure", "field"),
    [
        ({"measure": "ratio", "part_of_whole": True, "scale": 100}, share(11, 10), "numerator"),
        ({"measure": "ratio", "scale": 100}, Figure(numerator=Decimal(3)), "denominator"),
        ({"measure": "ratio", "scale": 100}, Figure(denominator=Decimal(3)), "numerator"),
        ({"measure": "ratio", "scale": 100}, share(3, 0), "denominator"),
        ({"measure": "ratio", "scale": 100}, share(3, -1), "denominator"),
        ({"measure": "ratio", "scale": 100}, Figure(), "numerator"),
        ({"measure": "stock", "part_of_whole": True}, number(101), "value"),
        ({"measure": "stock", "part_of_whole": True}, Figure(share=Decimal("100.5")), "share"),
        ({}, number(-1), "value"),
        ({}, Figure(), "value"),
        ({}, number("1.5"), "value"),
        ({}, number(10**18), "value"),
        ({"measure": "yes_no"}, number(1), "yes"),
        ({"measure": "composition", "parts": ["a", "b"]}, Figure(parts={"a": Decimal(60)}), "parts"),
        ({"measure": "composition", "parts": ["a", "b"]}, Figure(parts={"a": Decimal(60), "b": Decimal(50)}), "parts"),
        (
            {"measure": "composition", "parts": ["a", "b"]},
            Figure(parts={"a": Decimal(110), "b": Decimal(-10)}),
            "parts",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(house: House, columns: dict, figure: Figure, field: str) -> None:
    indicator = make_indicator("odd", **columns)
    with pytest.raises(Refused) as refusal:
        stated(indicator, house.cell_a, "2022-09", figure, by=house.cell_secretary)
    assert refusal.value.field == field
    assert str(refusal.value)
    assert not Measurement.objects.exists()


def test_parts_that_were_rounded_make_a_whole(house: House) -> None:
    classes = make_indicator("classes", measure="composition", parts=["good", "done", "not"], decimals=2)
    parts = {"good": Decimal("92.65"), "done": Decimal("6.06"), "not": Decimal("1.3")}
    kept = stated(classes, house.cell_a, "2022", Figure(parts=parts), by=house.cell_secretary)
    assert kept.parts == {"good": "92.65", "done": "6.06", "not": "1.3"}


def test_losses_may_be_below_zero_where_the_indicator_says_so(house: House) -> None:
    balance = make_indicator("balance", non_negative=False, decimals=1)
    assert stated(balance, house.cell_a, "2022-09", "-3.5", by=house.cell_secretary).value == -35


def test_a_unit_that_had_ended_states_nothing(house: House, admitted: Indicator) -> None:
    Unit.objects.filter(pk=house.cell_a.pk).update(ended_on="2022-07-01")
    with pytest.raises(Refused, match="01/07/2022"):
        stated(admitted, house.cell_a, "2022-09", 1, by=house.office)
    assert stated(admitted, house.cell_a, "2022-06", 1, by=house.office).pk


def test_a_unit_states_nothing_from_before_its_founding(house: House, admitted: Indicator) -> None:
    with pytest.raises(Refused, match="2015"):
        stated(admitted, house.cell_a, "2014-09", 1, by=house.cell_secretary)


def test_a_period_to_come_is_only_an_estimate(house: House, admitted: Indicator) -> None:
    with pytest.raises(Refused) as refusal:
        stated(admitted, house.cell_a, "2022", 4, by=house.cell_secretary, at=moment(2022, 9, 12))
    assert refusal.value.field == "finality"
    estimate = number(6, finality="estimate")
    assert stated(admitted, house.cell_a, "2022", estimate, by=house.cell_secretary, at=moment(2022, 9, 12)).pk


def test_the_running_month_is_an_estimate_until_its_closing_day(house: House, admitted: Indicator) -> None:
    with pytest.raises(Refused) as refusal:
        stated(admitted, house.cell_a, "2022-09", 1, by=house.cell_secretary, at=moment(2022, 9, 24))
    assert refusal.value.field == "finality"
    assert stated(admitted, house.cell_a, "2022-09", 1, by=house.cell_secretary, at=moment(2022, 9, 25)).pk


def test_nobody_types_what_the_program_counts(house: House) -> None:
    cells = make_indicator("cells", measure="stock", source="live", provider="cells")
    with pytest.raises(Refused):
        stated(cells, house.cell_a, "2022-09", 1, by=house.cell_secretary)


def test_statements_that_overlap_are_accepted(house: House, admitted: Indicator) -> None:
    stated(admitted, house.cell_a, "2022-Q1", 5, by=house.cell_secretary)
    assert stated(admitted, house.cell_a, "2022-01", 9, by=house.cell_secretary).pk


# --- the same again, and two at once ---


def test_the_same_figure_again_is_no_second_statement(house: House, admitted: Indicator) -> None:
    first = stated(admitted, house.cell_a, "2022-09", 1, by=house.cell_secretary)
    again = stated(admitted, house.cell_a, "2022-09", 1, by=house.cell_secretary)
    assert again.pk == first.pk
    assert Entry.objects.filter(act="targets.figure_stated").count() == 1


def test_two_clerks_on_one_value(house: House, admitted: Indicator) -> None:
    first = stated(admitted, house.cell_a, "2022-09", 1, by=house.cell_secretary)
    second = stated(admitted, house.cell_a, "2022-09", 2, by=house.office, expected=first.pk, reason="Thiếu một hồ sơ")
    with pytest.raises(Stale) as conflict:
        stated(admitted, house.cell_a, "2022-09", 3, by=house.cell_secretary, expected=first.pk, reason="Đếm lại")
    assert conflict.value.found == second
    assert conflict.value.typed.value == 3
    with pytest.raises(Stale):
        stated(admitted, house.cell_a, "2022-09", 3, by=house.cell_secretary)


def test_a_value_withdrawn_meanwhile(house: House, admitted: Indicator) -> None:
    first = stated(admitted, house.cell_a, "2022-09", 1, by=house.cell_secretary)
    withdraw(first, by=house.office, reason="Nhầm đơn vị")
    with pytest.raises(Stale) as conflict:
        stated(admitted, house.cell_a, "2022-09", 3, by=house.cell_secretary, expected=first.pk, reason="Đếm lại")
    assert conflict.value.found is None
    with pytest.raises(Stale):
        correct(first, number(4), by=house.cell_secretary, reason="Đếm lại")


# --- correct and withdraw ---


def test_a_correction_keeps_the_old_one_readable(house: House, admitted: Indicator) -> None:
    old = stated(admitted, house.cell_a, "2022-05", 2, by=house.cell_secretary, at=moment(2022, 5, 25))
    new = correct(old, number(1), by=house.office, reason="Một hồ sơ chưa có quyết định", at=moment(2022, 6, 3))
    old.refresh_from_db()
    assert (old.value, old.known_to, new.supersedes, new.proxy) == (2, moment(2022, 6, 3), old, True)
    known = Measurement.objects.known_on(moment(2022, 6, 1)).get()
    assert known == old
    assert Measurement.objects.current().get() == new
    entry = Entry.objects.get(act="targets.figure_corrected")
    assert (entry.payload["before"]["value"], entry.payload["after"]["value"]) == ("2", "1")


def test_a_correction_says_why(house: House, admitted: Indicator) -> None:
    old = stated(admitted, house.cell_a, "2022-05", 2, by=house.cell_secretary)
    with pytest.raises(Refused) as refusal:
        correct(old, number(1), by=house.cell_secretary, reason="  ")
    assert refusal.value.field == "reason"


def test_withdrawing_says_why_and_keeps_it_readable(house: House, admitted: Indicator) -> None:
    old = stated(admitted, house.cell_a, "2022-05", 2, by=house.cell_secretary)
    with pytest.raises(Refused):
        withdraw(old, by=house.cell_secretary, reason="")
    withdraw(old, by=house.cell_secretary, reason="Nhầm tháng")
    assert not Measurement.objects.current().exists()
    assert Measurement.objects.get().withdrawn_reason == "Nhầm tháng"


def test_who_has_no_right_neither_corrects_nor_withdraws(house: House, admitted: Indicator) -> None:
    old = stated(admitted, house.cell_a, "2022-05", 2, by=house.cell_secretary)
    for act in (
        lambda: correct(old, number(1), by=house.secretary, reason="x"),
        lambda: withdraw(old, by=house.secretary, reason="x"),
        lambda: attach_evidence(old, by=house.secretary, title="Quyết định"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_evidence_is_named(house: House, admitted: Indicator) -> None:
    old = stated(admitted, house.cell_a, "2022-05", 2, by=house.cell_secretary)
    with pytest.raises(Refused):
        attach_evidence(old, by=house.cell_secretary, title=" ")
    with pytest.raises(Refused):
        attach_evidence(old, by=house.cell_secretary, title="TỐI MẬT - Quyết định")
    made = attach_evidence(old, by=house.cell_secretary, title="Quyết định kết nạp", dated=LATER.date())
    assert list(old.evidence.all()) == [made]
    assert Entry.objects.filter(act="targets.evidence_attached").count() == 1


# --- live figures that are sent ---


def test_a_live_figure_is_frozen_and_frozen_again_when_it_changes(house: House) -> None:
    cells = make_indicator("cells", measure="stock", source="live", provider="cells")
    month = Period.parse("2022-09")
    first = freeze_live(cells, house.commune, month, by=house.office, at=LATER)
    assert (first.value, first.source) == (2, "live")
    assert freeze_live(cells, house.commune, month, by=house.office, at=LATER) == first
    Unit.objects.filter(pk=house.cell_b.pk).update(ended_on="2022-08-01")
    second = freeze_live(cells, house.commune, month, by=house.office, at=LATER)
    assert (second.value, second.supersedes) == (1, first)
    with pytest.raises(NotAllowed):
        freeze_live(cells, house.commune, month, by=house.secretary)


def test_what_people_state_is_not_frozen(house: House, admitted: Indicator) -> None:
    with pytest.raises(Refused):
        freeze_live(admitted, house.commune, Period.parse("2022-09"), by=house.office)


def test_a_live_count_before_its_period_ends_is_preliminary(house: House) -> None:
    cells = make_indicator("cells", measure="stock", source="live", provider="cells")
    kept = freeze_live(cells, house.commune, Period.parse("2022"), by=house.office, at=moment(2022, 9, 12))
    assert kept.finality == "preliminary"


def test_state_takes_values_of_every_measure(house: House) -> None:
    done = make_indicator("done", measure="yes_no")
    rate = make_indicator("rate", measure="ratio", scale=100, part_of_whole=True, decimals=2)
    month = Period.parse("2022-09")
    assert state(done, house.cell_a, month, Figure(yes=False), by=house.cell_secretary, at=LATER).yes is False
    kept = state(rate, house.cell_a, month, share(718, 775), by=house.cell_secretary, at=LATER)
    assert (kept.numerator, kept.denominator) == (71800, 77500)
    only_printed = state(rate, house.cell_b, month, Figure(share=Decimal("92.65")), by=house.office, at=LATER)
    assert only_printed.stated_share == 92_650_000
