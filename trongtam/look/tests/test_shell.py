"""The frame of a page: who, where, places, demonstration strip, offline page, service worker."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from trongtam.look import context, registry
from trongtam.look.registry import NavItem, Where

pytestmark = [pytest.mark.urls("trongtam.look.tests.urls"), pytest.mark.django_db]


@pytest.fixture
def places(monkeypatch):
    nav = registry.Nav("nav")
    nav.add(NavItem("desk", "Việc của tôi", "desk", "look:more", bar=True, count=lambda request: 3), order=1)
    nav.add(NavItem("gallery", "Các phần", "board", "gallery"), order=2)
    nav.add(NavItem("later", "Chưa có", "doc", "no-such-page"), order=3)
    nav.add(NavItem("office", "Văn phòng", "unit", "gallery", visible=lambda request: False), order=4)
    where, demonstration = registry.Slot("where", None), registry.Slot("demonstration", None)
    where.provide(lambda request: Where("Xã An Khánh", "Đảng bộ xã"))
    demonstration.provide(lambda request: True)
    monkeypatch.setattr(registry, "nav", nav)
    monkeypatch.setattr(registry, "where", where)
    monkeypatch.setattr(registry, "demonstration", demonstration)


def test_a_person_sees_the_places_he_has(places, person, browser_of):
    page = browser_of(person).get("/gallery/").content.decode()
    nav = page[page.index('<nav class="nav"') :]
    assert "Việc của tôi" in nav
    assert '<span class="vh">có </span>3' in nav
    assert "Chưa có" not in nav
    assert "Văn phòng" not in nav
    assert re.search(r'href="/gallery/" aria-current="page"', nav)
    assert nav.count("aria-current") == 1
    assert "Xã An Khánh" in page
    assert "NM" in page
    assert page.count("DỮ LIỆU MINH HỌA") == 2


def test_the_page_of_all_places(places, person, browser_of):
    page = browser_of(person).get("/more/").content.decode()
    assert page.count('href="/gallery/"') == 2


def test_nobody_has_no_places_and_the_page_names_no_person(places):
    page = Client().get("/gallery/").content.decode()
    assert '<nav class="nav"' not in page
    assert 'data-user=""' in page
    assert "app alone" in page


def test_the_offline_page_is_the_same_for_everyone(places, person, browser_of):
    def bare(client):
        return re.sub(r'value="\w{64}"', "", client.get("/offline/").content.decode())

    assert bare(browser_of(person)) == bare(Client())


def test_a_page_says_whose_it_is_to_the_service_worker(person, browser_of):
    assert browser_of(person).get("/gallery/")["X-Look-User"] == str(person.pk)
    assert "X-Look-User" not in Client().get("/gallery/")


def test_the_service_worker_keeps_files_that_exist():
    answer = Client().get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    files = re.findall(r'"/static/([^"]+)"', answer.content.decode())
    assert len(files) >= 6
    assert all(finders.find(name) for name in files)


def test_initials():
    assert [context.initials(name) for name in ("Nguyễn Văn Mẫu", "Võ Giả Định", "mau", "")] == ["NM", "VĐ", "MA", "?"]
