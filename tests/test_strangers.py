"""Every page and act of the house, tried by those who should not: signed out, another commune, former, beside, far above.

That each sample opens is asked on both databases, which takes every page there; who finds a closed door does not depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from trongtam.ledger.models import Entry

from .doors import DOORS, OPEN, OWN, TARGET, World, addresses, make_world
from .kept import kept_for_the_file

pytestmark = pytest.mark.django_db

# Words of the commune's own things: whoever has no business here never reads one of them.
PRIVATE = (
    "Xã Mẫu",
    "Chi bộ ấp Mẫu",
    "Ấp Mẫu Một",
    "Đinh Văn Ví Dụ",
    "Nghị quyết đại hội mẫu",
    "Sinh hoạt chi bộ chưa đều",
    "Kế hoạch mẫu",
    TARGET,
    "bien-ban-mau",
)
NO_POST = 405


_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


def browser_of(user: Any = None) -> Client:
    """A browser that hands every failure of the program over as the page a person would see."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def text_of(answer: HttpResponse, asked: str = "") -> str:
    """The words of the answer, without the address that was asked for: a page may lead back to it."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = unescape(content.decode("utf8", errors="replace"))
    return text.replace(asked, "") if asked else text


def tried(client: Client, url: str, *, posts: bool = False) -> Iterator[tuple[str, HttpResponse, str]]:
    """Method, answer and its text: the page, then the act with a form that could stand for any."""
    for method in ("post",) if posts else ("get", "post"):
        answer = getattr(client, method)(url)
        yield method, answer, text_of(answer, url)


def urls(world: World) -> Iterator[tuple[str, str]]:
    for name, door in DOORS.items():
        yield name, reverse(name, args=door.args(world))


def leaks(text: str) -> list[str]:
    return [word for word in PRIVATE if word in text]


def test_every_address_of_the_house_is_tried_here():
    listed = [*DOORS, *OWN, *OPEN]
    assert sorted(set(addresses()) - set(listed)) == [], "put the new address into a table of tests/doors.py"
    assert sorted(set(listed) - set(addresses())) == [], "this address is gone"
    assert len(listed) == len(set(listed)), "an address stands in two tables"


def test_no_address_stands_in_the_way_of_another(world):
    """Two rooms may not claim one address: the first would answer for both."""
    led = {name: resolve(address).view_name for name, address in urls(world)}
    assert {name: found for name, found in led.items() if found != name} == {}


def test_each_sample_opens_for_somebody(world):
    """Else a sample that is not there would pass for a closed door."""
    wrong = {}
    for name, door in DOORS.items():
        client = browser_of(world.person(door.opener))
        url = reverse(name, args=door.args(world))
        before = transaction.savepoint()
        answer = client.post(url) if door.posts else client.get(url)
        text_of(answer)  # a file is closed when it is read
        transaction.savepoint_rollback(before)  # no door stands in the way of the next
        if answer.status_code != door.opens:
            wrong[name] = answer.status_code
    assert wrong == {}


@pytest.mark.once
def test_signed_out_everything_leads_to_the_sign_in_page(world):
    client, wrong = browser_of(), []
    told = Entry.objects.count()
    for name, url in [*urls(world), *((name, reverse(name)) for name in sorted(OWN - {"account_logout"}))]:
        for method, answer, text in tried(client, url):
            to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/login/")
            if not to_sign_in or leaks(text):
                wrong.append((name, method, answer.status_code, leaks(text)))
    assert wrong == []
    assert Entry.objects.count() == told


@pytest.mark.once
@pytest.mark.parametrize("who", ["stranger", "former"])
def test_another_commune_and_former_officials_find_nothing(world, who):
    client, wrong = browser_of(world.person(who)), []
    told = Entry.objects.count()
    for name, url in urls(world):
        for method, answer, text in tried(client, url, posts=DOORS[name].posts):
            read_only = method == "post" and answer.status_code == NO_POST
            if (answer.status_code != 404 and not read_only) or leaks(text):
                wrong.append((name, method, answer.status_code, leaks(text)))
    assert wrong == []
    assert Entry.objects.count() == told, "an act was done"


@pytest.mark.once
@pytest.mark.parametrize("who", ["stranger", "former"])
def test_own_pages_show_nothing_of_another_commune(world, who):
    client, wrong = browser_of(world.person(who)), []
    # The gallery's values are made up; in the list of people stands oneself, with the place where one's own record is kept.
    told = {"gallery": {"Chi bộ ấp Mẫu"}, "org:people": {"Xã Mẫu"} if who == "former" else set()}
    for name in sorted(OWN - {"account_logout", "sign_out_elsewhere", "org:own_page"}):
        answer = client.get(reverse(name), follow=True)
        found = set(leaks(text_of(answer))) - told.get(name, set())
        if answer.status_code not in (200, 403, 404, NO_POST) or found:
            wrong.append((name, answer.status_code, found))
    assert wrong == []


@pytest.mark.once
@pytest.mark.parametrize(("column", "person"), [("beside", "other_cell_secretary"), ("provincial", "provincial")])
def test_beside_and_far_above_get_exactly_what_the_table_says(world, column, person):
    """404, or the page that is for them too, or 403 with a sentence that tells who may."""
    client, wrong = browser_of(world.person(person)), []
    for name, url in urls(world):
        door, expected = DOORS[name], getattr(DOORS[name], column)
        for method, answer, text in tried(client, url, posts=door.posts):
            status = answer.status_code
            if method == "post" and status == NO_POST:
                continue
            turned_away = status if status in (403, 404) or status >= 500 else 200
            if turned_away != expected or (status == 404 and world["org.member"].full_name in text):
                wrong.append((name, method, status))
            elif status == 403 and not says_who_may(text):
                wrong.append((name, method, "403 without a sentence"))
    assert wrong == []


def says_who_may(text: str) -> bool:
    """The page of a refusal names whom to turn to."""
    return any(word in text for word in ("Văn phòng", "văn phòng", "bí thư", "Bí thư", "cấp trên", "người đứng đầu"))


def test_the_gallery_is_for_who_keeps_the_house(world):
    """A page of the workshop: everybody else finds nothing there."""
    answers = {
        who: browser_of(world.person(who)).get(reverse("gallery")).status_code
        for who in ("office", "administrator", "secretary", "cell_secretary", "provincial", "former")
    }
    assert answers == {
        "office": 200,
        "administrator": 200,
        "secretary": 404,
        "cell_secretary": 404,
        "provincial": 404,
        "former": 404,
    }


def test_a_member_s_page_is_not_there_for_the_province(world):
    """Reach over the whole tree opens no person: not the page, not the record, not the login."""
    client = browser_of(world.person("provincial"))
    member = world["org.member"]
    for name in ("org:person", "org:record", "org:account"):
        answer = client.get(reverse(name, args=[member.code]))
        assert answer.status_code == 404, name
        assert member.full_name not in text_of(answer)
    assert member.full_name not in text_of(client.get(reverse("org:people"), {"q": "Ví Dụ"}))


@pytest.mark.parametrize("who", ["stranger", "former", "other_cell_secretary"])
def test_what_an_address_asks_for_is_asked_of_the_person(world, who):
    """A unit or document named after the question mark opens no more than one in the path."""
    client, cell, document = browser_of(world.person(who)), world["cell_a"], world["resolutions.document"]
    for url in (f"{reverse('org:people')}?unit={cell.code}", f"{reverse('org:units')}?below={cell.code}"):
        assert client.get(url).status_code == 404, url
    if who != "other_cell_secretary":
        assert client.get(f"{reverse('resolutions:orphans')}?document={document.pk}").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "former"])
def test_the_search_finds_nothing_of_another_commune(world, who):
    """Each word finds something for its own office, so that finding nothing says something."""
    own, client, wrong = browser_of(world.person("office")), browser_of(world.person(who)), []
    for word in ("Chi bộ ấp Mẫu Một", "Nghị quyết đại hội mẫu", TARGET, "Đinh Văn Ví Dụ"):
        assert own.get(reverse("search"), {"q": word}).context["hits"], word
        if hits := client.get(reverse("search"), {"q": word}).context["hits"]:
            wrong.append((word, hits))
    assert wrong == []


@pytest.mark.parametrize("who", ["stranger", "former", "other_cell_secretary"])
def test_another_s_draft_is_not_there(world, who):
    url = reverse("look:draft", args=["entry:1:2022-09"])
    owner = browser_of(world.person("cell_secretary"))
    assert owner.post(url, {"data": ["Nhà ông Mẫu"]}, content_type="application/json").status_code == 200
    client = browser_of(world.person(who))
    assert client.get(url).status_code == 204
    client.delete(url)
    assert owner.get(url).json()["data"] == {"data": ["Nhà ông Mẫu"]}
    assert browser_of().get(url).status_code == 401
