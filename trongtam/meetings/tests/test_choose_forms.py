"""Which scoring forms hold in a place; what a year comes to by their rule, and where that is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from trongtam.ledger.models import Entry
from trongtam.meetings.calendar_of_cell import Held
from trongtam.meetings.models import FormChoice, HeadCount, MeetingKind, Score
from trongtam.meetings.queries.facts import form_of
from trongtam.meetings.year_of_cell import MeetingRow, MonthLine, YearLine
from trongtam.meetings.year_rating import rated_year
from trongtam.org.tests.house import House, make_house

from .records import MOMENT, meeting


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture
def january():
    with time_machine.travel("2024-01-15 12:00+07:00", tick=False):
        yield


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


CHOICE = {
    "regular": "nghe-an-thuong-ky",
    "thematic": "nghe-an-chuyen-de",
    "since": "01/01/2024",
    "basis": "Kế hoạch mẫu",
}


def test_the_rules_in_force_stand_there_with_their_source(house: House, january) -> None:
    """Also the days that no document names: they say that they are the program's own."""
    address = reverse("meetings:scoring_forms", args=[house.cell_a.code])
    page = signed_in(house.cell_secretary).get(address).content.decode().split('id="quy-dinh"')[1]
    assert "Ký trong 7 ngày" in page and "Quy ước riêng của chương trình" in page
    assert "Trên 85% số đảng viên" in page, "the rule of January 2024"
    assert "từ ngày 1 đến ngày 31" in page
    assert signed_in(house.stranger).get(address).status_code == 404
    with time_machine.travel("2026-01-15 12:00+07:00", tick=False):
        page = signed_in(house.cell_secretary).get(address).content.decode()
    assert "Trên 90% số đảng viên" in page and "từ ngày 1 đến ngày 7" in page


def test_the_office_chooses_and_the_cells_below_use_it(house: House, january) -> None:
    client = signed_in(house.office)
    url = reverse("meetings:choose_forms", args=[house.committee.code])
    assert client.get(url).status_code == 200
    assert client.post(url, CHOICE).status_code == 302
    before, after = (meeting(house.cell_a, on=day) for day in (date(2023, 12, 3), date(2024, 1, 3)))
    themed = meeting(house.cell_a, on=date(2024, 1, 9), kind=MeetingKind.THEMATIC)
    assert [form_of(one).code for one in (before, after, themed)] == [
        "khung-5",
        "nghe-an-thuong-ky",
        "nghe-an-chuyen-de",
    ]
    page = (
        signed_in(house.cell_secretary)
        .get(reverse("meetings:scoring_forms", args=[house.cell_a.code]))
        .content.decode()
    )
    assert "Kế hoạch mẫu" in page and "01/01/2024" in page
    assert "Chọn bảng chấm điểm" not in page, "a cell does not choose for itself"
    assert Entry.objects.filter(act="meetings.forms_chosen").count() == 1


def test_refusals_stand_at_their_field(house: House, january) -> None:
    client = signed_in(house.secretary)
    url = reverse("meetings:choose_forms", args=[house.committee.code])
    for wrong in (
        {"basis": " "},
        {"regular": "nothing"},
        {"since": "45/13/2024"},
        {"thematic": "khung-5"},
        {"basis": "x" * 300},
    ):
        assert client.post(url, CHOICE | wrong).status_code == 422, wrong
    assert not FormChoice.objects.exists()


def test_a_choice_of_the_same_day_takes_the_place_of_the_first(house: House, january) -> None:
    client = signed_in(house.office)
    url = reverse("meetings:choose_forms", args=[house.committee.code])
    client.post(url, CHOICE)
    client.post(url, CHOICE | {"thematic": "none"})
    assert FormChoice.objects.get().forms == ["nghe-an-thuong-ky"]
    entry = Entry.objects.filter(act="meetings.forms_chosen").latest("pk")
    assert entry.payload["before"] == {"forms": ["nghe-an-thuong-ky", "nghe-an-chuyen-de"]}


def test_who_may(house: House) -> None:
    choose = reverse("meetings:choose_forms", args=[house.committee.code])
    read = reverse("meetings:scoring_forms", args=[house.committee.code])
    for user, codes in ((house.secretary, (200, 200)), (house.standing, (403, 200)), (house.stranger, (404, 404))):
        assert (signed_in(user).get(choose).status_code, signed_in(user).get(read).status_code) == codes
    below = reverse("meetings:choose_forms", args=[house.cell_a.code])
    assert signed_in(house.cell_secretary).get(below).status_code == 403


def test_the_page_reads_the_same_with_one_and_with_many(house: House, django_assert_num_queries) -> None:
    client = signed_in(house.standing)
    url = reverse("meetings:scoring_forms", args=[house.committee.code])
    client.get(url)
    for year in (2019, 2021, 2023):
        FormChoice.objects.create(
            unit=house.committee, forms=["khung-5"], valid_from=date(year, 1, 1), basis="mẫu", at=MOMENT
        )
        with django_assert_num_queries(QUERIES):
            assert client.get(url).status_code == 200


QUERIES = 7


# -- the year's rating -------------------------------------------------------------------------------------------------


def good_year(house: House, totals: list[int]) -> None:
    for month, total in enumerate(totals, 1):
        one = meeting(house.cell_a, on=date(2023, month, 3), state="signed")
        HeadCount.objects.create(meeting=one, base=10, present=9, source="typed", at=MOMENT)
        level = "tot" if total >= 90 else "kha" if total >= 70 else "trung-binh"
        Score.objects.create(meeting=one, column="own", form="binh-thuan", total=Decimal(total), level=level, at=MOMENT)
    for month in (2, 5, 8, 11):
        meeting(house.cell_a, on=date(2023, month, 20), kind=MeetingKind.THEMATIC, state="signed")


@pytest.mark.parametrize(
    ("totals", "words"),
    [
        ([92] * 10 + [85, 85], "Cả năm xếp loại “Tốt”."),
        ([92] * 9 + [89] * 3, "9 trên 10 tháng"),
        ([99] * 11 + [60], "có tháng bị chấm “Trung bình”, “Kém”"),
    ],
)
def test_the_rating_stands_with_its_rule(house: House, january, totals: list[int], words: str) -> None:
    good_year(house, totals)
    page = reverse("meetings:cells", args=[house.cell_a.code])
    text = signed_in(house.cell_secretary).get(page, {"year": "2023"}).content.decode()
    assert words in text
    assert "Bảng 100 điểm, khối cơ quan Bình Thuận" in text and "bình quân từ 90" in text
    grid = signed_in(house.secretary).get(
        reverse("meetings:cells", args=[house.commune.code]), {"year": "2023", "way": "list"}
    )
    assert ("Tốt" if "xếp loại" in words else "dưới “Tốt”") in grid.content.decode()


def test_the_unit_page_says_how_the_year_stands(house: House) -> None:
    with time_machine.travel("2023-12-20 12:00+07:00", tick=False):
        good_year(house, [92] * 11)
        page = signed_in(house.cell_secretary).get(reverse("org:unit_more", args=[house.cell_a.code])).content.decode()
    assert "Tới nay năm này" in page


def line(*scored: tuple[str, int, str] | None, held: bool = True, themes: bool = True) -> YearLine:
    months = []
    for number, one in enumerate(scored, 1):
        told = {"total": Decimal(one[1]), "level": one[2], "form": one[0]} if one else {}
        row = MeetingRow(number, 1, (2023, number), False, date(2023, number, 3), False, True, 9, 10, **told)
        months.append(MonthLine((2023, number), Held.ON_TIME if held else Held.NOT_HELD, row))
    return YearLine(tuple(months), dict.fromkeys(range(1, 5), themes), {})


TOT, KHA = ("binh-thuan", 92, "tot"), ("khung-5", 80, "kha")


def test_months_on_another_form_do_not_count() -> None:
    rated = rated_year(line(KHA, KHA, *[TOT] * 10))
    assert (rated.form.code, rated.scored, rated.other, rated.rating.reached) == ("binh-thuan", 10, 2, True)


def test_a_form_without_a_rule_rates_no_year() -> None:
    rated = rated_year(line(*[TOT] * 11, KHA))
    assert (rated.form.code, rated.rating) == ("khung-5", None)


def test_nothing_scored_is_nothing_rated() -> None:
    assert rated_year(line(None, None)) is None
    assert rated_year(line(("a-form-that-is-gone", 90, "tot"))) is None


@given(st.lists(st.sampled_from([TOT, KHA, None]), min_size=1, max_size=12), st.booleans(), st.booleans())
def test_a_year_with_a_missed_meeting_or_theme_is_never_good(months, held, themes) -> None:
    rated = rated_year(line(*months, held=held, themes=themes))
    assert (rated is None) == (not any(months))
    if rated is not None:
        assert rated.scored + rated.other == sum(1 for one in months if one)
        if rated.rating is not None and rated.rating.reached:
            assert held and themes and rated.rating.months >= 10
