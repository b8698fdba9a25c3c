"""The last steps of the guided set-up are done when the board says so, not before."""

from datetime import datetime

import pytest

from trongtam.org.first_steps import FirstStep, first_steps
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Indicator

from .measures import VIETNAM, make_indicator, make_target, stated

pytestmark = pytest.mark.django_db
AT = datetime(2022, 11, 22, 8, tzinfo=VIETNAM)


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def admitted(house: House) -> Indicator:
    indicator = make_indicator("admitted")
    make_target(house.commune, indicator, "2022", 4, by=house.office)
    return indicator


def step(house: House, name: str) -> FirstStep:
    return first_steps[f"targets.{name}"](house.office, house.commune, AT)


def test_a_month_with_gaps_before_it_is_no_board(house: House, admitted: Indicator) -> None:
    assert "month=2022-9M" in step(house, "figure").url
    stated(admitted, house.cell_a, "2022-10", 1, by=house.office)
    assert not step(house, "board").done
    assert "0" in step(house, "board").stands
    stated(admitted, house.cell_a, "2022-9M", 1, by=house.office)
    assert step(house, "board").done


def test_one_unit_is_not_all(house: House, admitted: Indicator) -> None:
    cells = [house.cell_a, house.cell_b]
    stated(admitted, cells[0], "2022-9M", 1, by=house.office)
    found = step(house, "figure")
    assert not found.done
    assert found.stands.startswith("1 ")
    stated(admitted, cells[1], "2022-9M", 1, by=house.office)
    assert step(house, "figure").done
    assert "month=2022-10" in step(house, "figure").url
