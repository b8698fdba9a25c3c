"""Comparing units: months beside each other, filtered, sorted, taken out; as it was and in today's units."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.ground.sheets import read_rows
from trongtam.org.operations.reorganise import merge_units
from trongtam.org.tests.house import House, make_house, make_unit, make_user
from trongtam.targets.models import Indicator
from trongtam.targets.operations import Root
from trongtam.targets.queries.compare import Wanted, compare

from .measures import LATER, make_indicator, make_target, moment, stated

pytestmark = pytest.mark.django_db
TODAY = date(2023, 2, 1)


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def insured(house) -> Indicator:
    """Two cells with a plan of 24 and 12; A has 2 a month until September, B 1 until June."""
    return fill(house, make_indicator("tham-gia-bao-hiem", name="Tham gia bảo hiểm"))


def fill(house: House, indicator: Indicator) -> Indicator:
    make_target(house.committee, indicator, "2022", 40, by=house.office)
    for cell, plan, much, months in ((house.cell_a, 24, 2, 9), (house.cell_b, 12, 1, 6)):
        make_target(cell, indicator, "2022", plan, by=house.office)
        for month in range(1, months + 1):
            stated(indicator, cell, f"2022-{month:02d}", much, by=house.office, at=moment(2022, month + 1, 5))
    return indicator


def open_page(house, who="office", query="", unit=None):
    client = Client()
    client.force_login(getattr(house, who))
    return client.get(reverse("targets:compare", args=[(unit or house.commune).code]) + query)


def read(house, **wanted):
    return compare(house.commune, Wanted(**wanted), user=house.office, today=TODAY)


# -- what is read ------------------------------------------------------------------------------------------------------


def test_cells_are_running_sums_with_their_bands(house, insured):
    found = read(house)
    assert (found.level, found.period.code, found.indicator) == ("cell", "2022", insured)
    a, b = sorted(found.lines, key=lambda line: line.unit.pk)
    assert [int(cell.value) for cell in a.cells] == [2, 4, 6, 8, 10, 12, 14, 16, 18]
    assert [cell.value for cell in b.cells][5:] == [Decimal(6), None, None, None]
    assert (a.last.band, a.percent, a.plan) == ("partly", Decimal(75), Decimal(24))
    assert b.last.band == "not_measured" and b.band == "not_met" and b.percent == Decimal(50)
    assert found.days[-1] == date(2022, 9, 30) and len(found.days) == 9


def test_the_span_of_months_is_asked_for(house, insured):
    found = read(house, first="2022-03", last="2022-05")
    assert [day.month for day in found.days] == [3, 4, 5]
    turned = read(house, first="2022-05", last="2022-03", period="2019", of="no", level="province")
    assert [day.month for day in turned.days] == [3] and turned.period.code == "2022" and turned.level == "cell"


def test_units_without_a_target_show_what_they_stated(house):
    walls = make_indicator("lam-duong", stated_by="hamlet")
    above = make_target(house.commune, walls, "2022", 10, by=house.office)
    stated(walls, house.hamlet, "2022-01", 3, by=house.office, at=LATER)
    found = read(house)
    (line,) = found.lines
    assert (found.level, line.target, line.cells[0].value, line.cells[0].band) == ("hamlet", None, Decimal(3), "")
    assert found.above == above
    assert f"/targets/{above.pk}/?on=2022-01-31" in open_page(house).content.decode()


def test_in_the_units_of_the_day_and_in_todays(house, insured):
    """Two cells become one in July: then two lines, today one that carries both on."""
    keeper = make_user("Mai Trên Cấp", house.commune, "administrator")
    merged = merge_units(
        [house.cell_a, house.cell_b],
        by=keeper,
        name="Chi bộ ấp Mẫu Mới",
        on=date(2022, 12, 1),
        basis="Nghị quyết, số hiệu chưa ghi",
        parent=house.committee,
    )
    today = {line.unit.name: line for line in read(house).lines}
    assert list(today) == [merged.name]
    then = read(house, then=True)
    assert {line.unit.pk for line in then.lines} == {house.cell_a.pk, house.cell_b.pk}
    tabs = [tab.label for tab in open_page(house).context["units_views"]]
    assert len(tabs) == 2 and open_page(house, query="?units=then").status_code == 200


# -- who ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status", "lines"),
    [
        ("office", 200, 2),
        ("standing", 200, 2),
        ("cell_secretary", 200, 1),
        ("hamlet_head", 200, 0),
        ("provincial", 200, 2),
        ("stranger", 404, 0),
        ("former", 404, 0),
    ],
)
def test_each_compares_the_units_in_his_reach(house, insured, who, status, lines):
    page = open_page(house, who)
    assert page.status_code == status
    if status == 200:
        assert page.context["list"].count == lines


# -- as a list ---------------------------------------------------------------------------------------------------------


def names(page):
    return [line.unit.name for line in page.context["list"].rows]


def test_sorted_by_name_by_figure_and_by_distance_to_plan(house, insured):
    one, two = house.cell_b.name, house.cell_a.name
    assert names(open_page(house)) == [one, two]
    assert names(open_page(house, query="?sort=value")) == [two, one]
    assert names(open_page(house, query="?sort=distance")) == [one, two]


def test_filtered_by_band_by_kind_and_by_text(house, insured):
    assert names(open_page(house, query="?band=partly")) == [house.cell_a.name]
    assert names(open_page(house, query="?q=mot")) == [house.cell_a.name]
    make_target(house.hamlet, insured, "2022", 6, by=house.office)
    assert names(open_page(house, query="?level=hamlet")) == [house.hamlet.name]


def test_every_figure_opens_its_proof_and_says_its_band(house, insured):
    page = open_page(house).content.decode()
    target = house.cell_a.targets.get()
    assert f'href="/targets/{target.pk}/?on=2022-03-31"' in page
    assert 'class="not"' in page and "Chưa đạt" in page


def test_small_pictures_with_their_table(house, insured):
    page = open_page(house, query="?way=small")
    text = page.content.decode()
    assert len(page.context["pictures"]) == 2 and text.count('class="multiple"') == 2
    assert "kế hoạch 24" in text and "<table" in text


def test_taken_out_as_a_sheet(house, insured):
    page = open_page(house, query="?as=xlsx&sort=value&last=2022-02")
    rows = read_rows(page.content)
    assert rows[0][:3] == ["Đơn vị", "01/2022", "02/2022"]
    assert rows[1][:4] == [house.cell_a.name, Decimal(2), Decimal(4), Decimal(24)]
    assert round(rows[1][4], 2) == Decimal("16.67")


def test_nothing_to_compare_says_so(house):
    page = open_page(house)
    assert page.status_code == 200 and "Chưa có đơn vị cấp dưới nào" in page.content.decode()


def test_ways_in(house, insured):
    client = Client()
    client.force_login(house.office)
    here = reverse("targets:compare", args=[house.committee.code])
    target = house.committee.targets.get()
    assert f"{here}?of={insured.pk}&amp;period=2022" in client.get(f"/targets/{target.pk}/").content.decode()
    assert "/compare/" in client.get(f"/board/{house.commune.code}/?period=2022").content.decode()
    assert "/compare/" in client.get(f"/units/{house.committee.code}/more/").content.decode()


@pytest.mark.parametrize("more", [0, 3])
def test_costs_the_same_for_more_units_and_indicators(house, insured, more, django_assert_num_queries):
    for number in range(more):
        cell = make_unit("cell", f"Chi bộ thêm {number}", house.committee)
        make_target(cell, insured, "2022", 5, by=house.office, root=Root(order=number))
        other = make_indicator(f"khac-{number}")
        make_target(cell, other, "2022", 5, by=house.office)
        stated(insured, cell, "2022-01", 1, by=house.office, at=LATER)
    client = Client()
    client.force_login(house.office)
    address = reverse("targets:compare", args=[house.commune.code])
    client.get(address)
    with django_assert_num_queries(13):
        assert client.get(address).status_code == 200
