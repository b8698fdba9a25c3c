"""The cells of a place in a year: what the commune's grid, the list, who needs help, and the sheets read. Six queries, however
many cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, F, Min, OuterRef, Q

from trongtam.org.models import Unit, UnitKind
from trongtam.reminders.holidays import days_off
from trongtam.work.rules import territory

from ..calendar_of_cell import Month, read_month
from ..life import State
from ..models import Meeting, MeetingKind, MinutesFile, Score, ScoreColumn
from ..year_of_cell import MeetingRow, YearLine, year_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

SIGNED = frozenset({State.SIGNED.value, State.SENT.value})


@dataclass(frozen=True, slots=True)
class CellYear:
    """`begun`: a meeting of it was kept here at least once, or it has ended."""

    cell: Unit
    cluster: str
    line: YearLine
    begun: bool

    @property
    def needs_help(self) -> bool:
        return bool(self.line.needs)


def cells_of(unit: Unit, user: User, year: int) -> list[Unit]:
    """The cells of a place in one's reach that stood in the year. One query."""
    stood = Q(founded_on__lte=date(year, 12, 31)) & (Q(ended_on__isnull=True) | Q(ended_on__gt=date(year, 1, 1)))
    seen = Unit.objects.reached_by(user).filter(stood, kind=UnitKind.CELL, path__startswith=territory(unit))
    return list(seen.select_related("parent").order_by("path"))


def grid_of(unit: Unit, user: User, year: int, today: date) -> list[CellYear]:
    """Every cell with its year; of one that never kept a meeting here nothing is known."""
    cells = cells_of(unit, user, year)
    ids = [one.pk for one in cells]
    rows = meeting_rows(ids, year)
    since = first_months(ids)
    off = days_off()
    return [
        CellYear(
            cell,
            cell.parent.name if cell.parent is not None and cell.parent.kind == UnitKind.CLUSTER else "",
            year_of(rows[cell.pk], year, today, since=since.get(cell.pk), until=cell.ended_on, off=off),
            cell.pk in since or cell.ended_on is not None,
        )
        for cell in cells
    ]


def first_months(cells: list[int]) -> dict[int, Month]:
    """Cell → the month of the first meeting that was kept of it. One query."""
    kinds = (MeetingKind.REGULAR, MeetingKind.THEMATIC)
    found = Meeting.objects.filter(unit__in=cells, kind__in=kinds).values("unit").annotate(first=Min("month_code"))
    return {row["unit"]: read_month(row["first"]) for row in found}


def meeting_rows(cells: list[int], year: int) -> Mapping[int, list[MeetingRow]]:
    """Cell → its regular and thematic meetings of a year, with counts and the cell's own score. Two queries."""
    kinds = (MeetingKind.REGULAR, MeetingKind.THEMATIC)
    within = Q(month_code__gte=f"{year}-01", month_code__lte=f"{year}-12")
    meetings = Meeting.objects.filter(within, unit__in=cells, kind__in=kinds)
    scores = {
        meeting: (total, level, form)
        for meeting, total, level, form in Score.objects.filter(
            meeting__in=meetings.values("pk"), column=ScoreColumn.OWN
        ).values_list("meeting_id", "total", "level", "form")
    }
    found: dict[int, list[MeetingRow]] = defaultdict(list)
    counts = {"present": F("head_count__present"), "base": F("head_count__base")}
    photo = Exists(MinutesFile.objects.filter(meeting=OuterRef("pk")))
    values = meetings.annotate(**counts, photo=photo).values_list(
        "pk", "unit_id", "month_code", "kind", "held_on", "state", "present", "base", "photo"
    )
    for pk, unit, code, kind, held_on, state, present, base, has_photo in values:
        total, level, form = scores.get(pk, (None, "", ""))
        # A meeting counts as held when it was begun; one that is only planned is not there yet.
        held = held_on if state not in (State.PREPARING.value, State.CALLED.value) else None
        row = MeetingRow(
            pk, unit, read_month(code), kind == MeetingKind.THEMATIC, held, state == State.NOT_HELD.value,
            state in SIGNED or has_photo, present, base, total, level, form,
        )  # fmt: skip
        found[unit].append(row)
    return found
