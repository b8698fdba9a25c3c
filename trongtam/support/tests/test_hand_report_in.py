"""A follower's report of a quarter: asked for on the desk when the quarter is over, handed in once, or answered by its paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from trongtam.archive.models import IssuedPaper
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.ledger.models import Entry
from trongtam.look.worker import work_off
from trongtam.org.tests.house import House, make_house
from trongtam.support.models import Obligation, ReportHandedIn
from trongtam.support.operations.assigning import Asked, replace_duty, set_obligation
from trongtam.support.operations.reporting import hand_report_in
from trongtam.support.parts_following import due
from trongtam.support.queries.reports import reports_of

from .followings import duty_of, member, official, visited

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2017, 7, 5, 9, tzinfo=VIETNAM)
Q1, Q2 = Period.quarter(2017, 1), Period.quarter(2017, 2)


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture(autouse=True)
def in_july_of_2017():
    with time_machine.travel(NOW, tick=False):
        yield


def fresh(user):
    user.__dict__.pop("_reach", None)
    user.__dict__.pop("_followed", None)
    return user


def asked(user) -> list[tuple[str, date]]:
    return [(one.key, one.due) for one in due(fresh(user), NOW) if "report" in one.key]


def sign_in(user) -> Client:
    client = Client()
    client.force_login(fresh(user))
    return client


def test_the_desk_asks_for_the_last_quarter_until_it_is_handed_in(house: House) -> None:
    follower = official(house)
    duty = duty_of(house, follower)
    visited(duty, follower, date(2017, 4, 5))
    assert asked(follower) == [(f"support.report:{duty.pk}:2017-Q2", date(2017, 7, 10))]
    [item] = [one for one in due(fresh(follower), NOW) if "report" in one.key]
    assert item.detail.startswith("1 ") or "1" in item.detail, "the first quarter is missing too"
    client = sign_in(follower)
    page = client.get(item.url.split("#")[0]).content.decode()
    assert "Nộp báo cáo" in page and "10/07/2017" in page
    sent = client.post(reverse("support:hand_report_in", args=[duty.pk]) + "?span=2017-Q2", {"form_key": "k1"})
    assert sent.status_code == 302
    assert asked(follower) == []
    assert (ReportHandedIn.objects.get().visits, ReportHandedIn.objects.get().proxy) == (1, False)
    assert Entry.objects.filter(act="support.report_handed_in").count() == 1
    assert "Đã nộp ngày 05/07/2017" in client.get(item.url.split("#")[0]).content.decode()
    again = client.post(reverse("support:hand_report_in", args=[duty.pk]) + "?span=2017-Q2", {"form_key": "k2"})
    assert again.status_code == 422
    assert ReportHandedIn.objects.count() == 1


def test_an_organ_sets_in_how_many_days(house: House) -> None:
    asked_of = Asked("Mỗi tháng một lần mẫu", "month", 1, date(2017, 1, 1), "Kế hoạch mẫu", "", (), "quarter", 20)
    obligation = set_obligation(house.committee, asked_of, by=house.office)
    follower = official(house)
    duty = duty_of(house, follower, obligation=obligation)
    assert asked(follower) == [(f"support.report:{duty.pk}:2017-Q2", date(2017, 7, 20))]
    page = sign_in(follower).get(reverse("support:duty", args=[duty.pk])).content.decode()
    assert "trong 20 ngày sau khi hết kỳ" in page
    for days in (0, 91):
        with pytest.raises(Refused, match="từ 1 đến 90 ngày"):
            set_obligation(house.committee, replace(asked_of, report_within=days), by=house.office)
    with pytest.raises(NotAllowed):
        set_obligation(house.committee, asked_of, by=follower)
    client, address = sign_in(house.office), reverse("support:set_obligation", args=[house.committee.code])
    assert 'value="10"' in client.get(address).content.decode(), "the program's own number stands there, to be changed"
    sent = {"name": "Mỗi quý mẫu", "every": "quarter", "visits": "1", "valid_from": "01/01/2017", "source": "Mẫu"}
    assert client.post(address, {**sent, "report_every": "year", "report_within": "300"}).status_code == 422
    assert client.post(address, {**sent, "report_every": "year", "report_within": "15"}).status_code == 302
    assert Obligation.objects.get(name="Mỗi quý mẫu").report_within == 15


def test_its_paper_answers_it(house: House) -> None:
    follower = official(house)
    duty = duty_of(house, follower)
    client = sign_in(house.office)
    client.post(reverse("support:issue_visits", args=[duty.pk]) + "?span=2017-Q2", {"form_key": "k1"})
    work_off()
    assert IssuedPaper.objects.count() == 1
    assert asked(follower) == []
    IssuedPaper.objects.update(state="cancelled")
    assert len(asked(follower)) == 1


def test_the_office_hands_in_for_the_follower_others_do_not(house: House) -> None:
    duty = duty_of(house, official(house))
    made = hand_report_in(duty, Q2, by=house.office)
    assert made.proxy
    for user in (house.standing, house.cell_secretary, house.stranger):
        with pytest.raises(NotAllowed):
            hand_report_in(duty, Q1, by=user)
    assert sign_in(house.stranger).post(reverse("support:hand_report_in", args=[duty.pk])).status_code == 404


@pytest.mark.parametrize(
    ("span", "sentence"),
    [
        (Period.quarter(2017, 3), "30/09/2017"),
        (Period.month(2017, 5), "Không phải"),
        (Period.quarter(2016, 4), "Không phải"),
    ],
)
def test_what_is_not_owed_is_refused(house: House, span: Period, sentence: str) -> None:
    follower = official(house)
    duty = duty_of(house, follower)
    with pytest.raises(Refused, match=sentence):
        hand_report_in(duty, span, by=follower)


def test_a_quarter_of_two_followers_is_reported_by_who_had_the_longer_part(house: House) -> None:
    first, second = member(house, "Đinh Thử Trước"), member(house, "Đinh Thử Sau")
    duty = duty_of(house, first, house.cell_a, tier="committee_cell")
    after = replace_duty(duty, second.person, by=house.office, on=date(2017, 6, 1), reason="mẫu")
    rows = reports_of([duty, after], date(2017, 7, 5))
    assert [one.span.code for one in rows[duty.pk]] == ["2017-Q1", "2017-Q2"]
    assert rows[after.pk] == []


def test_nothing_is_asked_before_the_duty_was_written_down_nor_without_a_rule(house: House) -> None:
    late = duty_of(house, official(house, "Cao Mẫu Muộn"), at=NOW)
    assert reports_of([late], date(2017, 7, 5))[late.pk] == []
    plain = duty_of(house, official(house, "Cao Mẫu Trơn"), house.cell_a, obligation=None)
    assert reports_of([plain], date(2017, 7, 5))[plain.pk] == []


def test_the_desk_reads_the_same_with_one_and_with_three(house: House, django_assert_num_queries) -> None:
    follower = official(house)
    counts = []
    for unit in (house.hamlet, house.cell_a, house.cell_b):
        duty_of(house, follower, unit)
        fresh(follower)
        with django_assert_num_queries(QUERIES):
            counts.append(len(due(follower, NOW)))
    assert counts == [2, 4, 6]


QUERIES = 13
