"""Where the words of a trend stand: inside the drawing, apart from each other, and off the lines where there is room.

Pure: boxes and lines in, places out. Heights grow downwards, as on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

# Width of a character (a little above the average) and the box of a line at 14 px: above and below its base line.
CHAR, ASCENT, DESCENT = 8.2, 13.0, 5.0
LINE = ASCENT + DESCENT
# From a line to the base line of its label: above it, below it, beside it.
ABOVE, BELOW, BESIDE = -9.0, 20.0, 5.0
POINT = 6.0
ROUNDING = 0.2
FORBIDDEN = 10_000.0
ON_A_POINT = 25.0
FAR = 60.0
_MOVES = re.compile(r"([MLHV])([-0-9.]+)(?: ([-0-9.]+))?")


def coordinate(number: float) -> str:
    return f"{number:.1f}"


@dataclass(frozen=True, slots=True)
class Label:
    """A text on the drawing; `kind` is the class of the look: "" plain, k actual, g last year, l day of reading."""

    x: str
    y: str
    text: str
    anchor: str = "start"
    kind: str = ""


@dataclass(slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Touching is not meeting; places are written to a tenth of a pixel."""
        return (
            self.left + ROUNDING < other.right
            and other.left + ROUNDING < self.right
            and self.top + ROUNDING < other.bottom
            and other.top + ROUNDING < self.bottom
        )

    def within(self, room: Box) -> bool:
        return (
            self.left >= room.left and self.right <= room.right and self.top >= room.top and self.bottom <= room.bottom
        )


@dataclass(slots=True)
class Segment:
    """A straight piece of a line, from left to right; `weight` is what a label pays for each pixel of it that it covers."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float

    def under(self, box: Box) -> float:
        """About how many pixels lie under the box."""
        if self.x0 > box.right or self.x1 < box.left:
            return 0.0
        low, high = (self.y0, self.y1) if self.y0 < self.y1 else (self.y1, self.y0)
        if low > box.bottom or high < box.top:
            return 0.0
        if self.x0 == self.x1:
            return min(high, box.bottom) - max(low, box.top)
        left, right = max(self.x0, box.left), min(self.x1, box.right)
        slope = (self.y1 - self.y0) / (self.x1 - self.x0)
        ends = sorted((self.y0 + slope * (left - self.x0), self.y0 + slope * (right - self.x0)))
        return right - left if ends[0] <= box.bottom and ends[1] >= box.top else 0.0


@dataclass(frozen=True, slots=True)
class End:
    """A line's name and the height at which the line ends on the right."""

    text: str
    kind: str
    y: float


def box(text: str, x: float, y: float, anchor: str) -> Box:
    """What a text covers whose base line is at `y`."""
    width = len(text) * CHAR
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return Box(left, y - ASCENT, left + width, y + DESCENT)


def box_of(label: Label) -> Box:
    return box(label.text, float(label.x), float(label.y), label.anchor)


def pieces(path: str, weight: float) -> Iterator[Segment]:
    """The segments of a path made of M, L, H and V."""
    x = y = 0.0
    for move, first, second in _MOVES.findall(path):
        to_x = x if move == "V" else float(first)
        to_y = float(first) if move == "V" else y if move == "H" else float(second)
        if move != "M":
            yield Segment(x, y, to_x, to_y, weight)
        x, y = to_x, to_y


class Placing:
    """One drawing's labels, placed one after the other; `taken` grows with each."""

    def __init__(
        self, room: Box, taken: Iterable[Box], lines: Sequence[Segment], points: Sequence[tuple[float, float]]
    ):
        self.room, self.taken, self.lines, self.points = room, list(taken), lines, points
        self.spans: dict[tuple[float, float], list[Segment]] = {}

    def beside(self, ends: Sequence[End], x: float) -> list[Label]:
        """To the right of the lines' ends, pushed apart where they would touch."""
        ordered = sorted(ends, key=lambda end: (end.y, end.text))
        heights: list[float] = []
        for end in ordered:
            heights.append(max(end.y + BESIDE, heights[-1] + LINE if heights else ASCENT))
        lowest = self.room.bottom - DESCENT
        for place in reversed(range(len(heights))):
            heights[place] = min(heights[place], lowest)
            lowest = heights[place] - LINE
        return [self._put(end.text, x, y, "start", end.kind) for end, y in zip(ordered, heights, strict=True)]

    def inside(self, ends: Sequence[End], x: float) -> list[Label]:
        """Above or below the lines' right ends: of all ways to choose the sides the one that disturbs least."""
        ordered = sorted(ends, key=lambda end: (end.y, end.text))
        ways = (self._stacked(ordered, sides) for sides in product((ABOVE, BELOW), repeat=len(ordered)))
        known: dict[tuple[End, float], float] = {}
        best = min(ways, key=lambda heights: self._cost_of_stack(ordered, heights, x, known))
        return [self._put(end.text, x, y, "end", end.kind) for end, y in zip(ordered, best, strict=True)]

    def at_point(self, text: str, point: tuple[float, float], end: float, right: float) -> Label:
        """The name of the actual line near its last point; `end` is where the line is drawn to."""
        x, y = point
        width = len(text) * CHAR
        starts = [(end + 10, "start", 0.0)] if end + 10 + width <= right else []
        starts += [(end - 8, "end", 4.0)] if end - 8 - width >= self.room.left else []
        starts += [(self.room.left + 4, "start", FAR), (right, "end", FAR)]
        best: tuple[float, float, float, str] | None = None
        # Nearest first, so the search ends as soon as the way alone costs more than what was found.
        for away in range(0, int(self.room.bottom), 4):
            if best is not None and away >= best[0]:
                break
            for (start, anchor, price), height in product(starts, {y + BESIDE - away, y + BESIDE + away}):
                if best is not None and away + price >= best[0]:
                    continue
                here = box(text, start, height, anchor)
                cost = away + price + FORBIDDEN * _touches(here, x, y)
                cost += self._cost(here, None if best is None else best[0] - cost)
                if best is None or cost < best[0]:
                    best = (cost, start, height, anchor)
        assert best is not None
        _cost, start, height, anchor = best
        return self._put(text, start, height, anchor, "k")

    def _put(self, text: str, x: float, y: float, anchor: str, kind: str) -> Label:
        label = Label(coordinate(x), coordinate(y), text, anchor, kind)
        self.taken.append(box_of(label))
        return label

    @staticmethod
    def _stacked(ends: Sequence[End], sides: Sequence[float]) -> list[float]:
        """Base lines with these sides; who stands above its line gives way upwards, who stands below downwards."""
        heights = [end.y + side for end, side in zip(ends, sides, strict=True)]
        for place in range(1, len(heights)):
            if sides[place] == BELOW:
                heights[place] = max(heights[place], heights[place - 1] + LINE)
        for place in reversed(range(len(heights) - 1)):
            if sides[place] == ABOVE:
                heights[place] = min(heights[place], heights[place + 1] - LINE)
        return heights

    def _cost_of_stack(
        self, ends: Sequence[End], heights: Sequence[float], x: float, known: dict[tuple[End, float], float]
    ) -> float:
        cost = sum(abs(y - end.y - BESIDE) for end, y in zip(ends, heights, strict=True))
        cost += sum(FORBIDDEN for above, below in pairwise(heights) if below - above < LINE - 0.01)
        for end, y in zip(ends, heights, strict=True):
            if (end, y) not in known:
                known[end, y] = self._cost(box(end.text, x, y, "end"))
            cost += known[end, y]
        return cost

    def _cost(self, here: Box, most: float | None = None) -> float:
        """What a label disturbs: other labels and the edge of the drawing not at all, points and lines rather not. At `most`
        or above it is of no interest any more how much."""
        cost = 0.0 if here.within(self.room) else FORBIDDEN
        for one in self.taken:
            if here.meets(one):
                cost += FORBIDDEN
        if most is not None and cost >= most:
            return cost
        for x, y in self.points:
            if _touches(here, x, y):
                cost += ON_A_POINT
        for line in self._over(here.left, here.right):
            cost += line.weight * line.under(here)
        return cost

    def _over(self, left: float, right: float) -> list[Segment]:
        """The pieces of lines in a span; labels are tried at few spans and many heights."""
        if (left, right) not in self.spans:
            self.spans[left, right] = [line for line in self.lines if line.x0 <= right and line.x1 >= left]
        return self.spans[left, right]


def _touches(here: Box, x: float, y: float) -> bool:
    """The point is a small circle; the text ends well before the corner of its box."""
    return here.left - POINT < x < here.right + POINT and here.top - POINT < y < here.bottom + POINT
