"""In a real browser on a phone: from an empty installation to its first board, along “Tiếp theo làm gì?” alone."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from trongtam.ledger.models import Entry
from trongtam.org.models import Unit, UnitSettings
from trongtam.resolutions.models import Clause
from trongtam.targets.models import Measurement, Target

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SET_UP = {
    "commune_name": "Xã Mẫu",
    "on": "01/07/2020",
    "basis": "Quyết định mẫu",
    "term_name": "2025–2030",
    "begins": "1/7/2025",
    "ends": "30/6/2030",
    "administrator_name": "Trần Thị Thử",
    "username": "vanphong",
    "password": "một câu chỉ mình tôi biết",
}
RESOLUTION = """I. MỤC TIÊU
1. Giúp 12 hộ thoát nghèo.
2. Bê tông hóa 3 km đường ấp.
II. GIẢI PHÁP
1. Phân công cấp ủy theo dõi."""
SEND = "form[data-draft] button.btn >> nth=0"


def press(page, button: str = ".dock .btn >> nth=0") -> None:
    """The one main button of a page."""
    page.click(button)
    page.wait_for_load_state()


def fill(page, **typed) -> None:
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)


def show_second_factor(page) -> None:
    page.goto(reverse("mfa_activate_totp"))
    secret = page.inner_text(".prose b").replace(" ", "")
    page.fill("input[name=code]", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.click("form.stack .btn.block")
    page.wait_for_load_state()


def go_on(page, assert_accessible, words: str) -> None:
    """From the desk, whose card leads back, to the button of the next step."""
    page.goto("/")
    page.click(f"a[href='{reverse('org:next_steps')}'] >> nth=0")
    page.wait_for_url(f"**{reverse('org:next_steps')}")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.inner_text(".dock .btn >> nth=0") == words
    press(page)


def test_from_an_empty_installation_to_the_first_board(phone, assert_accessible):
    phone.goto("/login/")
    fill(phone, **SET_UP)
    press(phone)
    show_second_factor(phone)

    go_on(phone, assert_accessible, "Dán danh sách chi bộ")
    fill(phone, names="1\tChi bộ ấp Mẫu Một\n2\tChi bộ ấp Mẫu Hai", basis="Quyết định mẫu")
    press(phone)
    press(phone)
    assert phone.is_visible("text=2 chi bộ")

    go_on(phone, assert_accessible, "Đưa nghị quyết vào")
    phone.select_option("[name=kind]", "resolution")
    fill(phone, title="Nghị quyết năm đầu")
    press(phone, SEND)
    go_on(phone, assert_accessible, "Dán nội dung")
    fill(phone, text=RESOLUTION)
    press(phone, SEND)
    press(phone)
    assert Clause.objects.count() >= 3

    go_on(phone, assert_accessible, "Đặt các chỉ tiêu")
    assert_accessible(phone)
    press(phone)
    assert Target.objects.filter(clause__isnull=False).count() == 2

    go_on(phone, assert_accessible, "Lập tài khoản cho các đơn vị")
    assert_accessible(phone)
    phone.click("text=Ghi tên người và lập tài khoản >> nth=0")
    fill(phone, full_name="Nguyễn Văn Mẫu", basis="Quyết định mẫu")
    assert_accessible(phone)
    press(phone)
    assert phone.is_visible("text=Phiếu")
    assert phone.is_visible("text=nguyenvanmau")

    phone.goto(reverse("org:next_steps"))
    assert phone.is_visible("text=1 trên 2 đơn vị")  # begun, not done: the set-up waits until the others are put aside
    phone.goto(reverse("org:unit_logins"))
    assert_accessible(phone)
    phone.click("text=Để các tài khoản còn lại sau")
    phone.wait_for_url(f"**{reverse('org:next_steps')}")

    go_on(phone, assert_accessible, "Nhập số liệu")
    phone.click("main .rows a >> nth=0")
    phone.wait_for_load_state()
    for box in phone.locator("main .unit-in input").all():
        box.fill("2")
    press(phone)
    phone.wait_for_selector(".toast")
    assert Measurement.objects.count() == 2  # the commune alone is asked by these two targets

    phone.goto(reverse("org:next_steps"))
    assert phone.is_visible("text=Mọi việc của những ngày đầu đã xong.")
    phone.goto(reverse("targets:board", args=[Unit.objects.get(kind="commune").code]))
    assert phone.is_visible("text=thoát nghèo")
    phone.goto("/")
    assert not phone.is_visible(f"a[href='{reverse('org:next_steps')}']")


def test_what_is_put_away_comes_back_no_more(phone):
    phone.goto("/login/")
    fill(phone, **SET_UP)
    press(phone)
    show_second_factor(phone)
    phone.goto(reverse("org:next_steps"))
    phone.click("text=Cất phần này đi")
    phone.wait_for_url("**/")
    assert not phone.is_visible(f"a[href='{reverse('org:next_steps')}']")
    assert not UnitSettings.objects.get().set_up_open
    assert Entry.objects.latest("pk").act == "org.set_up_put_away"
