"""A point about a work that serves one target asks for the month's figure of it, where the unit states it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.meetings.models import AgendaItem, Decision
from trongtam.meetings.operations import Said, settle_item
from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Measurement, Target
from trongtam.targets.tests.measures import make_indicator, make_target

from .months import begun, decided, moment, over

AUGUST, SEPTEMBER = date(2022, 8, 3), date(2022, 9, 3)


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def target(house: House) -> Target:
    """Of the commune; the cells state its figures."""
    return make_target(house.commune, make_indicator("admitted"), "2022", 30, by=house.office)


def next_meeting(house: House, *targets: Target, times: int = 1):
    first = begun(house.cell_a, house.cell_secretary, AUGUST)
    for number in range(times):
        decided(first, house.cell_secretary, house.cell_a, f"Bồi dưỡng quần chúng mẫu {number}")
    over(first, house.cell_secretary)
    for one in Decision.objects.all():
        assert one.work is not None
        one.work.targets.set(targets)
    return begun(house.cell_a, house.cell_secretary, SEPTEMBER)


def test_the_figure_typed_at_a_decision_goes_into_the_sheet(house: House, target: Target) -> None:
    meeting = next_meeting(house, target)
    item = meeting.items.get(kind="decision")
    assert item.target == target
    client = Client()
    client.force_login(house.cell_secretary)
    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert f'name="figure_{item.pk}"' in page and str(target) in page
    settle_item(item, Said("done", figure=Decimal(4)), by=house.cell_secretary, at=moment(SEPTEMBER))
    row = Measurement.objects.current().get()
    assert (row.unit, row.indicator, row.period_code) == (house.cell_a, target.indicator, "2022-09")
    over(meeting, house.cell_secretary)
    assert Decision.objects.get().state == "done"


def test_two_works_for_one_target_ask_once(house: House, target: Target) -> None:
    meeting = next_meeting(house, target, times=2)
    assert [item.target for item in meeting.items.filter(kind="decision")].count(target) == 1


def test_a_work_for_two_targets_asks_for_none(house: House, target: Target) -> None:
    other = make_target(house.commune, make_indicator("other"), "2022", 3, by=house.office)
    meeting = next_meeting(house, target, other)
    assert not meeting.items.filter(kind="decision", target__isnull=False).exists()


@pytest.mark.parametrize(("stated_by", "year"), [("commune", "2022"), ("cell", "2021")])
def test_what_the_unit_does_not_state_or_not_now_is_not_asked(house: House, stated_by: str, year: str) -> None:
    beside = make_target(house.commune, make_indicator("beside", stated_by=stated_by), year, 3, by=house.office)
    next_meeting(house, beside)
    assert not AgendaItem.objects.filter(target__isnull=False).exists()
