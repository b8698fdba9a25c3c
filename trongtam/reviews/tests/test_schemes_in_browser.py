"""Schemes on a phone and on a desk: a committee makes its own and revises it; a received table is checked; axe is content."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from trongtam.org.tests.house import House, make_house
from trongtam.reviews.models import SchemeVersion
from trongtam.reviews.operations.schemes import lay_shipped_schemes
from trongtam.reviews.queries.schemes import shipped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(transactional_db: None) -> House:
    lay_shipped_schemes()
    return make_house()


def test_a_committee_makes_its_own_scheme_on_a_phone(
    phone: Any, sign_in: Any, assert_accessible: Any, house: House
) -> None:
    sign_in(phone, house.office)
    phone.goto(reverse("reviews:schemes"))
    assert_accessible(phone)
    phone.goto(reverse("reviews:scheme", args=[shipped("qd366-leader-2b").pk]))
    assert_accessible(phone)
    phone.get_by_role("button", name="Lập bản riêng của Đảng ủy").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sửa bộ tiêu chí")
    assert_accessible(phone)
    phone.locator("[name=l1-least]").fill("75")
    phone.get_by_role("button", name="Lưu bộ tiêu chí").tap()
    expect(phone.get_by_text("từ 75 điểm")).to_be_visible()
    made = SchemeVersion.objects.get(unit=house.committee)
    assert made.read().level("good").at_least == 75


def test_a_received_table_is_checked_at_a_desk(
    desktop: Any, sign_in: Any, assert_accessible: Any, house: House
) -> None:
    sign_in(desktop, house.cell_secretary)
    desktop.goto(reverse("reviews:check_table"))
    assert_accessible(desktop)
    desktop.locator("[name=text]").fill(
        "Hoàn thành tốt\t718\t92,65%\nHoàn thành\t47\t6,06%\nKhông hoàn thành\t10\t1,3%"
    )
    desktop.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(desktop.get_by_text("100,01")).to_be_visible()
    assert_accessible(desktop)
