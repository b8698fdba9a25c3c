"""In a real browser: the places of the side bar below their headings, by mouse and keyboard; the phone keeps its bottom bar."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from trongtam.org.tests.house import House, make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE = "Tổ chức, con người"


@pytest.fixture
def house(transactional_db: Any) -> House:
    return make_house()


def test_headings_open_by_keyboard_and_the_whole_bar_fits_the_window(
    desktop: Any, sign_in: Any, assert_accessible: Any, house: House
) -> None:
    sign_in(desktop, house.office)
    desktop.goto(reverse("home"))
    nav = desktop.locator("nav.nav")
    people = nav.get_by_role("link", name="Nhân sự")
    assert not people.is_visible()
    assert nav.evaluate("(bar) => bar.scrollHeight <= bar.clientHeight"), "the bar is not longer than the window"
    nav.locator("summary", has_text=PEOPLE).focus()
    desktop.keyboard.press("Enter")
    assert people.is_visible()
    assert_accessible(desktop)
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(f"**{reverse('org:people')}")
    assert people.get_attribute("aria-current") == "page"
    assert people.is_visible(), "the heading of the page is open"
    assert nav.evaluate("(bar) => bar.scrollHeight <= bar.clientHeight")
    assert_accessible(desktop)


def test_the_phone_keeps_its_bar_and_tells_the_headings_under_more(
    phone: Any, sign_in: Any, assert_accessible: Any, house: House
) -> None:
    sign_in(phone, house.office)
    phone.goto(reverse("look:more"))
    bar = phone.locator("nav.nav li:visible")
    assert [text.strip() for text in bar.all_inner_texts()][1:] == ["Đang ở đâu?", "Họp", "Thêm"]
    assert phone.get_by_role("heading", name=PEOPLE).is_visible()
    assert_accessible(phone)
