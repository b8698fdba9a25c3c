import os
import signal
from types import FrameType

from django.core.management.base import BaseCommand, CommandParser

from trongtam.look import worker


def leave(number: int, frame: FrameType | None) -> None:
    """The piece in hand is given back on the way out."""
    raise SystemExit(0)


class Command(BaseCommand):
    help = "Do the long work that people asked for, as `trongtam serve` does beside its pages."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, then end")
        parser.add_argument("--beside", type=int, metavar="PID", help="end when this parent process has ended")

    def handle(self, *, once: bool, beside: int | None, **options) -> None:
        if once:
            worker.work_off()
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, leave)
        worker.work(until=lambda: beside is not None and os.getppid() != beside)
