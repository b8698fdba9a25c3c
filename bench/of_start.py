"""From the command to the first answer of an installation that was prepared before."""

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

from bench import Measure
from bench.clock import repeat

LIMIT_S = 3.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seconds_to_answer(port: int) -> float:
    started = time.monotonic()
    command = [sys.executable, "-m", "trongtam", "serve", "--empty", "--port", str(port)]
    server = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                    line.sendall(b"GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                    if line.recv(12).startswith(b"HTTP/"):
                        return time.monotonic() - started
            except (ConnectionError, TimeoutError):  # not there yet, or busy with its first answer on a crowded machine
                if server.poll() is not None:
                    raise SystemExit("the server stopped before it answered") from None
                time.sleep(0.02)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


def cpu_of_servers() -> float:
    """Processor seconds of the servers that have ended, stopping included."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def plain_work() -> float:
    """CPU milliseconds of a fixed piece of plain Python, at its best: tells one machine, or one busy hour, from another."""
    return repeat(lambda: sum(number * number for number in range(1_000_000)), 7).cpu_best_ms


def measures(*, quick: bool = False) -> Iterator[Measure]:
    before, times = cpu_of_servers(), []
    for _ in range(1 if quick else 3):
        times.append(seconds_to_answer(free_port()))
    yield Measure("portal.plain_python", plain_work(), "ms")
    yield Measure("portal.second_start", max(times), "s", LIMIT_S)
    yield Measure("portal.second_start_cpu", (cpu_of_servers() - before) / len(times), "s")
