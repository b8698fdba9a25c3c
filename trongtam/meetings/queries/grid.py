"""The cells of a place in a year: what the commune's grid, the list, who needs help, and the sheets read. Five queries, however
many cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, F, FilteredRelation, Max, Min, OuterRef, Q, Value, When

from trongtam.ground.periods import month_end
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
# Months after which a place that wrote no meeting down does not keep its meetings here any longer.
STILL_KEPT = 12
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
    kept = kept_months(ids)
    places = {cell.pk: place_of(cell.path, in_cluster=bool(cluster)) for cell, cluster in cells}
    left, off = left_off(kept, places, today), days_off()
    return [
        CellYear(
            cell,
            cluster,
            year_of(
                rows[cell.pk],
                year,
                today,
                since=since_of(kept, cell.pk),
                until=earlier(cell.ended_on, left.get(cell.pk)),
                off=off,
            ),
            cell.pk in kept or cell.ended_on is not None,
        )
        for cell, cluster in cells
    ]


KINDS = (MeetingKind.REGULAR, MeetingKind.THEMATIC)
_KEPT = Prepared(
    lambda cells: (
        Meeting.objects.filter(unit__in=cells, kind__in=KINDS)
        .values_list("unit")
        .annotate(first=Min("month_code"), last=Max("month_code"))
    )
)
Kept = Mapping[int, tuple[Month, Month]]


def kept_months(cells: list[int]) -> dict[int, tuple[Month, Month]]:
    """Cell → the months of the first and of the last meeting that was kept of it. One query."""
    return {unit: (read_month(first), read_month(last)) for unit, first, last in _KEPT(cells)}


def since_of(kept: Kept, cell: int) -> Month | None:
    return kept[cell][0] if cell in kept else None


def left_off(kept: Kept, places: Mapping[int, str], today: date) -> dict[int, date]:
    """Cell → the day from which nothing is known of its place any more: for a year none of the cells there wrote a meeting down,
    so its meetings are not kept here any longer. `places`: cell → the committee that it stands under (see `place_of`)."""
    last: dict[str, Month] = {}
    for cell, (_first, month) in kept.items():
        last[places[cell]] = max(month, last.get(places[cell], month))
    ended = {
        place: month_end(*month) + timedelta(days=1)
        for place, month in last.items()
        if (today.year - month[0]) * 12 + today.month - month[1] > STILL_KEPT
    }
    return {cell: ended[place] for cell, place in places.items() if place in ended}


def place_of(path: str, *, in_cluster: bool) -> str:
    """The path of the committee that a cell stands under, by its own path."""
    return path.rstrip("/").rsplit("/", 2 if in_cluster else 1)[0]


def earlier(one: date | None, other: date | None) -> date | None:
    known = [day for day in (one, other) if day is not None]
    return min(known, default=None)


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
