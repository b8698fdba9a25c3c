from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache

from trongtam.accounts.tests.people import make_login
from trongtam.look import registry
from trongtam.look.registry import DueItem

# Monday 05/09/2022, seven o'clock in Hà Nội.
SEVEN = datetime(2022, 9, 5, 0, 0, tzinfo=UTC)
DAY = date(2022, 9, 5)


@pytest.fixture(autouse=True)
def _fresh_counts(db):
    cache.clear()


@pytest.fixture
def due():
    """What is due, by login: only this, nothing of the rooms."""
    lists: dict[int, list[DueItem]] = {}
    kept = dict(registry.due_items._entries)
    registry.due_items._entries.clear()
    registry.due_items.register("trial", lambda user, at: lists.get(user.pk, []))
    yield lists
    registry.due_items._entries.clear()
    registry.due_items._entries.update(kept)


@pytest.fixture
def person():
    return make_login()


def item(key="a", when=DAY, url="/entry/", title="Nhập số liệu tháng 8, Chi bộ ấp Mẫu"):
    return DueItem(key, title, "Xã Mẫu", when, url)
