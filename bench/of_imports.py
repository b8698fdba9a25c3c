"""Fifty thousand figures of a commune with 119 hamlets come in by one sheet: read and shown, kept, undone; and the memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from io import BytesIO

from openpyxl import Workbook

from bench import Measure
from bench.country import Country, Size, lay_country, lay_units, promise_everywhere
from trongtam.imports import operations
from trongtam.imports.kinds import kinds
from trongtam.org.models import Unit, UnitKind
from trongtam.targets.models import Indicator

KIND = "measurements"
SECONDS, MEGABYTES = 60.0, 400.0
HAMLETS, INDICATORS, MONTHS = 119, 35, 12


def measures(*, quick: bool = False) -> Iterator[Measure]:
    """The limits hold for 50,000 lines with their preview; the sheet has 49,980."""
    country = lay_country(Size(1, 1, INDICATORS, 24))
    Indicator.objects.update(stated_by=UnitKind.HAMLET)
    promise_everywhere(country)
    commune, office = country.communes[0], country.office
    hamlets = lay_units(UnitKind.HAMLET, [("Ấp Mẫu %d", commune)] * (2 if quick else HAMLETS))
    data = _sheet(country, hamlets)
    busy, begun = time.process_time(), time.perf_counter()
    scope = kinds[KIND].scope(office, commune.code)
    batch = operations.receive(KIND, scope, by=office, file_name="nap.xlsx", data=data)
    batch = operations.judge_batch(batch, by=office)
    shown = time.perf_counter()
    batch = operations.keep_batch(batch, by=office)
    kept = time.perf_counter()
    yield Measure("targets.import_50000", kept - begun, "s", SECONDS)
    yield Measure("targets.import_50000_preview", shown - begun, "s")
    yield Measure("targets.import_50000_cpu", time.process_time() - busy, "s")
    yield Measure("targets.import_lines", batch.to_keep, "lines")
    yield Measure("targets.import_memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", MEGABYTES)
    begun = time.perf_counter()
    operations.undo_batch(batch, by=office)
    yield Measure("targets.import_50000_undone", time.perf_counter() - begun, "s")


def _sheet(country: Country, hamlets: list[Unit]) -> bytes:
    """Written as it goes, so that what is measured of memory is the reading."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Số liệu")
    page.append([str(one.title) for one in kinds[KIND].fields[:7]])
    for unit in hamlets:
        for place, indicator in enumerate(country.indicators):
            for month, period in enumerate(country.periods[:MONTHS]):
                value = (unit.pk * 7_919 + place * 104_729 + month * 31) % 1000
                figure = (f"{value}/1500", None) if indicator.measure == "ratio" else (value, None)
                page.append([unit.code, unit.name, indicator.code, indicator.name, period, *figure])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
