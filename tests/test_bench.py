"""The table of figures: what falls short is above its limit, and only that."""

import pytest

from bench import Measure


@pytest.mark.parametrize(
    ("value", "limit", "short"), [(60, 60, False), (60.1, 60, True), (0, 60, False), (9e9, None, False)]
)
def test_falls_short_above_the_limit(value, limit, short):
    assert Measure("targets.board", value, "ms", limit).falls_short is short
