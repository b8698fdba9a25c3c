"""The web server of an installation: gunicorn inside this very process, so that it answers as soon as Django is loaded."""

from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication


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
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()

    def serve(self) -> None:
        # Workers are forks: none may inherit an open connection.
        connections.close_all()
        self.run()
