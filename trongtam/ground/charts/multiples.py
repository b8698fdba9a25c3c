"""Small multiples: one small drawing a unit, all on one scale, so that heights can be compared from one to the next. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trongtam.ground.charts.labels import coordinate as _f

WIDTH, HEIGHT = 160, 64
_LEFT, _RIGHT, _TOP, _BASE = 4, 8, 6, 58

Number = float | None


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one unit by month, oldest first, None where nothing is known; `plan` stands beside them, month by month."""

    values: Sequence[Number]
    plan: Sequence[Number] = ()


@dataclass(frozen=True, slots=True)
class Small:
    """One drawing of `WIDTH` × `HEIGHT`: paths of figures and plan ("" where there is none), the last figure's point."""

    actual: str
    plan: str
    last: tuple[str, str] | None
    base: str


@dataclass(frozen=True, slots=True)
class Multiples:
    """All drawings in the order given; `low` and `high`: what the bottom and the top of every one of them mean."""

    drawings: tuple[Small, ...]
    low: float
    high: float


def multiples(series: Iterable[Series]) -> Multiples:
    """One scale for all: from 0 (or the lowest below it) to the highest figure or plan of any."""
    rows = list(series)
    known = [value for row in rows for value in (*row.values, *row.plan) if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    slots = max((max(len(row.values), len(row.plan)) for row in rows), default=1)

    def x(place: int) -> str:
        return _f(_LEFT + (WIDTH - _LEFT - _RIGHT) * (place / (slots - 1) if slots > 1 else 1))

    def y(value: float) -> str:
        return _f(_BASE - (_BASE - _TOP) * ((value - low) / (high - low) if high > low else 0))

    def path(values: Sequence[Number]) -> str:
        """A line over what is known; a month without a figure breaks it."""
        parts, open_line = [], False
        for place, value in enumerate(values):
            if value is None:
                open_line = False
                continue
            parts.append(f"{'L' if open_line else 'M'}{x(place)} {y(value)}")
            open_line = True
        return "".join(parts)

    def last(values: Sequence[Number]) -> tuple[str, str] | None:
        found = [(place, value) for place, value in enumerate(values) if value is not None]
        return (x(found[-1][0]), y(found[-1][1])) if found else None

    base = f"M{_LEFT} {y(0)}H{WIDTH - _RIGHT}"
    drawings = tuple(Small(path(row.values), path(row.plan), last(row.values), base) for row in rows)
    return Multiples(drawings, low, high)
