"""Assigned work of a province: the list of what is overdue, a leader's board, works written down one by one, a long list out."""

from __future__ import annotations

import gzip
import itertools
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import Measure
from bench.clock import Times, repeat
from bench.pages import client_of, open_page
from bench.settling import settled
from bench.works import DAY, SMALL, WHOLE, YEAR, Province, lay_province
from trongtam.accounts.models import User
from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.work.forms.plan import PlanForm
from trongtam.work.models import Kind, RootKind, Work
from trongtam.work.operations import assign_work
from trongtam.work.queries.figures import overdue
from trongtam.work.queries.options import Offered

LIST_MEDIAN_MS, LIST_MS, LIST_KB, BOARD_MS, CREATED_MS, OUT_S = 40.0, 75.0, 60.0, 60.0, 25.0, 4.0
OVERDUE_MS = 400.0
CREATED, OUT_MB = 200, 25.0


def measures(*, quick: bool = False) -> Iterator[Measure]:
    province = lay_province(SMALL if quick else WHOLE)
    settled()
    rounds = 5 if quick else 100
    listed = f"{reverse('work:all', args=[province.unit.code])}?year={YEAR}"
    board = f"{reverse('work:board', args=[province.committees[0].code])}?year={YEAR}"
    yield from _page("overdue_list", f"{listed}&press=late", province.leader, rounds, LIST_MS, LIST_MEDIAN_MS)
    yield from _page("leaders_board", board, province.office, rounds, BOARD_MS, None)
    yield from _overdue(province, 2 if quick else 20)
    created = _create(province, 10 if quick else CREATED)
    yield Measure("work.created_median", created.median_ms, "ms", CREATED_MS)
    yield Measure("work.created_p95", created.p95_ms, "ms")
    yield from _out(listed, province.leader)


def _page(name: str, address: str, user: User, rounds: int, limit: float, median: float | None) -> Iterator[Measure]:
    client = client_of(user)
    taken = repeat(lambda: open_page(client, address), rounds, warm=3)
    yield Measure(f"work.{name}_p95", taken.p95_ms, "ms", limit)
    yield Measure(f"work.{name}_median", taken.median_ms, "ms", median)
    yield Measure(f"work.{name}_cpu_best", taken.cpu_best_ms, "ms")
    yield Measure(f"work.{name}_size", len(gzip.compress(open_page(client, address))) / 1000, "KB", LIST_KB)
    with CaptureQueriesContext(connection) as queries:
        open_page(client, address)
    yield Measure(f"work.{name}_queries", len(queries), "queries")


def _overdue(province: Province, rounds: int) -> Iterator[Measure]:
    """The live indicator of overdue works: the province and its communes at the end of each month of the year."""
    units = [province.unit.pk, *(one.pk for one in province.communes)]
    months = [(one.start, one.end) for one in Period.year(YEAR).months()]
    counts = overdue(units, months, DAY)
    if not 0 < counts[units[0], 8][0] < Work.objects.count() / 2:
        raise SystemExit(f"the counts of overdue works are odd: {counts[units[0], 8][0]}")
    taken = repeat(lambda: overdue(units, months, DAY), rounds, warm=1)
    yield Measure("work.overdue_indicator_median", taken.median_ms, "ms", OVERDUE_MS)
    yield Measure("work.overdue_indicator_p95", taken.p95_ms, "ms")


def _create(province: Province, count: int) -> Times:
    """Each from what was typed: the form with all that it offers, then the operation."""
    typed = _typed(province.committees[0], province.office)
    taken = Times()
    numbers = itertools.count(1)

    def create() -> None:
        user = User.objects.get(
            pk=province.office.pk
        )  # as each request meets him: what is at hand of his posts is gone
        organ = Unit.objects.select_related("parent").get(pk=province.committees[0].pk)
        form = PlanForm(
            {**typed, "title": f"Việc giao mẫu {next(numbers)}"}, offered=Offered(organ, str(YEAR), user, DAY)
        )
        if not form.is_valid():
            raise SystemExit(f"the form was refused: {form.errors}")
        assign_work(organ, form.plan(), by=user)

    create()
    for _ in range(count):
        with taken.run():
            create()
    if Work.objects.filter(title__startswith="Việc giao mẫu").count() != count + 1:
        raise SystemExit("works are missing")
    return taken


def _typed(organ: Unit, user: User) -> dict[str, Any]:
    groups = Offered(organ, str(YEAR), user, DAY).holders
    holder = groups[0][1][0][0]
    return {
        "kind": Kind.KEY,
        "holder": holder,
        "start": f"15/01/{YEAR}",
        "due": f"15/12/{YEAR}",
        "products": "3 nhà văn hóa mẫu\nmột báo cáo mẫu",
        "roadmap": f"31/03/{YEAR} Bước một\n30/09/{YEAR} Bước hai",
        "year": str(YEAR),
        "root": RootKind.OWN,
    }


def _out(listed: str, user: User) -> Iterator[Measure]:
    """All works of the province as a file: the time of the whole, its lines, and the memory that it holds at most."""
    client = Client(HTTP_HOST="127.0.0.1")  # unpacked, so that lines can be counted
    client.force_login(user)
    started = time.perf_counter()
    lines = sum(piece.count(b"\r\n") for piece in _pieces(client, f"{listed}&as=xlsx"))
    yield Measure("work.list_out_s", time.perf_counter() - started, "s", OUT_S)
    yield Measure("work.list_out_lines", lines, "lines")
    tracemalloc.start()
    for _piece in _pieces(client, f"{listed}&as=xlsx"):
        pass
    most = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    yield Measure("work.list_out_memory", most, "MB", OUT_MB)


def _pieces(client: Client, address: str) -> Iterator[bytes]:
    """What goes out, as it goes; a list that is short goes out as one piece."""
    answer: Any = client.get(address)
    yield from answer.streaming_content if answer.streaming else (answer.content,)
