"""What a page shows when nothing is asked: whose board, which period, which day."""

from __future__ import annotations

from datetime import date

import pytest

from trongtam.accounts.models import User
from trongtam.org.models import UnitSettings
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Target
from trongtam.targets.queries.chosen import board_unit, chosen_day, chosen_period, last_day, periods_below

from .measures import make_indicator, make_target, stated

TODAY = date(2022, 9, 10)


@pytest.mark.parametrize(
    ("codes", "read"),
    [
        ([], "2022"),
        (["tháng sau", "13/2022"], "2022"),  # what is no period is passed over
        (["2020..2025", "2022"], "2022"),  # the shortest that holds the day
        (["2020..2025", "2021"], "2020..2025"),
        (["2019", "2021", "2021-H2"], "2021-H2"),  # none holds it: the last to end, of those the last to begin
    ],
)
def test_the_period_that_is_read_first(codes: list[str], read: str) -> None:
    assert chosen_period(codes, TODAY).code == read


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.mark.django_db
def test_whose_board_is_opened_first(house: House) -> None:
    indicator = make_indicator("admitted")
    assert board_unit(house.former) is None
    assert board_unit(house.office) == house.commune
    assert board_unit(house.provincial) == house.province
    assert board_unit(house.cell_secretary) == house.cell_a, "nobody above has targets either"
    make_target(house.committee, indicator, "2022", 3, by=house.office)
    assert board_unit(house.cell_secretary) == house.committee
    make_target(house.cell_a, indicator, "2022", 3, by=house.office)
    assert board_unit(house.cell_secretary) == house.cell_a
    assert board_unit(User.objects.create(username="chua-co-chuc-vu")) is None


@pytest.mark.django_db
def test_the_day_that_is_read_first(house: House) -> None:
    """The last month stated, but never one that has not closed: the unit's own closing day says when."""
    indicator = make_indicator("value", stated_by="commune")
    made = make_target(house.commune, indicator, "2022", 12, by=house.office)

    def read(today: date) -> date:
        found = Target.objects.select_related("unit", "standing").get(pk=made.pk)
        period = chosen_period(["2022"], today)
        day = chosen_day(house.commune, period, today)
        assert last_day(found, today) == day, "the target's page and the board read the same day"
        return day

    assert read(TODAY) == date(2022, 8, 31)
    stated(indicator, house.commune, "2022-H1", 5, by=house.office)
    assert read(TODAY) == date(2022, 6, 30)
    stated(indicator, house.commune, "2022-Q3", 5, by=house.office)
    assert read(TODAY) == date(2022, 8, 31)
    UnitSettings.objects.create(unit=house.commune, closing_day=8)
    assert read(TODAY) == date(2022, 9, 30)


@pytest.mark.django_db
def test_periods_of_the_communes_below(house: House) -> None:
    indicator = make_indicator("value", stated_by="commune")
    for period in ("2021", "2022"):
        make_target(house.commune, indicator, period, 12, by=house.office)
    make_target(house.cell_a, make_indicator("own"), "2020", 12, by=house.office)
    assert periods_below(house.province) == ["2022", "2021"]
    assert periods_below(house.other_commune) == []
