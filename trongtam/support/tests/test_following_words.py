"""Duties and visits in words: what runs now, sums, spans of every length, what nobody can tell."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from trongtam.ground.periods import Period
from trongtam.org.tests.house import House, make_house
from trongtam.support import presentation_following as presentation
from trongtam.support.operations.visits import withdraw_visit
from trongtam.support.owing import Sum
from trongtam.support.queries.following_pages import told

from .followings import duty_of, official, visited

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2017, 5, 18, 9, tzinfo=VIETNAM)


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture(autouse=True)
def in_may_of_2017():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2017-02", "tháng 2/2017"),
        ("2017-Q3", "quý III/2017"),
        ("2017", "năm 2017"),
        ("2017-H1", "01/01/2017 – 30/06/2017"),
    ],
)
def test_spans(code, words):
    assert presentation.span_words(Period.parse(code)) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Sum(), "chưa đến kỳ nào"),
        (Sum(unknown=2), "chưa rõ"),
        (Sum(11, 9, 1, 3), "đã đi 9/11 kỳ, 1 kỳ được miễn, 3 kỳ chưa rõ"),
        (Sum(2, 2), "đã đi 2/2 kỳ"),
    ],
)
def test_sums(found, words):
    assert presentation.sum_words(found) == words


def test_gaps_and_overlaps():
    assert presentation.gaps_words(0, 0) == "đơn vị nào cũng có người theo dõi"
    assert presentation.gaps_words(0, 2) == "2 đơn vị có hơn một người"


def test_what_runs_now(house):
    """Without a number of visits it is not known; a duty that began a few days before the month's end owes nothing yet."""
    free = duty_of(house, official(house), obligation=None)
    late = duty_of(house, official(house, "Lục Mới Về"), valid_from=date(2017, 5, 17))
    first, second = (presentation.now_words(one) for one in told([free, late], NOW.date()))
    assert first == ("not_measured", "chưa đặt mức đi cơ sở")
    assert second == ("not_measured", "kỳ này không phải đi")


def test_a_visit_written_by_the_office_and_withdrawn_says_so(house):
    duty = duty_of(house, official(house), counted_from=date(2017, 3, 1))
    visit = visited(duty, house.office, date(2017, 5, 2), not_done="Cầu mẫu chưa sửa", place="Nhà văn hóa mẫu")
    client = Client()
    client.force_login(house.office)
    page = client.get(reverse("support:visit", args=[visit.pk])).content.decode()
    assert "ghi thay người đi" in page and "Nhà văn hóa mẫu" in page
    withdraw_visit(visit, by=house.office, reason="Ghi nhầm")
    page = client.get(reverse("support:duty", args=[duty.pk])).content.decode()
    assert "đã rút: Ghi nhầm" in page and "ghi chuyến đi từ 01/03/2017; trước đó chưa rõ" in page
