"""`make screenshots`: start the program with its demonstration data and draw the pages that docs/pictures/pages.toml lists.

python -m tools.screenshots [NAME …]
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools import HOUSE
from tools.system import chromium, need

PICTURES = HOUSE / "docs" / "pictures"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars"]
SIZES: dict[str, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    },
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The address of a program with demonstration data of its own, while the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "trongtam", "serve", "--port", str(port)], cwd=HOUSE)
    try:
        while True:
            if server.poll() is not None:
                sys.exit("The program did not start; the lines above say why.")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def session_of(login: str) -> dict[str, str]:
    """The cookie of a fresh session of a demonstration login."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.get(username=login))
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


def draw(browser: Any, house: str, page: dict[str, Any], size: str) -> Path:
    context = browser.new_context(base_url=house, locale="vi-VN", reduced_motion="reduce", **SIZES[size])
    if page.get("login"):
        context.add_cookies([{**page["cookie"], "url": house}])
    view = context.new_page()
    view.goto(page["address"])
    for selector in page.get("open", []):
        view.locator(selector).first.click()
        view.wait_for_load_state()
    view.evaluate("document.fonts.ready.then(() => 1)")
    picture = PICTURES / f"{page['name']}-{size}.png"
    view.screenshot(path=picture)
    context.close()
    return picture


def main() -> int:
    need("chromium", "fonts")
    pages = tomllib.loads((PICTURES / "pages.toml").read_text(encoding="utf8"))["page"]
    chosen = [page for page in pages if not sys.argv[1:] or page["name"] in sys.argv[1:]]
    with tempfile.TemporaryDirectory(prefix="trongtam-pictures-") as folder:
        os.environ |= {"TRONGTAM_VAR": folder, "DJANGO_SETTINGS_MODULE": "trongtam.portal.settings"}
        import django
        from playwright.sync_api import sync_playwright

        django.setup()
        with served() as house:
            for page in chosen:
                if page.get("login"):
                    page["cookie"] = session_of(page["login"])
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
                for page in chosen:
                    for size in page.get("sizes", SIZES):
                        print(draw(browser, house, page, size).relative_to(HOUSE), flush=True)
                browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
