"""A real Chromium for tests, on a phone-sized and a desktop-sized page.

`phone` and `desktop` are pages whose addresses start at the live server: `phone.goto("/")`. A test fails at its end when its
page wrote an error to the console, raised one, asked another host or got an answer of 500 or above; on any failure the page's
picture lies in var/screenshots/. `sign_in(page, user)` opens a session, `assert_accessible(page)` runs axe.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlparse

import pytest
from django.conf import settings
from django.test import Client

from tools import HOUSE
from tools.system import chromium as find_chromium

ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PICTURES = HOUSE / "var" / "screenshots"
LOCAL = {"127.0.0.1", "localhost", "::1", None}
# A form refused with 422 and a page that is not there are answers, which Chromium reports on the console as well.
ANSWERED = re.compile(r"^Failed to load resource")


class Watch:
    """What a page must not do, gathered while the test runs."""

    def __init__(self, page: Any) -> None:
        self.faults: list[str] = []
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("request", self.on_request)
        page.on("response", self.on_response)

    def on_console(self, message: Any) -> None:
        if message.type == "error" and not ANSWERED.match(message.text):
            self.faults.append(f"console: {message.text}")

    def on_request(self, request: Any) -> None:
        address = urlparse(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in LOCAL:
            self.faults.append(f"asked another host: {request.url}")

    def on_response(self, response: Any) -> None:
        if response.status >= 500:
            self.faults.append(f"answer {response.status}: {response.url}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[CALL_FAILED] = report.failed
    return report


CALL_FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The running browser."""
    from playwright.sync_api import sync_playwright

    program = find_chromium()
    if program is None:
        pytest.fail("Chromium is missing: `make test` installs it, or says how.")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


def watched_page(chromium: Any, live_server: Any, request: pytest.FixtureRequest, form: dict) -> Iterator[Any]:
    context = chromium.new_context(
        base_url=live_server.url, locale="vi-VN", timezone_id=settings.TIME_ZONE, reduced_motion="reduce", **form
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    watch = Watch(page)
    yield page
    failed = request.node.stash.get(CALL_FAILED, True)
    if failed or watch.faults:
        PICTURES.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w.-]+", "_", request.node.nodeid)
        page.screenshot(path=PICTURES / f"{name}-{request.fixturename}.png", full_page=True)
    context.close()
    assert not watch.faults, watch.faults


@pytest.fixture
def phone(chromium: Any, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of 390 × 844 with touch."""
    yield from watched_page(chromium, live_server, request, PHONE)


@pytest.fixture
def desktop(chromium: Any, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of 1280 × 800."""
    yield from watched_page(chromium, live_server, request, DESKTOP)


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Any, Any], None]:
    """`sign_in(page, user)`: from now on the page's requests are that user's."""

    def sign_in(page: Any, user: Any) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return sign_in


@pytest.fixture(scope="session")
def assert_accessible() -> Callable[[Any], None]:
    """`assert_accessible(page)`: axe finds nothing serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def assert_accessible(page: Any) -> None:
        violations = axe.run(page).response["violations"]
        grave = [
            f"{found['impact']} {found['id']}: {found['help']} — {node['html'][:160]}"
            for found in violations
            if found["impact"] in {"serious", "critical"}
            for node in found["nodes"]
        ]
        assert not grave, "\n".join(grave)

    return assert_accessible
