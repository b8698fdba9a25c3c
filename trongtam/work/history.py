"""A work as it stood on an earlier day, told from its trail. No Django; the acts of a trail in, state and day out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .life import RUNNING

_RUNNING = frozenset(state.value for state in RUNNING)


@dataclass(frozen=True, slots=True)
class Moved:
    """An act of a trail: the day, the state that it led to, and the day due that held before where the act moved it."""

    on: date
    after: str
    due_before: date | None = None


def was_overdue(trail: Iterable[Moved], due: date, day: date) -> bool:
    """Whether a work ran on a day and its day due, as it held then, had passed. `trail`: its acts in order; `due`: as now."""
    return bool(overdue_on(tuple(trail), due, [day]))


def overdue_on(trail: Sequence[Moved], due: date, days: Sequence[date]) -> list[date]:
    """Those of some days, in their order, on which the work was overdue: what an act led to lasts until the next one, and of the
    acts of one day the last one holds."""
    moves = [(one.on, one.due_before) for one in trail if one.due_before is not None]
    found: list[date] = []
    for number, act in enumerate(trail):
        if act.after in _RUNNING:
            last = bisect_left(days, trail[number + 1].on) if number + 1 < len(trail) else len(days)
            ran = days[bisect_left(days, act.on) : last]
            found += _past(ran, moves, due) if moves else ran[bisect_right(ran, due) :]
    return found


def _past(days: Sequence[date], moves: Sequence[tuple[date, date]], due: date) -> list[date]:
    """Those after the day due, which before a move was the one that it told."""
    return [day for day in days if day > next((before for on, before in moves if on > day), due)]
