"""The whole country: loading its figures, rolling them up, reading one commune as it was known. Beside each roll-up stands
plain SQL over a table of the same shape, which is as fast as the database can be."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from bench import Measure
from bench.clock import by_turns, repeat
from bench.country import LOADED_AT, SMALL, WHOLE, YEAR, Country, lay_country, promise_everywhere, stand_everywhere
from bench.settling import settled
from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.targets.models import Measurement, Target
from trongtam.targets.operations import rebuild_standings
from trongtam.targets.operations.bulk import load_measurements
from trongtam.targets.operations.statements import correct
from trongtam.targets.queries import bands_by_unit, board, current_rollup
from trongtam.targets.stated import Figure

MONTH = "2025-06"
TIMES_SLOWER = 2.0
LOAD_S = 180.0
KNOWN_S = 1.0
CORRECTED_AT = datetime(2026, 2, 5, 5, tzinfo=UTC)


def measures(*, quick: bool = False) -> Iterator[Measure]:
    country = lay_country(SMALL if quick else WHOLE)
    rounds = 3 if quick else 30
    yield from _load(country)
    promise_everywhere(country)
    yield from _standings(country, 20 if quick else 2000)
    stand_everywhere()
    _plain_tables()
    settled()
    yield from _against_plain("rollup_by_province", *_by_province(country), rounds)
    yield from _against_plain("rollup_by_commune", *_by_commune(country), rounds)
    yield from _against_plain("bands_by_commune", *_bands(None), rounds)
    yield from _against_plain("bands_of_province", *_bands(country.provinces[0]), rounds)
    yield from _known_earlier(country, 3 if quick else 20)


def _load(country: Country) -> Iterator[Measure]:
    wall, cpu = time.perf_counter(), time.process_time()
    count = load_measurements(country.rows(), by=country.loader, at=LOADED_AT, invented=True)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    yield Measure("targets.load_country", wall, "s", LOAD_S)
    yield Measure("targets.load_country_cpu", cpu, "s")
    yield Measure("targets.load_country_rows", count, "rows")


def _standings(country: Country, count: int) -> Iterator[Measure]:
    """How fast the projection of standings is made for yearly targets of communes."""
    chosen = Target.objects.filter(
        pk__in=list(Target.objects.order_by("unit", "pk").values_list("pk", flat=True)[:count])
    )
    started = time.perf_counter()
    made = rebuild_standings(chosen)
    yield Measure("targets.rebuild_standing", (time.perf_counter() - started) / made * 1000, "ms each")


# -- plain SQL ---------------------------------------------------------------------------------------------------------

_PLAIN = (
    "CREATE TABLE plain_figure (id bigint, indicator_id bigint, unit_id bigint, period_code varchar(24), value bigint,"
    " numerator bigint, denominator bigint, bound varchar(9))",
    "INSERT INTO plain_figure SELECT id, indicator_id, unit_id, period_code, value, numerator, denominator, bound"
    " FROM targets_measurement",
    "CREATE INDEX plain_figure_of_period ON plain_figure (period_code, unit_id, indicator_id, value, numerator, denominator)",
    "CREATE TABLE plain_unit (id bigint PRIMARY KEY, province_id bigint)",
    "INSERT INTO plain_unit SELECT id, parent_id FROM org_unit WHERE kind = 'commune'",
    "CREATE INDEX plain_unit_of_province ON plain_unit (province_id)",
    "CREATE TABLE plain_standing (id bigint, unit_id bigint, period_code varchar(24), band varchar(12))",
    "INSERT INTO plain_standing SELECT id, unit_id, period_code, band FROM targets_standing",
    "CREATE INDEX plain_standing_of_period ON plain_standing (period_code, unit_id, band)",
)


def _plain_tables() -> None:
    with connection.cursor() as cursor:
        for sql in _PLAIN:
            cursor.execute(sql)


def _plainly(sql: str, *values: str | int) -> Callable[[], list[tuple]]:
    def run() -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    return run


_SUMS = "COUNT(*), SUM(f.value), SUM(f.numerator), SUM(f.denominator) FROM plain_figure f"


def _by_province(country: Country) -> tuple[Callable, Callable]:
    sql = (
        f"SELECT f.indicator_id, u.province_id, {_SUMS} JOIN plain_unit u ON u.id = f.unit_id"
        " WHERE f.period_code = %s GROUP BY f.indicator_id, u.province_id"
    )
    return lambda: current_rollup(country.indicators, MONTH, country.provinces), _plainly(sql, MONTH)


def _by_commune(country: Country) -> tuple[Callable, Callable]:
    province = country.provinces[0]
    communes = list(Unit.objects.filter(parent=province))
    sql = (
        f"SELECT f.indicator_id, f.unit_id, {_SUMS} JOIN plain_unit u ON u.id = f.unit_id"
        " WHERE f.period_code = %s AND u.province_id = %s GROUP BY f.indicator_id, f.unit_id"
    )
    return lambda: current_rollup(country.indicators, MONTH, communes), _plainly(sql, MONTH, province.pk)


def _bands(province: Unit | None) -> tuple[Callable, Callable]:
    below = "" if province is None else " AND unit_id IN (SELECT id FROM plain_unit WHERE province_id = %s)"
    sql = f"SELECT unit_id, band, COUNT(*) FROM plain_standing WHERE period_code = %s{below} GROUP BY unit_id, band"  # noqa: S608 - own words
    values = [YEAR] if province is None else [YEAR, province.pk]
    return lambda: bands_by_unit(YEAR, under=province), _plainly(sql, *values)


def _against_plain(name: str, ours: Callable, plain: Callable, times: int) -> Iterator[Measure]:
    _agree(ours(), plain())
    mine, bare = by_turns(ours, plain, times)
    yield Measure(f"targets.{name}", mine.median_ms / bare.median_ms, "times", TIMES_SLOWER)
    yield Measure(f"targets.{name}_ms", mine.median_ms, "ms")
    yield Measure(f"targets.{name}_plain_ms", bare.median_ms, "ms")


def _agree(ours: Any, plain: list[tuple]) -> None:
    """Both sides answered the same, or the comparison says nothing."""
    if isinstance(ours, dict):
        left = sorted((unit, band, count) for unit, bands in ours.items() for band, count in bands.items())
        right = sorted(plain)
    else:
        left = [(one.indicator_id, one.unit_id, one.counted) for one in ours]
        right = sorted(row[:3] for row in plain)
    if left != right or not left:
        raise SystemExit("the program and plain SQL disagree")


# -- as known ----------------------------------------------------------------------------------------------------------


def _known_earlier(country: Country, times: int) -> Iterator[Measure]:
    """The board of a commune as it was known before some of its figures were corrected."""
    commune = country.communes[0]
    for figure in Measurement.objects.current().filter(unit=commune, value__isnull=False, period_code=MONTH):
        correct(figure, Figure(value=Decimal(9)), by=country.office, reason="Số liệu mẫu sửa lại", at=CORRECTED_AT)

    def read() -> None:
        board(
            commune,
            Period.parse(YEAR),
            user=country.office,
            today=date(2026, 3, 1),
            as_of=date(2025, 12, 31),
            known_on=datetime(2026, 1, 20, tzinfo=UTC),
        )

    taken = repeat(read, times)
    yield Measure("targets.known_earlier", taken.p95_ms / 1000, "s", KNOWN_S)
