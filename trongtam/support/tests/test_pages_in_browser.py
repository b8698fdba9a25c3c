"""The pages of recommendations, notices, notes, voters and working sessions on a phone and on a desk: axe finds nothing, nothing
is wider than the screen."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from trongtam.org.tests.house import House, make_house

from .samples import samples

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house()


def addresses(house: House, things: dict[str, Any]) -> list[str]:
    commune, cell, group = house.commune.code, house.cell_a.code, house.group.code
    of_places = [
        ("voters", commune), ("record_voter_session", commune), ("working_sessions", commune),
        ("open_working_session", commune), ("recommendations_of", commune), ("notes_of", cell),
        ("write_group_note", group), ("send_notice", house.committee.code),
    ]  # fmt: skip
    of_things = [
        ("voter_session", "voters"), ("working_session", "session"), ("present_standing", "session"),
        ("give_direction", "session"), ("conclude_session", "session"), ("tell_result", "direction"),
        ("recommendation", "received"), ("answer_recommendation", "received"), ("pass_on_recommendation", "received"),
        ("notice", "notice"),
    ]  # fmt: skip
    found = [reverse(f"support:{name}", args=[code]) for name, code in of_places]
    return found + [reverse(f"support:{name}", args=[things[key].pk]) for name, key in of_things]


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_axe_finds_nothing(request: Any, size: str, house: House, sign_in: Any, assert_accessible: Any) -> None:
    page, things = request.getfixturevalue(size), samples(house)
    sign_in(page, house.office)
    for address in addresses(house, things):
        answer = page.goto(address)
        assert answer.status == 200, (address, answer.status)
        assert_accessible(page)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, (address, wide)
