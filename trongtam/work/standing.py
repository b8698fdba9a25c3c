"""Where a work stands on a day: late, due soon, stuck, done in time. No Django; days in, words out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .life import RUNNING, State

SOON = timedelta(days=7)
# Nobody has said anything about a running work for so long: it counts as stuck (our own default, not a rule of law).
SILENT = timedelta(days=60)


class Standing(StrEnum):
    """How a work stands on a day, the most pressing first. `waiting` lies with those above; `over` needs nothing any more."""

    STUCK = "stuck"
    LATE = "late"
    SOON = "soon"
    ON_TIME = "on_time"
    WAITING = "waiting"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a work. `heard_on`: the day of the last word about it, at the latest that of its assignment.
    `obstacle`: an obstacle or a request for help that nobody has answered."""

    state: str
    start: date
    due: date
    heard_on: date
    obstacle: bool = False
    done_on: date | None = None


def standing_on(facts: Facts, day: date) -> Standing:
    """The standing on a day. Late beats soon; an unanswered obstacle or a long silence counts before both."""
    if facts.state in (State.REPORTED, State.APPRAISED, State.REGISTERED):
        return Standing.WAITING
    if facts.state not in RUNNING:
        return Standing.OVER
    if facts.obstacle or is_silent(facts, day):
        return Standing.STUCK
    if day > facts.due:
        return Standing.LATE
    return Standing.SOON if facts.due - day <= SOON else Standing.ON_TIME


def is_late(facts: Facts, day: date) -> bool:
    """A running work past its day; also one that is stuck."""
    return facts.state in RUNNING and day > facts.due


def is_silent(facts: Facts, day: date) -> bool:
    """Nothing was heard of it for `SILENT`, counted from its start where that came later."""
    return day - max(facts.heard_on, facts.start) > SILENT


def done_in_time(done_on: date | None, due: date) -> bool | None:
    """Whether what was handed in came by the day that held then; None where nothing has been handed in."""
    return None if done_on is None else done_on <= due


def elapsed(start: date, due: date, day: date) -> int:
    """How much of the time has gone on a day, in whole percent from 0 to 100; both ends count."""
    whole = (due - start).days + 1
    gone = min(max((day - start).days + 1, 0), whole)
    return gone * 100 // whole


def percent_of_milestones(done: Iterable[bool]) -> int | None:
    """Milestones done ÷ milestones, in whole percent, never rounded up; None where there is no roadmap."""
    marks = list(done)
    return sum(marks) * 100 // len(marks) if marks else None
