"""How tests ask: for a refusal of an operation, and for pages as somebody signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from trongtam.ground.errors import Refused


def refusal(call: Callable[..., object], *args: Any, **given: Any) -> Refused:
    """What an operation refuses with."""
    with pytest.raises(Refused) as told:
        call(*args, **given)
    return told.value


def sign_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(client: Client, url: str) -> str:
    """A page that opens, as text."""
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()
