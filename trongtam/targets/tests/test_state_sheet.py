"""The sheet of a unit: all rows or none, one entry in the book."""

from datetime import date

import pytest
from django.utils.translation import override

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger.changes import words_of
from trongtam.ledger.models import Entry
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Measurement, SheetNote
from trongtam.targets.operations import Row, correct, state_sheet
from trongtam.targets.problems import RowsRefused, Stale
from trongtam.targets.queries import entry_sheet

from .measures import LATER, make_indicator, make_target, number, stated

pytestmark = pytest.mark.django_db
MONTH = Period.parse("2022-09")


@pytest.fixture
def house() -> House:
    return make_house()


def test_rows_are_kept_in_one_act(house: House) -> None:
    one, two = make_indicator("one"), make_indicator("two")
    kept = state_sheet(
        house.cell_a,
        MONTH,
        [Row(one, number(1)), Row(two, number(2))],
        by=house.cell_secretary,
        note="Đường vào ấp ngập.",
        at=LATER,
    )
    assert [row.value for row in kept] == [1, 2]
    entry = Entry.objects.get(act="targets.sheet_stated")
    assert [row["value"] for row in entry.payload["after"]["rows"]] == ["1", "2"]
    assert SheetNote.objects.get().text == "Đường vào ấp ngập."


def test_the_book_says_which_month_and_what_became_of_a_figure(house: House) -> None:
    one, two = make_indicator("one"), make_indicator("two")
    rows = [Row(one, number(1)), Row(two, number(2))]
    first, _second = state_sheet(house.cell_a, MONTH, rows, by=house.cell_secretary, at=LATER)
    correct(first, number(3), by=house.cell_secretary, reason="Nhầm.", at=LATER)
    with override("vi"):
        assert words_of(Entry.objects.get(act="targets.sheet_stated")) == "tháng 9/2022, 2 số"
        assert words_of(Entry.objects.get(act="targets.figure_corrected")) == "one, tháng 9/2022, 1 việc → 3 việc"


def test_one_bad_row_keeps_all_back_and_each_has_its_sentence(house: House) -> None:
    one, two, three = make_indicator("one"), make_indicator("two"), make_indicator("three")
    rows = [Row(one, number(1)), Row(two, number(-2)), Row(three, number("0.5"))]
    with pytest.raises(RowsRefused) as refusal:
        state_sheet(house.cell_a, MONTH, rows, by=house.cell_secretary, at=LATER)
    assert set(refusal.value.errors) == {two.pk, three.pk}
    assert all(str(error) for error in refusal.value.errors.values())
    assert not Measurement.objects.exists()
    assert not Entry.objects.filter(act="targets.sheet_stated").exists()


def test_the_same_sheet_again_changes_nothing(house: House) -> None:
    one = make_indicator("one")
    first = state_sheet(house.cell_a, MONTH, [Row(one, number(1))], by=house.cell_secretary, at=LATER)
    again = state_sheet(house.cell_a, MONTH, [Row(one, number(1))], by=house.cell_secretary, at=LATER)
    assert first == again
    assert Entry.objects.filter(act="targets.sheet_stated").count() == 1


def test_the_same_words_again_are_no_new_note(house: House) -> None:
    one = make_indicator("one")
    for note in ("Đường ngập.", "Đường ngập. ", "Đã thông đường.", "Đường ngập."):
        state_sheet(house.cell_a, MONTH, [Row(one, number(1))], by=house.cell_secretary, note=note, at=LATER)
    assert [note.text for note in SheetNote.objects.order_by("pk")] == [
        "Đường ngập.",
        "Đã thông đường.",
        "Đường ngập.",
    ]
    assert Entry.objects.filter(act="targets.sheet_stated").count() == 3


def test_a_changed_row_is_a_correction_with_a_reason(house: House) -> None:
    one, two = make_indicator("one"), make_indicator("two")
    first, _ = state_sheet(
        house.cell_a, MONTH, [Row(one, number(1)), Row(two, number(1))], by=house.cell_secretary, at=LATER
    )
    with pytest.raises(RowsRefused) as refusal:
        state_sheet(house.cell_a, MONTH, [Row(one, number(2), first.pk)], by=house.cell_secretary, at=LATER)
    assert refusal.value.errors[one.pk].field == "reason"
    rows = [Row(one, number(2), first.pk, "Đếm thiếu"), Row(two, number(1))]
    changed, kept = state_sheet(house.cell_a, MONTH, rows, by=house.cell_secretary, at=LATER)
    assert (changed.supersedes, changed.reason) == (first, "Đếm thiếu")
    assert Measurement.objects.current().count() == 2
    assert kept.supersedes is None
    assert Entry.objects.filter(act="targets.sheet_stated").last().payload["before"][0]["value"] == "1"


def test_two_clerks_on_one_sheet(house: House) -> None:
    one = make_indicator("one")
    state_sheet(house.cell_a, MONTH, [Row(one, number(1))], by=house.office, at=LATER)
    with pytest.raises(RowsRefused) as refusal:
        state_sheet(house.cell_a, MONTH, [Row(one, number(5))], by=house.cell_secretary, at=LATER)
    stale = refusal.value.errors[one.pk]
    assert isinstance(stale, Stale)
    assert (stale.found.value, stale.typed.value) == (1, 5)


def test_an_indicator_stands_once_on_a_sheet(house: House) -> None:
    one = make_indicator("one")
    with pytest.raises(RowsRefused):
        state_sheet(house.cell_a, MONTH, [Row(one, number(1)), Row(one, number(2))], by=house.cell_secretary, at=LATER)


def test_others_are_told_who_may(house: House) -> None:
    one = make_indicator("one")
    for who in (house.other_cell_secretary, house.secretary, house.stranger):
        with pytest.raises(NotAllowed, match="Chi bộ ấp Mẫu Một"):
            state_sheet(house.cell_a, MONTH, [Row(one, number(1))], by=who, at=LATER)


def test_a_quarterly_figure_on_the_sheet_of_its_last_month(house: House) -> None:
    meetings = make_indicator("meetings", every="quarter")
    make_target(house.committee, meetings, "2022", 4, by=house.office)
    august = entry_sheet(house.cell_a, Period.parse("2022-08"), user=house.cell_secretary, today=LATER.date())
    assert august.rows == ()
    sheet = entry_sheet(house.cell_a, MONTH, user=house.cell_secretary, today=LATER.date())
    assert sheet.rows[0].period.code == "2022-Q3"
    row = Row(meetings, number(1), period=sheet.rows[0].period)
    kept = state_sheet(house.cell_a, MONTH, [row], by=house.cell_secretary, at=LATER)
    assert kept[0].period_code == "2022-Q3"


# --- reading the sheet ---


def test_the_sheet_shows_what_was_and_what_it_will_make(house: House) -> None:
    one = make_indicator("one")
    make_target(house.committee, one, "2022", 10, by=house.office)
    own = make_target(house.cell_a, one, "2022", 5, by=house.office)
    stated(one, house.cell_a, "2022-07", 1, by=house.cell_secretary)
    stated(one, house.cell_a, "2022-08", 2, by=house.cell_secretary)
    sheet = entry_sheet(house.cell_a, MONTH, user=house.cell_secretary, today=LATER.date())
    row = sheet.rows[0]
    assert (row.last.value, row.last_period, row.before, row.target, row.plan) == (2, "2022-08", 3, own, 5)
    assert (row.expected, row.is_filled, sheet.filled, sheet.total) == (None, False, 0, 1)
    assert (sheet.due_on, sheet.can_state, sheet.proxy) == (date(2022, 9, 25), True, False)
    kept = stated(one, house.cell_a, "2022-09", 0, by=house.cell_secretary)
    again = entry_sheet(house.cell_a, MONTH, user=house.office, today=LATER.date())
    assert (again.rows[0].expected, again.rows[0].figure.value, again.filled) == (kept.pk, 0, 1)
    assert (again.can_state, again.proxy) == (True, True)
    assert not entry_sheet(house.cell_a, MONTH, user=house.secretary, today=LATER.date()).can_state


def test_live_lines_are_counted_and_cannot_be_sent(house: House) -> None:
    cells = make_indicator("cells", measure="stock", source="live", provider="cells")
    make_target(house.committee, cells, "2022", 2, by=house.office)
    sheet = entry_sheet(house.cell_a, MONTH, user=house.cell_secretary, today=LATER.date())
    assert (sheet.rows[0].live, sheet.rows[0].is_live, sheet.filled) == (1, True, 1)
    with pytest.raises(RowsRefused) as refusal:
        state_sheet(house.cell_a, MONTH, [Row(cells, number(1))], by=house.cell_secretary, at=LATER)
    assert isinstance(refusal.value.errors[cells.pk], Refused)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_sheet_takes_as_many_queries_with_one_row_as_with_three(
    house: House, rows: int, django_assert_num_queries
) -> None:
    for number_ in range(rows):
        indicator = make_indicator(f"i{number_}")
        make_target(house.committee, indicator, "2022", 10, by=house.office)
        stated(indicator, house.cell_a, "2022-08", 2, by=house.cell_secretary)
    user = User.objects.get(pk=house.cell_secretary.pk)
    with django_assert_num_queries(8):
        entry_sheet(house.cell_a, MONTH, user=user, today=LATER.date())
