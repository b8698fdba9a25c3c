"""Words that other rooms say too keep the sense that they have here: a contact with voters is no day of study."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.org.tests.house import House, make_house
from trongtam.support.models import AnswerKind


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def page(house: House, name: str) -> str:
    client = Client()
    client.force_login(house.office)
    return client.get(reverse(f"support:{name}", args=[house.commune.code])).content.decode().split("<main")[1]


def test_a_contact_session_asks_for_its_own_day_and_place(house: House) -> None:
    said = page(house, "record_voter_session")
    assert "Ngày tiếp xúc" in said and "Nơi tiếp xúc" in said
    assert "học tập" not in said


def test_a_working_session_asks_for_its_own_day_and_place(house: House) -> None:
    said = page(house, "open_working_session")
    assert "Ngày làm việc" in said and "Nơi làm việc" in said
    assert "học tập" not in said


def test_an_opinion_is_explained_and_nobody_called_to_account() -> None:
    assert str(AnswerKind.EXPLAINED.label) == "đã giải thích"
