"""Which due things belong into the reminder of a day. Pure: days and numbers in, days and numbers out.

A thing is told when it comes near, on its day, and 1, 3, 7, 14, 21 … days after it: these are its stages 0, 1, 2, 3, 4, 5, 6 …
It belongs into the reminder of a day when its stage of that day has not been told yet. Nothing is told on a quiet day; what a
quiet day would have told, the next working day tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

NEAR, TODAY, ONE_LATE, THREE_LATE = 0, 1, 2, 3
LONGEST_REST = 31
Quiet = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Owed:
    """A due thing, by a code that names it and nothing else."""

    code: str
    due: date


@dataclass(frozen=True, slots=True)
class Told:
    """What was told last of a thing: for which due day, and which stage."""

    due: date
    stage: int


def stage_of(due: date, day: date, *, reach: date) -> int | None:
    """The last stage that a thing due on `due` has come to on `day`; None while it lies beyond `reach` (`reach_of`)."""
    late = (day - due).days
    if late < 0:
        return NEAR if due <= reach else None
    if late == 0:
        return TODAY
    if late < 3:
        return ONE_LATE
    if late < 7:
        return THREE_LATE
    return THREE_LATE + late // 7


def next_working_day(day: date, quiet: Quiet) -> date:
    """The first day after `day` that is not quiet; after a month of quiet days any day will do."""
    for n in range(1, LONGEST_REST + 1):
        if not quiet(day + timedelta(days=n)):
            return day + timedelta(days=n)
    return day + timedelta(days=LONGEST_REST)


def reach_of(day: date, ahead: int, quiet: Quiet) -> date:
    """How far a reminder of `day` looks: `ahead` days, and over all quiet days that follow, so that nothing falls due untold."""
    return max(day + timedelta(days=ahead), next_working_day(day, quiet) - timedelta(days=1))


def to_tell(
    owed: Iterable[Owed], told: Mapping[str, Told], day: date, *, ahead: int, quiet: Quiet
) -> list[tuple[Owed, int]]:
    """The things of the reminder of a day, each with the stage that is told now, by due day; empty on a quiet day.

    `told` by code; what was told for another due day counts as never told.
    """
    if quiet(day):
        return []
    reach, found = reach_of(day, ahead, quiet), {}
    for thing in owed:
        stage, before = stage_of(thing.due, day, reach=reach), told.get(thing.code)
        if stage is None or (before is not None and before.due == thing.due and before.stage >= stage):
            continue
        found[thing.code] = (thing, stage)
    return sorted(found.values(), key=lambda pair: (pair[0].due, pair[0].code))
