"""The monthly sheet as a cell secretary fills it on a phone, with the connection gone once; and on a desktop."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from trongtam.org.models import PostKind
from trongtam.org.tests.house import House, make_house, make_user
from trongtam.targets.models import Indicator, Measurement, SheetNote

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
    phone.get_by_text("Chưa tính được phần trăm kế hoạch: còn thiếu số từ").wait_for()
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
    send = phone.get_by_role("button", name="Gửi Văn phòng Đảng ủy")
    phone.locator(".dock .btn.line-btn").wait_for()
    assert not phone.get_by_text("Bỏ bản nháp").is_visible()
    value.fill("3")
    assert "line-btn" not in (send.get_attribute("class") or "")
    assert (kept.get(indicator=clean_water).numerator, kept.get(indicator=clean_water).denominator) == (34, 36)
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_hints_follow_the_connection(
    phone: Any, sign_in: Callable[[Any, Any], None], house: House, admitted: Indicator, clean_water: Indicator
) -> None:
    """Gone: the page says so, and asks only about lines that are empty now. Back: it says so, and reckons anew by itself."""
    sign_in(phone, house.cell_secretary)
    phone.goto(sheet_of(house))
    phone.get_by_text("0/2 dòng đã có số").wait_for()
    late = phone.get_by_text("sẽ tính lại ngay khi có mạng")
    assert not late.is_visible()
    phone.context.set_offline(True)
    phone.get_by_text("có mạng thì bấm gửi").wait_for()
    late.wait_for()
    phone.locator(f"[name=value-{admitted.pk}]").fill("2")
    phone.get_by_role("button", name="Gửi Văn phòng Đảng ủy").click()
    dialog = phone.get_by_role("dialog")
    dialog.get_by_text("Hộ dùng nước sạch").wait_for()
    assert not dialog.get_by_text("Kết nạp đảng viên mới").is_visible()
    dialog.get_by_role("button", name="Nhập tiếp").click()
    phone.context.set_offline(False)
    phone.get_by_text("Đã có mạng trở lại").wait_for()
    phone.get_by_text("1/2 dòng đã có số").wait_for()
    assert not late.is_visible()
    assert phone.locator(f"[name=value-{admitted.pk}]").input_value() == "2"
    assert not Measurement.objects.filter(period_code="2022-10").exists()


def test_a_draft_that_is_found_again_is_reckoned_at_once(
    phone: Any, sign_in: Callable[[Any, Any], None], house: House, admitted: Indicator, clean_water: Indicator
) -> None:
    """Who opens the sheet again sees what the figures do, as when they were typed; no line says that it is empty."""
    sign_in(phone, house.cell_secretary)
    phone.goto(sheet_of(house))
    phone.locator(f"[name=value-{admitted.pk}]").fill("2")
    phone.get_by_text("1/2 dòng đã có số").wait_for()
    phone.goto("about:blank")
    phone.goto(sheet_of(house))
    phone.get_by_text("1/2 dòng đã có số").wait_for()
    assert phone.locator(f"[name=value-{admitted.pk}]").input_value() == "2"
    assert "Chưa tính được phần trăm kế hoạch" in phone.locator(f"#note-{admitted.pk}").inner_text()


def test_sending_with_empty_lines_and_no_connection(
    phone: Any, sign_in: Callable[[Any, Any], None], house: House, admitted: Indicator, clean_water: Indicator
) -> None:
    """The question goes away when it was answered; what was said goes with the sheet when the connection is back."""
    sign_in(phone, house.cell_secretary)
    phone.goto(sheet_of(house))
    value = phone.locator(f"[name=value-{admitted.pk}]")
    value.fill("2")
    value.blur()
    phone.get_by_text("1/2 dòng đã có số").wait_for()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Gửi Văn phòng Đảng ủy").click()
    phone.get_by_role("button", name="Vẫn gửi").click()
    phone.get_by_text("được gửi khi có mạng").or_(phone.get_by_text("giữ trên máy")).first.wait_for()
    assert phone.get_by_role("dialog").count() == 0
    phone.context.set_offline(False)
    phone.get_by_text("Đã có mạng").first.wait_for()
    phone.get_by_text("đã được gửi").first.wait_for()
    assert Measurement.objects.get(period_code="2022-10").value == 2


def test_two_clerks_of_one_unit_on_one_sheet(
    phone: Any,
    desktop: Any,
    sign_in: Callable[[Any, Any], None],
    assert_accessible: Callable[[Any], None],
    house: House,
    admitted: Indicator,
    clean_water: Indicator,
) -> None:
    """Both open the sheet before either sends. The second one reads what the first one sent, keeps what he typed himself,
    and his figure stands only after he has said why; the first one's stays in the history."""
    other = make_user("Phạm Ví Dụ", house.cell_a, PostKind.CELL_COMMITTEE)
    sign_in(phone, house.cell_secretary)
    sign_in(desktop, other)
    for page in (phone, desktop):
        page.goto(sheet_of(house))
    send = {"name": "Gửi Văn phòng Đảng ủy"}
    desktop.get_by_label("Ghi chú cho Văn phòng").fill("Đường vào ấp ngập.")
    typed = desktop.locator(f"[name=value-{admitted.pk}]")
    typed.fill("3")

    phone.locator(f"[name=value-{admitted.pk}]").fill("2")
    phone.locator(f"[name=numerator-{clean_water.pk}]").fill("34/36")
    phone.get_by_text("2/2 dòng đã có số").wait_for()
    phone.get_by_role("button", **send).click()
    phone.get_by_text("Đã gửi 2 số liệu tháng 10/2022").wait_for()

    typed.press("End")
    typed.dispatch_event("change")
    line = desktop.locator(f"#note-{admitted.pk}")
    line.get_by_text("Số đang ghi: 2").wait_for()
    desktop.locator(f"#note-{clean_water.pk}").get_by_text("34/36").wait_for()
    desktop.get_by_role("button", **send).click()
    desktop.get_by_text("có người khác đã sửa số này").wait_for()
    assert_accessible(desktop)
    assert typed.input_value() == "3"
    assert desktop.get_by_label("Ghi chú cho Văn phòng").input_value() == "Đường vào ấp ngập."
    assert desktop.locator(f"[name=numerator-{clean_water.pk}]").input_value() == "34"
    assert Measurement.objects.current().get(indicator=admitted, period_code="2022-10").value == 2

    desktop.locator(f"[name=reason-{admitted.pk}]").fill("Thêm một người cuối tháng")
    desktop.get_by_role("button", **send).click()
    desktop.get_by_text("Đã gửi 1 số liệu tháng 10/2022").wait_for()
    now = Measurement.objects.current().get(indicator=admitted, period_code="2022-10")
    assert (now.value, now.stated_by, now.reason) == (3, other, "Thêm một người cuối tháng")
    assert (now.supersedes.value, now.supersedes.stated_by) == (2, house.cell_secretary)
    water = Measurement.objects.get(indicator=clean_water, period_code="2022-10")
    assert (water.numerator, water.denominator, water.known_to) == (34, 36, None)
    assert SheetNote.objects.get().text == "Đường vào ấp ngập."
    phone.goto(reverse("targets:statement", args=[now.pk]))
    history = phone.locator("section", has=phone.get_by_role("heading", name="Lịch sử")).locator("ul.rows")
    assert history.locator("del").inner_text() == "2"
    assert "Thêm một người cuối tháng" in history.inner_text()


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


def test_a_session_that_ends_while_typing_leads_nowhere_and_keeps_the_words_by_name(
    phone: Any, sign_in: Callable[[Any, Any], None], house: House, admitted: Indicator
) -> None:
    sign_in(phone, house.cell_secretary)
    phone.goto(sheet_of(house))
    phone.context.clear_cookies(name="sessionid")
    value = phone.locator(f"[name=value-{admitted.pk}]")
    value.fill("2")
    value.blur()
    phone.get_by_text("Phiên đã hết, bấm Gửi để đăng nhập lại; chữ vẫn được giữ.").wait_for()
    assert phone.url.endswith(sheet_of(house))
    assert value.input_value() == "2"
    phone.context.clear_cookies()
    phone.get_by_role("button", name="Gửi Văn phòng Đảng ủy").click()
    kept = phone.locator("#kept-words")
    kept.wait_for()
    assert kept.inner_text() == "Kết nạp đảng viên mới: 2"
