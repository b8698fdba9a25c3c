"""A small commune with a resolution, three targets of 2022 and their figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trongtam.ground.periods import Period
from trongtam.org.tests.house import House, make_house
from trongtam.reports.models import Report
from trongtam.reports.operations import begin_report
from trongtam.resolutions.models import Document
from trongtam.targets.models import Indicator, Target
from trongtam.targets.operations import Root
from trongtam.targets.tests.measures import make_indicator, make_resolution, make_target, moment, number, stated

NINE = Period.parse("2022-9M")
HALF = Period.parse("2022-H1")
THEN = moment(2022, 10, 5)


@dataclass
class World:
    house: House
    document: Document
    targets: dict[str, Target]
    indicators: dict[str, Indicator]


def make_world() -> World:
    """Admitted 4 of 3 (met, 3 the year before), value more than 152 of 200, homes 1 of 5 with a note (not met)."""
    house = make_house()
    document = make_resolution(house.commune)
    indicators = {
        "admitted": make_indicator("admitted", name="Kết nạp đảng viên", unit_of_measure="đảng viên"),
        "value": make_indicator(
            "value", name="Giá trị sản xuất", unit_of_measure="tỷ đồng", stated_by="commune", sector="economy", decimals=1
        ),
        "homes": make_indicator(
            "homes", name="Nhà văn hóa đạt chuẩn", unit_of_measure="nhà", measure="stock", stated_by="commune", sector="culture"
        ),
    }  # fmt: skip
    plans = {"admitted": 3, "value": 200, "homes": 5}
    targets = {
        name: make_target(
            house.commune, indicators[name], "2022", plan, by=house.office, root=Root(document=document, order=number_)
        )
        for number_, (name, plan) in enumerate(plans.items())
    }
    _figures(house, indicators)
    return World(house, document, targets, indicators)


def _figures(house: House, indicators: dict[str, Indicator]) -> None:
    for cell, half, nine in ((house.cell_a, 3, 3), (house.cell_b, 0, 1)):
        stated(indicators["admitted"], cell, "2021-9M", half, by=house.office)
        stated(indicators["admitted"], cell, "2022-H1", half, by=house.office)
        stated(indicators["admitted"], cell, "2022-9M", nine, by=house.office)
    stated(indicators["value"], house.commune, "2021-9M", 130, by=house.office)
    stated(indicators["value"], house.commune, "2022-9M", number(152, bound="more_than"), by=house.office)
    note = "Chưa có đất xây nhà văn hóa."
    stated(indicators["homes"], house.commune, "2022-06", number(1, note=note), by=house.office)
    stated(indicators["homes"], house.commune, "2022-09", number(1), by=house.office)


def make_report(world: World, period: Period = NINE) -> Report:
    return begin_report(world.house.commune, world.document, period, by=world.house.office, at=THEN)


def day(month: int, number_: int) -> date:
    return date(2022, month, number_)
