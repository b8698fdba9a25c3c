"""The web server of an installation: gunicorn inside this very process, so that it answers as soon as Django is loaded.

Beside it stands one process for long work, started again whenever it ends.
"""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import reverse
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

FIRST_S = 5.0  # the address answers first; loading a second program at the same time would make it wait
START_AGAIN_S = 2.0
STOP_S = 5.0


class Beside:
    """The process of `trongtam work`. What it left undone when it died is taken up by the next."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.not_before = time.monotonic() + FIRST_S

    def keep_alive(self) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        if time.monotonic() < self.not_before:
            return
        self.not_before = time.monotonic() + START_AGAIN_S
        command = [sys.executable, "-m", "trongtam", "work", "--beside", str(os.getpid())]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own command, fixed words

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Keeper(Arbiter):
    """Gunicorn's own watch over its workers, about once a second, looks after the process for long work too."""

    def __init__(self, app: BaseApplication) -> None:
        self.beside = Beside()
        super().__init__(app)

    def manage_workers(self) -> None:
        super().manage_workers()
        self.beside.keep_alive()

    def stop(self, graceful: bool = True) -> None:
        if self.pid == os.getpid():
            self.beside.stop()
        super().stop(graceful)


def settle() -> None:
    """What was loaded at the start lives as long as the process: the collector leaves it alone and looks less often at the
    rest. Without this every twentieth page waits 80 ms for a walk over all of Django."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


class Server(BaseApplication):
    """`ready` is called once, when the address answers."""

    def __init__(self, *, bind: str, workers: int, threads: int, ready: Callable[[], None]) -> None:
        self.chosen: dict[str, Any] = {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 10,
            # A worker is renewed now and then, so that memory never creeps.
            "max_requests": 20000,
            "max_requests_jitter": 2000,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda arbiter: ready(),
            "post_worker_init": lambda worker: settle(),
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()

    def serve(self) -> None:
        # The addresses and all that they lead to are loaded once for all workers, not by the first page of each.
        settle()
        reverse("home")
        # Workers are forks: none may inherit an open connection.
        connections.close_all()
        Keeper(self).run()
