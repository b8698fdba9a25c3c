"""The board of a province: its communes beside each other, who is behind, whose reports are missing."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.ground.periods import Period
from trongtam.ground.sheets import read_rows
from trongtam.org.tests.house import House, make_house, make_unit, make_user
from trongtam.targets.operations import open_round
from trongtam.targets.queries.province import communes_below, together

from .measures import make_indicator, make_target, moment, stated

pytestmark = pytest.mark.django_db
YEAR = Period.year(2022)
TODAY = date(2023, 2, 1)


@pytest.fixture
def house() -> House:
    """The commune and its committee with a target each, one of them far behind; the other commune met its one."""
    found = make_house()
    work = make_indicator("viec-mau", stated_by="commune")
    led = make_indicator("ket-nap-mau", stated_by="party_committee")
    for unit, indicator, plan, value, by in (
        (found.commune, work, 100, 10, found.office),
        (found.committee, led, 4, 4, found.office),
        (found.other_commune, work, 5, 6, found.stranger),
    ):
        make_target(unit, indicator, "2022", plan, by=by)
        stated(indicator, unit, "2022-H1", value, by=by, at=moment(2022, 7, 5))
    return found


def open_page(house, who="provincial", query="?period=2022"):
    client = Client()
    client.force_login(getattr(house, who))
    return client.get(reverse("targets:board", args=[house.province.code]) + query)


def read(house):
    return {one.unit.pk: one for one in communes_below(house.province, YEAR, user=house.provincial, today=TODAY)}


def test_a_commune_counts_with_its_committee(house):
    found = read(house)
    assert found[house.commune.pk].tally.counts == {"met": 1, "partly": 0, "not_met": 1, "not_measured": 0}
    assert found[house.other_commune.pk].tally.counts["met"] == 1
    whole = together(found.values())
    assert (whole.total, whole.counts["met"], round(whole.shares["met"], 2)) == (3, 2, Decimal("66.67"))
    assert found[house.commune.pk].behind == 1 and found[house.other_commune.pk].behind == 0


def test_whose_reports_are_missing(house):
    month = Period.parse("2022-06")
    keeper = make_user("Mai Trên Tỉnh", house.province, "office")
    open_round(
        house.province, month, by=keeper, units=[house.commune, house.other_commune], due_on=date(2022, 7, 5),
        at=moment(2022, 6, 20),
    )  # fmt: skip
    found = read(house)
    assert [(one.owed, one.late) for one in found.values()] == [(1, 1), (1, 1)]
    early = communes_below(house.province, YEAR, user=house.provincial, today=date(2022, 7, 1))
    assert [(one.owed, one.late) for one in early] == [(1, 0), (1, 0)]
    other_year = communes_below(house.province, Period.year(2021), user=house.provincial, today=TODAY)
    assert [one.owed for one in other_year] == [0, 0]
    assert len(open_page(house, query="?period=2022&state=late").context["list"].rows) == 2


def test_filtered_sorted_and_taken_out(house):
    assert [one.unit.name for one in open_page(house, query="?period=2022&state=behind").context["list"].rows] == [
        "Xã Mẫu"
    ]
    assert [one.unit.name for one in open_page(house, query="?period=2022&band=not_met").context["list"].rows] == [
        "Xã Mẫu"
    ]
    by_name = open_page(house, query="?period=2022").context["list"].rows
    assert [one.unit.name for one in by_name] == ["Xã Khác", "Xã Mẫu"]
    worst = open_page(house, query="?period=2022&sort=behind").context["list"].rows
    assert [one.unit.name for one in worst] == ["Xã Mẫu", "Xã Khác"]
    rows = read_rows(open_page(house, query="?period=2022&as=xlsx").content)
    assert [row[0] for row in rows] == ["Xã, phường", "Xã Khác", "Xã Mẫu"]


def test_who_needs_help_stands_first_on_the_page(house):
    page = open_page(house)
    assert [row.name for row in page.context["picture"].help] == ["Xã Mẫu"]
    assert "1 chỉ tiêu chậm tiến độ" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "names"), [("provincial", 2), ("secretary", 1), ("stranger", 1), ("cell_secretary", 0)]
)
def test_each_sees_the_communes_in_reach(house, who, names):
    assert open_page(house, who).context["list"].count == names


def test_nobody_else_opens_it(house):
    assert open_page(house, "former").status_code == 404


@pytest.mark.parametrize("more", [0, 3])
def test_costs_the_same_for_more_communes(house, more, django_assert_num_queries):
    for number in range(more):
        make_unit("commune", f"Xã thêm {number}", house.province)
    client = Client()
    client.force_login(house.provincial)
    address = reverse("targets:board", args=[house.province.code]) + "?period=2022"
    client.get(address)
    with django_assert_num_queries(13):
        client.get(address)
