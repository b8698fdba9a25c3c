"""In a real browser on a phone: a campaign is opened, a cell secretary registers, the secretary approves, the office closes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Campaign, Work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(transactional_db: Any) -> House:
    return make_house()


def press(page: Any) -> None:
    """The main button of the page."""
    page.click(".dock .btn >> nth=0")
    page.wait_for_load_state()


def send(page: Any) -> None:
    page.click("main form .acts button.btn")
    page.wait_for_load_state()


def test_from_the_opening_to_the_closing(phone: Any, sign_in: Any, assert_accessible: Any, house: House) -> None:
    today = timezone.localdate()
    sign_in(phone, house.office)
    phone.goto(reverse("work:campaigns", args=[house.committee.code]))
    assert_accessible(phone)
    press(phone)
    assert_accessible(phone)
    phone.fill("[name=year]", str((today + timedelta(days=9)).year))
    phone.fill("[name=due]", f"{today + timedelta(days=9):%d%m%Y}")
    phone.uncheck("[name=post_kinds][value=cell_secretary]")
    phone.uncheck("[name=focuses][value=new]")
    send(phone)
    asked = Campaign.objects.get()
    assert phone.url.endswith(reverse("work:campaign", args=[asked.pk]))
    assert_accessible(phone)

    sign_in(phone, house.cell_secretary)
    phone.goto("/")
    phone.click(f"a[href*='campaign={asked.pk}'] >> nth=0")
    phone.wait_for_load_state()
    assert_accessible(phone)
    offered = phone.eval_on_selector_all("[name=focus]", "all => all.map(one => one.value)")
    assert "new" not in offered and "hard" in offered
    assert phone.input_value("[name=holder]") == f"unit:{house.cell_a.pk}"
    phone.fill("[name=title]", "Mỗi đảng viên giúp một hộ")
    phone.check("[name=focus][value=hard]")
    send(phone)
    press(phone)
    assert Work.objects.get().state == "registered"

    sign_in(phone, house.secretary)
    phone.goto("/")
    phone.click(f"a[href='{reverse('work:campaign', args=[asked.pk])}'] >> nth=0")
    phone.wait_for_load_state()
    assert_accessible(phone)
    phone.click("#cho-duyet form button")
    phone.wait_for_load_state()
    assert Work.objects.get().state == "assigned"
    assert phone.url.endswith(reverse("work:campaign", args=[asked.pk]))
    assert phone.locator("#cho-duyet").count() == 0

    sign_in(phone, house.office)
    phone.goto(reverse("work:close_campaign", args=[asked.pk]))
    assert_accessible(phone)
    send(phone)
    assert phone.locator(".err").count() == 1, "a cell has not registered: a closing word is asked for"
    phone.fill("[name=reason]", "Chi bộ còn lại làm tiếp việc năm trước")
    send(phone)
    asked.refresh_from_db()
    assert asked.closed_at is not None
    assert_accessible(phone)
