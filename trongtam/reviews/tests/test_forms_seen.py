"""The permission matrix of the forms: one's own, by sight one level deep, a stranger; whoever reaches over the whole subtree
finds nothing. Lists say no level; each opening of another's form is in the book."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from trongtam.ledger.models import Entry
from trongtam.org.tests.house import grant
from trongtam.reviews.models import Fact, Subject
from trongtam.reviews.operations import contest_fact

from .rounds import decided, make_schemes, members_of, moment, opened, see

BEYOND = "work_beyond_share"
PAGES = (
    "form",
    "assess_self",
    "propose_level",
    "appraise",
    "decide",
    "send_back",
    "exempt_subject",
    "leave_out_subject",
)


@pytest.fixture
def subject(house) -> Subject:
    round_ = opened(house, login=True)
    return members_of(round_, house.cell_a)[0]


def status(user, name: str, *args) -> int:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client.get(reverse(f"reviews:{name}", args=args)).status_code


def opened_entries() -> int:
    return Entry.objects.filter(act="reviews.form_opened").count()


def test_own_by_sight_stranger(house, subject):
    answers = {
        name: status(user, "form", subject.pk)
        for name, user in {
            "own": subject.person.user,
            "colleague": members_of(subject.round, house.cell_a)[1].person.user,
            "cell secretary with sight": house.cell_secretary,
            "office with sight of the committee": house.office,
            "secretary with sight of the committee": house.secretary,
            "secretary of another cell": house.other_cell_secretary,
            "standing member without sight": house.standing,
            "administrator": house.administrator,
            "head of the hamlet": house.hamlet_head,
            "superior of the whole subtree": house.provincial,
            "former office": house.former,
            "stranger": house.stranger,
        }.items()
    }
    assert answers == {
        "own": 200,
        "colleague": 404,
        "cell secretary with sight": 200,
        "office with sight of the committee": 200,
        "secretary with sight of the committee": 200,
        "secretary of another cell": 404,
        "standing member without sight": 404,
        "administrator": 404,
        "head of the hamlet": 404,
        "superior of the whole subtree": 404,
        "former office": 404,
        "stranger": 404,
    }


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_form_is_closed_to_who_has_no_sight(house, subject, page):
    for user in (house.provincial, house.stranger, house.other_cell_secretary, house.standing):
        assert status(user, page, subject.pk) == 404


def test_sight_does_not_descend_with_the_tree(house, subject):
    """Sight of the commune or the province opens no cell."""
    grant(house.standing, house.commune)
    grant(house.provincial, house.province)
    assert status(house.standing, "form", subject.pk) == status(house.provincial, "form", subject.pk) == 404


def test_sight_has_an_end(house, subject):
    grant(house.standing, house.cell_a, until=date(2020, 1, 1))
    assert status(house.standing, "form", subject.pk) == 404
    grant(house.standing, house.cell_a)
    assert status(house.standing, "form", subject.pk) == 200


def test_each_opening_of_another_s_form_is_in_the_book(house, subject):
    status(subject.person.user, "form", subject.pk)
    assert opened_entries() == 0
    status(house.office, "form", subject.pk)
    status(house.provincial, "form", subject.pk)
    assert opened_entries() == 1
    entry = Entry.objects.get(act="reviews.form_opened")
    assert (entry.by, entry.on_id) == (house.office, str(subject.pk))


def test_no_list_says_a_level(house, subject):
    one = decided(subject, house)
    title = one.scheme.read().level("good").title
    for user in (house.office, house.secretary, house.cell_secretary):
        client = Client()
        client.force_login(user)
        for address in (
            reverse("reviews:own"),
            reverse("reviews:round", args=[one.round_id]),
            reverse("reviews:unit", args=[one.round_id, house.cell_a.code]),
        ):
            text = client.get(address).content.decode()
            assert f"{title}</" not in text and f">{title}" not in text, address


def test_names_of_a_cell_are_for_those_with_sight(house, subject):
    name = subject.person.full_name
    seen = {}
    for who in ("office", "secretary", "cell_secretary", "provincial", "standing"):
        client = Client()
        client.force_login(getattr(house, who))
        answer = client.get(reverse("reviews:unit", args=[subject.round_id, house.cell_a.code]))
        seen[who] = (answer.status_code, name in answer.content.decode())
    assert seen == {
        "office": (200, True),
        "secretary": (200, True),
        "cell_secretary": (200, True),
        "provincial": (200, False),
        "standing": (200, False),
    }


def test_an_objection_is_read_by_whom_it_concerns(house, subject):
    Fact.objects.create(subject=subject, code=BEYOND, value=20, frozen_at=moment())
    held = contest_fact(subject, BEYOND, by=subject.person.user, text="Sai.", at=moment())
    answers = [
        status(user, "answer_contest", held.pk) for user in (house.office, house.cell_secretary, house.provincial)
    ]
    assert answers == [200, 403, 404]
    assert opened_entries() == 1  # who answers sees the fact


def test_the_province_sees_sums_and_nobody(house):
    see(house)
    make_schemes()
    round_ = opened(house)
    client = Client()
    client.force_login(house.provincial)
    text = client.get(reverse("reviews:table", args=[round_.pk])).content.decode()
    assert "Nguyễn Thử" not in text and "Xếp loại năm 2025" in text


@pytest.mark.parametrize("page", ["assess_self", "propose_level", "appraise", "decide"])
def test_looking_at_another_through_the_page_of_an_act_is_in_the_book_too(house, subject, page):
    """Each of them shows points, facts or a level."""
    who = {"assess_self": house.cell_secretary, "propose_level": house.cell_secretary}.get(page, house.office)
    assert status(who, page, subject.pk) == 200
    assert opened_entries() == 1
    assert status(subject.person.user, "assess_self", subject.pk) == 200
    assert opened_entries() == 1
