"""Geometry of the small drawings, as plain values: numbers in, strings for SVG attributes out. No Django.

All bullet bars run from 0 to 140 % of plan, so a list of them is read as one chart. Percent values may be `Decimal`,
`float`, `int` or `None` (nothing measured). Strings use the point of SVG, never the comma of the page's language.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

SCALE_END = 140

BAND_SHAPES = {
    "met": "met",
    "partly": "part",
    "not_met": "not",
    "not_measured": "none",
    "part": "part",
    "not": "not",
    "none": "none",
}
PACE_SHAPES = {"ahead": "up", "on_pace": "even", "behind": "down", "up": "up", "even": "even", "down": "down"}


def number(value: float) -> str:
    """At most two decimals, with a point and without trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def position(percent: float) -> str:
    """Where a percentage of plan stands on the 0–140 scale, as a percentage of the drawing's width."""
    return f"{number(min(max(float(percent), 0.0), SCALE_END) / SCALE_END * 100)}%"


def side_of_words(elapsed: float | None) -> str:
    """Where the words of the elapsed time stand: beside the mark near the plan or the start, whose words need the room."""
    if elapsed is None or 20 <= float(elapsed) <= 65:
        return "middle"
    return "left" if float(elapsed) > 65 else "right"


@dataclass(frozen=True)
class Bullet:
    width: str | None
    edge: str
    plan: str
    elapsed: str | None
    beyond: bool


def bullet(percent, elapsed=None, edge=60) -> Bullet:
    """A bullet bar: `width` of the bar (None: nothing measured), its zones and marks; `beyond` when it leaves the scale."""
    return Bullet(
        width=None if percent is None else position(percent),
        edge=position(edge),
        plan=position(100),
        elapsed=None if elapsed is None else position(elapsed),
        beyond=percent is not None and percent > SCALE_END,
    )


@dataclass(frozen=True)
class Spark:
    points: str
    plan: str
    end_x: str
    end_y: str


def spark(values: Iterable, plan=100, slots: int = 12, width: int = 88, height: int = 28) -> Spark | None:
    """A line of up to `slots` values (None is left out) with the height of the plan; None when there is no value."""
    known = [(i, float(value)) for i, value in enumerate(values) if value is not None]
    if not known:
        return None
    top = max(max(value for _, value in known), float(plan), 1.0)
    steps = max(slots - 1, known[-1][0], 1)

    def y(value: float) -> str:
        return number(height - 4 - max(value, 0.0) / top * (height - 8))

    points = [(number(4 + i * (width - 10) / steps), y(value)) for i, value in known]
    return Spark(" ".join(f"{x},{v}" for x, v in points), y(float(plan)), *points[-1])


@dataclass(frozen=True)
class StripMark:
    kind: str
    x: int
    y: int


@dataclass(frozen=True)
class Strip:
    marks: list[StripMark]
    width: int
    height: int


def strip(met: int, partly: int, not_met: int, not_measured: int = 0, slots: int = 23, most: int = 40) -> Strip:
    """One mark a target, met first; never fewer than `slots` places wide, never more than `most` in a row."""
    kinds = ["met"] * met + ["part"] * partly + ["not"] * not_met + ["none"] * not_measured
    rows = max(ceil(len(kinds) / most), 1)
    in_row = max(slots, ceil(len(kinds) / rows))
    marks = [StripMark(kind, i % in_row * 20 + 10, i // in_row * 20 + 10) for i, kind in enumerate(kinds)]
    return Strip(marks, in_row * 20, rows * 20)


@dataclass(frozen=True)
class Column:
    x: str
    y: str
    height: str
    last: bool


def columns_small(values: Sequence) -> list[Column]:
    """Small columns, 9.4 apart, on a base at 28; the last one is marked."""
    top = max([float(value or 0) for value in values] or [0])
    unit = min(6.0, 27 / top) if top else 6.0
    heights = [max(float(value or 0) * unit, 1.5) for value in values]
    return [
        Column(number(i * 9.4), number(28 - height), number(height), i == len(heights) - 1)
        for i, height in enumerate(heights)
    ]


@dataclass(frozen=True)
class Rank:
    x: str
    width: str
    y: str
    height: str
    kind: str


@dataclass(frozen=True)
class Ranking:
    columns: list[Rank]
    edge: str
    plan: str


def ranking(values: Iterable[tuple], edge=60) -> Ranking:
    """One column a target, (percent or None, band) pairs, from low to high; unmeasured ones first, as a void up to the plan."""
    ranked = sorted(values, key=lambda pair: (pair[0] is not None, float(pair[0] or 0)))
    place = 100 / max(len(ranked), 1)

    def height(percent) -> float:
        return min(max(float(percent), 0.0), SCALE_END) / SCALE_END * 100

    columns = [
        Rank(
            x=f"{number(i * place + place * 0.14)}%",
            width=f"{number(place * 0.72)}%",
            y=f"{number(100 - height(100 if percent is None else percent))}%",
            height=f"{number(height(100 if percent is None else percent))}%",
            kind=BAND_SHAPES["not_measured" if percent is None else band],
        )
        for i, (percent, band) in enumerate(ranked)
    ]
    return Ranking(columns, f"{number(100 - height(edge))}%", f"{number(100 - height(100))}%")


@dataclass(frozen=True)
class RulerMark:
    x: str
    label: str
    label_x: str
    label_y: int
    anchor: str


@dataclass(frozen=True)
class Ruler:
    ticks: list[tuple[str, bool]]
    first_x: str
    last_x: str
    today_x: str | None
    today: int | None
    today_label_x: str
    marks: list[RulerMark]
    end: str
    lift: int
    width: int


RULER_ROWS = 2


def ruler(month: date, today: date | None, marks: Iterable[tuple[int, str]], width: int = 358) -> Ruler:
    """The days of a month on a line, today, and the days on which something is due: (day, label) pairs.

    Labels that would run into each other are set on a second line above; `lift` is the room it needs. What is due next has its
    words first; a mark for which there is no room stands without.
    """
    days = calendar.monthrange(month.year, month.month)[1]
    margin = 8

    def x(day: int) -> float:
        return margin + (width - 2 * margin) * (day - 1) / (days - 1)

    here = today.day if today and (today.year, today.month) == (month.year, month.month) else None
    rows: list[list[tuple[float, float]]] = [[] for _ in range(RULER_ROWS)]
    placed: list[tuple[int, str, float, int]] = []
    for day, label in sorted(marks, key=lambda mark: (mark[0] < (here or 1), abs(mark[0] - (here or 1)), mark)):
        half = len(label) * 7.6 / 2
        centre = min(max(x(day), half), width - half)
        free = (
            place
            for place, spans in enumerate(rows)
            if all(centre + half + 8 < start or end + 8 < centre - half for start, end in spans)
        )
        row = next(free, None)
        if row is not None:
            rows[row].append((centre - half, centre + half))
        placed.append((day, "" if row is None else label, centre, row or 0))
    placed.sort()
    return Ruler(
        ticks=[(number(x(day)), day == 1 or day % 5 == 0) for day in range(1, days + 1)],
        first_x=number(x(1)),
        last_x=number(x(days)),
        today_x=number(x(here)) if here else None,
        today=here,
        today_label_x=number(min(max(x(here or 1), 40), width - 100)),
        marks=[RulerMark(number(x(day)), label, number(at), 20 - 20 * row, "middle") for day, label, at, row in placed],
        end=f"{days:02d}/{month.month:02d}",
        lift=20 * max(sum(map(bool, rows)) - 1, 0),
        width=width,
    )
