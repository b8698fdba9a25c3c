"""How long something takes: many times over, as a median and a 95th percentile, by the clock on the wall and by the processor."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Times:
    """Seconds of each run; `cpu` is the processor time of this process alone, which a busy machine hardly changes."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def median_ms(self) -> float:
        return percentile(self.wall, 50) * 1000

    @property
    def p95_ms(self) -> float:
        return percentile(self.wall, 95) * 1000

    @property
    def cpu_p95_ms(self) -> float:
        return percentile(self.cpu, 95) * 1000

    @property
    def cpu_best_ms(self) -> float:
        return min(self.cpu) * 1000

    @contextmanager
    def run(self) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.cpu.append(time.process_time() - cpu)
        self.wall.append(time.perf_counter() - wall)


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def repeat(act: Callable[[], object], times: int, *, warm: int = 1) -> Times:
    """Run an act so many times, after `warm` runs that are not counted."""
    for _ in range(warm):
        act()
    gc.collect()
    taken = Times()
    for _ in range(times):
        with taken.run():
            act()
    return taken


def by_turns(first: Callable[[], object], second: Callable[[], object], times: int) -> tuple[Times, Times]:
    """Two acts that are compared, run in turn so that both meet the same noise of the machine."""
    first(), second()
    gc.collect()
    one, other = Times(), Times()
    for _ in range(times):
        with one.run():
            first()
        with other.run():
            second()
    return one, other
