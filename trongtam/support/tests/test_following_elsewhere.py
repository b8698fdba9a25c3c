"""Duties and visits on the pages of other rooms: desk, search, a unit's page, the live indicator, mergers and splits."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from trongtam.accounts.models import User
from trongtam.look import registry
from trongtam.org.changes import Reorganisation
from trongtam.org.operations.reorganise import merge_units
from trongtam.org.tests.house import House, make_house, make_unit
from trongtam.support.models import Duty, Recommendation, Tier
from trongtam.support.operations.assigning import excuse_month
from trongtam.support.operations.carrying import DutiesCarried
from trongtam.support.operations.counted import COUNTED
from trongtam.support.owing import MADE
from trongtam.support.queries.duties import owed
from trongtam.support.queries.figures import VISITS_KEPT, visits_kept
from trongtam.targets.live import Share, prove
from trongtam.targets.operations import define_indicator

from .followings import duty_of, member, official, visited

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2017, 5, 18, 9, tzinfo=VIETNAM)
YEAR = (date(2017, 1, 1), date(2017, 12, 31))


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture(autouse=True)
def in_may_of_2017():
    with time_machine.travel(NOW, tick=False):
        yield


def sign_in(user) -> Client:
    user.__dict__.pop("_reach", None)
    client = Client()
    client.force_login(user)
    return client


def items(user) -> list[registry.DueItem]:
    return [one for one in registry.due_items.of(user, NOW) if one.key.startswith("support.visit")]


def test_the_desk_reminds_until_the_last_day_of_the_month(house):
    follower = official(house)
    duty = duty_of(house, follower)
    (item,) = items(follower)
    assert item.due == date(2017, 5, 31) and item.url == reverse("support:record_visit", args=[duty.pk])
    assert item.title == "Tháng 5/2017 chưa đi Ấp Mẫu Một"
    assert items(house.office) == []
    visited(duty, follower, date(2017, 5, 2))
    assert items(User.objects.get(pk=follower.pk)) == []


def test_search_finds_who_follows(house):
    follower = official(house)
    duty = duty_of(house, follower)
    address = reverse("support:duty", args=[duty.pk])

    def urls(user) -> list[str]:
        return [one.url for one in registry.search.find("mau mot", user, limit=50)]

    assert address in urls(house.office) and address not in urls(house.stranger)


def test_a_units_page_says_who_follows_it(house):
    follower = official(house)
    visited(duty_of(house, follower), follower, date(2017, 3, 2))
    said = sign_in(house.hamlet_head).get(reverse("org:unit", args=[house.hamlet.code])).content.decode()
    assert "Cao Thử Theo" in said and "đi gần nhất 02/03/2017" in said and "đã đi 1/4 kỳ" in said
    place = sign_in(house.office).get(reverse("org:unit", args=[house.commune.code])).content.decode()
    assert reverse("support:coverage", args=[house.commune.code]) in place


def test_what_is_brought_back_is_owed_an_answer(house):
    follower = official(house)
    duty = duty_of(house, follower)
    sent = {
        "purpose": "work",
        "on": "18/05/2017",
        "unit": house.hamlet.pk,
        "marking": "none",
        "recommendations": "Đề nghị sửa cầu mẫu\n\n Đề nghị thêm đèn đường mẫu ",
    }
    sign_in(follower).post(reverse("support:record_visit", args=[duty.pk]), sent)
    raised = Recommendation.objects.order_by("pk")
    assert [one.text for one in raised] == ["Đề nghị sửa cầu mẫu", "Đề nghị thêm đèn đường mẫu"]
    visit = duty.visits.get()
    assert {(one.source_kind, one.source_id, one.unit) for one in raised} == {("visit", visit.pk, house.hamlet)}
    assert "Đề nghị sửa cầu mẫu" in sign_in(follower).get(reverse("support:visit", args=[visit.pk])).content.decode()


def test_a_denunciation_leaves_nothing_behind(house):
    follower = official(house)
    duty = duty_of(house, follower)
    for field in ("recommendations", "not_done"):
        sent = {"purpose": "work", "on": "18/05/2017", "unit": house.hamlet.pk, "marking": "none"}
        sent[field] = "Tôi tố cáo ông trưởng ấp nhận hối lộ"
        answer = sign_in(follower).post(reverse("support:record_visit", args=[duty.pk]), sent)
        assert answer.status_code == 422
    assert not duty.visits.exists() and not Recommendation.objects.exists()


# -- the live indicator ------------------------------------------------------------------------------------------------


def test_visits_kept_is_a_share_of_what_was_owed(house):
    """January to April are over: two kept, one excused, one missed; May is open."""
    follower = official(house)
    duty = duty_of(house, follower)
    first, second = (visited(duty, follower, day) for day in (date(2017, 1, 5), date(2017, 2, 5)))
    excuse_month(duty, "2017-03", by=house.office, reason="Đi học")
    counts = visits_kept([house.commune.pk, house.cell_b.pk], [YEAR, (date(2017, 1, 1), date(2017, 1, 31))])
    assert counts[house.commune.pk, 0] == (Share(2, 3), (first.pk, second.pk))
    assert counts[house.commune.pk, 1] == (Share(1, 1), (first.pk,))
    assert counts[house.cell_b.pk, 0] == (Share(0, 0), ())


def test_its_proof_lists_the_visits_that_the_viewer_sees(house):
    follower = official(house)
    visit = visited(duty_of(house, follower), follower, date(2017, 1, 5))
    indicator = define_indicator(house.commune, COUNTED[0], by=house.office)
    proof = prove(indicator, house.commune, *YEAR, house.office)
    assert [one.url for one in proof.behind] == [reverse("support:visit", args=[visit.pk])]
    assert indicator.provider == VISITS_KEPT
    assert prove(indicator, house.commune, *YEAR, house.stranger).behind == ()


# -- mergers and splits ------------------------------------------------------------------------------------------------


def test_a_merger_carries_duties_over_once_and_counts_the_month_once(house):
    first, both = member(house), member(house, "Hạ Mẫu Ủy")
    layer = {"tier": Tier.COMMITTEE_CELL}
    one = duty_of(house, first, house.cell_a, **layer)
    two, three = duty_of(house, both, house.cell_a, **layer), duty_of(house, both, house.cell_b, **layer)
    visited(one, first, date(2017, 5, 3))
    visited(three, both, date(2017, 5, 4))
    new = merge_units(
        [house.cell_a, house.cell_b], name="Chi bộ ấp Mẫu Chung", parent=house.committee, by=house.office,
        on=date(2017, 5, 10), basis="Quyết định sáp nhập mẫu",
    )  # fmt: skip
    carried = Duty.objects.filter(unit=new).order_by("person_id")
    assert {duty.person for duty in carried} == {first.person, both.person}
    for old in (one, two, three):
        old.refresh_from_db()
        assert old.valid_to == date(2017, 5, 10) and old.carried_to.person == old.person
    found = owed(Duty.objects.all(), today=date(2017, 5, 31))
    may = [(entry.duty, entry.state, len(entry.visits)) for rows in found.values() for entry in rows
           if entry.span.code == "2017-05"]  # fmt: skip
    assert sorted(may) == sorted((duty.pk, MADE, 1) for duty in carried)


def reorganisation(house: House, shares: tuple[str, ...], on: date) -> Reorganisation:
    links = [(house.cell_a.pk, f"new{n}", Fraction(share)) for n, share in enumerate(shares)]
    return Reorganisation("split", on, "Quyết định tách mẫu", links, {key: key for _pk, key, _share in links})


def test_a_split_goes_on_in_every_part_and_the_month_in_the_largest(house):
    follower = member(house)
    duty = duty_of(house, follower, house.cell_a, tier=Tier.COMMITTEE_CELL)
    visited(duty, follower, date(2017, 5, 3))
    on = date(2017, 5, 10)
    carriage = DutiesCarried(reorganisation(house, ("0.4", "0.6"), on))
    parts = {f"new{n}": make_unit("cell", f"Chi bộ mẫu phần {n}", house.committee, founded=on) for n in (0, 1)}
    assert carriage.problems() == [] and [line.becomes for line in carriage.told()] == ["tiếp tục theo dõi new0, new1"]
    carriage.carry(parts, by=house.office, at=None)
    duty.refresh_from_db()
    assert duty.carried_to.unit == parts["new1"]
    states = {
        entry.place[0]: (entry.state, len(entry.visits))
        for rows in owed(Duty.objects.all(), today=date(2017, 6, 1)).values()
        for entry in rows
        if entry.span.code == "2017-05"
    }
    assert states == {parts["new0"].pk: ("missed", 0), parts["new1"].pk: (MADE, 1)}


def test_what_lies_after_the_end_stands_in_the_way(house):
    follower = member(house)
    duty = duty_of(house, follower, house.cell_a, tier=Tier.COMMITTEE_CELL)
    visited(duty, follower, date(2017, 5, 12))
    late = DutiesCarried(reorganisation(house, ("1",), date(2017, 5, 10)))
    early = DutiesCarried(reorganisation(house, ("1",), date(2017, 1, 1)))
    assert len(late.problems()) == 1 and len(early.problems()) == 2
