"""Saved views: own lists under a name; nobody else's, nothing of a person in them."""

import pytest

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.look.models import SavedView
from trongtam.look.operations import keep_view, remove_view, rename_view
from trongtam.look.operations import views as operations
from trongtam.look.queries import address_of, views_of


@pytest.fixture
def view(person):
    return keep_view(by=person, name="  Các   chi bộ ", address="/units/?kind=cell&page=2&as=xlsx")


def test_a_view_keeps_the_filters_and_neither_page_nor_sheet(view, person):
    assert (view.name, view.route, view.query) == ("Các chi bộ", "org:units", "kind=cell")
    assert address_of(view) == "/units/?kind=cell"
    assert views_of(person, "org:units") == [view] and views_of(person, "org:people") == []


def test_of_a_list_of_persons_what_was_searched_is_not_kept(person):
    assert keep_view(by=person, name="Người", address="/people/?q=Nguyen+Van+Mau&post=office").query == "post=office"
    assert keep_view(by=person, name="Tài khoản", address="/logins/?q=mau").query == ""
    assert keep_view(by=person, name="Đơn vị", address="/units/?q=mau").query == "q=mau"


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/units/", "//elsewhere.example/units/", "/no-such-page/"]
)
def test_only_pages_of_the_house(person, address):
    with pytest.raises(Refused):
        keep_view(by=person, name="Lạ", address=address)


def test_a_name_is_needed_and_taken_once(view, person, stranger):
    for name in ("", "   ", "x" * 81, "Các chi bộ"):
        with pytest.raises(Refused):
            keep_view(by=person, name=name, address="/units/")
    assert keep_view(by=stranger, name="Các chi bộ", address="/units/").user == stranger


def test_no_more_than_a_person_can_look_through(person, monkeypatch):
    monkeypatch.setattr(operations, "MOST_VIEWS", 1)
    keep_view(by=person, name="Một", address="/units/")
    with pytest.raises(Refused):
        keep_view(by=person, name="Hai", address="/units/")


def test_renaming_and_removing_are_the_owners(view, person, stranger):
    for act in (lambda: rename_view(view, by=stranger, name="Khác"), lambda: remove_view(view, by=stranger)):
        with pytest.raises(NotAllowed):
            act()
    assert rename_view(view, by=person, name="Chi bộ").name == "Chi bộ"
    assert rename_view(view, by=person, name="Chi bộ").name == "Chi bộ"
    remove_view(view, by=person)
    assert not SavedView.objects.exists()


def test_a_page_that_is_gone_has_no_address(person):
    gone = SavedView.objects.create(user=person, name="Cũ", route="org:gone_page")
    assert address_of(gone) == ""


# -- on the pages: the owner, another, nobody --------------------------------------------------------------------------


def test_saving_from_the_list_and_opening_it_again(browser_of, person):
    client = browser_of(person)
    page = client.get("/units/?kind=cell").content.decode()
    assert 'name="address" value="/units/?kind=cell"' in page
    kept = client.post("/views/keep/", {"name": "Các chi bộ", "address": "/units/?kind=cell"})
    assert kept.headers["Location"] == "/units/?kind=cell"
    view = SavedView.objects.get()
    assert f'href="/views/{view.pk}/"' in client.get("/units/").content.decode()
    assert client.get(f"/views/{view.pk}/").headers["Location"] == "/units/?kind=cell"
    assert "Các chi bộ" in client.get("/views/").content.decode()
    again = client.post("/views/keep/", {"name": "Các chi bộ", "address": "/units/"})
    assert again.status_code == 422 and 'value="/units/"' in again.content.decode()


def test_renamed_and_removed_on_the_pages(browser_of, person, view):
    client = browser_of(person)
    assert client.post(f"/views/{view.pk}/rename/", {"name": "Chi bộ"}).headers["Location"] == "/views/"
    assert "Chi bộ" in client.get("/views/").content.decode()
    assert client.post(f"/views/{view.pk}/remove/").status_code == 302
    assert "Chi bộ" not in client.get("/views/").content.decode()


def test_a_stranger_finds_nothing(browser_of, stranger, view):
    client = browser_of(stranger)
    assert "Các chi bộ" not in client.get("/views/").content.decode() + client.get("/units/").content.decode()
    assert client.get(f"/views/{view.pk}/").status_code == 404
    assert client.get(f"/views/{view.pk}/rename/").status_code == 404
    assert client.post(f"/views/{view.pk}/remove/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same(browser_of, person, count, django_assert_num_queries):
    for number in range(count):
        keep_view(by=person, name=f"Cách xem {number}", address="/units/")
    client = browser_of(person)
    client.get("/views/")
    with django_assert_num_queries(4):
        client.get("/views/")
