"""A commune with 120 units and 25 targets a year over five years: its pages, eight clients at once, memory, papers, backup."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench import Measure, crowd, pages, safety
from bench.commune import SMALL, WHOLE, lay_commune


def measures(*, quick: bool = False) -> Iterator[Measure]:
    started = time.perf_counter()
    commune = lay_commune(SMALL if quick else WHOLE)
    yield Measure("portal.commune_laid", time.perf_counter() - started, "s")
    small = commune if quick else lay_commune(SMALL, name="Xã Thử", login="van.phong.nho")
    yield from pages.measures(commune, small, rounds=5 if quick else 100)
    yield from crowd.measures(commune, requests=6 if quick else 60)
    yield from safety.measures(commune, quick=quick)
