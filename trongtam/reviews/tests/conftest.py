"""The small commune and a round in it."""

from __future__ import annotations

import pytest

from trongtam.org.tests.house import House, make_house
from trongtam.reviews.models import Round
from trongtam.reviews.operations.schemes import lay_shipped_schemes

from .rounds import opened


@pytest.fixture
def house(db: None) -> House:
    lay_shipped_schemes()  # a test that empties the tables takes them along
    return make_house()


@pytest.fixture
def round_(house: House) -> Round:
    return opened(house)
