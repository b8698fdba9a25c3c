"""Saved views for a whole office: who puts them there, who sees them, who changes them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from trongtam.accounts.models import User
from trongtam.ground.errors import NotAllowed
from trongtam.look.models import SavedView
from trongtam.look.operations import keep_view, remove_view, rename_view, share_view
from trongtam.look.queries import views_of
from trongtam.look.registry import offices
from trongtam.org.models import Post, PostKind
from trongtam.org.tests.house import House, make_house, make_user

LIST = "/units/?kind=cell"


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def shared(house: House, name: str = "Các chi bộ") -> SavedView:
    return keep_view(by=house.office, name=name, address=LIST, office=f"unit:{house.committee.pk}")


def as_user(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_everybody_of_the_office_sees_it_and_nobody_else(house: House) -> None:
    view, own = shared(house), keep_view(by=house.office, name="Của riêng", address=LIST)
    assert [one.key for one in offices(house.office)] == [f"unit:{house.committee.pk}"]
    for user in (house.secretary, house.standing):
        assert views_of(user, "org:units") == [view], user
    for user in (house.cell_secretary, house.stranger, house.provincial, house.former):
        assert views_of(user) == [], user
    assert views_of(house.office) == [view, own]


def test_one_who_leaves_the_office_sees_it_no_longer(house: House) -> None:
    view = shared(house)
    user = make_user("Cao Thử Việc", house.committee, PostKind.OFFICIAL)
    assert views_of(user) == [view]
    Post.objects.filter(person=user.person).update(valid_to=date(2021, 1, 1))
    assert views_of(User.objects.get(pk=user.pk)) == []


def test_only_those_who_keep_the_papers_share_and_only_the_owner_changes(house: House) -> None:
    view, place = shared(house), f"unit:{house.committee.pk}"
    for user, office in (
        (house.standing, place),
        (house.cell_secretary, f"unit:{house.cell_a.pk}"),
        (house.office, "unit:0"),
    ):
        with pytest.raises(NotAllowed):
            keep_view(by=user, name="Lạ", address=LIST, office=office)
    acts = (
        lambda: rename_view(view, by=house.secretary, name="Khác"),
        lambda: share_view(view, by=house.secretary, office=""),
        lambda: remove_view(view, by=house.secretary),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert share_view(view, by=house.office, office="").office == ""
    assert views_of(house.secretary) == []
    assert keep_view(by=house.secretary, name="Các chi bộ", address=LIST, office=place).office == place, (
        "names are one's own"
    )


def test_saved_shared_and_taken_back_on_the_pages(house: House) -> None:
    office, secretary = as_user(house.office), as_user(house.secretary)
    place = f"unit:{house.committee.pk}"
    assert f'name="office" value="{place}"' in office.get(LIST).content.decode()
    assert 'name="office"' not in as_user(house.cell_secretary).get("/units/").content.decode()
    office.post("/views/keep/", {"name": "Chung", "address": LIST, "office": place})
    view = SavedView.objects.get()
    assert f'href="/views/{view.pk}/"' in secretary.get("/units/").content.decode()
    page = secretary.get("/views/").content.decode()
    assert f"Chung của {house.committee.name}" in page and "Đổi tên" not in page
    assert secretary.get(f"/views/{view.pk}/").headers["Location"] == LIST
    for act in ("rename", "share", "remove"):
        assert secretary.post(f"/views/{view.pk}/{act}/", {"name": "Khác"}).status_code == 404
    assert as_user(house.stranger).get(f"/views/{view.pk}/").status_code == 404
    assert office.post(f"/views/{view.pk}/share/", {"office": ""}).status_code == 302
    assert "Chung" not in secretary.get("/views/").content.decode()
    assert office.post(f"/views/{view.pk}/share/", {"office": "unit:0"}).status_code == 403
    assert office.post(f"/views/{view.pk}/share/", {"office": place}).status_code == 302
    assert views_of(house.secretary) == [view]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_are_shared(
    house: House, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        shared(house, f"Cách xem {number}")
    client = as_user(house.secretary)
    client.get("/views/")
    with django_assert_num_queries(6):
        assert client.get("/views/").content.decode().count("Chung của") == count
