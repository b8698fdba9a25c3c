"""Pages of a commune as its office opens them: server time one at a time, number of queries, search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import Measure
from bench.clock import repeat
from bench.commune import Commune
from bench.settling import settled
from trongtam.accounts.models import User

PAGE_MS, QUERIES, SEARCH_MS = 60.0, 14, 100.0
SOUGHT = ("mẫu", "thu ngan sach", "Thôn Mẫu 7", "nghi quyet", "Nguyễn Văn Mẫu 7", "khong co gi")


def measures(commune: Commune, small: Commune, rounds: int) -> Iterator[Measure]:
    """Every page in turn; the same pages of a small commune tell whether queries grow with the rows."""
    settled()
    mine, theirs = addresses(commune), addresses(small)
    for name, listed in mine.items():
        yield from _page(name, listed, commune.office, rounds)
        most = max(_queries(commune.office, address) for address in listed)
        few = max(_queries(small.office, address) for address in theirs[name])
        yield Measure(f"targets.{name}_queries", most, "queries", QUERIES)
        yield Measure(f"targets.{name}_queries_grown", max(0, most - few), "queries", 0)
    found = [f"{reverse('search')}?q={words}" for words in SOUGHT]
    yield from _page("search", found, commune.office, rounds, room="portal", limit=SEARCH_MS)


def addresses(commune: Commune) -> dict[str, list[str]]:
    """Page → its addresses: the boards of year and term, every target of the last year and the term, sheets of units."""
    year = str(commune.size.years[-1])
    day = f"{year}-12-31"
    board = reverse("targets:board", args=[commune.unit.code])
    targets = {code: [one for one in commune.targets if one.period_code == code] for code in (year, commune.term.code)}
    sheets = [commune.unit, *commune.units["hamlet"][:3], *commune.units["cell"][:2], commune.units["group"][0]]
    return {
        "board": [f"{board}?period={year}&on={day}"],
        "board_of_term": [f"{board}?period={commune.term.code}&on={day}"],
        "target_page": [f"{reverse('targets:target', args=[one.pk])}?on={day}" for one in targets[year]],
        "target_page_of_term": [
            f"{reverse('targets:target', args=[one.pk])}?on={day}" for one in targets[commune.term.code]
        ],
        "target_more": [reverse("targets:target_more", args=[one.pk]) for one in targets[year]],
        "entry_sheet": [reverse("targets:entry", args=[unit.code, f"{year}-12"]) for unit in sheets],
    }


def client_of(user: User) -> Client:
    client = Client(HTTP_HOST="127.0.0.1", HTTP_ACCEPT_ENCODING="gzip")
    client.force_login(user)
    return client


def _page(
    name: str, listed: Sequence[str], user: User, rounds: int, *, room: str = "targets", limit: float = PAGE_MS
) -> Iterator[Measure]:
    client, turns = client_of(user), cycle(listed)
    taken = repeat(lambda: open_page(client, next(turns)), rounds, warm=len(listed))
    yield Measure(f"{room}.{name}_p95", taken.p95_ms, "ms", limit)
    yield Measure(f"{room}.{name}_median", taken.median_ms, "ms")
    yield Measure(f"{room}.{name}_cpu_p95", taken.cpu_p95_ms, "ms")
    yield Measure(f"{room}.{name}_cpu_best", taken.cpu_best_ms, "ms")


def open_page(client: Client, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return answer.content


def _queries(user: User, address: str) -> int:
    """Of a page opened once before, as it is all day long."""
    client = client_of(user)
    open_page(client, address)
    with CaptureQueriesContext(connection) as queries:
        open_page(client, address)
    return len(queries)
