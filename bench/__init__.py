"""Speed and memory of the house, measured on both databases. `make bench` runs it; `var/bench/` keeps the figures.

A module `bench/of_<subject>.py` brings `measures(*, quick=False) -> Iterator[Measure]`. It is called once for each database, in a
process of its own with a migrated, empty database and an empty TRONGTAM_VAR, and makes the data that it measures; with `quick`
so little of it that only the way is tried, and the figures say nothing.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure: `name` is `room.what`; a `value` above `limit` falls short; no limit where the figure only informs.

    A floor ("at least") is written as the inverse of both.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def falls_short(self) -> bool:
        return self.limit is not None and self.value > self.limit
