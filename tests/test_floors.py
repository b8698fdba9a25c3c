"""The import contract between floors: what climbs is found, what goes down passes, detours are seen through."""

import pytest

from tools.floors import breaches

HOUSE = {
    "t.org.models": set(),
    "t.org.rules": {"t.org.models"},
    "t.org.views": {"t.org.rules", "t.org.forms"},
    "t.org.forms": set(),
    "t.org.api": set(),
    "t.org.reach": {"t.org.models"},
    "t.work.operations": {"t.org.rules", "t.org.reach"},
}


def test_going_down_the_stairs_passes():
    assert breaches(HOUSE) == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("t.org.models", "t.org.rules"),
        ("t.org.rules", "t.work.operations"),
        ("t.work.operations", "t.org.views"),
        ("t.org.views", "t.org.api"),
    ],
)
def test_climbing_or_stepping_across_is_found(importer, imported):
    house = {**HOUSE, importer: HOUSE[importer] | {imported}}
    assert breaches(house) == [(importer, imported)]


def test_a_detour_through_a_module_that_is_no_floor_is_found():
    house = {**HOUSE, "t.org.reach": {"t.org.views"}}
    assert breaches(house) == [("t.work.operations", "t.org.reach")]
