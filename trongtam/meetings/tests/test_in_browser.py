"""Story 2 on a phone: the whole ordinary month of a cell in three screens, with the connection dropped once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from trongtam.meetings.effort import MOST_CHARACTERS, MOST_INPUTS, MOST_SCREENS
from trongtam.meetings.models import Decision, Meeting
from trongtam.org.tests.house import House, make_house
from trongtam.support.operations import raise_recommendation
from trongtam.work.models import Work

from .months import begun, decided, member, over, prepared

KEPT = "Object.values({...localStorage}).some((kept) => kept.includes('Mưa lớn'))"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house()


@pytest.fixture
def month(house: House) -> Meeting:
    """This month's meeting, prepared: three decisions of last month, one recommendation without an answer."""
    today = timezone.localdate()
    last = (today.replace(day=1) - timedelta(days=1)).replace(day=3)
    people = [member(house, f"Đảng Viên Thử {number}") for number in range(4)]
    before = begun(house.cell_a, house.cell_secretary, last)
    for person, text in zip(people, ("Vận động năm hộ mẫu", "Dọn vệ sinh đường mẫu", "Rà soát hộ mẫu"), strict=False):
        decided(before, house.cell_secretary, person, text, date(today.year, 12, 31))
    over(before, house.cell_secretary)
    raise_recommendation(
        house.cell_a, by=house.cell_secretary, text="Nước tưới mẫu bị thiếu", source_kind="meeting", on=today
    )
    return prepared(house.cell_a, house.cell_secretary, today)


class Hand:
    """Taps and types as a person does, and counts what is required; every page that opens is a screen."""

    def __init__(self, page: Any) -> None:
        self.page, self.inputs, self.characters = page, 0, 0
        self.screens: list[str] = []

    def sees(self) -> None:
        self.screens.append(self.page.locator("[aria-current=step]").inner_text())

    def taps(self, where: Any) -> None:
        where.tap()
        self.inputs += 1

    def types(self, where: Any, text: str) -> None:
        where.tap()
        self.page.keyboard.insert_text(text)
        self.inputs += 1
        self.characters += len(text)


def test_a_cells_month_on_a_phone_with_the_connection_dropped_once(
    phone: Any, house: House, month: Meeting, sign_in: Any, assert_accessible: Any
) -> None:
    hand = Hand(phone)
    sign_in(phone, house.cell_secretary)
    phone.goto(reverse("home"))
    phone.locator(f"main a[href='{reverse('meetings:meeting', args=[month.pk])}']").first.tap()
    phone.wait_for_url(f"**{reverse('meetings:meeting', args=[month.pk])}")
    hand.sees()
    assert_accessible(phone)
    phone.tap("main .dock button")
    phone.wait_for_selector("#session")
    hand.sees()
    assert_accessible(phone)
    assert "Nước tưới mẫu bị thiếu" in phone.inner_text("#session")
    phone.locator("ul.roll > li:not(.abs) > label").nth(1).tap()
    points = phone.locator("#muc-back .agenda > li")
    hand.taps(points.nth(0).locator("label:has-text('Xong')"))
    expect(phone.locator("#settled")).to_contain_text("1/3")
    phone.context.set_offline(True)
    hand.taps(points.nth(1).locator("label:has-text('Sang kỳ sau')"))
    hand.types(points.nth(1).locator(".needs input"), "Mưa lớn")
    for _try in range(50):
        if phone.evaluate(KEPT):
            break
        phone.wait_for_timeout(100)
    assert phone.evaluate(KEPT), "the device keeps what was typed without a connection"
    phone.context.set_offline(False)
    phone.reload()  # the phone came to life again: what was typed is there
    phone.wait_for_selector("#session")
    points = phone.locator("#muc-back .agenda > li")
    expect(points.nth(1).locator(".needs input")).to_have_value("Mưa lớn")
    hand.taps(points.nth(2).locator("label:has-text('Xong')"))
    hand.types(phone.locator("[name=new-text]"), "Dựng bảng nội quy ở nhà văn hóa")
    hand.inputs += 1
    phone.select_option("[name=new-holder]", f"unit:{house.cell_a.pk}")
    assert_accessible(phone)
    phone.tap("main .dock button")
    phone.wait_for_selector("#minutes")
    hand.sees()
    assert_accessible(phone)
    phone.tap("main .dock button")
    phone.wait_for_selector("#minutes", state="detached")
    month.refresh_from_db()
    assert month.state == "sent"
    assert [item.outcome for item in month.items.all()] == ["done", "carried", "done", "noted"]
    made = Decision.objects.get(meeting=month)
    assert made.work is not None and Work.objects.filter(state="concluded").count() == 2
    assert hand.screens == ["Chuẩn bị", "Họp", "Sau họp"] and len(hand.screens) <= MOST_SCREENS
    assert (hand.inputs, hand.characters) == (6, 38)
    assert hand.inputs <= MOST_INPUTS and hand.characters <= MOST_CHARACTERS
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
