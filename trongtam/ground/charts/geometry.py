"""Where everything of a trend stands. Pure: values in, text coordinates out (so no locale turns a point into a comma)."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

from trongtam.ground.charts.labels import CHAR, Box, End, Label, Placing, box_of, pieces
from trongtam.ground.charts.labels import coordinate as _f
from trongtam.ground.charts.trend import Step, Trend
from trongtam.ground.numbers import write
from trongtam.ground.vntext import fold

PHONE = (358, 250)
WIDE = (640, 300)
_WORDS: dict[str, dict] = {
    "vi": {
        "month": "T",
        "year": "Năm",
        "plan": "Kế hoạch",
        "outlook": "Ước cả kỳ",
        "none": "chưa có số liệu",
        10**6: "triệu",
        10**9: "tỷ",
    },
    "en": {
        "month": "M",
        "year": "Year",
        "plan": "Plan",
        "outlook": "Outlook",
        "none": "no figures yet",
        10**6: "million",
        10**9: "billion",
    },
}
# How much it disturbs when a label stands on a pixel of a line.
_WEIGHTS = {"act": 0.6, "last": 0.4, "plan": 0.3, "out": 0.3, "nowl": 0.3}


@dataclass(frozen=True, slots=True)
class Line:
    """A path; `kind` is the class of the look: ax, base, plan, last, act, out, nowl."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class TrendGeometry:
    """One drawing. Lines and labels are in drawing order; `summary` says the picture in a sentence."""

    width: int
    height: int
    form: str
    lines: tuple[Line, ...]
    points: tuple[tuple[str, str], ...]
    labels: tuple[Label, ...]
    summary: str


def trend_geometry(trend: Trend, width: int = WIDE[0], height: int = WIDE[1]) -> TrendGeometry:
    """Lay the trend out on `width` × `height` pixels; below 480 wide it is a phone's drawing: labels inside."""
    frame = _Frame(trend, width, height)
    lines = [*frame.grid(), *frame.marks()]
    axis = frame.axis_labels()
    labels = [*axis, *frame.line_labels(lines, axis)]
    return TrendGeometry(
        width=width,
        height=height,
        form="wide" if frame.wide else "phone",
        lines=tuple(lines),
        points=tuple((_f(frame.x(s.on)), _f(frame.y(s.value))) for s in frame.actual),
        labels=tuple(labels),
        summary=_summary(trend),
    )


def months_since(start: date, day: date) -> float:
    """Months from the first day of `start` to the end of `day`: a month's last day closes it."""
    whole = (day.year - start.year) * 12 + day.month - start.month
    return whole + day.day / monthrange(day.year, day.month)[1]


def ticks(low: Decimal, high: Decimal, most: int = 6, *, least: Decimal = Decimal(0)) -> list[Decimal]:
    """Round values (1, 2, 5 × 10^n, `least` apart or more) from at most `low` to at least `high`, `most` of them or fewer."""
    span = max(high - low, Decimal("1e-9"))
    size = Decimal(10) ** floor(log10(span / (most - 1)))
    for factor in (1, 2, 5, 10, 20, 50):
        step = max(size * factor, least)
        first, last = floor(low / step), ceil(high / step)
        if last - first + 1 <= most:
            break
    return [step * n for n in range(first, max(last, first + 1) + 1)]


class _Frame:
    """The scales and margins of one drawing."""

    def __init__(self, trend: Trend, width: int, height: int):
        self.trend, self.width, self.height = trend, width, height
        self.wide = width >= 480
        self.words = _WORDS[trend.language]
        self.actual = self._inside(trend.actual, trend.first_month)
        self.last_start = trend.first_month.replace(year=trend.first_month.year - 1)
        self.last = self._inside(trend.last_year, self.last_start)
        self.ticks = ticks(*self._range(), least=Decimal(self._is_counted()))
        # Axis and labels of very large figures are said in millions or thousand millions.
        counted = fold(trend.unit).startswith(("nghin", "trieu", "ty", "thousand", "million", "billion"))
        self.size = 1 if counted else next((n for n in (10**9, 10**6) if self.ticks[-1] >= 10 * n), 1)
        names = [write(tick / self.size, language=trend.language) for tick in self.ticks]
        self.left = 12 + max(len(name) for name in names) * CHAR + 4
        self.right = width - (self._right_margin() if self.wide else 14)
        self.top, self.bottom = 26.0, height - 34.0

    def _inside(self, steps: Sequence[Step], start: date) -> list[Step]:
        return [s for s in steps if 0 < months_since(start, s.on) <= self.trend.months]

    def _is_counted(self) -> bool:
        """Whether everything drawn is a whole number, as people and meetings are: then nothing stands between 1 and 2."""
        trend = self.trend
        values = [s.value for s in self.actual + self.last] + [v for v in (trend.plan, trend.outlook) if v is not None]
        return trend.unit != "%" and all(value == value.to_integral_value() for value in values)

    def _range(self) -> tuple[Decimal, Decimal]:
        """From zero, so heights can be compared; a level that never comes near zero (93 to 96 %) is looked at closer."""
        trend = self.trend
        values = [s.value for s in self.actual + self.last]
        values += [v for v in (trend.plan, trend.plan_start if trend.plan is not None else None, trend.outlook) if v]
        low, high = (min(values), max(values)) if values else (Decimal(0), Decimal(1))
        room = (high - low) / 5 or abs(high) / 10 or Decimal(1)
        close = trend.plan_start is None and values and low > high / 2 > 0
        top = high + (room if high > 0 else 0)
        if trend.unit == "%" and high <= 100:
            top = min(top, Decimal(100))
        return (low - room if close else min(low, Decimal(0)), top)

    def _right_margin(self) -> float:
        texts = [text for text, *_ in self._end_texts()]
        return min(max((len(t) for t in texts), default=0) * CHAR + 14, self.width / 2)

    def x(self, day: date, start: date | None = None) -> float:
        return self._at(months_since(start or self.trend.first_month, day))

    def _at(self, months: float) -> float:
        return self.left + (self.right - self.left) * min(max(months, 0), self.trend.months) / self.trend.months

    def y(self, value: Decimal) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        share = min(max((value - low) / (high - low), Decimal(0)), Decimal(1))
        return self.top + (self.bottom - self.top) * (1 - float(share))

    def grid(self) -> list[Line]:
        span = f"H{_f(self.right)}"
        lines = [Line(f"M{_f(self.left)} {_f(self.y(tick))}{span}", "ax") for tick in self.ticks]
        return [*lines, Line(f"M{_f(self.left)} {_f(self.bottom)}{span}", "base")]

    def marks(self) -> list[Line]:
        trend, lines = self.trend, []
        if trend.as_of:
            lines.append(Line(f"M{_f(self.x(trend.as_of))} {_f(self.top - 8)}V{_f(self.bottom)}", "nowl"))
        if trend.plan is not None:
            start = trend.plan if trend.plan_start is None else trend.plan_start
            path = f"M{_f(self.left)} {_f(self.y(start))}L{_f(self.right)} {_f(self.y(trend.plan))}"
            lines.append(Line(path, "plan"))
        if self.last:
            lines.append(Line(self._steps(self.last, self.last_start, self.right), "last"))
        if self.actual:
            lines.append(Line(self._steps(self.actual, trend.first_month, self._end_of_actual()), "act"))
            if trend.outlook is not None:
                begin = f"M{_f(self._end_of_actual())} {_f(self.y(self.actual[-1].value))}"
                lines.append(Line(f"{begin}L{_f(self.right)} {_f(self.y(trend.outlook))}", "out"))
        return lines

    def _end_of_actual(self) -> float:
        last = self.x(self.actual[-1].on)
        return max(last, self.x(self.trend.as_of)) if self.trend.as_of else last

    def _steps(self, steps: list[Step], start: date, end: float) -> str:
        """A flow climbs from its start value; a level begins at its first known day."""
        if self.trend.plan_start is not None:
            path = f"M{_f(self.left)} {_f(self.y(self.trend.plan_start))}"
        else:
            path = f"M{_f(self.x(steps[0].on, start))} {_f(self.y(steps[0].value))}"
            steps = steps[1:]
        for step in steps:
            path += f"H{_f(self.x(step.on, start))}V{_f(self.y(step.value))}"
        return f"{path}H{_f(end)}"

    def axis_labels(self) -> list[Label]:
        trend = self.trend
        labels = [
            Label(_f(self.left - 8), _f(self.y(t) + 5), write(t / self.size, language=trend.language), "end")
            for t in self.ticks
        ]
        labels += self._month_labels()
        if trend.as_of:
            here = min(max(self.x(trend.as_of), self.left + 20), self.width - 22)
            labels.append(Label(_f(here), _f(self.top - 13), f"{trend.as_of:%d/%m}", "middle", "l"))
        return labels

    def _month_labels(self) -> list[Label]:
        """As many as there is room for; beyond two years the years only."""
        trend, y = self.trend, _f(self.height - 12)
        numbers = range(trend.months)
        if trend.months > 24:
            found = [(n, str(trend.first_month.year + (trend.first_month.month - 1 + n) // 12)) for n in numbers]
            found = [pair for n, pair in enumerate(found) if n == 0 or (trend.first_month.month - 1 + n) % 12 == 0]
            return [Label(_f(self._at(n)), y, text) for n, text in self._spaced(found, 12)]
        found = [(n, f"{self.words['month']}{(trend.first_month.month - 1 + n) % 12 + 1}") for n in numbers]
        return [Label(_f(self._at(n + 0.5)), y, text, "middle") for n, text in self._spaced(found, 1)]

    def _spaced(self, found: list[tuple[int, str]], months: int) -> list[tuple[int, str]]:
        room = (self.right - self.left) / self.trend.months * months
        widest = max(len(text) for _, text in found) * CHAR + 6
        return found[:: max(ceil(widest / room), 1)]

    def _said(self, value: Decimal) -> str:
        figure = write(value / self.size, 2, language=self.trend.language)
        if self.trend.unit == "%":
            return f"{figure}%"
        return figure if self.size == 1 else f"{figure} {self.words[self.size]}"

    def _end_texts(self) -> list[tuple[str, Decimal, str]]:
        """Texts at the right end with their value and kind."""
        trend, found = self.trend, []
        if trend.plan is not None:
            found.append((f"{self.words['plan']}: {self._said(trend.plan)}", trend.plan, ""))
        if self.last:
            name = trend.last_year_name or f"{self.words['year']} {self.last_start.year}"
            found.append((f"{name}: {self._said(self.last[-1].value)}", self.last[-1].value, "g"))
        if trend.outlook is not None and self.actual:
            found.append((f"{self.words['outlook']}: {self._said(trend.outlook)}", trend.outlook, ""))
        return found

    def line_labels(self, lines: Sequence[Line], axis: Sequence[Label]) -> list[Label]:
        """Labels stand beside the ends of their lines, in the order of their values, where they touch nothing."""
        ends = [End(text, kind, self.y(value)) for text, value, kind in self._end_texts()]
        points = [(self.x(step.on), self.y(step.value)) for step in self.actual]
        room = Box(self.left, 0.0, self.width, self.bottom + 2)
        drawn = [piece for line in lines if line.kind in _WEIGHTS for piece in pieces(line.path, _WEIGHTS[line.kind])]
        plan = Placing(room, [box_of(label) for label in axis], drawn, points)
        labels = plan.beside(ends, self.right + 10) if self.wide else plan.inside(ends, self.right)
        if self.actual:
            labels.append(plan.at_point(self._actual_text(), points[-1], self._end_of_actual(), self.right))
        return labels

    def _actual_text(self) -> str:
        trend, last = self.trend, self.actual[-1]
        text = (trend.actual_name or f"{self.words['year']} {trend.first_month.year}") + f": {self._said(last.value)}"
        return f"{text} {trend.unit}" if self.wide and trend.unit not in ("", "%") else text


def _summary(trend: Trend) -> str:
    """The picture as a sentence, for those who hear it."""
    words = _WORDS[trend.language]
    unit = "%" if trend.unit == "%" else f" {trend.unit}" if trend.unit else ""
    parts = [f"{s.on:%d/%m/%Y} {write(s.value, language=trend.language)}" for s in trend.actual]
    said = ", ".join(parts) + unit if parts else words["none"]
    if trend.plan is not None:
        said += f"; {words['plan'].lower()} {write(trend.plan, language=trend.language)}"
    if trend.last_year:
        name = trend.last_year_name or f"{words['year']} {trend.first_month.year - 1}"
        said += f"; {name.lower()} {write(trend.last_year[-1].value, language=trend.language)}"
    return f"{trend.title}: {said}"
