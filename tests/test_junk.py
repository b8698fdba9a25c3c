"""Junk at every door of meetings, following, works, targets, resolutions, people, files and reminders: what no page of ours would
send is refused in words, never a failure of the program, and changes nothing."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from .doors import DOORS, World, make_world
from .kept import kept_for_the_file

pytestmark = pytest.mark.django_db

NAMES = re.compile(r'<(?:input|select|textarea)[^>]* name="([^"]+)"')
FRAME = {"csrfmiddlewaretoken", "form_key", "language", "next"}
JUNK = ("²", "1" + "0" * 30, "-1", "một từ", "31/02/2022", "\x00", "x" * 70_000)
ASKED = "?year=²&span=2017-Q9&month=x&at=zz&page=-1&way=%00&q=%00&sort=zz&unit=zz&from=01/01/2030&until=31/02/2020"
ROOMS = ("meetings:", "support:", "org:", "work:", "targets:", "resolutions:", "archive:", "reminders:")

_made = kept_for_the_file(make_world)


@pytest.fixture
def world(_made: World, db: None) -> World:
    return deepcopy(_made)


@pytest.mark.parametrize("room", ROOMS)
def test_junk_is_refused_in_words(world: World, room: str) -> None:
    failed = []
    for name, door in DOORS.items():
        if not name.startswith(room):
            continue
        client = Client(raise_request_exception=False)
        client.force_login(world.person(door.opener))
        address = reverse(name, args=door.args(world))
        asked = client.get(address)
        page = "" if asked.streaming else asked.content.decode("utf8", errors="replace")
        _read_out([asked])
        names = set(NAMES.findall(page)) - FRAME or {"text", "reason", "on", "act"}
        forms = [dict.fromkeys(names, junk) | {"form_key": f"junk-{number}"} for number, junk in enumerate(JUNK)]
        for given in (None, *forms):
            with transaction.atomic():
                answer = client.get(address + ASKED) if given is None else client.post(address + ASKED, given)
                transaction.set_rollback(True)
            _read_out([answer])
            if answer.status_code >= 500:
                failed.append((name, str(given)[:40], answer.status_code))
    assert not failed


def _read_out(answers: list[Any]) -> None:
    """A file that is sent is closed when it was read."""
    for one in answers:
        if one.streaming:
            list(one.streaming_content)
