"""Help in place: every page of the house names its part of the guides, and the guides of whoever may open it have that part."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from trongtam.guide.guides import LANGUAGES, NAMES, guide, own_guides
from trongtam.guide.screens import known, topic_of

from .doors import DOORS, OPEN, OWN, World, make_world
from .kept import kept_for_the_file

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# One of each guide. Whoever may open more reads the same guides.
PEOPLE = ("office", "secretary", "cell_secretary", "administrator", "provincial")
# Parts of pages and machines' answers; the gallery is for those who build.
NO_SCREENS = {
    "health",
    "gallery",
    "look:who",
    "look:draft",
    "look:service_worker",
    "look:manifest",
    "targets:entry_echo",
}
HELP = {"guide:guides", "guide:guide", "guide:on", "guide:terms"}
LINK = re.compile(r'class="ask" href="/help/(?:on/([a-z-]+)/)?"')


_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


def address(world: World, name: str) -> str | None:
    try:
        return reverse(name, args=DOORS[name].args(world) if name in DOORS else [])
    except NoReverseMatch:
        return None  # an open page that takes a key; its room tries it


def pages_of(world: World, who: str) -> dict[str, str]:
    """The pages that somebody may open: their text by name of address."""
    client = Client(raise_request_exception=False)
    client.force_login(world.person(who))
    found = {}
    for name in [*OPEN, *OWN, *DOORS]:
        url = None if name in NO_SCREENS | HELP else address(world, name)
        if url is None or (name in DOORS and DOORS[name].posts):
            continue
        answer = client.get(url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
            found[name] = content.decode()
    return found


@pytest.mark.parametrize("who", PEOPLE)
def test_each_page_has_its_part_in_the_guides_of_whoever_may_open_it(world, who):
    request = RequestFactory().get("/")
    request.user = world.person(who)
    guides = own_guides(request)
    assert set(guides) < set(NAMES)
    pages = pages_of(world, who)
    assert len(pages) > 30
    without = {name: topic_of(name) for name, text in pages.items() if not led(text) or led(text) != topic_of(name)}
    assert without == {}, "name the page's topic in the `screens.py` of its room"
    lost = [
        (name, topic_of(name), language)
        for name in pages
        for language in LANGUAGES
        if not any(guide(one, language).on(topic_of(name)) for one in guides)
    ]
    assert lost == [], f"write what {who} does there into docs/vi and docs/en, below `<!-- topics: … -->`"


def led(text: str) -> str:
    found = LINK.search(text)
    return found[1] or "" if found else ""


def test_every_address_has_a_topic_or_is_no_screen():
    bare = {name for name in [*OPEN, *OWN, *DOORS] if not topic_of(name)} - NO_SCREENS - HELP
    files = {"set_language", "archive:download", "archive:paper_file", "archive:small_picture"}
    assert bare - files - {"imports:refused", "look:job_file"} == set(), (
        "name its topic in the `screens.py` of its room"
    )


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_answer_the_same_topics(name):
    vi, en = (guide(name, language) for language in LANGUAGES)
    assert [one.topics for one in vi.sections] == [one.topics for one in en.sections]
    assert {topic for one in vi.sections for topic in one.topics} <= known()
