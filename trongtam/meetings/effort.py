"""How much a month asks of a cell's secretary: required inputs and typed characters. Pure; what bench prints and tests hold.

A required input is one without which the meeting cannot end: the result of each point that has to be settled, the reason where a
point is carried or dropped, and of each new decision its words and who does it. Attendance is complete from the start, the day
of a decision is chosen already, all else is optional.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .carrying import MUST_SETTLE, WITH_REASON

MOST_INPUTS, MOST_CHARACTERS, MOST_SCREENS = 6, 120, 3


@dataclass(frozen=True, slots=True)
class Effort:
    inputs: int
    characters: int

    @property
    def fits(self) -> bool:
        return self.inputs <= MOST_INPUTS and self.characters <= MOST_CHARACTERS


def effort(points: Iterable[tuple[str, str, str]], decisions: Iterable[str]) -> Effort:
    """`points`: (kind, result, reason) of the agenda; `decisions`: the words of the new ones."""
    inputs = characters = 0
    for kind, outcome, reason in points:
        if kind in MUST_SETTLE:
            inputs += 1
        if outcome in WITH_REASON and kind in MUST_SETTLE:
            inputs += 1
            characters += len(reason)
    for text in decisions:
        inputs += 2
        characters += len(text)
    return Effort(inputs, characters)


# The month of the look's picture: three decisions of last month, an answer owed, a group's note, one new decision.
ORDINARY_POINTS = (
    ("decision", "done", ""),
    ("decision", "carried", "Mưa lớn, dời sang 18/09"),
    ("decision", "done", ""),
    ("recommendation", "", ""),
    ("note", "", ""),
)
ORDINARY_DECISIONS = ("Mỗi tổ nhân dân tự quản vận động thêm 1 người",)


def ordinary_month() -> Effort:
    return effort(ORDINARY_POINTS, ORDINARY_DECISIONS)


def month_inputs() -> int:
    return ordinary_month().inputs


def month_characters() -> int:
    return ordinary_month().characters
