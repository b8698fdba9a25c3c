"""On a phone a hamlet head says “done” with a photo: two taps and the photo; pages of recurring work are accessible."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from trongtam.archive.tests.samples import photo
from trongtam.org.tests.house import House, make_house
from trongtam.work.models import Occurrence, Recurring

from .recurrings import hamlets, started, told
from .works import moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house() -> House:
    return make_house()


def daily(house: House) -> tuple[Recurring, date]:
    """Every day since two days ago; the first of them was said by all."""
    first = timezone.localdate() - timedelta(days=2)
    recurring = started(
        house,
        rule="FREQ=DAILY",
        start=first,
        end=first + timedelta(days=30),
        at=moment(first.year, first.month, first.day),
    )
    for unit in hamlets(house, 3):
        told(recurring, unit, first, by=house.office)
    return recurring, first + timedelta(days=1)


def test_done_with_a_photo_in_two_taps(phone, sign_in, assert_accessible, house: House) -> None:
    recurring, open_day = daily(house)
    sign_in(phone, house.hamlet_head)
    phone.goto("/")
    phone.locator(
        f"a[href='{reverse('work:say_occurrence', args=[recurring.pk, house.hamlet.code, open_day])}']"
    ).first.tap()
    phone.wait_for_url(f"**/{open_day}/")
    phone.wait_for_load_state()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(phone)
    picture = {"name": "ngo-xom.jpg", "mimeType": "image/jpeg", "buffer": photo("JPEG", (64, 48))}
    phone.set_input_files("input[name=evidence]", [picture])
    phone.locator(".dock button.btn").tap()
    phone.wait_for_url(f"**/recurring/{recurring.pk}/of/{house.hamlet.code}/")
    said = Occurrence.objects.get(unit=house.hamlet, day=open_day)
    assert (said.state, said.proxy, said.evidence.count()) == ("done", False, 1)
    assert phone.locator(".shown-files img").count() == 1
    assert_accessible(phone)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_pages_are_accessible_and_fit(request, sign_in, assert_accessible, house: House, size: str) -> None:
    recurring, _day = daily(house)
    page = request.getfixturevalue(size)
    sign_in(page, house.secretary)
    for address in (
        reverse("work:all_recurring", args=[house.committee.code]),
        reverse("work:recurring_work", args=[recurring.pk]),
        reverse("work:start_recurring", args=[house.committee.code]),
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert_accessible(page)


def test_a_pattern_shows_its_own_field_alone(desktop, sign_in, house: House) -> None:
    sign_in(desktop, house.secretary)
    desktop.goto(reverse("work:start_recurring", args=[house.committee.code]))

    def shown(name: str) -> bool:
        return desktop.locator(f"[name={name}]").is_visible()

    assert (shown("month_day"), shown("weekday"), shown("rule")) == (True, False, False)
    desktop.check("[name=pattern][value=weekly]")
    assert (shown("month_day"), shown("weekday"), shown("rule")) == (False, True, False)
    desktop.check("[name=pattern][value=rule]")
    assert (shown("month_day"), shown("weekday"), shown("rule")) == (False, False, True)
