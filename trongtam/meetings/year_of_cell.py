"""A cell's year as its commune looks at it: each month held or not, attended, scored, written down; each quarter its theme; and
whether the cell needs help. Pure: rows of meetings in, one line a cell out. Meetings are judged, never persons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .attending import attendance_rule, share_of
from .calendar_of_cell import Held, Month, how_held, minutes_rule, thematic_kept

# How many of the last months are looked at when asking who needs help.
LOOKED_BACK = 3


class MeetingRow(NamedTuple):
    """One regular or thematic meeting: counts None where nobody was counted, total None where nobody scored."""

    pk: int
    unit: int
    month: Month
    thematic: bool
    held_on: date | None
    given_up: bool
    minutes_signed: bool
    present: int | None = None
    base: int | None = None
    total: Decimal | None = None
    level: str = ""
    form: str = ""


class MonthLine(NamedTuple):
    """`held` None: nothing was kept of this month and nothing is owed (before the cell was counted, or after it had ended)."""

    month: Month
    held: Held | None
    meeting: MeetingRow | None = None
    percent: Decimal | None = None
    minutes_missing: bool = False


class Need(StrEnum):
    """Why a cell needs a hand."""

    NOT_HELD = "not_held"
    LATE = "late"
    ATTENDANCE = "attendance"
    THEMATIC = "thematic"
    MINUTES = "minutes"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class YearLine:
    """`themes`: quarter → kept; None while it runs. `needs`: reason → how many months or quarters it holds for."""

    months: tuple[MonthLine, ...]
    themes: Mapping[int, bool | None]
    needs: Mapping[Need, int]

    @property
    def held(self) -> int:
        return self._months(Held.ON_TIME, Held.LATE)

    @property
    def on_time(self) -> int:
        return self._months(Held.ON_TIME)

    @property
    def owed(self) -> int:
        """Months that are over, or whose meeting was held."""
        return self._months(Held.ON_TIME, Held.LATE, Held.NOT_HELD)

    def _months(self, *ways: Held) -> int:
        held = [one.held for one in self.months]
        return sum(map(held.count, ways))

    @property
    def attendance(self) -> Decimal | None:
        """Of all meetings together: sums of counts, not an average of shares."""
        counted = [m for one in self.months if (m := one.meeting) and m.present is not None and m.base]
        return share_of(sum(m.present or 0 for m in counted), sum(m.base or 0 for m in counted))

    @property
    def average(self) -> Decimal | None:
        totals = [one.meeting.total for one in self.months if one.meeting and one.meeting.total is not None]
        return (sum(totals, Decimal(0)) / len(totals)).quantize(Decimal("0.1")) if totals else None

    @property
    def minutes_missing(self) -> int:
        return sum(1 for one in self.months if one.minutes_missing)

    @property
    def quarters_kept(self) -> int:
        return sum(1 for kept in self.themes.values() if kept)


def year_of(
    rows: Iterable[MeetingRow],
    year: int,
    today: date,
    *,
    since: Month | None,
    until: date | None = None,
    off: frozenset[date] = frozenset(),
) -> YearLine:
    """One cell's year. `since`: the first month that is counted; None where no meeting was ever kept. `until`: when it ended."""
    by_month: dict[Month, MeetingRow] = {}
    held: list[Month] = []
    for row in rows:
        if row.thematic:
            if row.held_on is not None and not row.given_up:
                held.append(row.month)
        elif (known := by_month.get(row.month)) is None or (known.given_up and not row.given_up):
            by_month[row.month] = row  # one that was given up stands for its month as long as there is no other
    months = tuple(
        [
            _month(month, by_month.get(month), today, since=since, until=until, off=off)
            for month in [(year, number) for number in range(1, 13)]
        ]
    )
    themes = _themes(year, held, today, since, until)
    return YearLine(months, themes, _needs(months, themes, today))


def _month(
    month: Month,
    meeting: MeetingRow | None,
    today: date,
    *,
    since: Month | None,
    until: date | None,
    off: frozenset[date],
) -> MonthLine:
    if meeting is None:
        first = date(*month, 1)
        counted = since is not None and since <= month and (until is None or first < until)
        return MonthLine(month, how_held(month, None, today, off) if counted and first <= today else None)
    held_on = None if meeting.given_up else meeting.held_on
    return MonthLine(
        month,
        how_held(month, held_on, today, off, given_up=meeting.given_up),
        meeting,
        share_of(meeting.present, meeting.base) if meeting.present is not None and meeting.base else None,
        held_on is not None
        and not meeting.minutes_signed
        and today > held_on + timedelta(days=minutes_rule(held_on).within),
    )


def _themes(
    year: int, held: list[Month], today: date, since: Month | None, until: date | None
) -> Mapping[int, bool | None]:
    """A quarter that began before the cell was counted, or in which it had ended, is missed by nobody."""
    kept = dict(thematic_kept(year, held, today))
    for quarter, one in kept.items():
        first = (year, quarter * 3 - 2)
        counted = since is not None and since <= first and (until is None or date(year, quarter * 3, 28) < until)
        if one is False and not counted:
            kept[quarter] = None
    return kept


def _needs(months: tuple[MonthLine, ...], themes: Mapping[int, bool | None], today: date) -> Mapping[Need, int]:
    """What is asked of the last months that are over; of the quarters of the year that are over; of minutes as long as they are
    missing."""
    known = [one for one in months if one.held in (Held.ON_TIME, Held.LATE, Held.NOT_HELD)][-LOOKED_BACK:]
    low = [one for one in known if one.percent is not None and one.percent < attendance_rule(date(*one.month, 1)).aim]
    poor = [one for one in known if one.meeting is not None and one.meeting.level in ("trung-binh", "kem")]
    held = [one.held for one in known]
    found = {
        Need.NOT_HELD: held.count(Held.NOT_HELD),
        Need.LATE: held.count(Held.LATE),
        Need.ATTENDANCE: len(low),
        Need.THEMATIC: [*themes.values()].count(False),
        Need.MINUTES: len([one for one in months if one.minutes_missing]),
        Need.SCORE: len(poor),
    }
    # Once late, or once below the aim, is no reason to send somebody.
    least = {Need.LATE: 2, Need.ATTENDANCE: 2}
    return {need: count for need, count in found.items() if count >= least.get(need, 1)}


def quarter_heads() -> tuple[str, ...]:
    return ("I", "II", "III", "IV")
