"""In a real browser: the first morning on a phone, and the pages of units and people on both sizes."""

import time
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from trongtam.org.models import Membership, PartyRecord, Unit
from trongtam.org.operations.accounts import make_login
from trongtam.org.tests.house import grant, make_house, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED = {
    "commune_name": "Xã Mẫu",
    "province_name": "Tỉnh Mẫu",
    "on": "01072020",
    "basis": "Quyết định mẫu",
    "term_name": "2020–2025",
    "begins": "1/7/2020",
    "ends": "30/6/2025",
    "administrator_name": "Trần Thị Thử",
    "username": "vanphong",
    "password": "ngắn",
}


def press(page) -> None:
    page.click(".dock .btn >> nth=0")
    page.wait_for_load_state()


def show_second_factor(page) -> None:
    """An administrator owes the second step before anything else: the key that the page shows, as the app would use it."""
    page.goto(reverse("mfa_activate_totp"))
    secret = page.inner_text(".prose b").replace(" ", "")
    page.fill("input[name=code]", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.click("form.stack .btn.block")
    page.wait_for_load_state()


def test_the_first_morning(phone, assert_accessible):
    phone.goto("/login/")
    assert phone.url.endswith(reverse("org:set_up"))
    assert_accessible(phone)
    for name, value in TYPED.items():
        phone.fill(f"[name={name}]", value)
    press(phone)
    assert phone.input_value("[name=commune_name]") == "Xã Mẫu"  # refused for the password, the rest stays
    assert not Unit.objects.exists()
    phone.fill("[name=password]", "một câu chỉ mình tôi biết")
    press(phone)
    show_second_factor(phone)
    phone.goto(reverse("org:next_steps"))
    assert_accessible(phone)
    press(phone)
    phone.fill("[name=names]", "1\tChi bộ ấp Mẫu Một\n2\tChi bộ ấp Mẫu Hai")
    phone.fill("[name=basis]", "Quyết định mẫu")
    press(phone)
    assert_accessible(phone)
    assert phone.inner_text(".dock .btn >> nth=0") == "Lập 2 đơn vị"
    press(phone)
    assert phone.url.endswith(reverse("org:next_steps")), "the list goes on with the next kind"
    phone.goto(reverse("org:units"))
    assert phone.is_visible("text=Chi bộ ấp Mẫu Hai")
    assert Unit.objects.filter(kind="cell").count() == 2


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_pages_are_accessible_and_fit(size, request, sign_in, assert_accessible):
    page = request.getfixturevalue(size)
    house = make_house()
    grant(house.office, house.committee)
    person = make_person("Lê Thử", house.cell_a)
    PartyRecord.objects.create(person=person, admitted_on=date(2024, 1, 1), admitted_in=house.cell_a)
    Membership.objects.create(person=person, unit=house.cell_a, valid_from=date(2024, 1, 1))
    sign_in(page, house.office)
    addresses = [
        reverse("org:units"),
        reverse("org:units") + "?at=01/02/2020",
        reverse("org:unit", args=[house.committee.code]),
        reverse("org:found_unit", args=[house.committee.code]),
        reverse("org:dissolve_unit", args=[house.cell_a.code]),
        reverse("org:change_settings", args=[house.commune.code]),
        reverse("org:people"),
        reverse("org:person", args=[person.code]),
        reverse("org:record", args=[person.code]),
        reverse("org:membership_act", args=[person.code, "confirm"]),
    ]
    for address in addresses:
        assert page.goto(address).status == 200
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
    sign_in(page, house.secretary)
    page.goto(reverse("org:grant_sight", args=[house.committee.code]))
    assert_accessible(page)


def test_a_slip_opens_a_login_on_a_phone(phone, assert_accessible):
    house = make_house()
    person = make_person("Lê Thử", house.cell_a)
    slip = make_login(person, by=house.office, username="lethu")
    phone.goto(reverse("open_slip", args=[slip.token]))
    assert phone.url.endswith(reverse("use_slip"))
    assert_accessible(phone)
    for name in ("password1", "password2"):
        phone.fill(f"[name={name}]", "một câu chỉ mình tôi biết")
    phone.click("main form .btn.block")
    phone.wait_for_url("**/")
    assert phone.goto(reverse("profile")).status == 200
    assert phone.is_visible("text=lethu")
