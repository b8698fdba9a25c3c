"""Figures that the office stated for a unit: told in the book figure by figure, and open to objection wherever they stand."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.ledger.changes import Change, changes_of, words_of
from trongtam.ledger.models import Entry
from trongtam.org.operations.objections import confirm_entry, object_to_entry
from trongtam.org.queries.book import book_url
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Measurement
from trongtam.targets.operations import Row, attach_evidence, correct, state_sheet, withdraw
from trongtam.targets.stated import Figure

from .measures import LATER, make_indicator, make_target, number, share, stated

pytestmark = pytest.mark.django_db
MONTH = Period.parse("2022-09")


@pytest.fixture(autouse=True)
def _vietnamese(settings) -> None:
    settings.LANGUAGE_CODE = "vi"


@pytest.fixture
def house() -> House:
    return make_house()


def get(who: User, address: str):
    client = Client()
    client.force_login(who)
    return client.get(address)


def sheet_page(house: House) -> str:
    return reverse("targets:entry", args=[house.cell_a.code, "2022-09"])


def object_url(house: House, entry: Entry) -> str:
    return reverse("org:object_to_entry", args=[house.cell_a.code, entry.pk])


def test_the_book_tells_each_figure_of_a_sheet_with_what_stood_before(house: House) -> None:
    admitted = make_indicator("admitted", name="Kết nạp đảng viên", unit_of_measure="đảng viên")
    water = make_indicator("water", name="Hộ dùng nước sạch", measure="ratio", scale=100, unit_of_measure="%")
    built = make_indicator("built", name="Có nhà văn hóa", measure="yes_no")
    parts = make_indicator("work", name="Cơ cấu lao động", measure="composition", parts=["Nông", "Khác"], decimals=1)
    first = stated(admitted, house.cell_a, "2022-09", 1, by=house.cell_secretary)
    state_sheet(
        house.cell_a,
        MONTH,
        [
            Row(admitted, number(1234, bound="more_than"), first.pk, "Đếm thiếu"),
            Row(water, share(34, 36, finality="estimate")),
            Row(built, Figure(yes=False)),
            Row(parts, Figure(parts={"Nông": number(60).value, "Khác": number(40).value})),
        ],
        by=house.office,
        at=LATER,
    )
    entry = Entry.objects.get(act="targets.sheet_stated")
    assert changes_of(entry) == [
        Change("Kết nạp đảng viên", "1 đảng viên", "hơn 1.234 đảng viên"),
        Change("Hộ dùng nước sạch", "", "34/36 (số ước)"),
        Change("Có nhà văn hóa", "", "Chưa đạt"),
        Change("Cơ cấu lao động", "", "Nông 60% · Khác 40%"),
    ]
    told = entry.payload["after"]["rows"][0]
    assert (told["name"], told["value"], told["unit"]) == ("Kết nạp đảng viên", "1234", "đảng viên")
    assert entry.payload["before"][0]["value"] == "1"
    page = get(house.cell_secretary, f"/book/{house.cell_a.code}/?entry={entry.pk}").text
    assert "hơn 1.234 đảng viên" in page
    assert "<del>1 đảng viên</del>" in page
    assert "Trần Thị Thử" not in str(entry.payload)


def test_a_stated_zero_is_told_as_zero(house: House) -> None:
    poor = make_indicator("poor", name="Hộ thoát nghèo", unit_of_measure="hộ")
    state_sheet(house.cell_a, MONTH, [Row(poor, number(0))], by=house.office, at=LATER)
    entry = Entry.objects.get(act="targets.sheet_stated")
    assert changes_of(entry) == [Change("Hộ thoát nghèo", "", "0 hộ")]


def test_a_long_sheet_is_told_in_part_and_opens(house: House) -> None:
    rows = [Row(make_indicator(f"line-{place}", name=f"Dòng số {place:02}"), number(place)) for place in range(35)]
    state_sheet(house.cell_a, MONTH, rows, by=house.office, at=LATER)
    entry = Entry.objects.get(act="targets.sheet_stated")
    address = f"/book/{house.cell_a.code}/"
    in_book = get(house.cell_secretary, address).text
    assert in_book.count("Dòng số") == 8
    assert "còn 27 dòng nữa" in in_book
    alone = get(house.cell_secretary, f"{address}?entry={entry.pk}").text
    assert alone.count("Dòng số") == 30
    assert "còn 5 dòng nữa" in alone
    assert f"?entry={entry.pk}&amp;all=1" in alone
    whole = get(house.cell_secretary, f"{address}?entry={entry.pk}&all=1").text
    assert whole.count("Dòng số") == 35
    assert "dòng nữa" not in whole


def test_a_figure_that_the_office_corrected_may_be_objected_to_where_it_stands(house: House) -> None:
    admitted = make_indicator("admitted", name="Kết nạp đảng viên", unit_of_measure="đảng viên")
    make_target(house.cell_a, admitted, "2022", 5, by=house.office)
    own = stated(admitted, house.cell_a, "2022-09", 1, by=house.cell_secretary)
    made = correct(own, number(3), by=house.office, reason="Theo sổ", at=LATER + timedelta(hours=1))
    entry = Entry.objects.get(act="targets.figure_corrected")
    page = reverse("targets:statement", args=[made.pk])
    for address in (page, sheet_page(house)):
        words = get(house.cell_secretary, address).text
        assert object_url(house, entry) in words
        assert "Kết nạp đảng viên, tháng 9/2022, 1 đảng viên → 3 đảng viên" in words
    assert object_url(house, entry) not in get(house.cell_secretary, reverse("targets:statement", args=[own.pk])).text
    for who in (house.office, house.secretary):
        assert object_url(house, entry) not in get(who, page).text
    assert get(house.stranger, page).status_code == 404
    object_to_entry(entry, by=house.cell_secretary, reason="Sổ ghi nhầm")
    for address in (page, sheet_page(house)):
        words = get(house.cell_secretary, address).text
        assert object_url(house, entry) not in words
        assert "đang chờ trả lời" in words


def test_what_the_office_stated_and_took_back_may_be_objected_to(house: House) -> None:
    admitted = make_indicator("admitted")
    made = stated(admitted, house.cell_a, "2022-09", 1, by=house.office)
    page = reverse("targets:statement", args=[made.pk])
    stating = Entry.objects.get(act="targets.figure_stated")
    assert object_url(house, stating) in get(house.cell_secretary, page).text
    withdraw(made, by=house.office, reason="Nhầm đơn vị", at=LATER + timedelta(hours=1))
    taking = Entry.objects.get(act="targets.figure_withdrawn")
    assert object_url(house, taking) in get(house.cell_secretary, page).text


def test_a_sheet_of_the_office_is_told_until_it_is_confirmed(house: House) -> None:
    one, two = make_indicator("one"), make_indicator("two")
    for indicator in (one, two):
        make_target(house.cell_a, indicator, "2022", 5, by=house.office)
    state_sheet(house.cell_a, MONTH, [Row(one, number(1)), Row(two, number(2))], by=house.office, at=LATER)
    entry = Entry.objects.get(act="targets.sheet_stated")
    words = get(house.cell_secretary, sheet_page(house)).text
    assert words.count(object_url(house, entry)) == 1
    assert f"?entry={entry.pk}" in words
    assert object_url(house, entry) not in get(house.office, sheet_page(house)).text
    confirm_entry(entry, by=house.cell_secretary)
    assert object_url(house, entry) not in get(house.cell_secretary, sheet_page(house)).text
    alone = get(house.cell_secretary, reverse("targets:statement", args=[Measurement.objects.get(indicator=one).pk]))
    assert "Đơn vị đã xác nhận" in alone.text


def test_the_words_of_single_figures(house: House) -> None:
    poor = make_indicator("poor", name="Hộ nghèo", measure="ratio", scale=100, unit_of_measure="%", decimals=1)
    stated(poor, house.cell_a, "2022-09", number("4.5"), by=house.office)
    entry = Entry.objects.get(act="targets.figure_stated")
    assert words_of(entry) == "Hộ nghèo, tháng 9/2022, 4,5%"
    assert changes_of(entry) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_sheet_asks_the_same_for_one_entry_of_the_office_and_three(
    house: House, rows: int, django_assert_num_queries
) -> None:
    for place in range(3):
        indicator = make_indicator(f"line-{place}")
        make_target(house.cell_a, indicator, "2022", 5, by=house.office)
        by = house.office if place < rows else house.cell_secretary
        stated(indicator, house.cell_a, "2022-09", 1, by=by, at=LATER + timedelta(minutes=place))
    client = Client()
    client.force_login(house.cell_secretary)
    client.get(sheet_page(house))
    with django_assert_num_queries(12):
        client.get(sheet_page(house))


def test_evidence_that_the_office_attached_says_what_it_proves_and_opens_with_it(house: House) -> None:
    admitted = make_indicator("admitted", name="Kết nạp đảng viên", unit_of_measure="đảng viên")
    held = stated(admitted, house.cell_a, "2022-09", 3, by=house.cell_secretary)
    attach_evidence(held, by=house.office, title="Quyết định kết nạp", dated=date(2022, 9, 19))
    entry = Entry.objects.get(act="targets.evidence_attached")
    page = get(house.cell_secretary, book_url(house.cell_a, entry)).text
    assert "“Quyết định kết nạp” cho Kết nạp đảng viên, tháng 9/2022, 3 đảng viên" in page
    address = reverse("targets:statement", args=[held.pk])
    assert f'<a class="act-link" href="{address}">Minh chứng: Quyết định kết nạp (19/09/2022)</a>' in page
    assert get(house.cell_secretary, address).status_code == 200
    assert "“Quyết định kết nạp” cho Kết nạp đảng viên" in get(house.cell_secretary, "/").text
