"""A line as `Standing` keeps it, and back. Quantities are strings, so nothing is rounded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from trongtam.ground.periods import Period

from ..figures.goal import Goal
from ..figures.standing import Mark, judge, mark
from ..figures.standing import Standing as Judged
from .lines import Line, Point, Value

BAND_LETTERS = {"met": "m", "partly": "p", "not_met": "n", "not_measured": "-"}
PACE_LETTERS = {"ahead": "a", "on_pace": "o", "behind": "b", None: "-"}
BAND_OF = {letter: band for band, letter in BAND_LETTERS.items()}
PACE_OF = {letter: pace for pace, letter in PACE_LETTERS.items()}


def _text(value: Value) -> Any:
    return value if value is None or isinstance(value, bool) else str(value)


def _value(text: Any) -> Value:
    return text if isinstance(text, bool) else _number(text)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def freeze(line: Line) -> dict[str, Any]:
    """The line as JSON: points [day, value, numerator, denominator, bound, settled, counted, left out]; bounds of last year
    and of the forecast only where they are not exact."""
    bounds: dict[str, Any] = {"last_year_bounds": line.last_year_bounds} if line.last_year_bounds else {}
    if line.forecast_bound != "exactly":
        bounds["forecast_bound"] = line.forecast_bound
    return {
        "points": [
            [
                point.on.isoformat(),
                _text(point.value),
                _text(point.numerator),
                _text(point.denominator),
                point.bound,
                point.settled,
                point.counted,
                point.left_out,
            ]
            for point in line.points
        ],
        "last_year": [_text(value) for value in line.last_year],
        "forecast": _text(line.forecast),
        **bounds,
    }


# The same month-ends come in every line.
_day = lru_cache(maxsize=2048)(date.fromisoformat)


def thaw(kept: dict[str, Any], period: Period) -> Line:
    points = [
        Point(
            _day(on),
            _value(value),
            None if top is None else Decimal(top),
            None if bottom is None else Decimal(bottom),
            *rest,
        )
        for on, value, top, bottom, *rest in kept.get("points", ())
    ]
    return Line(
        period,
        points,
        [_value(text) for text in kept.get("last_year", ())],
        _number(kept.get("forecast")),
        list(kept.get("last_year_bounds", ())),
        kept.get("forecast_bound", "exactly"),
    )


def judge_points(line: Line, goal: Goal) -> list[Judged]:
    """The judgement at every point."""
    return [judge(goal, line.actual(point.on), point.on) for point in line.points]


def mark_points(line: Line, goal: Goal) -> list[Mark]:
    """Band and pace at every point: the judgement without what only a page shows."""
    return [mark(goal, point.value, point.settled, point.on) for point in line.points]


def letters(judged: Sequence[Judged | Mark]) -> tuple[str, str]:
    """Bands and paces, one letter a point."""
    return "".join(BAND_LETTERS[one.band] for one in judged), "".join(PACE_LETTERS[one.pace] for one in judged)
