"""The frame of a page: who, where, places, demonstration strip, offline page, service worker."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

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
    return nav


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


def test_places_stand_below_headings_and_the_heading_of_the_page_is_open(places, person, browser_of):
    for number in range(9):
        group = registry.PAPERS if number % 2 else registry.PEOPLE
        places.add(NavItem(f"n{number}", f"Nơi {number}", "doc", "gallery", group=group), order=10)
    places.add(NavItem("alone", "Một mình", "doc", "look:jobs", group=registry.JUDGING), order=11)
    page = browser_of(person).get("/more/").content.decode()
    nav = page[page.index('<nav class="nav"') :]
    headings = re.findall(r"<details class=\"places-of\"( open)?><summary>([^<]+)", nav)
    assert headings == [("", "Văn bản, báo cáo"), ("", "Tổ chức, con người")], "a place alone needs no heading"
    assert nav.index("Việc của tôi") < nav.index("Văn bản, báo cáo") < nav.index("Một mình") < nav.index("Tổ chức")


@pytest.mark.parametrize("current", ["", "p2"])
def test_the_heading_of_the_page_is_open_and_all_are_while_they_fit(current):
    def place(key, group, *, bar=False, here=False, count=0):
        return context.NavPlace(key, key, "doc", f"/{key}/", bar, count, here, group)

    many = [place(f"o{n}", registry.OWN, bar=n < 2) for n in range(4)]
    many += [place(f"f{n}", registry.FIGURES, count=n) for n in range(3)]
    many += [place(f"p{n}", registry.PAPERS, here=not current and n == 2) for n in range(4)]
    sections = context.sections_of(many, current)
    assert [(one.group and one.group.key, one.open, one.count) for one in sections] == [
        (None, True, 0),
        (registry.FIGURES, False, 3),
        (registry.PAPERS, True, 0),
    ]
    assert [place for one in sections for place in one.places] == many
    assert all(one.open for one in context.sections_of(many[:10], current))
    assert context.sections_of([]) == [context.NavSection(None, [])]


def test_a_place_of_an_unknown_group_is_still_there(places, person, browser_of):
    places.add(NavItem("odd", "Lạc nhóm", "doc", "gallery", group="no such group"), order=10)
    assert "Lạc nhóm" in browser_of(person).get("/gallery/").content.decode()


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


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_telephone_can_put_the_program_on_its_home_screen(places, person, language):
    """The manifest is open to nobody in particular and names nobody; its pictures are what it says they are."""
    client = Client(headers={"Accept-Language": language})
    client.cookies["django_language"] = language
    page = client.get("/offline/").content.decode()
    assert '<link rel="manifest" href="/app.webmanifest">' in page
    answer = client.get("/app.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["name"], told["scope"], told["display"], told["lang"]) == ("Trọng Tâm", "/", "standalone", language)
    assert told["theme_color"] in page
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
            assert (f"{picture.width}x{picture.height}", picture.format) == (icon["sizes"], "PNG")
    apple = re.search(r'rel="apple-touch-icon" href="/static/([^"]+)"', page)
    with Image.open(finders.find(apple[1])) as picture:
        assert picture.size == (180, 180)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert person.display_name not in client.get("/app.webmanifest").content.decode(), "it names nobody"
    assert (
        "default-src 'self'" in answer["Content-Security-Policy"]
        and "manifest-src" not in answer["Content-Security-Policy"]
    )


def test_initials():
    assert [context.initials(name) for name in ("Nguyễn Văn Mẫu", "Võ Giả Định", "mau", "")] == ["NM", "VĐ", "MA", "?"]
