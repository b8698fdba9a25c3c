"""Help in a real browser: beside the page, on tap, by keyboard, without script."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from trongtam.org.tests.house import House, make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WITHOUT_SCRIPT = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house()


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_guide_opens_beside_the_page_and_nothing_typed_is_lost(size, request, house, sign_in, assert_accessible):
    page = request.getfixturevalue(size)
    sign_in(page, house.office)
    page.goto(reverse("org:rename_unit", args=[house.cell_a.code]))
    page.fill("[name=name]", "Chi bộ ấp Mới")
    page.click("a.ask")
    page.wait_for_selector("dialog.beside[open] h2")
    assert page.inner_text("dialog.beside h2 >> nth=0") == "Đơn vị"
    assert_accessible(page)
    assert fits(page)
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.beside:not([open])", state="attached")
    assert page.input_value("[name=name]") == "Chi bộ ấp Mới"
    assert page.evaluate("document.activeElement.className") == "ask"


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_pages_of_help_are_good_to_read(size, request, house, sign_in, assert_accessible):
    page = request.getfixturevalue(size)
    sign_in(page, house.cell_secretary)
    for name, args in (("guides", []), ("guide", ["administrator"]), ("on", ["figures"]), ("terms", [])):
        page.goto(reverse(f"guide:{name}", args=args))
        assert_accessible(page)
        assert fits(page)
    page.fill("[name=q]", "diem phan tram")
    page.press("[name=q]", "Enter")
    page.wait_for_url("**q=**")
    assert page.locator(".words dt").count() == 1


def test_a_word_explains_itself_by_tap_and_by_keyboard(phone, house, sign_in, assert_accessible):
    sign_in(phone, house.office)
    phone.goto(reverse("org:book", args=[house.commune.code]))
    box = phone.locator("#term-book")
    assert not box.is_visible()
    phone.click("h1 .term")
    assert box.is_visible()
    assert_accessible(phone)
    assert fits(phone)
    phone.keyboard.press("Escape")
    assert not box.is_visible()
    phone.focus("h1 .term")
    phone.keyboard.press("Enter")
    assert box.is_visible()
    phone.click("#term-book a")
    phone.wait_for_url("**/help/terms/#book")


def test_without_script_the_help_is_a_page_and_the_words_open(chromium, live_server, house, sign_in):
    context = chromium.new_context(base_url=live_server.url, **WITHOUT_SCRIPT)
    page = context.new_page()
    sign_in(page, house.office)
    page.goto(reverse("org:book", args=[house.commune.code]))
    page.click("h1 .term")
    assert page.locator("#term-book").is_visible()
    page.click("#term-book button")
    page.click("a.ask")
    page.wait_for_url("**/help/on/book/")
    assert page.inner_text("h1") == "Sổ ghi việc"
    context.close()
