"""A province of 120 communes with 25 targets a year: its board, and the grid of its communes by month."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import Measure
from bench.clock import repeat
from bench.country import LOADED_AT, YEAR, Country, Size, lay_country, office_of, promise_everywhere
from bench.pages import client_of, open_page
from bench.settling import settled
from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.targets.models import Target
from trongtam.targets.operations import open_round, rebuild_standings
from trongtam.targets.operations.bulk import load_measurements

WHOLE, SMALL = Size(1, 120, 25, 24), Size(1, 6, 3, 24)
BOARD_MS, GRID_MS, PAGE_KB = 150.0, 80.0, 100.0


def measures(*, quick: bool = False) -> Iterator[Measure]:
    country = lay_country(SMALL if quick else WHOLE)
    load_measurements(country.rows(), by=country.loader, at=LOADED_AT, invented=True)
    promise_everywhere(country)
    # Of the last indicator the province alone has a target: the grid of its communes is read from what they stated.
    left = Target.objects.filter(indicator=country.indicators[-1])
    Target.objects.filter(pk=left[0].pk).update(unit=country.provinces[0])
    left.filter(unit__kind="commune").delete()
    rebuild_standings(Target.objects.all())
    user = office_of("van.phong.tinh", country.provinces)
    for month in ("2025-11", "2025-12"):
        open_round(
            country.provinces[0],
            Period.parse(month),
            units=country.communes,
            by=user,
            due_on=date(2026, 1, 10),
            at=LOADED_AT,
        )
    settled()
    for name, address, limit in _pages(country):
        yield from _page(name, address, limit, user, rounds=5 if quick else 100)


def _page(name: str, address: str, limit: float | None, user: User, *, rounds: int) -> Iterator[Measure]:
    client = client_of(user)
    taken = repeat(lambda: open_page(client, address), rounds, warm=3)
    yield Measure(f"targets.{name}", taken.p95_ms, "ms", limit)
    yield Measure(f"targets.{name}_median", taken.median_ms, "ms")
    yield Measure(f"targets.{name}_cpu_best", taken.cpu_best_ms, "ms")
    yield Measure(f"targets.{name}_size", len(gzip.compress(open_page(client, address))) / 1000, "KB", PAGE_KB)
    with CaptureQueriesContext(connection) as queries:
        open_page(client, address)
    yield Measure(f"targets.{name}_queries", len(queries), "queries")


def _pages(country: Country) -> list[tuple[str, str, float | None]]:
    """The board; the grid of a year of an indicator with targets, and of one without."""
    code = country.provinces[0].code
    board, compare = reverse("targets:board", args=[code]), reverse("targets:compare", args=[code])
    asked = f"period={YEAR}&first={YEAR}-01&last={YEAR}-12"
    first, last = country.indicators[0].pk, country.indicators[-1].pk
    return [
        ("province_board", f"{board}?period={YEAR}", BOARD_MS),
        ("grid_units_months", f"{compare}?of={first}&{asked}", GRID_MS),
        ("grid_units_months_stated", f"{compare}?of={last}&{asked}", GRID_MS),
        ("small_multiples", f"{compare}?of={first}&{asked}&way=small", None),
    ]
