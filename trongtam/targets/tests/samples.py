"""Objects of this room in the small commune, for the permission table."""

from __future__ import annotations

from trongtam.org.tests.house import House

from .measures import make_indicator, make_target, stated


def samples(house: House) -> dict[str, object]:
    """A target of the commune's committee, and a statement of cell A."""
    indicator = make_indicator("sample")
    return {
        "target": make_target(house.committee, indicator, "2022", 3, by=house.office),
        "measurement": stated(indicator, house.cell_a, "2022-01", 1, by=house.cell_secretary),
    }
