"""The figure of last year opens too: what the same period was made of."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Indicator, Target
from trongtam.targets.queries.year_before import day_before

from .measures import make_indicator, make_target, moment, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def admitted(house: House) -> Indicator:
    """Two and one in nine months of 2022; last year one, one, and one more in its last quarter."""
    made = make_indicator("admitted", name="Kết nạp đảng viên mới", unit_of_measure="đảng viên")
    for cell, who, now in ((house.cell_a, house.cell_secretary, 2), (house.cell_b, house.other_cell_secretary, 1)):
        stated(made, cell, "2021-9M", 1, by=who, at=moment(2021, 10, 3))
        stated(made, cell, "2022-9M", now, by=who, at=moment(2022, 10, 3))
    stated(made, house.cell_a, "2021-Q4", 1, by=house.cell_secretary, at=moment(2022, 1, 3))
    stated(made, house.cell_b, "2021-Q4", 0, by=house.other_cell_secretary, at=moment(2022, 1, 3))
    return made


def opened(user: User, target: Target, on: str = "2022-09-30") -> str:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(user)
    answer = client.get(reverse("targets:year_before", args=[target.pk]), {"on": on})
    return answer.text if answer.status_code == 200 else str(answer.status_code)


def test_the_change_on_last_year_opens_what_it_was_made_of(house: House, admitted: Indicator) -> None:
    target = make_target(house.commune, admitted, "2022", 4, by=house.office)
    client = Client(headers={"accept-language": "vi"})
    client.force_login(house.secretary)
    page = client.get(reverse("targets:target", args=[target.pk]), {"on": "2022-09-30"}).text
    address = f"{reverse('targets:year_before', args=[target.pk])}?on=2022-09-30"
    assert page.count(f'href="{address}"') == 2  # the change, and the outlook that rests on it
    shown = client.get(address).text
    assert "Cùng kỳ năm trước" in shown
    assert "30/09/2021" in shown
    assert ">2 đảng viên<" in shown
    for cell in (house.cell_a, house.cell_b):
        proof = admitted.measurements.get(unit=cell, period_code="2021-9M")
        assert f'href="{reverse("targets:statement", args=[proof.pk])}"' in shown
    assert "2022-9M" not in shown
    assert (
        "Số của thời gian sau ngày 30/09/2021, chưa tính ở đây." in shown
    )  # the last quarter, on which the outlook rests
    assert "thời gian này đã có số khác" not in shown


def test_each_sees_the_statements_of_units_in_reach(house: House, admitted: Indicator) -> None:
    target = make_target(house.commune, admitted, "2022", 4, by=house.office)
    own = opened(house.cell_secretary, target)
    assert house.cell_a.name in own
    assert house.cell_b.name not in own
    assert opened(house.stranger, target) == "404"


def test_where_there_is_no_year_before(house: House, admitted: Indicator) -> None:
    term = make_target(house.commune, admitted, "2020..2025", 4, by=house.office)
    assert opened(house.secretary, term) == "404"
    year = make_target(house.commune, admitted, "2022", 4, by=house.office)
    assert opened(house.secretary, year, on="2022-01-15") == "404"  # nothing is compared before the first month-end


def test_without_a_figure_the_page_says_so(house: House) -> None:
    target = make_target(house.commune, make_indicator("roads"), "2022", 4, by=house.office)
    assert "Không có số nào của cùng kỳ mở được ở đây" in opened(house.secretary, target)


def test_a_counted_figure_opens_its_cells(house: House) -> None:
    live = make_indicator("cells", measure="stock", source="live", provider="cells", name="Số chi bộ")
    shown = opened(house.secretary, make_target(house.commune, live, "2022", 4, by=house.office))
    assert "Đã đếm những gì" in shown
    assert house.cell_a.name in shown


@pytest.mark.parametrize(
    ("code", "day", "before"),
    [
        ("2022", date(2022, 9, 30), date(2021, 9, 30)),
        ("2022", date(2022, 10, 12), date(2021, 9, 30)),
        ("2024", date(2024, 2, 29), date(2023, 2, 28)),
        ("2022-Q3", date(2022, 7, 15), None),
        ("2020..2025", date(2022, 9, 30), None),
    ],
)
def test_the_day_with_which_a_day_is_compared(code: str, day: date, before: date | None) -> None:
    assert day_before(Period.parse(code), day) == before
