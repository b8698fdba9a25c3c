"""The measure of success of the first week: how many figures are typed for a nine-month report, held against the old way.

No browser is needed here: the pages are asked for and their forms sent back as a browser does. A test goes the same way with a
real one (`tests/test_figures_typed.py`) and comes to the same count.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench import Measure
from bench.typing.fixture import nine_months, old_way
from bench.typing.requests import RequestHands
from bench.typing.way import nine_months_report
from bench.typing.world import lay_world


def measures(*, quick: bool = False) -> Iterator[Measure]:
    fixture, hands = nine_months(), RequestHands()
    nine_months_report(lay_world(fixture), hands)
    yield Measure("targets.figures_typed_old_way", sum(old_way(fixture).values()), "figures")
    yield Measure("targets.figures_typed", hands.count, "figures", fixture.limit)
