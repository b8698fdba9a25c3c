"""Story 12: a cell that wants to catch up chooses an exemplar of its own kind and size, sees the gap on three indicators over a
year, and the month when it surpassed; on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from trongtam.emulation.models import Ladder
from trongtam.emulation.tests.emulating import cell_beside, figures_of, indicator, recognised
from trongtam.org.models import Membership
from trongtam.org.tests.house import House, make_house, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Month by month: the exemplar, then the cell that learns.
CURVES = {
    "du-sinh-hoat": (
        [88, 88, 89, 89, 90, 90, 90, 91, 91, 91, 92, 92],
        [76, 78, 80, 83, 86, 88, 90, 92, 92, 93, 93, 94],
    ),
    "xong-dung-han": (
        [80, 80, 82, 82, 84, 84, 84, 85, 85, 85, 86, 86],
        [60, 64, 70, 74, 78, 80, 82, 84, 86, 86, 88, 90],
    ),
    "ho-phan-loai": (
        [55, 57, 58, 60, 60, 61, 62, 62, 63, 63, 64, 64],
        [40, 41, 45, 48, 52, 56, 58, 60, 64, 66, 69, 71],
    ),
}


@pytest.fixture
def house(transactional_db: Any) -> House:
    return make_house()


def members(unit: Any, number: int) -> None:
    for place in range(number):
        person = make_person(f"Nguyễn Mẫu {place}", unit)
        Membership.objects.create(person=person, unit=unit, valid_from=unit.founded_on)


def narrow(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_cell_catches_up_and_surpasses(phone: Any, house: House, sign_in: Any, assert_accessible: Any) -> None:
    year = timezone.localdate().year - 1
    large = cell_beside(house, 9)
    for unit, number in ((house.cell_a, 9), (house.cell_b, 8), (large, 40)):
        members(unit, number)
    for unit in (house.cell_a, large, house.hamlet):
        recognised(house, unit)
    for code, (theirs, mine) in CURVES.items():
        one = indicator(code, measure="stock", unit_of_measure="%")
        figures_of(house, one, house.cell_a, theirs, year=year, at=timezone.now())
        figures_of(house, one, house.cell_b, mine, year=year, at=timezone.now())

    sign_in(phone, house.other_cell_secretary)
    phone.goto(reverse("emulation:ladders"))
    assert_accessible(phone)
    narrow(phone)
    phone.tap("a:has-text('Chọn điển hình để bắt kịp')")
    phone.wait_for_selector("text=Muốn bắt kịp ai?")
    assert_accessible(phone)
    narrow(phone)
    said = phone.inner_text("main")
    assert "8 và 9 đảng viên" in said and house.hamlet.name not in said.replace(house.cell_a.name, "")
    assert said.index(house.cell_a.name) < said.index("Khác quy mô") < said.index(large.name)
    phone.tap(f"a:has-text('{house.cell_a.name}')")
    phone.wait_for_selector("text=Bắt đầu theo")
    for box in phone.locator("input[name=indicators]").all():
        box.check()
    phone.fill("input[name=since]", f"01/01/{year}")
    assert_accessible(phone)
    narrow(phone)
    phone.tap("main button:has-text('Bắt đầu theo')")
    phone.wait_for_url("**/emulation/ladders/*/")
    assert Ladder.objects.get().rungs.count() == 3
    assert_accessible(phone)
    narrow(phone)
    page = phone.inner_text("main")
    assert f"Vượt qua từ tháng 9/{year}" in phone.inner_text("body")
    assert page.count("Nét đậm") == 3 and phone.locator("main svg.chart.phone").count() == 3
    phone.locator("main summary").first.tap()
    assert "kém 12 điểm %" in phone.inner_text("main")
    assert_accessible(phone)
    narrow(phone)
