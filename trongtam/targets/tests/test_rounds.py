"""Reporting rounds: opened, sent, taken back, accepted, sent back, locked, opened again."""

from datetime import date

import pytest
from django.utils.translation import override

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger.changes import words_of
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house
from trongtam.targets import operations
from trongtam.targets.models import Measurement, Round, Submission
from trongtam.targets.operations import Row
from trongtam.targets.operations.bulk import BulkRow, load_measurements
from trongtam.targets.problems import Doubtful, RowsRefused
from trongtam.targets.queries.rounds import asked_units, round_page, submissions_of_sheet

from .measures import LATER, make_indicator, make_target, moment, number, share, stated
from .rounds import DUE, IN_TIME, MONTH, Asked, ask, own_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def asked(house: House) -> Asked:
    return ask(house)


# --- opening ---


def test_a_round_asks_its_units_and_the_book_says_so(asked: Asked) -> None:
    assert set(asked.round.submissions.values_list("unit__name", "state")) == {
        ("Chi bộ ấp Mẫu Một", "open"), ("Chi bộ ấp Mẫu Hai", "open"), ("Xã Mẫu", "open"),
    }  # fmt: skip
    with override("vi"):
        assert words_of(Entry.objects.get(act="targets.round_opened")) == "tháng 9/2022, hạn 25/09/2022"


@pytest.mark.parametrize("who", ["cell_secretary", "hamlet_head", "standing", "stranger", "former", "provincial"])
def test_only_who_leads_the_unit_opens(house: House, who: str) -> None:
    make_target(house.committee, make_indicator("figure"), "2022", 24, by=house.office)
    with pytest.raises(NotAllowed, match=house.commune.name):
        operations.open_round(house.commune, MONTH, by=getattr(house, who), units=[house.cell_a], due_on=DUE, at=LATER)


def test_what_makes_no_round(asked: Asked) -> None:
    house = asked.house
    for given, field in (
        ({"period": MONTH}, "period"),
        ({"period": Period.parse("2020..2025")}, "period"),
        ({"due_on": date(2022, 7, 1)}, "due_on"),
        ({"units": []}, "units"),
        ({"units": [house.hamlet]}, "units"),
        ({"units": [house.other_commune]}, "units"),
    ):
        usual = {"period": Period.parse("2022-08"), "due_on": DUE, "units": [house.cell_a]} | given
        with pytest.raises(Refused) as refusal:
            operations.open_round(house.commune, by=house.office, at=LATER, **usual)
        assert refusal.value.field == field
    assert Round.objects.count() == 1


def test_a_province_gathers_from_its_communes_and_not_from_their_cells(asked: Asked) -> None:
    house = asked.house
    assert asked_units(house.province, MONTH) == [house.commune]
    given = {"by": house.provincial, "due_on": DUE, "at": moment(2022, 9, 1)}
    with pytest.raises(Refused):
        operations.open_round(house.province, MONTH, units=[house.cell_a], **given)
    above = operations.open_round(house.province, MONTH, units=[house.commune], **given)
    for cell in (house.cell_a, house.cell_b):
        operations.accept_submission(asked.send(cell), by=house.office)
    asked.send(house.commune)
    sent = above.submissions.get()
    with pytest.raises(NotAllowed):
        operations.accept_submission(sent, by=house.office)
    assert operations.accept_submission(sent, by=house.provincial).state == "accepted"


# --- the way of one submission ---


def test_sent_taken_back_sent_again_accepted_and_locked(asked: Asked) -> None:
    house, cell = asked.house, asked.house.cell_a
    sent = asked.send(cell, 3)
    assert (sent.state, sent.proxy, sent.sent_at) == ("submitted", False, LATER)
    assert operations.recall_submission(sent, by=house.cell_secretary).state == "open"
    asked.send(cell, None)
    assert operations.accept_submission(asked.of(cell), by=house.office).state == "accepted"
    assert [one.state for one in operations.lock_submissions(asked.round, by=house.secretary)] == ["locked"]
    acts = Entry.objects.filter(act__contains="submission_").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["targets.submission_recalled", "targets.submission_accepted", "targets.submission_locked"]


def test_sent_back_with_a_reason_and_sent_again(asked: Asked) -> None:
    house, cell = asked.house, asked.house.cell_a
    sent = asked.send(cell, 3)
    with pytest.raises(Refused) as refusal:
        operations.return_submission(sent, by=house.office, reason=" ")
    assert refusal.value.field == "reason"
    operations.return_submission(sent, by=house.office, reason="Thiếu hai người.")
    assert (asked.of(cell).state, asked.of(cell).reason) == ("returned", "Thiếu hai người.")
    standing = Measurement.objects.current().get(unit=cell)
    row = Row(asked.figure, number(5), expected=standing.pk, reason="Thêm hai người.")
    again = operations.submit_sheet(cell, MONTH, [row], by=house.cell_secretary, at=LATER)[0]
    assert (again.state, again.reason) == ("submitted", "")
    assert Measurement.objects.current().get(unit=cell).value == 5


def test_reopened_with_a_reason(asked: Asked) -> None:
    house, cell = asked.house, asked.house.cell_a
    operations.accept_submission(asked.send(cell), by=house.office)
    with pytest.raises(NotAllowed):
        operations.reopen_submission(asked.of(cell), by=house.cell_secretary, reason="Nhầm.")
    opened = operations.reopen_submission(asked.of(cell), by=house.office, reason="Tính nhầm một hộ.")
    assert (opened.state, opened.reason) == ("open", "Tính nhầm một hộ.")


def test_the_office_sends_for_a_cell_and_the_entry_says_so(asked: Asked) -> None:
    sent = asked.send(asked.house.cell_a, by=asked.house.office)
    assert sent.proxy
    assert set(Entry.objects.filter(proxy=True).values_list("act", flat=True)) == {
        "targets.sheet_stated", "targets.sheet_submitted",
    }  # fmt: skip


def test_who_may_not(asked: Asked) -> None:
    house, cell = asked.house, asked.house.cell_a
    sent = asked.send(cell)
    for who in (house.other_cell_secretary, house.secretary, house.stranger, house.former):
        with pytest.raises(NotAllowed):
            operations.recall_submission(sent, by=who)
    for who in (house.cell_secretary, house.standing, house.stranger, house.provincial):
        for act, more in (("accept", {}), ("return", {"reason": "Sai."})):
            with pytest.raises(NotAllowed):
                getattr(operations, f"{act}_submission")(sent, by=who, **more)
        with pytest.raises(NotAllowed):
            operations.lock_submissions(asked.round, by=who)
    assert asked.of(cell).state == "submitted"


def test_without_a_round_nothing_is_sent(house: House) -> None:
    with pytest.raises(Refused):
        operations.submit_sheet(house.cell_a, MONTH, [], by=house.cell_secretary)


# --- figures stand as they were sent ---


def test_after_sending_nothing_of_the_period_is_stated_until_it_is_opened_again(asked: Asked) -> None:
    house, cell = asked.house, asked.house.cell_a
    asked.send(cell, 3)
    standing = Measurement.objects.current().get(unit=cell)
    tries = [
        lambda: stated(asked.figure, cell, "2022-09", 4, by=house.office, expected=standing.pk, reason="Sai."),
        lambda: operations.correct(standing, number(4), by=house.cell_secretary, reason="Sai."),
        lambda: operations.withdraw(standing, by=house.office, reason="Sai."),
        lambda: operations.state_sheet(
            cell, MONTH, [Row(asked.figure, number(4), standing.pk, "Sai.")], by=house.cell_secretary
        ),
    ]
    words = ["rút lại rồi mới sửa", "đã được nhận", "đã khóa"]
    for word in words:
        for attempt in tries:
            with pytest.raises(Refused, match=word):
                attempt()
        if word == words[0]:
            operations.accept_submission(asked.of(cell), by=house.office)
        elif word == words[1]:
            operations.lock_submissions(asked.round, by=house.office)
    operations.reopen_submission(asked.of(cell), by=house.office, reason="Sửa.")
    assert tries[1]().value == 4


def test_other_months_and_other_units_go_on(asked: Asked) -> None:
    asked.send(asked.house.cell_a, 3)
    stated(asked.figure, asked.house.cell_a, "2022-10", 1, by=asked.house.cell_secretary)
    stated(asked.figure, asked.house.cell_b, "2022-09", 1, by=asked.house.other_cell_secretary)
    stated(asked.figure, asked.house.cell_a, "2022", 9, by=asked.house.cell_secretary)
    assert Measurement.objects.count() == 4


def test_a_load_of_many_is_refused_too(asked: Asked) -> None:
    other = make_indicator("other")
    asked.send(asked.house.cell_a, 3)
    row = BulkRow(other.pk, asked.house.cell_a.pk, "2022-09", 1)
    with pytest.raises(RowsRefused) as refusal:
        load_measurements([row], by=asked.house.office, at=LATER)
    assert "rút lại rồi mới sửa" in str(refusal.value.errors[0])


def test_one_sheet_goes_to_every_round_that_ends_with_it(asked: Asked) -> None:
    house, cell = asked.house, asked.house.cell_a
    nine = Period.nine_months(2022)
    operations.open_round(house.commune, nine, by=house.office, units=[cell], due_on=DUE, at=IN_TIME)
    rows = [Row(asked.figure, number(2))]
    with pytest.raises(Doubtful) as doubtful:
        operations.submit_sheet(cell, MONTH, rows, by=house.cell_secretary, at=LATER)
    (gap,) = doubtful.value.doubts
    assert gap.said["periods"].split() == [f"2022-0{month}" for month in range(1, 9)]
    assert not Measurement.objects.exists(), "all or nothing"
    made = operations.submit_sheet(cell, MONTH, rows, by=house.cell_secretary, acknowledged=[gap.name], at=LATER)
    assert {one.round.period_code for one in made} == {"2022-09", "2022-9M"}
    assert made[0].doubts[0]["code"] == "gap", "who accepts it sees what was doubtful"


# --- lower units first ---


def test_a_unit_waits_for_those_below_or_says_why_not(asked: Asked) -> None:
    house, commune = asked.house, asked.house.commune
    asked.send(house.cell_a)
    with pytest.raises(Refused) as refusal:
        asked.send(commune)
    assert refusal.value.field == "missing"
    assert "Chi bộ ấp Mẫu Một" in str(refusal.value)
    operations.accept_submission(asked.of(house.cell_a), by=house.office)
    sent = asked.send(commune, missing="Chi bộ ấp Mẫu Hai đang kiện toàn bí thư.")
    assert sent.missing.startswith("Chi bộ ấp Mẫu Hai")
    operations.recall_submission(sent, by=house.office)
    operations.accept_submission(asked.send(house.cell_b), by=house.office)
    assert asked.send(commune, None).missing == ""


# --- late, complete ---


def test_late_is_shown(asked: Asked) -> None:
    house = asked.house
    asked.send(house.cell_a, 1, at=moment(2022, 9, 25, 20))
    asked.send(house.cell_b, 1, at=moment(2022, 9, 28))
    page = round_page(asked.round, user=house.office, today=date(2022, 10, 5))
    late = {row.unit.name: row.days_late for row in page.rows}
    assert late == {"Chi bộ ấp Mẫu Một": 0, "Chi bộ ấp Mẫu Hai": 3, "Xã Mẫu": 10}
    assert page.late == 2


def test_all_that_is_complete_is_accepted_at_once(asked: Asked) -> None:
    house = asked.house
    make_target(house.committee, make_indicator("second"), "2022", 5, by=house.office)
    asked.send(house.cell_a, 1, acknowledged=["gap:" + str(_second())])
    with pytest.raises(Refused):
        operations.accept_complete(asked.round, by=house.office)
    rows = [Row(asked.figure, number(1)), Row(_indicator("second"), number(2))]
    operations.submit_sheet(house.cell_b, MONTH, rows, by=house.other_cell_secretary, at=LATER)
    assert [one.unit for one in operations.accept_complete(asked.round, by=house.office)] == [house.cell_b]
    assert asked.of(house.cell_a).state == "submitted"


def _indicator(code: str):
    from trongtam.targets.models import Indicator

    return Indicator.objects.get(code=code)


def _second() -> int:
    return _indicator("second").pk


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_round_costs_the_same(house: House, rows: int, django_assert_num_queries) -> None:
    make_target(house.committee, make_indicator("figure"), "2022", 24, by=house.office)
    from trongtam.org.tests.house import make_unit

    units = [house.cell_a, *(make_unit("cell", f"Chi bộ Mẫu {n}", house.committee) for n in range(rows - 1))]
    made = operations.open_round(house.commune, MONTH, by=house.office, units=units, due_on=DUE, at=LATER)
    with django_assert_num_queries(3):
        assert len(round_page(made, user=house.office, today=DUE).rows) == rows


# --- checks before sending ---


def test_far_behind_asks_for_words(asked: Asked) -> None:
    house, cell = asked.house, asked.house.cell_a
    own_target(asked, cell, 100)
    for before in ("2022-H1", "2022-07", "2022-08"):
        stated(asked.figure, cell, before, 3, by=house.cell_secretary)
    with pytest.raises(Doubtful) as doubtful:
        asked.send(cell, 3)
    (doubt,) = doubtful.value.doubts
    assert doubt.code == "far_behind"
    with pytest.raises(Doubtful):
        asked.send(cell, 3, acknowledged=[doubt.name])
    sent = asked.send(cell, 3, explained={asked.figure.pk: "Mưa lũ cả tháng."})
    assert sent.doubts[0]["why"] == "Mưa lũ cả tháng."
    assert round_page(asked.round, user=house.office, today=DUE).complete == []


def test_a_base_and_a_slip_are_doubted_on_their_lines(asked: Asked) -> None:
    house, cell = asked.house, asked.house.cell_a
    ratio = make_indicator("ratio", measure="ratio", scale=100)
    make_target(house.committee, ratio, "2022", 90, by=house.office)
    stated(asked.figure, cell, "2022-08", 20, by=house.cell_secretary)
    stated(ratio, cell, "2022-08", share(30, 36), by=house.cell_secretary)
    rows = [Row(asked.figure, number(2000)), Row(ratio, share(31, 63))]
    with pytest.raises(Doubtful) as doubtful:
        operations.submit_sheet(cell, MONTH, rows, by=house.cell_secretary, at=LATER)
    assert {one.name for one in doubtful.value.doubts} == {
        f"out_of_line:{asked.figure.pk}", f"out_of_line:{ratio.pk}", f"base:{ratio.pk}",
    }  # fmt: skip


def test_what_the_program_counts_is_frozen_when_sent(asked: Asked) -> None:
    live = make_indicator("admitted", source="live", provider="admissions")
    make_target(asked.house.committee, live, "2022", 3, by=asked.house.office)
    asked.send(asked.house.cell_a)
    frozen = Measurement.objects.get(indicator=live)
    assert (frozen.source, frozen.unit, frozen.period_code) == ("live", asked.house.cell_a, "2022-09")


# --- the day moves, the round is cancelled ---


def test_the_day_moves_and_a_mistaken_round_is_cancelled(asked: Asked) -> None:
    house = asked.house
    moved = operations.move_round_due(asked.round, by=house.office, due_on=date(2022, 9, 28), reason="Nghỉ lễ.")
    assert moved.due_on == date(2022, 9, 28)
    with pytest.raises(NotAllowed):
        operations.cancel_round(asked.round, by=house.cell_secretary, reason="Nhầm.")
    operations.cancel_round(asked.round, by=house.office, reason="Mở nhầm kỳ.")
    assert submissions_of_sheet(house.cell_a, MONTH) == []
    with pytest.raises(Refused):
        asked.send(house.cell_a)
    units = [house.cell_a]
    operations.open_round(house.commune, MONTH, by=house.office, units=units, due_on=DUE, at=IN_TIME)


def test_moving_the_day_and_cancelling_are_refused_with_their_field(asked: Asked) -> None:
    office, act = asked.house.office, operations.move_round_due
    for given, field in (
        ({"due_on": date(2022, 9, 28), "reason": "  "}, "reason"),
        ({"due_on": date(2022, 8, 31), "reason": "Sớm hơn."}, "due_on"),
    ):
        with pytest.raises(Refused) as refusal:
            act(asked.round, by=office, **given)
        assert refusal.value.field == field
    with pytest.raises(Refused) as refusal:
        operations.cancel_round(asked.round, by=office, reason="")
    assert refusal.value.field == "reason"
    asked.round.refresh_from_db()
    assert (asked.round.due_on, asked.round.cancelled_at) == (DUE, None)
    operations.cancel_round(asked.round, by=office, reason="Mở nhầm kỳ.")
    with pytest.raises(Refused):
        act(asked.round, by=office, due_on=date(2022, 9, 28), reason="Nghỉ lễ.")


def test_a_round_that_has_figures_is_not_cancelled(asked: Asked) -> None:
    asked.send(asked.house.cell_a)
    with pytest.raises(Refused):
        operations.cancel_round(asked.round, by=asked.house.office, reason="Nhầm.")


# --- who sees ---


def test_who_sees_a_round(asked: Asked) -> None:
    house = asked.house
    for who, rows in (("office", 3), ("secretary", 3), ("cell_secretary", 1), ("provincial", 3)):
        user = getattr(house, who)
        assert Round.objects.visible_to(user).count() == 1
        assert Submission.objects.visible_to(user).count() == rows
    for who in ("stranger", "former", "hamlet_head"):
        assert not Round.objects.visible_to(getattr(house, who)).exists()
