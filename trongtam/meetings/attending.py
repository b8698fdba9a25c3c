"""Who counts at a meeting, how many came, whether a resolution can be passed, who has been away too often. Pure.

Base (Guidance 12 of 2018): official, probationary and temporary members; those excused from duties and meetings, members on
special duty of the forces, those temporarily elsewhere and resident contacts do not count. One who need not come and comes is
told beside the base and never lifts the share. Probationary members have no vote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache, lru_cache

from .dated import in_force, table


class Standing(StrEnum):
    """As what somebody belongs to the cell on the day of the meeting."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"
    TEMPORARY = "temporary"
    EXEMPT = "exempt"
    AWAY = "away"
    RESIDENT_CONTACT = "resident_contact"


class Presence(StrEnum):
    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"


COUNTED = frozenset({Standing.OFFICIAL, Standing.PROBATIONARY, Standing.TEMPORARY})
ABSENT = frozenset({Presence.EXCUSED, Presence.UNEXCUSED})


@dataclass(frozen=True, slots=True)
class AttendanceRule:
    code: str
    valid_from: date
    valid_to: date | None
    aim: Decimal
    excused_in_a_row: int
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """`share_above`: more than so much of the official members."""

    code: str
    valid_from: date
    valid_to: date | None
    share_above: Fraction
    source: str
    checked: bool


@cache
def attendance_rules() -> tuple[AttendanceRule, ...]:
    return tuple(
        AttendanceRule(
            row["code"], row["valid_from"], row.get("valid_to"), Decimal(row["aim"]), row["excused_in_a_row"],
            row["source"], row["checked"],
        )
        for row in table("rules.toml")["attendance"]
    )  # fmt: skip


@cache
def quorum_rules() -> tuple[QuorumRule, ...]:
    return tuple(
        QuorumRule(
            row["code"], row["valid_from"], row.get("valid_to"), Fraction(row["share_above"]), row["source"],
            row["checked"],
        )
        for row in table("rules.toml")["quorum"]
    )  # fmt: skip


@lru_cache(maxsize=1024)
def attendance_rule(day: date) -> AttendanceRule:
    return in_force(attendance_rules(), day)


def quorum_rule(day: date) -> QuorumRule:
    return in_force(quorum_rules(), day)


# -- counting ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """A meeting in numbers. `base` = `present` + `excused` + `unexcused`; `beside`: came without having to."""

    base: int
    present: int
    excused: int
    unexcused: int
    beside: int = 0
    by_standing: Mapping[Standing, tuple[int, int]] | None = None
    """Standing → (how many belong, how many came); None where only counts are known."""

    @property
    def absent(self) -> int:
        return self.excused + self.unexcused

    @property
    def percent(self) -> Decimal | None:
        """Of the base, to two decimals; None where nobody counts."""
        return share_of(self.present, self.base)

    def of(self, standing: Standing) -> tuple[int, int]:
        return (self.by_standing or {}).get(standing, (0, 0))


@lru_cache(maxsize=4096)
def share_of(part: int, whole: int) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def tally(marks: Iterable[tuple[Standing, Presence]]) -> Tally:
    """Count a roll call."""
    listed = list(marks)
    counted = [presence for standing, presence in listed if standing in COUNTED]
    by_standing = {
        standing: (
            sum(1 for one, _presence in listed if one == standing),
            sum(1 for one, presence in listed if one == standing and presence == Presence.PRESENT),
        )
        for standing in Standing
        if any(one == standing for one, _presence in listed)
    }
    return Tally(
        base=len(counted),
        present=counted.count(Presence.PRESENT),
        excused=counted.count(Presence.EXCUSED),
        unexcused=counted.count(Presence.UNEXCUSED),
        beside=sum(1 for one, presence in listed if one not in COUNTED and presence == Presence.PRESENT),
        by_standing=by_standing,
    )


# -- a resolution ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quorum:
    """`need` official members at least must agree, `have` of them are here."""

    need: int
    have: int

    @property
    def enough(self) -> bool:
        return self.have >= self.need


def quorum(official: int, present: int, rule: QuorumRule) -> Quorum:
    """Whether as many official members are here as a resolution needs. A cell without official members never has enough."""
    share = rule.share_above * official
    need = share.numerator // share.denominator + 1
    return Quorum(need, present)


def passes(votes_for: int, official: int, rule: QuorumRule) -> bool:
    """Whether a resolution was passed: by more than the share of all official members, present or not."""
    return quorum(official, votes_for, rule).enough


# -- absences in a row -------------------------------------------------------------------------------------------------


def excused_in_a_row(history: Sequence[tuple[date, Presence]], upto: date) -> int:
    """How many absences with a reason stand in a row at the end of a person's meetings, within the year of `upto`.

    `history`: the regular meetings at which he was counted, in any order. An absence without a reason breaks the row: it is
    another matter.
    """
    row = 0
    for day, presence in sorted(history, reverse=True):
        if day > upto:
            continue
        if day.year != upto.year or presence != Presence.EXCUSED:
            break
        row += 1
    return row


def too_often(histories: Mapping[int, Sequence[tuple[date, Presence]]], upto: date) -> dict[int, int]:
    """Person → absences in a row, of those beyond the rule of the day. For the cell's own secretary alone."""
    most = attendance_rule(upto).excused_in_a_row
    rows = {person: excused_in_a_row(history, upto) for person, history in histories.items()}
    return {person: row for person, row in rows.items() if row > most}


def read_counts(text: str) -> tuple[int, int]:
    """ "34/36" as people paste it: (came, of). Raises ValueError for what is no pair of counts, or more came than there are."""
    left, slash, right = text.replace(" ", "").partition("/")
    if not (slash and left.isdecimal() and right.isdecimal() and len(left) < 6 and len(right) < 6):
        raise ValueError(f"no counts: {text!r}")
    came, of = int(left), int(right)
    if not of or came > of:
        raise ValueError(f"no counts: {text!r}")
    return came, of
