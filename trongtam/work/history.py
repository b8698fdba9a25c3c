"""A work as it stood on an earlier day, told from its trail. No Django; the acts of a trail in, state and day out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .life import RUNNING


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
    """Those of some days, in their order, on which the work was overdue: the trail is walked once for all of them."""
    moves = [(one.on, one.due_before) for one in trail if one.due_before is not None]
    found, state, place = [], "", 0
    for day in days:
        while place < len(trail) and trail[place].on <= day:
            state, place = trail[place].after, place + 1
        if state in RUNNING and day > next((before for on, before in moves if on > day), due):
            found.append(day)
    return found
