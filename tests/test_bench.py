"""The table of figures: what falls short is above its limit, and only that."""

import pytest

from bench import Measure
from bench.__main__ import measure_apart, subjects
from tools import HOUSE

from .ready import empty_database


@pytest.mark.parametrize(
    ("value", "limit", "short"), [(60, 60, False), (60.1, 60, True), (0, 60, False), (9e9, None, False)]
)
def test_falls_short_above_the_limit(value, limit, short):
    assert Measure("targets.board", value, "ms", limit).falls_short is short


@pytest.mark.parametrize("subject", subjects([]))
def test_a_quick_run_yields_figures(subject):
    """The way of every subject with very little data, in an installation of its own; what it takes says nothing."""
    found = measure_apart(subject, True, "", begin_with=empty_database())
    assert found
    names = [one.name for one in found]
    assert len(set(names)) == len(names)
    rooms = {path.parent.name for path in (HOUSE / "trongtam").glob("*/__init__.py")}
    assert {name.partition(".")[0] for name in names} <= rooms
    assert all(one.value >= 0 and one.unit for one in found)
    assert any(one.limit is not None for one in found)
