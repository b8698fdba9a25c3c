"""The small commune that the tests of this room begin with."""

from __future__ import annotations

import pytest

from trongtam.org.tests.house import House, make_house


@pytest.fixture
def house(db: None) -> House:
    return make_house()
