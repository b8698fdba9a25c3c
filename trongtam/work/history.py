"""A work as it stood on an earlier day, told from its trail. No Django; the acts of a trail in, state and day out."""

from __future__ import annotations

from collections.abc import Iterable
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
    state, held = "", due
    past = True
    for one in trail:
        if one.on <= day:
            state = one.after
        elif past and one.due_before is not None:
            held, past = one.due_before, False
    return state in RUNNING and day > held
