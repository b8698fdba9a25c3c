"""The commune's view of its cells: what each month says, who sees it, queries that do not grow, the sheet."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from trongtam.meetings.models import HeadCount, Meeting, MeetingKind, Score
from trongtam.meetings.queries.grid import grid_of
from trongtam.meetings.queries.live import on_time
from trongtam.org.models import UnitKind
from trongtam.org.tests.house import House, grant, make_house, make_unit

from .records import MOMENT, meeting, seventeen


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel("2022-10-15 12:00+07:00", tick=False):
        yield


def month(unit, number: int, *, day: int = 3, came: int = 9, total: int | None = None, **more) -> Meeting:
    made = meeting(unit, on=date(2022, number, day), **({"state": "signed"} | more))
    HeadCount.objects.create(meeting=made, base=10, present=came, source="typed", at=MOMENT)
    if total is not None:
        level = "tot" if total >= 90 else "kha"
        Score.objects.create(meeting=made, column="own", form="khung-5", total=Decimal(total), level=level, at=MOMENT)
    return made


def open_(house: House, user, unit=None, **query):
    client = Client()
    client.force_login(user)
    return client.get(reverse("meetings:cells", args=[(unit or house.commune).code]), query)


def test_the_grid_says_each_month(house: House) -> None:
    for number in (1, 2, 3, 4, 6, 7, 8):
        month(house.cell_a, number, total=95 if number < 4 else 75)
    month(house.cell_a, 9, came=6, state="ended")
    month(house.cell_a, 2, kind=MeetingKind.THEMATIC)
    page = open_(house, house.secretary, year="2022").content.decode()
    meeting = Meeting.objects.get(held_on__month=9)
    assert f'<a href="{reverse("meetings:meeting", args=[meeting.pk])}"' in page, "each month opens its meeting"
    assert "8 trong 9 kỳ đã họp, 8 kỳ đúng hạn" in page, "the other cell never kept a meeting: unknown, not missed"
    assert "1 chi bộ chưa ghi cuộc họp nào" in page
    assert "90%" in open_(house, house.secretary, year="2022", way="attendance").content.decode()
    scores = open_(house, house.secretary, year="2022", way="score").content.decode()
    assert ">95<" in scores.replace("</span>95", "</span>>95")
    assert "Còn thiếu" in open_(house, house.secretary, year="2022", way="minutes").content.decode()


def test_who_needs_help_and_the_list(house: House) -> None:
    for number in range(1, 10):
        month(house.cell_a, number, kind=MeetingKind.REGULAR)
        if number % 3 == 2:
            month(house.cell_a, number, kind=MeetingKind.THEMATIC, day=4)
    month(house.cell_b, 5)
    page = open_(house, house.standing, year="2022", way="help").content.decode()
    assert "Chi bộ ấp Mẫu Hai" in page
    assert "Chi bộ ấp Mẫu Một" not in page.split("<main")[1]
    assert "Chưa ghi cuộc họp nào" not in page
    listed = open_(house, house.standing, year="2022", way="list", help="0").content.decode()
    assert "Chi bộ ấp Mẫu Một" in listed
    assert "9/9" in listed


def test_a_cell_that_never_kept_a_meeting_is_unknown_and_named(house: House) -> None:
    """Decision 26, rule 4: whatever its neighbours did, it owes nothing; so say page, sheet and indicator."""
    for number in range(1, 10):
        month(house.cell_a, number)
    (unknown,) = [row for row in grid_of(house.commune, house.secretary, 2022, date(2022, 10, 15)) if not row.begun]
    assert unknown.cell == house.cell_b
    assert (unknown.line.owed, unknown.line.needs) == (0, {})
    assert all(one.held is None for one in unknown.line.months)
    page = open_(house, house.standing, year="2022", way="help").content.decode()
    named = page.split("Chưa ghi cuộc họp nào")[-1]
    assert reverse("meetings:of_unit", args=[house.cell_b.code]) in named
    assert "Chi bộ ấp Mẫu Một" not in named
    share = on_time([house.commune.pk], [(date(2022, 1, 1), date(2022, 9, 30))], date(2022, 10, 15))
    assert (share[house.commune.pk, 0][0].numerator, share[house.commune.pk, 0][0].denominator) == (9, 9)


def test_a_place_that_keeps_no_meetings_here_any_longer(house: House) -> None:
    """For a year no cell of the commune wrote a meeting down: the months after the last one are unknown."""
    for number in (1, 2, 5):
        month(house.cell_a, number)
    month(house.cell_b, 3)
    day = date(2023, 5, 31)
    assert [row.line.owed for row in grid_of(house.commune, house.secretary, 2022, day)] == [12, 10], (
        "still within a year"
    )
    day = date(2023, 6, 1)
    first, second = grid_of(house.commune, house.secretary, 2022, day)
    assert (first.line.owed, first.line.held, second.line.owed) == (5, 3, 3)
    assert all(row.line.owed == 0 for row in grid_of(house.commune, house.secretary, 2023, day))
    share = on_time([house.commune.pk], [(date(2022, 1, 1), date(2022, 12, 31))], day)[house.commune.pk, 0][0]
    assert (share.numerator, share.denominator) == (4, 8), "the indicator says the same"


def test_a_cluster_and_a_cell_have_their_own(house: House) -> None:
    month(house.cell_a, 9)
    page = open_(house, house.standing, house.cluster, year="2022", way="list").content.decode()
    assert "Chi bộ ấp Mẫu Một" in page
    assert "Chi bộ ấp Mẫu Hai" not in page
    assert open_(house, house.cell_secretary, house.cell_a, year="2022").status_code == 200


def test_strangers_find_nothing(house: House) -> None:
    for user in (house.stranger, house.cell_secretary, house.other_cell_secretary, house.former):
        assert open_(house, user).status_code == 404


def test_the_sheet_holds_sums_and_no_person(house: House) -> None:
    seventeen(house.cell_a)
    month(house.cell_a, 9)
    answer = open_(house, house.office, year="2022", **{"as": "xlsx"})
    sheet = openpyxl.load_workbook(
        io.BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    )
    text = " ".join(str(cell.value) for line in sheet.active.iter_rows() for cell in line)
    assert "Chi bộ ấp Mẫu Một" in text
    assert "Nguyễn Thử" not in text


@pytest.mark.parametrize("cells", [1, 3])
def test_queries_do_not_grow(house: House, django_assert_max_num_queries, cells: int) -> None:
    for number in range(cells):
        unit = make_unit(UnitKind.CELL, f"Chi bộ mẫu thêm {number}", house.committee)
        month(unit, 8)
        month(unit, 9, total=90)
    client = client_of(house.secretary)
    with django_assert_max_num_queries(14):
        assert client.get(reverse("meetings:cells", args=[house.commune.code]), {"year": "2022"}).status_code == 200


def test_an_address_that_says_nothing_useful(house: House) -> None:
    for query in ({"year": "abcd"}, {"year": "99999"}, {"way": "nonsense"}):
        assert open_(house, house.secretary, **query).status_code == 200


# -- the pages of one meeting ----------------------------------------------------------------------------------------------


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_roll_is_called_on_its_page(house: House) -> None:
    people = seventeen(house.cell_a)
    held = meeting(house.cell_a, on=date(2022, 10, 3))
    address, marked = (reverse(f"meetings:{name}", args=[held.pk]) for name in ("roll", "mark_roll"))
    client = client_of(house.cell_secretary)
    page = client.get(address).content.decode()
    assert "Nguyễn Thử 01" in page
    ticked = {f"here-{one.pk}": "on" for one in people[1:]} | {f"why-{people[0].pk}": "unexcused", "roll": "1"}
    assert client.post(marked, ticked).status_code == 302
    count = HeadCount.objects.get()
    assert (count.present, count.base, count.unexcused) == (16, 17, 1)
    assert "94,12%" in client.get(address).content.decode()


def test_others_read_sums_alone(house: House) -> None:
    people = seventeen(house.cell_a)
    held = meeting(house.cell_a, on=date(2022, 10, 3))
    address, marked = (reverse(f"meetings:{name}", args=[held.pk]) for name in ("roll", "mark_roll"))
    client_of(house.cell_secretary).post(marked, {f"here-{one.pk}": "on" for one in people[1:]})
    for user in (house.office, house.secretary, house.provincial):
        page = client_of(user).get(address).content.decode()
        assert "Nguyễn Thử 01" not in page
        assert "94,12%" in page
    assert client_of(house.stranger).get(address).status_code == 404
    assert client_of(house.office).post(marked, {}).status_code == 403
    grant(house.office, house.cell_a)
    assert "Nguyễn Thử 01" in client_of(house.office).get(address).content.decode()


def test_counts_on_their_page(house: House) -> None:
    held = meeting(house.cell_a, on=date(2022, 10, 3))
    address = reverse("meetings:count_heads", args=[held.pk])
    client = client_of(house.office)
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": "40/36"}).status_code == 422
    assert client.post(address, {"text": "34/36"}).status_code == 302
    assert HeadCount.objects.get().proxy
    assert client_of(house.standing).get(address).status_code == 403


def test_both_columns_on_their_pages(house: House) -> None:
    held = meeting(house.cell_a, on=date(2022, 10, 3), minutes_read=True)
    HeadCount.objects.create(meeting=held, base=10, present=9, source="typed", at=MOMENT)
    answers = {"item-2.1": "20", "item-3.3": "5", "item-4.1": "20", "item-5.1": "20"}
    own, above = (reverse(f"meetings:{name}", args=[held.pk]) for name in ("score", "score_from_above"))
    client = client_of(house.cell_secretary)
    assert "°" not in client.get(own).content.decode().split("<main")[0]
    refused = client.post(own, {**answers, "item-1.1": "5"})
    assert refused.status_code == 422
    assert "Tỷ lệ đảng viên dự" in refused.content.decode()
    assert client.post(own, {**answers, "votes_for": "8", "votes_of": "9"}).status_code == 302
    assert client.get(above).status_code == 403
    assert client_of(house.secretary).post(above, {**answers, "item-4.1": "10"}).status_code == 302
    page = client.get(own).content.decode()
    assert "Chi bộ tự chấm" in page
    assert "8 trong 9 tán thành" in page
    assert [one.total for one in Score.objects.order_by("column")] == [90, 100]
