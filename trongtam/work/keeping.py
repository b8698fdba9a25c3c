"""Whether recurring work was kept: of the days that a unit owed, what it said. No Django; days and words in, verdicts out.

Days that were excused stand apart: neither kept nor missed. A day that is over and of which nothing was said was not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

DONE, NOT_DONE, EXCUSED = "done", "not_done", "excused"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the days that a unit owed. `silent`: over, and nothing was said."""

    done: int = 0
    not_done: int = 0
    excused: int = 0
    silent: int = 0

    @property
    def owed(self) -> int:
        """Days that count: all but the excused."""
        return self.done + self.not_done + self.silent

    @property
    def is_kept(self) -> bool | None:
        """Done each time; None where no day counts."""
        return self.done == self.owed if self.owed else None


def kept_of(days: Iterable[date], said: Mapping[date, str]) -> Kept:
    """`days`: those owed that are over; `said`: day → the word that holds now."""
    words = [said.get(day, "") for day in days]
    done, not_done, excused = (words.count(word) for word in (DONE, NOT_DONE, EXCUSED))
    return Kept(done, not_done, excused, len(words) - done - not_done - excused)


@dataclass(frozen=True, slots=True)
class ShareKept:
    """Units that kept each of their days, of the units that had one to keep. `excused`: units whose every day was excused."""

    kept: int
    units: int
    excused: int = 0

    @property
    def is_known(self) -> bool:
        """Where no unit had a day to keep there is no share, not 100 %."""
        return self.units > 0


def share_kept(verdicts: Iterable[Kept]) -> ShareKept:
    """Of one verdict a unit; units that owed nothing at all are in none of the counts."""
    known = list(verdicts)
    counted = [one for one in known if one.is_kept is not None]
    excused = sum(1 for one in known if one.is_kept is None and one.excused)
    return ShareKept(sum(1 for one in counted if one.is_kept), len(counted), excused)
