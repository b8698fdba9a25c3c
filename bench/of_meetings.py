"""Meetings of cells: the grid of a commune with 120 cells, and reports of cells coming in by eight clients on the real server
while a quarter of a million cells stand beside them."""

from __future__ import annotations

import importlib
import itertools
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import Measure
from bench.clock import percentile, repeat
from bench.country import BASIS, FOUNDED, LOADED_AT, lay_units, office_of
from bench.crowd import CLIENTS, Server, serving
from bench.pages import client_of, open_page
from bench.settling import settled
from trongtam.accounts.models import User
from trongtam.ground.vntext import fold
from trongtam.meetings.models import HeadCount, Meeting, MeetingKind, MeetingState, Score
from trongtam.org.models import Placement, Unit, UnitKind

GRID_MS, GRID_QUERIES = 80.0, 14
FIFTY_S, REPORT_MS = 1.0, 100.0
YEAR, MONTH = 2025, "2025-11"
HELD_ON = date(2025, 11, 3)
AT_ONCE = 5000


@dataclass(frozen=True)
class Size:
    """`cells`: how many there are in the country, those of the reporting communes among them; `at_once`: reports that come in as
    fast as eight clients can send them; `steady`: as many more at fifty a second, whatever the answers take."""

    grid: int
    communes: int
    cells: int
    at_once: int
    steady: int

    @property
    def reports(self) -> int:
        return self.at_once + self.steady


WHOLE, SMALL = Size(120, 3321, 250_000, 2000, 6000), Size(6, 16, 64, 16, 16)
# SQLite serves one commune, where one writes at a time: the same way, a commune's cells.
EMBEDDED = Size(120, 40, 3000, 200, 200)
A_SECOND = 50


def measures(*, quick: bool = False) -> Iterator[Measure]:
    postgres = connection.vendor == "postgresql"
    size = SMALL if quick else WHOLE if postgres else EMBEDDED
    yield from _grid(size.grid, 5 if quick else 100)
    yield from _flood(size, limited=postgres and not quick)
    if find_spec("bench.cell_month") is not None:
        yield from importlib.import_module("bench.cell_month").measures(quick=quick)


# -- the grid ------------------------------------------------------------------------------------------------------------


def _grid(cells: int, rounds: int) -> Iterator[Measure]:
    (commune,) = lay_units(UnitKind.COMMUNE, [("Xã Lưới %d", None)])
    (committee,) = lay_units(UnitKind.PARTY_COMMITTEE, [("Đảng ủy xã Lưới %d", commune)])
    Unit.objects.filter(pk=commune.pk).update(is_demonstration=True)  # its logins need no second step
    held = lay_units(UnitKind.CELL, [("Chi bộ thôn Lưới %d", committee)] * cells)
    office = office_of("van.phong.luoi", [committee])
    _lay_year(held)
    settled()
    address = f"{reverse('meetings:cells', args=[commune.code])}?year={YEAR}"
    client = client_of(office)
    taken = repeat(lambda: open_page(client, address), rounds, warm=3)
    yield Measure("meetings.grid_p95", taken.p95_ms, "ms", GRID_MS)
    yield Measure("meetings.grid_median", taken.median_ms, "ms")
    yield Measure("meetings.grid_cpu_best", taken.cpu_best_ms, "ms")
    with CaptureQueriesContext(connection) as queries:
        open_page(client, address)
    yield Measure("meetings.grid_queries", len(queries), "queries", GRID_QUERIES)


def _lay_year(cells: list[Unit]) -> None:
    """Twelve regular meetings and a thematic one a quarter for every cell, counted and scored; one in twenty was never held."""
    wanted = [
        (cell, month, kind)
        for number, cell in enumerate(cells)
        for month in range(1, 13)
        for kind in (MeetingKind.REGULAR, MeetingKind.THEMATIC)
        if (kind == MeetingKind.REGULAR or month % 3 == 2) and (number * 12 + month) % 20
    ]
    made = Meeting.objects.bulk_create(
        (
            Meeting(
                unit=cell, kind=kind, month_code=f"{YEAR}-{month:02d}", planned_on=date(YEAR, month, 3),
                held_on=date(YEAR, month, 3 + cell.pk % 9), state=MeetingState.SIGNED, made_at=LOADED_AT,
            )
            for cell, month, kind in wanted
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    HeadCount.objects.bulk_create(
        (HeadCount(meeting=one, base=30, present=22 + one.pk % 9, source="typed", at=LOADED_AT) for one in made),
        batch_size=AT_ONCE,
    )
    Score.objects.bulk_create(
        (
            Score(meeting=one, column="own", form="khung-5", total=60 + one.pk % 40, level="kha", at=LOADED_AT)
            for one in made
        ),
        batch_size=AT_ONCE,
    )


# -- the flood -------------------------------------------------------------------------------------------------------------


def _flood(size: Size, *, limited: bool) -> Iterator[Measure]:
    started = time.perf_counter()
    cells, offices = _lay_country(size)
    meetings = _lay_ended(cells)
    settled()
    yield Measure("meetings.cells_loaded", Unit.objects.filter(kind=UnitKind.CELL).count(), "cells")
    yield Measure("meetings.load_s", time.perf_counter() - started, "s")
    mine = _shared_out(size, cells, meetings)
    flood, stream = Tally(), Tally()
    first = size.at_once // CLIENTS
    with serving() as server, ThreadPoolExecutor(CLIENTS) as pool:
        begun = time.perf_counter()
        _all(pool, [(server, user, own[:first], flood, None) for user, own in zip(offices, mine, strict=True)])
        wall = time.perf_counter() - begun
        _all(
            pool,
            [
                (server, user, own[first:], stream, _turns(place, time.perf_counter() + 1))
                for place, (user, own) in enumerate(zip(offices, mine, strict=True))
            ],
        )
    for error in [*flood.errors, *stream.errors][:5]:
        print(f"  {error}", file=sys.stderr)
    asked = sum(len(own) for own in mine)
    arrived = Meeting.objects.filter(pk__in=[pk for own in mine for pk in own], state=MeetingState.SENT).count()
    yield Measure("meetings.reports_sent", asked, "reports")
    yield Measure("meetings.seconds_for_50_reports", wall * 50 / size.at_once, "s", FIFTY_S if limited else None)
    yield Measure("meetings.reports_lost", asked - arrived, "reports", 0)
    yield Measure("meetings.report_p95", percentile(stream.seconds, 95) * 1000, "ms", REPORT_MS if limited else None)
    yield Measure("meetings.report_median", percentile(stream.seconds, 50) * 1000, "ms")
    yield Measure("meetings.report_p95_flooded", percentile(flood.seconds, 95) * 1000, "ms")


def _all(
    pool: ThreadPoolExecutor, sendings: list[tuple[Server, User, list[int], Tally, Iterator[float] | None]]
) -> None:
    for one in [pool.submit(_send, *each) for each in sendings]:
        one.result()


def _turns(place: int, begin: float) -> Iterator[float]:
    """When a client's reports go out, so that all eight together send fifty a second."""
    return (begin + (place + CLIENTS * number) / A_SECOND for number in itertools.count())


@dataclass
class Tally:
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def _lay_country(size: Size) -> tuple[list[Unit], list[User]]:
    """Communes with their cells, as an import would lay them; eight offices that enter for their cells, each for its share of
    the communes."""
    communes = lay_units(UnitKind.COMMUNE, [("Xã Báo Cáo %d", None)] * size.communes, first=1000)
    top = Unit.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    cells = []
    for number in range(size.cells):
        pk, above = top + 1 + number, communes[number % len(communes)]
        name = f"Chi bộ thôn Báo Cáo {number}"
        cells.append(
            Unit(
                pk=pk, code=f"bao-cao-{number}", kind=UnitKind.CELL, name=name, folded=fold(name), parent=above,
                path=f"{above.path}{pk}/", founded_on=FOUNDED,
            )
        )  # fmt: skip
    Unit.objects.bulk_create(cells, batch_size=AT_ONCE)
    Placement.objects.bulk_create(
        (Placement(unit=one, parent=one.parent, path=one.path, valid_from=FOUNDED, basis=BASIS) for one in cells),
        batch_size=AT_ONCE,
    )
    if connection.vendor == "postgresql":  # keys were given: the next ones come after them
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('org_unit', 'id'), (SELECT max(id) FROM org_unit))")
    each = _share(size)
    offices = [office_of(f"nap.bao.cao.{n}", communes[n * each : (n + 1) * each]) for n in range(CLIENTS)]
    return cells, offices


def _lay_ended(cells: list[Unit]) -> list[Meeting]:
    """Every cell has held its meeting of the month; the minutes are not signed."""
    made = Meeting.objects.bulk_create(
        (
            Meeting(
                unit=one, kind=MeetingKind.REGULAR, month_code=MONTH, planned_on=HELD_ON, held_on=HELD_ON,
                state=MeetingState.ENDED, made_at=LOADED_AT,
            )
            for one in cells
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    HeadCount.objects.bulk_create(
        (HeadCount(meeting=one, base=20, present=18, source="typed", at=LOADED_AT) for one in made), batch_size=AT_ONCE
    )
    return made


def _share(size: Size) -> int:
    """How many communes each office enters for: as many as have the cells whose reports it sends."""
    cells_each = size.cells // size.communes
    return min(size.communes // CLIENTS, -(-size.reports // CLIENTS // cells_each))


def _shared_out(size: Size, cells: list[Unit], meetings: list[Meeting]) -> list[list[int]]:
    """Which meetings each of the eight sends: of cells in its own communes, as many as are asked for."""
    each = _share(size)
    mine: list[list[int]] = [[] for _ in range(CLIENTS)]
    for number, meeting in enumerate(meetings):
        client = number % size.communes // each
        if client < CLIENTS and len(mine[client]) < size.reports // CLIENTS:
            mine[client].append(meeting.pk)
    return mine


def _send(server: Server, user: User, meetings: list[int], tally: Tally, turns: Iterator[float] | None) -> None:
    """A cell's month as it is sent from its page: minutes written, signed and sent in one press. With `turns` each goes out at
    its time, and what it waits for the one before counts as its own."""
    visitor = server.visitor(user)
    visitor.ask("GET", reverse("meetings:meeting", args=[meetings[0]]))  # the page with its token
    for pk in meetings:
        form = {
            "csrfmiddlewaretoken": visitor.csrf,
            "form_key": str(uuid.uuid4()),
            "conclusion": "Chi bộ nhất trí thực hiện các việc đã giao (mẫu).",
            "speakers": "7",
            "minutes_read": "on",
            "act": "send",
        }
        started = time.perf_counter()
        if turns is not None:
            due = next(turns)
            time.sleep(max(due - started, 0))
            started = due
        answer = visitor.ask("POST", reverse("meetings:minutes", args=[pk]), form)
        tally.seconds.append(time.perf_counter() - started)
        if answer.status != 302:
            tally.errors.append(f"{pk}: {answer.status}")
