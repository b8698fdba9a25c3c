"""Pages of recurring work: list, grid, how it is started, what a unit says; the desk before and after; seen by three people."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from trongtam.archive.tests.samples import photo, upload
from trongtam.look import registry
from trongtam.org.models import UnitKind
from trongtam.org.tests.house import House, make_house, make_unit
from trongtam.resolutions.tests.rows import make_clause, make_document
from trongtam.work.models import Occurrence, Recurring
from trongtam.work.operations import stop_recurring
from trongtam.work.plan import Root
from trongtam.work.queries import recurring_pages as pages

from .recurrings import hamlets, started, told
from .works import moment

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2021, 3, 22, 9, tzinfo=VIETNAM)
TODAY = NOW.date()
TWENTIETH = date(2021, 3, 20)


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture(autouse=True)
def in_march_of_2021():
    with time_machine.travel(NOW, tick=False):
        yield


def sign_in(user) -> Client:
    user.__dict__.pop("_reach", None)
    client = Client()
    client.force_login(user)
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def say_url(house: House, recurring: Recurring, day: date = TWENTIETH) -> str:
    return reverse("work:say_occurrence", args=[recurring.pk, house.hamlet.code, day.isoformat()])


def items(user, at: datetime) -> list[registry.DueItem]:
    user.__dict__.pop("_reach", None)
    return [one for one in registry.due_items.of(user, at) if one.key.startswith("work.recurring")]


# -- the desk ----------------------------------------------------------------------------------------------------------


def test_on_the_desk_before_and_after_its_day_until_it_is_said(house: House):
    recurring = started(house, at=moment(2021, 3, 1), start=date(2021, 3, 1))
    at = {day: datetime(2021, 3, day, 9, tzinfo=VIETNAM) for day in (12, 13, 20, 25)}
    assert items(house.hamlet_head, at[12]) == []
    (before,) = items(house.hamlet_head, at[13])
    assert (before.due, before.url) == (
        TWENTIETH,
        reverse("work:recurring_of_unit", args=[recurring.pk, house.hamlet.code]),
    )
    (on_the_day,) = items(house.hamlet_head, at[20])
    assert on_the_day.url == say_url(house, recurring)
    (after,) = items(house.hamlet_head, at[25])
    assert "1" in str(after.detail)
    told(recurring, house.hamlet, TWENTIETH, by=house.hamlet_head)
    assert items(house.hamlet_head, at[25]) == []
    for user in (house.cell_secretary, house.office, house.secretary, house.stranger, house.former):
        assert items(user, at[20]) == [], user


def test_the_oldest_day_comes_first_and_those_long_past_leave(house: House):
    started(house)
    (item,) = items(house.hamlet_head, datetime(2021, 3, 22, 9, tzinfo=VIETNAM))
    assert item.due == date(2021, 2, 20), "what is more than sixty days past is left"
    assert "2" in str(item.detail)


def test_stopped_it_leaves_the_desk(house: House):
    recurring = started(house, start=date(2021, 3, 1))
    stop_recurring(recurring, by=house.office, reason="thôi", at=moment(2021, 3, 10))
    assert items(house.hamlet_head, NOW) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_four_more_queries_however_many(house: House, django_assert_num_queries, count: int):
    for number in range(count):
        started(house, title=f"Việc {number}")
    user = house.hamlet_head
    pages.due(user, TODAY)
    with django_assert_num_queries(4):
        assert len(pages.due(user, TODAY)) == count
    pages.due(house.cell_secretary, TODAY)
    with django_assert_num_queries(1):
        assert pages.due(house.cell_secretary, TODAY) == []


# -- lists and the grid ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("list", 12), ("grid", 10), ("unit", 11)])
def test_the_same_queries_however_many_rows(
    house: House, django_assert_num_queries, count: int, name: str, queries: int
):
    recurrings = [started(house, title=f"Việc số {number}") for number in range(count)]
    for unit in hamlets(house, count):
        for month in range(1, count + 1):
            told(recurrings[0], unit, date(2021, month, 20), by=house.office)
    places = {
        "list": reverse("work:all_recurring", args=[house.committee.code]),
        "grid": reverse("work:recurring_work", args=[recurrings[0].pk]),
        "unit": reverse("work:recurring_of_unit", args=[recurrings[0].pk, house.hamlet.code]),
    }
    client = sign_in(house.secretary)
    client.get(places[name])
    with django_assert_num_queries(queries):
        text(client, places[name])


def test_the_grid_shows_who_said_what(house: House):
    recurring, units = started(house), hamlets(house, 3)
    told(recurring, units[0], TWENTIETH, by=house.hamlet_head)
    told(recurring, units[1], TWENTIETH, by=house.office, state="not_done")
    told(recurring, units[2], TWENTIETH, by=house.office, state="excused")
    page = text(sign_in(house.secretary), reverse("work:recurring_work", args=[recurring.pk]))
    for unit in units:
        assert f"/recurring/{recurring.pk}/of/{unit.code}/#d20210320" in page
    sheet = pages.sheet(recurring, house.secretary, TODAY)
    last = sheet.columns[-1]
    assert (last.day, last.kept.done, last.kept.not_done, last.kept.excused, last.kept.silent) == (
        TWENTIETH, 1, 1, 1, 0,
    )  # fmt: skip
    assert (last.share.kept, last.share.units, last.share.excused) == (1, 2, 1)
    assert [month.month for month, _share in sheet.months] == [1, 2, 3]
    assert "50%" in page


def test_a_hamlet_head_sees_his_own_row_alone(house: House):
    recurring, units = started(house), hamlets(house, 2)
    address = reverse("work:recurring_work", args=[recurring.pk])
    assert units[1].name in text(sign_in(house.secretary), address)
    page = text(sign_in(house.hamlet_head), address)
    assert house.hamlet.name in page
    assert units[1].name not in page
    for user in (house.stranger, house.former):
        assert sign_in(user).get(address).status_code == 404, user
    other = reverse("work:recurring_of_unit", args=[recurring.pk, units[1].code])
    assert sign_in(house.hamlet_head).get(other).status_code == 404


def test_many_days_are_turned_over(house: House):
    recurring = started(house, rule="FREQ=WEEKLY;BYDAY=SA")
    first = pages.sheet(recurring, house.secretary, TODAY)
    assert (len(first.days), first.days[-1]) == (12, date(2021, 3, 27))
    assert (first.older, first.newer) == (date(2021, 1, 8), date(2021, 6, 19))
    later = pages.sheet(recurring, house.secretary, TODAY, first.newer)
    assert later.days[0] > first.days[-1] - timedelta(days=1)
    assert pages.sheet(recurring, house.secretary, TODAY, later.older).days[-1] < later.days[0]
    end = pages.sheet(recurring, house.secretary, TODAY, date(2030, 1, 1))
    assert (end.days[-1], end.newer) == (date(2021, 12, 25), None)
    begin = pages.sheet(recurring, house.secretary, TODAY, date(2020, 1, 1))
    assert begin.days == (date(2021, 1, 2),)
    page = text(sign_in(house.secretary), reverse("work:recurring_work", args=[recurring.pk]) + "?to=2021-06-19")
    assert "19/06" in page


def test_before_it_begins_and_when_it_never_came(house: House):
    recurring = started(house, start=date(2021, 6, 1), end=date(2022, 6, 30))
    page = text(sign_in(house.secretary), reverse("work:recurring_work", args=[recurring.pk]))
    assert "20/06" in page
    assert "chưa đến lần nào" in text(
        sign_in(house.secretary), reverse("work:all_recurring", args=[house.committee.code])
    )
    stopped = stop_recurring(recurring, by=house.office, reason="hoãn", at=moment(2021, 3, 1))
    sheet = pages.sheet(stopped, house.secretary, TODAY)
    assert (sheet.days, sheet.lines, sheet.months) == ((), (), ())
    text(sign_in(house.secretary), reverse("work:recurring_work", args=[recurring.pk]))


def test_the_list_is_filtered_and_taken_out(house: House):
    started(house, title="Việc còn làm")
    over = started(house, title="Việc đã dừng")
    stop_recurring(over, by=house.office, reason="thôi", at=moment(2021, 2, 1))
    client, address = sign_in(house.office), reverse("work:all_recurring", args=[house.committee.code])
    assert "Việc đã dừng" in text(client, address)
    assert "Việc đã dừng" not in text(client, f"{address}?lasts=runs")
    assert "Việc còn làm" not in text(client, f"{address}?lasts=over")
    assert "Việc còn làm" in text(client, f"{address}?sort=title")
    sheet = client.get(f"{address}?as=xlsx")
    assert sheet["Content-Type"].startswith("application/vnd.openxml")


def test_on_the_board_on_ones_own_page_and_in_search(house: House):
    recurring = started(house, title="Dọn vệ sinh ngõ xóm mẫu")
    told(recurring, house.hamlet, TWENTIETH, by=house.hamlet_head)
    board = text(sign_in(house.secretary), reverse("work:board", args=[house.committee.code]))
    assert "1/1 đơn vị giữ được" in board
    of_year = f"{reverse('work:board', args=[house.committee.code])}?year="
    assert "Dọn vệ sinh ngõ xóm mẫu" in text(sign_in(house.secretary), f"{of_year}2021"), "also when it is over"
    for other in ("2020", "2022"):
        assert "Dọn vệ sinh ngõ xóm mẫu" not in text(sign_in(house.secretary), f"{of_year}{other}")
    own = text(sign_in(house.hamlet_head), reverse("work:own"))
    assert say_url(house, recurring, date(2021, 2, 20)) in own
    assert "Dọn vệ sinh" not in text(sign_in(house.cell_secretary), reverse("work:own"))
    found = f"{reverse('search')}?q=ngo+xom"
    assert "Dọn vệ sinh ngõ xóm mẫu" in text(sign_in(house.hamlet_head), found)
    assert "Dọn vệ sinh ngõ xóm mẫu" not in text(sign_in(house.stranger), found)


# -- said --------------------------------------------------------------------------------------------------------------


def test_two_taps_say_it_with_a_photo(house: House):
    recurring = started(house)
    client = sign_in(house.hamlet_head)
    assert 'value="done"' in text(client, say_url(house, recurring))
    sent = {
        "state": "done",
        "note": "",
        "marking": "none",
        "form_key": "a1",
        "evidence": [upload("ngo-xom.jpg", photo("JPEG"))],
    }
    answer = client.post(say_url(house, recurring), sent)
    assert answer.status_code == 302, answer.content.decode()
    said = Occurrence.objects.get()
    assert (said.state, said.evidence.count()) == ("done", 1)
    page = text(client, answer["Location"])
    assert "ngo-xom" in page
    client.post(say_url(house, recurring), sent)
    assert Occurrence.objects.count() == 1, "sent twice, said once"


def test_not_done_without_a_word_keeps_what_was_typed(house: House):
    recurring = started(house)
    client = sign_in(house.hamlet_head)
    sent = {"state": "not_done", "note": " ", "marking": "none", "form_key": "b1"}
    answer = client.post(say_url(house, recurring), sent)
    assert answer.status_code == 422
    assert "Hãy cho biết vì sao chưa làm được." in answer.content.decode()
    answer = client.post(say_url(house, recurring), sent | {"note": "Mưa to mẫu", "form_key": "b2"})
    assert answer.status_code == 302
    client.post(say_url(house, recurring), sent | {"state": "done", "note": "", "form_key": "b3"})
    page = text(client, reverse("work:recurring_of_unit", args=[recurring.pk, house.hamlet.code]))
    assert "trước đó đã báo: chưa làm được · Mưa to mẫu" in page


def test_before_its_day_the_page_says_when(house: House):
    recurring = started(house)
    client, address = sign_in(house.hamlet_head), say_url(house, recurring, date(2021, 4, 20))
    page = text(client, address)
    assert "Từ ngày 20/04/2021 mới báo được." in page
    assert 'form="say"' not in page
    answer = client.post(address, {"state": "done", "marking": "none", "form_key": "c1"})
    assert answer.status_code == 422


@pytest.mark.parametrize("day", ["2021-03-21", "khong-phai-ngay", "2021-02-30", "2031-03-20"])
def test_a_day_that_nobody_owes_is_not_there(house: House, day: str):
    recurring = started(house)
    address = reverse("work:say_occurrence", args=[recurring.pk, house.hamlet.code, day])
    assert sign_in(house.hamlet_head).get(address).status_code == 404


def test_three_people_say_and_excuse(house: House):
    recurring = started(house)
    excuse = reverse("work:excuse_occurrence", args=[recurring.pk, house.hamlet.code, TWENTIETH.isoformat()])
    assert sign_in(house.office).get(say_url(house, recurring)).status_code == 200, "for the hamlet"
    assert sign_in(house.hamlet_head).get(excuse).status_code == 403
    assert sign_in(house.standing).get(say_url(house, recurring)).status_code == 403
    for user in (house.cell_secretary, house.stranger, house.former):
        assert sign_in(user).get(say_url(house, recurring)).status_code == 404, user
    client = sign_in(house.secretary)
    assert client.post(excuse, {"reason": "", "form_key": "d0"}).status_code == 422
    assert client.post(excuse, {"reason": "Bão mẫu", "form_key": "d1"}).status_code == 302
    page = text(sign_in(house.hamlet_head), reverse("work:recurring_of_unit", args=[recurring.pk, house.hamlet.code]))
    assert "Bão mẫu" in page
    assert excuse not in page


def test_a_province_reads_the_unit_not_the_name(house: House):
    recurring = started(house)
    told(recurring, house.hamlet, TWENTIETH, by=house.hamlet_head)
    address = reverse("work:recurring_of_unit", args=[recurring.pk, house.hamlet.code])
    assert house.hamlet_head.display_name in text(sign_in(house.secretary), address)
    page = text(sign_in(house.provincial), address)
    assert house.hamlet.name in page
    assert house.hamlet_head.display_name not in page


def test_many_days_of_a_unit_are_folded(house: House):
    recurring = started(house, rule="FREQ=DAILY")
    address = reverse("work:recurring_of_unit", args=[recurring.pk, house.hamlet.code])
    client = sign_in(house.hamlet_head)
    assert 'id="d20210101"' not in text(client, address)
    assert 'id="d20210101"' in text(client, f"{address}?all=1")


def test_a_unit_that_does_not_owe_it(house: House):
    recurring = started(house)
    address = reverse("work:recurring_of_unit", args=[recurring.pk, house.cell_a.code])
    assert "không phải làm việc này" in text(sign_in(house.office), address)


# -- started, rewritten, stopped ---------------------------------------------------------------------------------------

FORM = {
    "title": "Trồng hoa ven đường mẫu",
    "unit_kind": "hamlet",
    "pattern": "monthly",
    "month_day": "20",
    "weekday": "5",
    "rule": "",
    "start": "01/04/2021",
    "end": "31/12/2021",
    "basis": "",
    "root": "",
}


def test_the_days_are_looked_at_before_it_is_kept(house: House):
    client, address = sign_in(house.office), reverse("work:start_recurring", args=[house.committee.code])
    text(client, address)
    looked = client.post(address, FORM | {"month_day": "31", "form_key": "e1"})
    page = looked.content.decode()
    assert looked.status_code == 422
    assert not Recurring.objects.exists()
    assert "hằng tháng, ngày 31" in page
    assert "31/05/2021" in page
    assert "chọn ngày cuối tháng" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    other = client.post(address, FORM | {"seen": seen, "form_key": "e2"})
    assert not Recurring.objects.exists(), "another rule is shown anew"
    seen = other.content.decode().split('name="seen" value="')[1].split('"')[0]
    done = client.post(address, FORM | {"seen": seen, "form_key": "e3"})
    assert done.status_code == 302
    assert Recurring.objects.get().rule == "FREQ=MONTHLY;BYMONTHDAY=20"
    assert done["Location"] == reverse("work:recurring_work", args=[Recurring.objects.get().pk])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"pattern": "weekly", "weekday": "0"}, "hằng tuần, thứ Hai"),
        ({"pattern": "quarterly", "month_day": "-1"}, "hằng quý, ngày cuối tháng, vào tháng cuối quý"),
        ({"pattern": "rule", "rule": "FREQ=MONTHLY;BYDAY=1SA"}, "hằng tháng, thứ Bảy lần thứ 1 trong tháng"),
        ({"pattern": "rule", "rule": "FREQ=MONTHLY;BYSETPOS=1"}, "Ở đây không nhận BYSETPOS"),
        ({"pattern": "rule", "rule": "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"}, "không bao giờ đến"),
        ({"end": "31/12/2031"}, "nhiều nhất 5 năm"),
        ({"end": "19/04/2021"}, "không rơi vào ngày nào"),
        ({"end": "31/02/2021"}, "không có ngày 31"),
        ({"month_day": "32"}, "32"),
    ],
)
def test_what_the_form_makes_of_a_rule(house: House, changed, words: str):
    client, address = sign_in(house.office), reverse("work:start_recurring", args=[house.committee.code])
    answer = client.post(address, FORM | changed | {"form_key": "f1"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Recurring.objects.exists()


def test_it_is_rewritten_and_stopped(house: House):
    document = make_document(house)
    clause = make_clause(house, document, text="Khu dân cư giữ sạch đẹp mẫu.", kind="task")
    recurring = started(house, root=Root("clause", clause.pk), basis="Kế hoạch mẫu")
    page = text(sign_in(house.office), reverse("work:recurring_work", args=[recurring.pk]))
    assert "Khu dân cư giữ sạch đẹp mẫu." in page
    assert "Kế hoạch mẫu" in page
    client, address = sign_in(house.office), reverse("work:rewrite_recurring", args=[recurring.pk])
    page = text(client, address)
    assert 'name="month_day"' not in page, "days have come, so the rule stays"
    sent = {"title": "Tên mới mẫu", "end": "30/06/2022", "basis": "", "root": "", "reason": "kéo dài"}
    looked = client.post(address, sent | {"form_key": "g1"}).content.decode()
    seen = looked.split('name="seen" value="')[1].split('"')[0]
    assert client.post(address, sent | {"seen": seen, "form_key": "g2"}).status_code == 302
    recurring.refresh_from_db()
    assert (recurring.title, recurring.end, recurring.rule) == (
        "Tên mới mẫu",
        date(2022, 6, 30),
        "FREQ=MONTHLY;BYMONTHDAY=20",
    )
    stop = reverse("work:stop_recurring", args=[recurring.pk])
    assert client.post(stop, {"reason": "thôi", "form_key": "g3"}).status_code == 302
    page = text(client, reverse("work:recurring_work", args=[recurring.pk]))
    assert "đã dừng: thôi" in page


def test_before_it_came_the_form_takes_another_rule(house: House):
    recurring = started(house, start=date(2021, 4, 1))
    client, address = sign_in(house.office), reverse("work:rewrite_recurring", args=[recurring.pk])
    sent = FORM | {"pattern": "weekly", "reason": "mỗi tuần"}
    looked = client.post(address, sent | {"form_key": "h1"}).content.decode()
    seen = looked.split('name="seen" value="')[1].split('"')[0]
    assert client.post(address, sent | {"seen": seen, "form_key": "h2"}).status_code == 302
    recurring.refresh_from_db()
    assert recurring.rule == "FREQ=WEEKLY;BYDAY=SA"


def test_another_commune_is_not_there(house: House):
    make_unit(UnitKind.HAMLET, "Ấp Nơi Khác", house.other_commune)
    recurring = started(house)
    client = sign_in(house.stranger)
    for name in ("recurring_work", "rewrite_recurring", "stop_recurring"):
        assert client.get(reverse(f"work:{name}", args=[recurring.pk])).status_code == 404
    assert client.get(reverse("work:all_recurring", args=[house.committee.code])).status_code == 404
