"""The pages around a meeting on a phone and on a desk: axe finds nothing, nothing is wider than the screen; a roll is called by
taps, counts of several cells are pasted and seen before they are kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from trongtam.imports.models import Batch
from trongtam.meetings.models import Attendance, HeadCount, Meeting
from trongtam.meetings.operations.guests import GuestLine, receive_guests
from trongtam.meetings.operations.plans import plan_year
from trongtam.org.tests.house import House, grant, make_house

from .records import meeting, seventeen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CELL = ("roll", "score", "guests", "minute_book", "printed")


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house()


@pytest.fixture
def held(house: House) -> Meeting:
    seventeen(house.cell_a)
    return meeting(house.cell_a, on=timezone.localdate())


def looks_well(page: Any, address: str, assert_accessible: Any) -> None:
    assert page.goto(address).status == 200, address
    assert_accessible(page)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, (address, wide)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_cells_pages(
    request: Any, size: str, house: House, held: Meeting, sign_in: Any, assert_accessible: Any
) -> None:
    page = request.getfixturevalue(size)
    year = timezone.localdate().year
    plan_year(house.cell_a, year, by=house.cell_secretary)
    model = meeting(house.cell_a, on=date(year - 1, 3, 3), state="signed", is_model=True)
    receive_guests(model, [GuestLine("observer", unit=house.cell_b, count=2)], by=house.cell_secretary)
    sign_in(page, house.cell_secretary)
    addresses = [reverse(f"meetings:{name}", args=[held.pk]) for name in CELL]
    addresses += [reverse(f"meetings:{name}", args=[house.cell_a.code]) for name in ("plan", "cells", "of_unit")]
    addresses.append(reverse("meetings:learning", args=[model.pk]))
    for address in addresses:
        looks_well(page, address, assert_accessible)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_offices_pages(
    request: Any, size: str, house: House, held: Meeting, sign_in: Any, assert_accessible: Any
) -> None:
    page = request.getfixturevalue(size)
    HeadCount.objects.create(meeting=held, base=17, present=15, source="typed", at=timezone.now())
    sign_in(page, house.office)
    grid = reverse("meetings:cells", args=[house.commune.code])
    ways = [f"{grid}?way={way}" for way in ("held", "attendance", "score", "minutes", "help", "list")]
    names = ("scoring_forms", "choose_forms", "paste_counts")
    for address in [*ways, *(reverse(f"meetings:{name}", args=[house.committee.code]) for name in names)]:
        looks_well(page, address, assert_accessible)


def test_a_roll_is_called_by_taps(
    phone: Any, house: House, held: Meeting, sign_in: Any, assert_accessible: Any
) -> None:
    sign_in(phone, house.cell_secretary)
    phone.goto(reverse("meetings:roll", args=[held.pk]))
    phone.locator("ul.roll label").first.tap()
    assert phone.locator("[data-here]").inner_text() == "16"
    phone.get_by_text("Không lý do", exact=True).first.tap()
    assert_accessible(phone)
    phone.get_by_role("button", name="Ghi điểm danh").tap()
    phone.wait_for_selector("text=Đã ghi điểm danh")
    assert Attendance.objects.filter(presence="unexcused").count() == 1
    assert (HeadCount.objects.get().present, HeadCount.objects.get().base) == (16, 17)


def test_counts_are_pasted_and_seen_before_they_are_kept(
    phone: Any, house: House, held: Meeting, sign_in: Any, assert_accessible: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant(house.office, house.commune)
    sign_in(phone, house.office)
    phone.goto(reverse("meetings:paste_counts", args=[house.commune.code]))
    month = timezone.localdate()
    assert phone.locator("select[name=month] option").count() >= 12
    phone.select_option("select[name=month]", f"{month:%Y-%m}")
    phone.fill("textarea[name=text]", "Ấp Mẫu Một 15/17\nẤp Mẫu Hai 3/4")
    phone.get_by_role("button", name="Xem từng dòng").tap()
    phone.wait_for_url("**/jobs/**")
    batch = Batch.objects.get()
    assert batch.kind == "attendance" and not HeadCount.objects.exists()
