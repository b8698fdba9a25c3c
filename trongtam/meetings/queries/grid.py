"""The cells of a place in a year: what the commune's grid, the list, who needs help, and the sheets read. Five queries, however
many cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, F, FilteredRelation, Min, OuterRef, Q, Value, When

from trongtam.ground.prepared import Prepared
from trongtam.org.models import Unit, UnitKind
from trongtam.reminders.holidays import days_off
from trongtam.work.rules import territory

from ..calendar_of_cell import Month, read_month
from ..life import BEFORE, State
from ..models import Meeting, MeetingKind, MinutesFile, ScoreColumn
from ..year_of_cell import MeetingRow, YearLine, year_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

SIGNED = frozenset({State.SIGNED.value, State.SENT.value})
# A meeting counts as held when it was begun; one that is only planned is not there yet.
NOT_BEGUN = frozenset(state.value for state in BEFORE)
NOT_HELD, THEMATIC = State.NOT_HELD.value, MeetingKind.THEMATIC.value


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


_CELLS = Prepared(
    lambda user, path, first, last: (
        Unit.objects.reached_by(user)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=first), founded_on__lte=last)
        .filter(kind=UnitKind.CELL, path__startswith=path)
        .annotate(cluster=Case(When(parent__kind=UnitKind.CLUSTER, then=F("parent__name")), default=Value("")))
        .order_by("path")
    )
)


def cells_of(unit: Unit, user: User, year: int) -> list[tuple[Unit, str]]:
    """The cells of a place in one's reach that stood in the year, each with the name of its cluster. One query."""
    stood = _CELLS(user, territory(unit), date(year, 1, 1), date(year, 12, 31))
    return [(one, one.cluster) for one in stood]


def grid_of(unit: Unit, user: User, year: int, today: date) -> list[CellYear]:
    """Every cell with its year; of one that never kept a meeting here nothing is known."""
    cells = cells_of(unit, user, year)
    ids = [cell.pk for cell, _cluster in cells]
    rows = meeting_rows(ids, year)
    since = first_months(ids)
    off = days_off()
    return [
        CellYear(
            cell,
            cluster,
            year_of(rows[cell.pk], year, today, since=since.get(cell.pk), until=cell.ended_on, off=off),
            cell.pk in since or cell.ended_on is not None,
        )
        for cell, cluster in cells
    ]


KINDS = (MeetingKind.REGULAR, MeetingKind.THEMATIC)
_FIRST = Prepared(
    lambda cells: (
        Meeting.objects.filter(unit__in=cells, kind__in=KINDS).values_list("unit").annotate(first=Min("month_code"))
    )
)


def first_months(cells: list[int]) -> dict[int, Month]:
    """Cell → the month of the first meeting that was kept of it. One query."""
    return {unit: read_month(first) for unit, first in _FIRST(cells)}


# Whether a photo is there is asked only of meetings whose minutes nobody signed.
_ROWS = Prepared(
    lambda cells, first, last: (
        Meeting.objects.filter(unit__in=cells, kind__in=KINDS, month_code__gte=first, month_code__lte=last)
        .annotate(
            own=FilteredRelation("scores", condition=Q(scores__column=ScoreColumn.OWN)),
            minutes=Case(
                When(state__in=SIGNED, then=Value(True)),
                default=Exists(MinutesFile.objects.filter(meeting=OuterRef("pk"))),
            ),
        )
        .values_list(
            "pk", "unit_id", "month_code", "kind", "held_on", "state", "minutes",
            "head_count__present", "head_count__base", "own__total", "own__level", "own__form",
        )
    )
)  # fmt: skip


def meeting_rows(cells: list[int], year: int) -> Mapping[int, list[MeetingRow]]:
    """Cell → its regular and thematic meetings of a year, with counts and the cell's own score. One query."""
    found: dict[int, list[MeetingRow]] = defaultdict(list)
    read = _ROWS(cells, f"{year}-01", f"{year}-12")
    for pk, unit, code, kind, held_on, state, written, present, base, total, level, form in read:
        row = MeetingRow(
            pk, unit, read_month(code), kind == THEMATIC, None if state in NOT_BEGUN else held_on, state == NOT_HELD,
            written, present, base, total, level or "", form or "",
        )  # fmt: skip
        found[unit].append(row)
    return found
