"""Counts of a secret vote on levels: do they hold together, and which level carries. No Django; nobody's vote is known here.

A ballot marks one level. A level carries when more than half of those present marked it or a better one: whoever marks a better
level does not object to the lesser (not checked against the official text; see docs/decisions/0028).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# Below this many voters the counts would tell how each one voted.
SECRET_FROM = 3


class Fault(StrEnum):
    """Why counts are refused; `field` of the form beside."""

    NEGATIVE = "negative"
    NOBODY = "nobody"
    TOO_FEW = "too_few"
    MORE_PRESENT = "more_present"
    MORE_BALLOTS = "more_ballots"
    MORE_VALID = "more_valid"
    MARKS = "marks"
    UNKNOWN_LEVEL = "unknown_level"


@dataclass(frozen=True, slots=True)
class Count:
    """`voters`: who may vote there, None where it is not known; `ballots`: handed in; `marks`: level → how many marked it."""

    present: int
    ballots: int
    valid: int
    marks: Mapping[str, int]
    voters: int | None = None

    @property
    def invalid(self) -> int:
        return self.ballots - self.valid


def fault_of(count: Count, levels: Sequence[str]) -> Fault | None:
    """What is wrong with the counts; None where they hold together."""
    numbers = (count.present, count.ballots, count.valid, *count.marks.values())
    return next(
        (
            fault
            for fault, wrong in (
                (Fault.NEGATIVE, min(numbers) < 0),
                (Fault.UNKNOWN_LEVEL, bool(set(count.marks) - set(levels))),
                (Fault.NOBODY, not count.present or not count.ballots),
                (Fault.MORE_BALLOTS, count.ballots > count.present),
                (Fault.MORE_PRESENT, count.voters is not None and count.present > count.voters),
                (Fault.TOO_FEW, count.ballots < SECRET_FROM),
                (Fault.MORE_VALID, count.valid > count.ballots),
                (Fault.MARKS, sum(count.marks.values()) != count.valid),
            )
            if wrong
        ),
        None,
    )


def carried(count: Count, levels: Sequence[str]) -> str:
    """The best level that more than half of those present marked or bettered; the last level where none did. `levels`: best
    first."""
    sum_so_far = 0
    for level in levels:
        sum_so_far += count.marks.get(level, 0)
        if sum_so_far * 2 > count.present:
            return level
    return levels[-1]
