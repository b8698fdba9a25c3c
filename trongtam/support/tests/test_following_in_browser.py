"""On a phone a follower writes a visit down in a few taps, with the net gone once; pages of duties are accessible and fit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from trongtam.archive.tests.samples import photo
from trongtam.org.tests.house import House, make_house
from trongtam.support.models import Duty, Tier, Visit
from trongtam.support.operations.visits import record_visit

from .followings import duty_of, member, moment, monthly

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house() -> House:
    return make_house()


def followed(house: House) -> Duty:
    """A member follows cell A since three months; a visit of last month is written down."""
    today = timezone.localdate()
    first = (today.replace(day=1) - timedelta(days=62)).replace(day=1)
    at = moment(first.year, first.month, first.day)
    follower = member(house)
    duty = duty_of(
        house, follower, house.cell_a, tier=Tier.COMMITTEE_CELL, valid_from=first, obligation=monthly(), at=at
    )
    before = today.replace(day=1) - timedelta(days=5)
    record_visit(duty, by=follower, on=before, purpose="meeting", done="Đường mẫu xong", met="bí thư chi bộ")
    return duty


def test_a_visit_in_three_taps_from_the_desk(phone, sign_in, assert_accessible, house: House) -> None:
    duty = followed(house)
    sign_in(phone, duty.person.user)
    phone.goto("/")
    phone.locator(f"a[href='{reverse('support:record_visit', args=[duty.pk])}']").first.tap()
    phone.wait_for_url("**/visit/")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(phone)
    phone.locator("label:has(input[value=household])").tap()
    phone.locator(".dock button.btn").tap()
    phone.wait_for_url(f"**/following/{duty.pk}/")
    visit = Visit.objects.latest("pk")
    assert (visit.purpose, visit.on, visit.proxy) == ("household", timezone.localdate(), False)
    assert_accessible(phone)


def test_words_and_a_photo_stay_while_the_net_is_gone(phone, sign_in, house: House) -> None:
    duty = followed(house)
    sign_in(phone, duty.person.user)
    phone.goto(reverse("support:record_visit", args=[duty.pk]))
    phone.locator("label:has(input[value=work])").tap()
    phone.fill("[name=done]", "Cầu mẫu đã sửa")
    phone.fill("[name=recommendations]", "Đề nghị thêm đèn đường mẫu")
    phone.locator("form details summary").tap()
    picture = {"name": "cau.jpg", "mimeType": "image/jpeg", "buffer": photo("JPEG", (64, 48))}
    phone.set_input_files("input[name=evidence]", [picture])
    phone.context.set_offline(True)
    phone.locator(".dock button.btn").tap()
    phone.wait_for_timeout(500)
    assert phone.input_value("[name=done]") == "Cầu mẫu đã sửa"
    assert Visit.objects.count() == 1
    phone.context.set_offline(False)
    phone.locator(".dock button.btn").tap()
    phone.wait_for_url(f"**/following/{duty.pk}/")
    visit = Visit.objects.latest("pk")
    assert (visit.done, visit.files.count()) == ("Cầu mẫu đã sửa", 1)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_pages_are_accessible_and_fit(request, sign_in, assert_accessible, house: House, size: str) -> None:
    duty = followed(house)
    page = request.getfixturevalue(size)
    sign_in(page, house.office)
    visit = Visit.objects.get()
    for address in (
        reverse("support:own"),
        reverse("support:coverage", args=[house.committee.code]),
        reverse("support:duties", args=[house.committee.code]),
        reverse("support:assign_duty", args=[house.committee.code]),
        reverse("support:duty", args=[duty.pk]),
        reverse("support:visit", args=[visit.pk]),
        reverse("support:replace_duty", args=[duty.pk]),
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert_accessible(page)
