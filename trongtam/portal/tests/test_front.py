"""The front door: the desk, the search, the health address."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client

from trongtam.accounts.models import User
from trongtam.ledger import book
from trongtam.look.registry import DueItem, WaitingItem, due_items, waiting_items
from trongtam.org.operations.objections import object_to_entry
from trongtam.org.tests.house import House, make_house
from trongtam.targets.tests.measures import make_indicator, make_target

pytestmark = pytest.mark.django_db
NOW = datetime(2022, 9, 5, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def given():
    """Things that the registries answer in this test."""
    due: list[DueItem] = []
    waiting: list[WaitingItem] = []
    due_items.register("test", lambda user, at: due)
    waiting_items.register("test", lambda user, at: waiting)
    yield due, waiting
    due_items.forget("test")
    waiting_items.forget("test")


def open_desk(client: Client, who: User):
    client.force_login(who)
    with time_machine.travel(NOW, tick=False):
        return client.get("/")


def item(key: str, due: date | None, **more) -> DueItem:
    return DueItem(key, f"Việc {key}", "Chi tiết", due, f"/{key}/", **more)


def test_an_empty_desk_says_so_kindly(client: Client, house: House) -> None:
    words = open_desk(client, house.cell_secretary).content.decode()
    assert "Thứ Hai, 05/09/2022" in words
    assert "Chào đồng chí Nguyễn Văn Mẫu. Tháng này không còn việc đến hạn." in words
    assert "Không có việc quá hạn. Cảm ơn đồng chí." in words


def test_the_next_thing_stands_first_with_the_one_main_button(client: Client, house: House, given) -> None:
    due, waiting = given
    due += [
        item("hop", date(2022, 9, 7), action="Chuẩn bị cuộc họp", kind="Họp"),
        item("so-lieu", date(2022, 9, 25), done=1, total=7, kind="Số liệu"),
    ]
    waiting.append(WaitingItem("den", "Thay bóng đèn", "UBND xã đã nhận", date(2022, 8, 29)))
    answer = open_desk(client, house.cell_secretary)
    words = answer.content.decode()
    assert "Còn 2 ngày · Thứ Tư 07/09" in words
    assert words.count('class="btn block') == 1
    assert "Chuẩn bị cuộc họp" in words
    assert [one.key for one in answer.context["ahead"]] == ["so-lieu"]
    assert answer.context["marks"] == [(7, "Họp, 7"), (25, "Số liệu, 25")]
    assert "Thay bóng đèn" in words
    assert "Tháng này còn 2 việc." in words


def test_what_is_late_comes_before_what_is_due(client: Client, house: House, given) -> None:
    due, _ = given
    due += [item("moi", date(2022, 9, 25)), item("muon", date(2022, 8, 25)), item("muon-nua", date(2021, 12, 31))]
    answer = open_desk(client, house.cell_secretary)
    assert answer.context["first"].key == "muon-nua"
    assert "31/12/2021" in answer.context["first_meta"]
    assert [one.key for one in answer.context["overdue"]] == ["muon"]


def test_what_came_back_is_not_called_late(client: Client, house: House, given) -> None:
    due, _ = given
    due.append(item("tra-lai", date(2022, 8, 25), back=True))
    answer = open_desk(client, house.cell_secretary)
    assert answer.context["first"].key == "tra-lai"
    assert not answer.context["late"]


def test_other_pages_repeat_the_number_of_the_desk(client: Client, house: House, given) -> None:
    due, _ = given
    due.append(item("mot", None))
    open_desk(client, house.cell_secretary)
    with time_machine.travel(NOW, tick=False):
        assert "có </span>1" in client.get("/more/").content.decode()


def test_the_desk_is_for_people_who_are_signed_in(client: Client) -> None:
    assert client.get("/").status_code in {302, 401}
    assert client.get("/search/?q=a").status_code in {302, 401}


def test_search_says_when_nothing_is_found(client: Client, house: House) -> None:
    client.force_login(house.secretary)
    assert "Không tìm thấy" in client.get("/search/?q=khong-co-gi-het").content.decode()
    assert "Không tìm thấy" not in client.get("/search/").content.decode()
    assert "Chi bộ ấp Mẫu Một" in client.get("/search/?q=mau+mot").content.decode()


def test_health_needs_no_login(client: Client) -> None:
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "files": "ok"})


def test_health_says_when_the_database_is_gone(client: Client) -> None:
    def refuse(execute, sql, params, many, context):
        raise DatabaseError("gone")

    with connection.execute_wrapper(refuse):
        answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"database": "down", "files": "ok"})


def test_health_says_when_files_cannot_be_kept(client: Client, settings, tmp_path) -> None:
    (tmp_path / "no-folder").write_text("")
    settings.MEDIA_ROOT = tmp_path / "no-folder"
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"database": "ok", "files": "down"})


@pytest.mark.parametrize(("who", "queries"), [("cell_secretary", 28), ("office", 29)])
@pytest.mark.parametrize("rows", [1, 3])
def test_what_the_office_entered_and_objections_cost_the_desk_nothing_more(
    client: Client, house: House, rows: int, who: str, queries: int, django_assert_num_queries
) -> None:
    """The fullest desk: sheets due, entries of the office to look at, objections that wait."""
    for place in range(rows):
        asked = make_indicator(f"asked-{place}")
        make_target(house.commune, asked, "2022", 3, by=house.office)
        make_target(house.cell_a, asked, "2022", 3, by=house.office)
        for reason in ("", "Chưa đúng."):
            entry = book.write(
                "org.unit_renamed", by=house.office, on=house.cell_a, unit=house.cell_a, proxy=True, at=NOW
            )
            if reason:
                object_to_entry(entry, by=house.cell_secretary, reason=reason, at=NOW)
    open_desk(client, getattr(house, who))
    with time_machine.travel(NOW, tick=False), django_assert_num_queries(queries):
        words = client.get("/").content.decode()
    assert ("nhập thay đơn vị" in words) == (who == "cell_secretary")
    assert "Chưa đúng." in words


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(
    client: Client, house: House, given, rows: int, django_assert_num_queries
) -> None:
    due, _ = given
    due += [item(f"viec-{place}", date(2022, 9, 7)) for place in range(rows)]
    for place in range(rows):
        asked = make_indicator(f"asked-{place}")
        make_target(house.commune, asked, "2022", 3, by=house.office)
        make_target(house.cell_a, asked, "2022", 3, by=house.office)
    open_desk(client, house.cell_secretary)
    with time_machine.travel(NOW, tick=False), django_assert_num_queries(28):
        client.get("/")
