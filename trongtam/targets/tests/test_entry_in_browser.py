"""The monthly sheet as a cell secretary fills it on a phone, with the connection gone once; and on a desktop."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from trongtam.org.tests.house import House, make_house
from trongtam.targets.models import Indicator, Measurement

from .measures import make_indicator, make_target, stated

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def admitted(house: House) -> Indicator:
    indicator = make_indicator("admitted", name="Kết nạp đảng viên mới", unit_of_measure="đảng viên")
    make_target(house.cell_a, indicator, "2022", 4, by=house.office)
    stated(indicator, house.cell_a, "2022-09", 1, by=house.cell_secretary)
    return indicator


@pytest.fixture
def clean_water(house: House) -> Indicator:
    columns = {"measure": "ratio", "scale": 100, "unit_of_measure": "%", "part_of_whole": True}
    indicator = make_indicator("water", name="Hộ dùng nước sạch", **columns)
    make_target(house.commune, indicator, "2022", 95, by=house.office)
    return indicator


def sheet_of(house: House) -> str:
    return reverse("targets:entry", args=[house.cell_a.code, "2022-10"])


def test_the_sheet_on_a_phone_with_the_connection_gone_once(
    phone: Any,
    sign_in: Callable[[Any, Any], None],
    assert_accessible: Callable[[Any], None],
    house: House,
    admitted: Indicator,
    clean_water: Indicator,
) -> None:
    sign_in(phone, house.cell_secretary)
    phone.goto(sheet_of(house))
    value = phone.locator(f"[name=value-{admitted.pk}]")
    counts = phone.locator(f"[name=numerator-{clean_water.pk}]")
    value.fill("1.2.3,4")
    value.blur()
    phone.get_by_text("1 dòng cần sửa").wait_for()
    assert_accessible(phone)
    value.fill("2")
    counts.fill("34/36")
    counts.blur()
    phone.get_by_text("Tỷ lệ 94,44%").wait_for()
    phone.get_by_text("Đạt 75% kế hoạch 4 đảng viên").wait_for()
    phone.get_by_text("2/2 dòng đã có số").wait_for()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Gửi Văn phòng Đảng ủy").click()
    phone.get_by_text("giữ trên máy").first.wait_for()
    assert value.input_value() == "2"
    assert not Measurement.objects.filter(period_code="2022-10").exists()
    phone.context.set_offline(False)
    phone.get_by_text("Đã có mạng").first.wait_for()
    kept = Measurement.objects.filter(period_code="2022-10")
    assert kept.get(indicator=admitted).value == 2
    assert (kept.get(indicator=clean_water).numerator, kept.get(indicator=clean_water).denominator) == (34, 36)
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_empty_lines_are_asked_about_on_a_desktop(
    desktop: Any,
    sign_in: Callable[[Any, Any], None],
    assert_accessible: Callable[[Any], None],
    house: House,
    admitted: Indicator,
    clean_water: Indicator,
) -> None:
    sign_in(desktop, house.cell_secretary)
    desktop.goto(sheet_of(house))
    desktop.locator(f"[name=value-{admitted.pk}]").fill("3")
    desktop.locator(f"[name=value-{admitted.pk}]").blur()
    desktop.get_by_text("1/2 dòng đã có số").wait_for()
    desktop.get_by_role("button", name="Gửi Văn phòng Đảng ủy").click()
    dialog = desktop.get_by_role("dialog")
    dialog.get_by_text("Hộ dùng nước sạch").wait_for()
    assert_accessible(desktop)
    dialog.get_by_role("button", name="Vẫn gửi").click()
    desktop.get_by_text("Đã gửi 1 số liệu tháng 10/2022").wait_for()
    assert Measurement.objects.get(period_code="2022-10").value == 3
    assert_accessible(desktop)
