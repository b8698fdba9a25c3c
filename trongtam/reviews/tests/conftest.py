"""The small commune and a round in it."""

from __future__ import annotations

import pytest

from trongtam.org.tests.house import House, make_house
from trongtam.reviews.models import Round

from .rounds import opened


@pytest.fixture
def house(db: None) -> House:
    return make_house()


@pytest.fixture
def round_(house: House) -> Round:
    return opened(house)
