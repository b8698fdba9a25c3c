"""A leader copies a reminder for who holds a work: neutral, and its link opens the holder's form."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.org.tests.house import House, make_house

from .test_pages import assigned, text


@pytest.fixture
def house(db) -> House:
    return make_house()


def test_who_may_remind_finds_a_text_whose_link_opens_the_form(client: Client, house: House):
    work = assigned(house)
    client.force_login(house.secretary)
    page = text(client, reverse("work:work", args=[work.pk]))
    said = page.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0]
    assert said.startswith("Có một việc đến hạn ngày ") and work.title not in said and "Chi bộ" not in said
    way = re.search(r"/to/\S+", said)[0]
    client.force_login(house.cell_secretary)
    assert client.get(way)["Location"] == reverse("work:report_progress", args=[work.pk])
    assert client.get(way, follow=True).status_code == 200


def test_the_holder_is_not_asked_to_remind_himself_and_a_stranger_finds_nothing(client: Client, house: House):
    address = reverse("work:work", args=[assigned(house).pk])
    client.force_login(house.cell_secretary)
    assert "Chép lời nhắc" not in text(client, address)
    client.force_login(house.stranger)
    assert client.get(address).status_code == 404
