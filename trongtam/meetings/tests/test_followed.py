"""“Họp” for somebody without a unit of his own: the meetings where he follows, never a closed door."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from trongtam.org.tests.house import House, make_house, make_user
from trongtam.support.tests.followings import duty_of, official

from .months import begun, decided, over


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def page(user) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("meetings:own"))
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


@pytest.mark.parametrize("months", [1, 3])
def test_the_meetings_where_one_follows(house: House, months: int, django_assert_max_num_queries) -> None:
    outsider = official(house)
    duty_of(house, outsider, house.cell_a)
    for month in range(1, months + 1):
        held = begun(house.cell_a, house.cell_secretary, date(2022, month, 3))
        over(held, house.cell_secretary)
    begun(house.cell_b, house.other_cell_secretary, date(2022, 1, 3))
    with time_machine.travel("2022-06-15 12:00+07:00", tick=False), django_assert_max_num_queries(22):
        said = page(outsider)
    assert said.count("Họp chi bộ tháng") == months
    assert "Chi bộ ấp Mẫu Một" in said and "Chi bộ ấp Mẫu Hai" not in said


def test_who_follows_nothing_is_told_who_keeps_meetings(house: House) -> None:
    held = begun(house.cell_a, house.cell_secretary, date(2022, 1, 3))
    decided(held, house.cell_secretary, house.cell_a, "Việc mẫu của chi bộ")
    said = page(make_user("Cao Thử Không", house.province))
    assert "Cuộc họp do bí thư của đơn vị ghi" in said
    assert "Chi bộ ấp Mẫu Một" not in said
