"""What days statements speak for, and whether that is what a period asks: the one rule of the desk, the sheets and the rounds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from trongtam.ground.periods import Period

Span = tuple[date, date]
"""First and last day, both included."""


def gaps_in(period: Period, spans: Iterable[Span]) -> list[Span]:
    """The days of a period that none of the spans holds."""
    found, cursor = [], period.start
    for start, end in sorted(spans):
        if start > min(cursor, period.end) and start > cursor:
            found.append((cursor, min(start - timedelta(days=1), period.end)))
        cursor = max(cursor, end + timedelta(days=1))
        if cursor > period.end:
            break
    if cursor <= period.end:
        found.append((cursor, period.end))
    return [(first, last) for first, last in found if first <= last]


def is_answered(measure: str, period: Period, spans: Iterable[Span]) -> bool:
    """Whether statements say what a period asks, so that it is not typed twice: a flow's fill it (its own, a longer one over
    it, shorter ones inside it), a state's ends with it."""
    if measure == "flow":
        return not gaps_in(period, spans)
    return any(end == period.end for _start, end in spans)
