"""Posts: several at once, within the unit's life, one holder where there can be but one."""

from datetime import date

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.models import Post, PostKind
from trongtam.org.operations import posts
from trongtam.org.reach import Reach
from trongtam.org.tests.house import LONG_AGO, make_house, make_person

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)
BASIS = "Quyết định mẫu"


def give(house, by, person, unit=None, kind=PostKind.CELL_COMMITTEE, **changes):
    given = {"on": DAY, "basis": BASIS, **changes}
    return posts.give_post(person, by=by, unit=unit or house.cell_a, kind=kind, **given)


def test_several_posts_at_once():
    house = make_house()
    person = make_person("Lê Thử", house.cell_a)
    give(house, house.office, person)
    give(house, house.administrator, person, house.committee, PostKind.COMMITTEE_MEMBER)
    assert Post.objects.filter(person=person).count() == 2
    assert Entry.objects.filter(act="org.post_given").count() == 2


def test_who_may_give():
    house = make_house()
    person = make_person("Lê Thử", house.cell_a)
    for who in (house.cell_secretary, house.secretary, house.provincial, house.stranger, house.former, None):
        with pytest.raises(NotAllowed):
            give(house, who, person)
        with pytest.raises(NotAllowed):
            posts.end_post(Post.objects.get(unit=house.cell_a), by=who, on=DAY, basis=BASIS)


def test_giving_is_refused():
    house = make_house()
    person = make_person("Lê Thử", house.cell_a)
    give(house, house.office, person)
    cases = [
        ({"kind": PostKind.HAMLET_HEAD}, "kind"),
        ({"kind": PostKind.OFFICE}, "kind"),
        ({"kind": PostKind.CELL_SECRETARY}, "kind"),  # somebody holds it
        ({}, "kind"),  # he holds it already
        ({"on": date(2014, 1, 1)}, "on"),
        ({"until": DAY}, "until"),
        ({"basis": ""}, "basis"),
    ]
    for changes, field in cases:
        with pytest.raises(Refused) as refused:
            give(house, house.office, person, **changes)
        assert refused.value.field == field
    house.cell_b.ended_on = date(2025, 1, 1)
    house.cell_b.save()
    for changes, field in (({"on": date(2025, 2, 1)}, "on"), ({"until": date(2025, 2, 1)}, "until")):
        with pytest.raises(Refused) as refused:
            give(house, house.office, person, house.cell_b, **changes)
        assert refused.value.field == field
    # Before the present holder's time the post was free.
    Post.objects.filter(unit=house.cell_a, kind=PostKind.CELL_SECRETARY).update(valid_from=date(2024, 6, 1))
    give(house, house.office, person, kind=PostKind.CELL_SECRETARY, until=date(2024, 6, 1))


def test_ended_and_the_rights_are_gone():
    house = make_house()
    post = Post.objects.get(unit=house.cell_a, kind=PostKind.CELL_SECRETARY)
    for on in (LONG_AGO, date(2014, 1, 1)):
        with pytest.raises(Refused):
            posts.end_post(post, by=house.office, on=on, basis=BASIS)
    posts.end_post(post, by=house.office, on=DAY, basis=BASIS)
    assert not Reach.of(house.cell_secretary).posts
    with pytest.raises(Refused, match="01/03/2024"):
        posts.end_post(post, by=house.office, on=date(2024, 5, 1), basis=BASIS)


def test_the_last_administrator_stays():
    house = make_house()
    post = Post.objects.get(kind=PostKind.ADMINISTRATOR)
    with pytest.raises(Refused):
        posts.end_post(post, by=house.office, on=DAY, basis=BASIS)
    give(house, house.office, make_person("Lê Thử", house.committee), house.committee, PostKind.ADMINISTRATOR)
    posts.end_post(post, by=house.office, on=DAY, basis=BASIS)


def test_nobody_gives_a_post_to_himself():
    house = make_house()
    with pytest.raises(Refused):
        give(house, house.administrator, house.administrator.person, unit=house.committee, kind=PostKind.OFFICE)
    assert not house.administrator.person.posts.filter(kind=PostKind.OFFICE).exists()
