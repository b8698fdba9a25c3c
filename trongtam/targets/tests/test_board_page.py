"""The board as a page: who opens it, what stands on it, how many queries it takes."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.accounts.models import User
from trongtam.ground.sheets import read_rows
from trongtam.org.models import Unit
from trongtam.org.tests.house import House, make_house
from trongtam.targets.operations import Root

from .measures import make_indicator, make_resolution, make_target, moment, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def page(client: Client, who: User, address: str):
    client.force_login(who)
    return client.get(address)


def address(unit: Unit, query: str = "?period=2022&on=2022-09-30") -> str:
    return reverse("targets:board", args=[unit.code]) + query


def fill(house: House, rows: int) -> None:
    """`rows` targets of the commune, each with a figure of every month until September and one of the cell's own."""
    document = make_resolution(house.commune)
    for place in range(rows):
        work = make_indicator(f"work-{place}", stated_by="commune", unit_of_measure="việc")
        make_target(house.commune, work, "2022", 12, by=house.office, root=Root(document=document, order=place))
        for month in range(1, 10):
            stated(work, house.commune, f"2022-{month:02d}", place + 1, by=house.office, at=moment(2022, month + 1, 5))
        own = make_indicator(f"own-{place}", stated_by="cell")
        make_target(house.cell_a, own, "2022", 36, by=house.office)
        stated(own, house.cell_a, "2022-01", 1, by=house.cell_secretary)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("office", 200),
        ("secretary", 200),
        ("cell_secretary", 200),
        ("provincial", 200),
        ("stranger", 404),
        ("former", 404),
    ],
)
def test_who_opens_the_board_of_the_commune(client: Client, house: House, who: str, status: int) -> None:
    fill(house, 1)
    assert page(client, getattr(house, who), address(house.commune)).status_code == status


@pytest.mark.parametrize(("who", "status"), [("cell_secretary", 200), ("office", 200), ("other_cell_secretary", 404)])
def test_who_opens_the_board_of_a_cell(client: Client, house: House, who: str, status: int) -> None:
    assert page(client, getattr(house, who), address(house.cell_a)).status_code == status


def test_the_board_says_where_the_commune_stands(client: Client, house: House) -> None:
    fill(house, 3)
    answer = page(client, house.secretary, address(house.commune))
    text = answer.content.decode()
    assert "Trong <b>3 chỉ tiêu</b> có 2 chỉ tiêu đạt, 1 chỉ tiêu đạt từ 60 đến dưới 100%." in text
    assert "75%" in text
    assert "9/12 việc" in text
    assert [row.name for row in answer.context["picture"].groups[0].rows] == ["work 0"]
    assert "Chậm 3 chỉ tiêu" in text  # the cell stated one in January and no more
    late = answer.context["board"].help[0].unit
    assert [answer.context["picture"].help[0].name, late.kind, late.path] == [
        house.cell_a.name, "cell", house.cell_a.path,
    ]  # fmt: skip
    assert [tab.current for tab in answer.context["tabs"]] == [False, False, True, False]


def test_another_order_goes_by_sector(client: Client, house: House) -> None:
    fill(house, 2)
    answer = page(client, house.secretary, address(house.commune, "?period=2022&on=2022-09-30&order=resolution"))
    assert [group.key for group in answer.context["picture"].groups] == ["party"]
    assert [row.name for row in answer.context["picture"].groups[0].rows] == ["work 0", "work 1"]


def test_read_until_the_last_month_that_was_stated(client: Client, house: House) -> None:
    fill(house, 1)
    answer = page(client, house.secretary, address(house.commune, ""))
    assert (answer.context["board"].period.code, answer.context["board"].as_of) == ("2022", date(2022, 9, 30))


def test_as_it_was_known_on_an_earlier_day(client: Client, house: House) -> None:
    fill(house, 1)
    answer = page(client, house.secretary, address(house.commune, "?period=2022&on=2022-09-30&known=2022-07-20"))
    assert answer.context["board"].rows[0].value == 6
    assert "Như đã biết ngày 20/07/2022." in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["?period=2022-13&on=x&document=y&known=0&order=z", "?on=2035-01-01", "?document=999"]
)
def test_an_address_that_cannot_be_read_gives_the_usual_board(client: Client, house: House, query: str) -> None:
    fill(house, 1)
    answer = page(client, house.secretary, address(house.commune, query))
    assert answer.status_code == 200
    assert answer.context["board"].period.code == "2022"


def test_a_day_is_typed_as_people_write_it(client: Client, house: House) -> None:
    fill(house, 1)
    answer = page(client, house.secretary, address(house.commune, "?period=2022&on=30/09/2022&known=20.7.2022"))
    assert answer.context["board"].rows[0].value == 6
    assert 'value="20/07/2022"' in answer.content.decode()


def test_a_day_that_is_none_gets_its_sentence_at_its_box(client: Client, house: House) -> None:
    fill(house, 1)
    shown = page(
        client, house.secretary, address(house.commune, "?period=2022&on=31/09/2022&known=hôm qua")
    ).content.decode()
    assert "Tháng 9 năm 2022 không có ngày 31." in shown
    assert 'value="hôm qua"' in shown
    assert "Hãy ghi ngày như 05/09/2022." in shown


def test_the_own_board_is_that_of_the_unit_one_works_for(client: Client, house: House) -> None:
    fill(house, 1)
    assert page(client, house.office, "/board/").url == address(house.commune, "")
    assert page(client, house.cell_secretary, "/board/").url == address(house.cell_a, "")
    assert page(client, house.other_cell_secretary, "/board/").url == address(house.commune, "")
    assert "chưa có chức vụ" in page(client, house.former, "/board/").content.decode()


def test_no_targets_is_said_kindly(client: Client, house: House) -> None:
    answer = page(client, house.cell_secretary, address(house.cell_a))
    assert "Chưa có chỉ tiêu" in answer.content.decode()


def test_a_province_lists_the_communes_in_reach(client: Client, house: House) -> None:
    fill(house, 1)
    province = address(house.province, "?period=2022")
    above = page(client, house.provincial, province).content.decode()
    assert "Xã Mẫu" in above
    assert "Trong 1 chỉ tiêu" in above
    assert [row.unit for row in page(client, house.secretary, province).context["list"].rows] == [house.commune]
    assert page(client, house.former, province).status_code == 404


def test_small_counts_are_hidden_from_those_below(client: Client, house: House) -> None:
    people = make_indicator("people", stated_by="commune", counts_people=True, unit_of_measure="người")
    make_target(house.commune, people, "2022", 8, by=house.office)
    stated(people, house.commune, "2022-09", 3, by=house.office)
    assert "3/8 người" in page(client, house.secretary, address(house.commune)).content.decode()
    below = page(client, house.cell_secretary, address(house.commune)).content.decode()
    assert "3/8 người" not in below
    assert "dưới 5 / 8 người" in below


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(
    client: Client, house: House, rows: int, django_assert_num_queries
) -> None:
    fill(house, rows)
    page(client, house.secretary, address(house.commune))
    with django_assert_num_queries(12):
        client.get(address(house.commune))


def test_targets_are_found_filtered_and_taken_out(client: Client, house: House) -> None:
    fill(house, 3)
    found = page(client, house.secretary, address(house.commune) + "&q=WORK+2")
    assert [row.name for row in found.context["list"].rows] == ["work 2"]
    assert [group.count for group in found.context["picture"].groups] == ["1 chỉ tiêu"]
    assert "Trong" in found.content.decode() and found.context["board"].tally.total == 3
    band = found.context["list"].rows[0].band
    assert page(client, house.secretary, address(house.commune) + f"&band={band}").context["list"].count >= 1
    rows = read_rows(page(client, house.secretary, address(house.commune) + "&as=xlsx").content)
    assert rows[0][0] == "Chỉ tiêu" and len(rows) == 4
