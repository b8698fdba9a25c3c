"""The real server on loopback: eight clients at once, what each page weighs on the wire, what a worker holds afterwards."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse

from bench import Measure
from bench.clock import percentile
from bench.commune import Commune
from bench.of_start import free_port
from bench.pages import SOUGHT, addresses
from trongtam.accounts.models import User

CLIENTS = 8
PAGE_KB, WORKER_MB = 100.0, 250.0
MOST_PAGES, EACH_VIEW = 120, 3
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
_ASSET = re.compile(r'(?:src|href)="(/static/[^"#]+)')
_FIELD = re.compile(r"<(?:input|textarea)\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(name|value|type)="([^"]*)"')


def measures(commune: Commune, requests: int) -> Iterator[Measure]:
    with serving() as server:
        yield from _crowd(server, commune, requests)
        yield from _weights(server, commune.office)
        yield Measure("portal.worker_after_load", max(server.workers_mb()), "MB", WORKER_MB)


@dataclass
class Server:
    port: int
    process: subprocess.Popen

    def visitor(self, user: User) -> Visitor:
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(user)
        return Visitor(self.port, client.cookies[settings.SESSION_COOKIE_NAME].value)

    def workers_mb(self) -> list[float]:
        """Resident memory of each web worker, shared pages counted in full."""
        held = []
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                facts = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(facts["PPid"]) == self.process.pid:
                held.append(int(facts["VmRSS"].split()[0]) / 1024)
        return held


@contextmanager
def serving() -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "trongtam", "serve", "--empty", "--port", str(port)]
    process = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                line.request("GET", "/")
                line.getresponse().read()
                break
            except (ConnectionError, TimeoutError):  # not there yet, or busy with its first answer on a crowded machine
                time.sleep(0.1)
        yield Server(port, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


@dataclass
class Visitor:
    """A browser of one person: one kept connection, cookies, bytes counted as they come over the wire."""

    port: int
    session: str
    csrf: str = ""
    line: http.client.HTTPConnection | None = None

    def ask(self, method: str, address: str, form: dict[str, str] | None = None) -> Answer:
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Accept-Encoding": "gzip", "Accept-Language": "vi"}
        headers["Cookie"] = f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={self.csrf}"
        body = None
        if form is not None:
            body = urlencode(form).encode()
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        self.line.request(method, address, body, headers)
        got = self.line.getresponse()
        raw = got.read()
        for cookie in got.headers.get_all("Set-Cookie") or ():
            if cookie.startswith(f"{settings.CSRF_COOKIE_NAME}="):
                self.csrf = cookie.partition("=")[2].partition(";")[0]
        head = sum(len(name) + len(value) + 4 for name, value in got.headers.items())
        return Answer(got.status, dict(got.headers), raw, len(raw) + head)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    raw: bytes
    wire: int

    @property
    def text(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.raw) if packed else self.raw).decode("utf8", "replace")

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.headers.get("Content-Type", "").startswith("text/html")


# -- eight at once -----------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    sent: int = 0


def _crowd(server: Server, commune: Commune, requests: int) -> Iterator[Measure]:
    """Everybody reads boards, targets, sheets and search; heads of hamlets send their sheets of the next month too."""
    readings = [address for listed in addresses(commune).values() for address in listed]
    readings += [f"{reverse('search')}?{urlencode({'q': words})}" for words in SOUGHT]
    hamlets = [(unit, _head(unit.pk)) for unit in commune.units["hamlet"][: CLIENTS - 2]]
    office = [server.visitor(commune.office) for _ in range(CLIENTS - len(hamlets))]
    tally = Tally()
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        waiting = [
            pool.submit(_read, one, readings[place:] + readings[:place], requests, tally)
            for place, one in enumerate(office)
        ]
        for unit, head in hamlets:
            waiting.append(pool.submit(_work, server.visitor(head), commune, unit.code, requests, tally))
        for one in waiting:
            one.result()
    wall = time.perf_counter() - started
    for error in tally.errors[:5]:
        print(f"  {error}", file=sys.stderr)
    yield Measure("portal.crowd_errors", len(tally.errors), "errors", 0)
    yield Measure("portal.crowd_p95", percentile(tally.seconds, 95) * 1000, "ms")
    yield Measure("portal.crowd_requests", len(tally.seconds) / wall, "per s")
    yield Measure("portal.crowd_sheets_sent", tally.sent, "sheets")


def _head(unit_pk: int) -> User:
    return User.objects.get(person__posts__unit=unit_pk)


def _one(visitor: Visitor, tally: Tally, method: str, address: str, form: dict[str, str] | None = None) -> Answer:
    started = time.perf_counter()
    answer = visitor.ask(method, address, form)
    tally.seconds.append(time.perf_counter() - started)
    if answer.status not in (200, 302):
        tally.errors.append(f"{method} {address}: {answer.status}")
    return answer


def _read(visitor: Visitor, readings: Sequence[str], requests: int, tally: Tally) -> None:
    try:
        for number in range(requests):
            _one(visitor, tally, "GET", readings[number % len(readings)])
    except (OSError, http.client.HTTPException) as error:
        tally.errors.append(repr(error))


def _work(visitor: Visitor, commune: Commune, code: str, requests: int, tally: Tally) -> None:
    """A head of a hamlet: opens the sheet, sends it with other figures, looks at the board."""
    sheet = reverse("targets:entry", args=[code, f"{commune.size.years[-1]}-11"])
    board = reverse("targets:board", args=[commune.unit.code]) + f"?period={commune.size.years[-1]}"
    try:
        for number in range(requests // 3):
            page = _one(visitor, tally, "GET", sheet)
            answer = _one(visitor, tally, "POST", sheet, filled(page.text, str(40 + number)))
            tally.sent += answer.status == 302
            _one(visitor, tally, "GET", board)
    except (OSError, http.client.HTTPException) as error:
        tally.errors.append(repr(error))


def filled(page: str, figure: str) -> dict[str, str]:
    """The form of an entry sheet with another figure on every line, and why."""
    form = {}
    for tag in _FIELD.findall(page):
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
        name = attributes.get("name", "")
        if not name or attributes.get("type") in ("checkbox", "radio", "submit", "search"):
            continue
        form[name] = attributes.get("value", "")
        if name.startswith(("value-", "numerator-")):
            form |= {name: figure, f"reason-{name.rpartition('-')[2]}": "Số liệu mẫu sửa lại"}
    return form | {"sure": "1"}


# -- what a page weighs ------------------------------------------------------------------------------------------------


def _weights(server: Server, user: User) -> Iterator[Measure]:
    """Follow the links from the first page; a page weighs its own bytes and the assets that not every page has."""
    pages = _crawl(server.visitor(user))
    shell = set.intersection(*(assets for _, assets in pages.values()))
    visitor = server.visitor(user)
    sizes = {asset: visitor.ask("GET", asset).wire for asset in set().union(*(a for _, a in pages.values())) - shell}
    weights = {page: wire + sum(sizes[one] for one in assets - shell) for page, (wire, assets) in pages.items()}
    heaviest = max(weights, key=weights.__getitem__)
    print(f"  heaviest of {len(pages)} pages: {heaviest}", file=sys.stderr)
    yield Measure("portal.heaviest_page", weights[heaviest] / 1000, "KB", PAGE_KB)
    yield Measure("portal.pages_weighed", len(pages), "pages")


def _crawl(visitor: Visitor) -> dict[str, tuple[int, set[str]]]:
    """Address → bytes over the wire and static files named, of at most three pages a view."""
    waiting, seen = ["/"], {"/"}
    views: dict[str, int] = {}
    found: dict[str, tuple[int, set[str]]] = {}
    while waiting and len(found) < MOST_PAGES:
        address = waiting.pop(0)
        answer = visitor.ask("GET", address)
        if answer.status == 302:
            _push(waiting, seen, views, urljoin(address, answer.headers["Location"]))
        if not answer.is_page:
            continue
        text = answer.text
        found[address] = answer.wire, {unescape(one) for one in _ASSET.findall(text)}
        for link in _LINK.findall(text):
            _push(waiting, seen, views, urljoin(address, unescape(link)))
    return found


def _push(waiting: list[str], seen: set[str], views: dict[str, int], link: str) -> None:
    parts = urlsplit(link)
    if parts.netloc or link in seen or parts.scheme or parts.path.startswith("/static/"):
        return
    view = resolve(parts.path).view_name
    seen.add(link)
    if views.get(view, 0) < EACH_VIEW:
        views[view] = views.get(view, 0) + 1
        waiting.append(link)
