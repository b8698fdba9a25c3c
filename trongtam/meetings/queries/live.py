"""Live indicators over the meetings of cells: held, on time, attended, with a theme in every quarter.

Each answers for the whole territory of a unit. A meeting counts in the month that it is for; a quarter on its last day. What is
not over yet is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.days import write
from trongtam.ground.periods import month_end
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach
from trongtam.reminders.holidays import days_off
from trongtam.targets.live import Behind, Counts, Proof, Share
from trongtam.targets.models import Indicator
from trongtam.work.rules import territory

from ..calendar_of_cell import Held
from ..models import Meeting
from ..year_of_cell import YearLine, year_of
from .grid import earlier, kept_months, left_off, meeting_rows, place_of, since_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

HELD, ON_TIME, ATTENDED, THEMED = "meetings_held", "meetings_on_time", "meetings_attended", "meetings_themed"
SHOWN = 8
Periods = Sequence[tuple[date, date]]


@dataclass(frozen=True, slots=True)
class _Cell:
    path: str
    years: dict[int, YearLine]


def held(units: Iterable[int], periods: Periods, at: date | None = None) -> Counts:
    """Regular meetings held. A flow."""
    return _counted(units, periods, at, _held)


def on_time(units: Iterable[int], periods: Periods, at: date | None = None) -> Counts:
    """Months with a meeting held in time, of the months that owed one. A share."""
    return _counted(units, periods, at, _on_time)


def attended(units: Iterable[int], periods: Periods, at: date | None = None) -> Counts:
    """Members who came, of those who had to, over all regular meetings. A share of sums."""
    return _counted(units, periods, at, _attended)


def themed(units: Iterable[int], periods: Periods, at: date | None = None) -> Counts:
    """Quarters with a thematic meeting, of the quarters that owed one. A share."""
    return _counted(units, periods, at, _themed)


PROVIDERS = {HELD: held, ON_TIME: on_time, ATTENDED: attended, THEMED: themed}
Told = tuple[int, int, tuple[int, ...]]
"""(some, of how many, ids of meetings)"""


def _within(line: YearLine, start: date, end: date) -> list:
    return [one for one in line.months if one.held is not None and start <= month_end(*one.month) <= end]


def _held(line: YearLine, start: date, end: date) -> Told:
    found = [one for one in _within(line, start, end) if one.held in (Held.ON_TIME, Held.LATE)]
    return len(found), len(found), tuple(one.meeting.pk for one in found if one.meeting)


def _on_time(line: YearLine, start: date, end: date) -> Told:
    owed = [one for one in _within(line, start, end) if one.held != Held.NOT_YET]
    ids = tuple(one.meeting.pk for one in owed if one.meeting)
    return sum(1 for one in owed if one.held == Held.ON_TIME), len(owed), ids


def _attended(line: YearLine, start: date, end: date) -> Told:
    found = [one.meeting for one in _within(line, start, end) if one.meeting is not None and one.meeting.base]
    return sum(one.present or 0 for one in found), sum(one.base or 0 for one in found), tuple(one.pk for one in found)


def _themed(line: YearLine, start: date, end: date) -> Told:
    year = line.months[0].month[0]
    over = [kept for quarter, kept in line.themes.items() if start <= month_end(year, quarter * 3) <= end]
    return sum(1 for kept in over if kept), sum(1 for kept in over if kept is not None), ()


def _counted(
    units: Iterable[int], periods: Periods, at: date | None, read: Callable[[YearLine, date, date], Told]
) -> Counts:
    """For the periods that have begun, up to today; five queries and three for each further year."""
    today = at or timezone.localdate()
    asked = Unit.objects.in_bulk(list(units))
    begun = [(number, start, min(end, today)) for number, (start, end) in enumerate(periods) if start <= today]
    years = sorted({year for _number, start, end in begun for year in range(start.year, end.year + 1)})
    cells = _cells(asked, years, today)
    counts = {}
    for number, start, end in begun:
        # A month that is not over is counted by its last day: the figure of today speaks of it as far as it is known.
        upto = month_end(end.year, end.month)
        for pk, unit in asked.items():
            told = [
                read(line, start, upto)
                for cell in cells
                if cell.path.startswith(territory(unit))
                for year, line in cell.years.items()
                if start.year <= year <= end.year
            ]
            some, of = sum(one[0] for one in told), sum(one[1] for one in told)
            sources = tuple(source for one in told for source in one[2])
            counts[pk, number] = (some if read is _held else Share(some, of)), sources
    return counts


def _cells(asked: dict[int, Unit], years: list[int], today: date) -> list[_Cell]:
    within = Q(pk__in=[])
    for path in {territory(unit) for unit in asked.values()}:
        within |= Q(path__startswith=path)
    listed = Unit.objects.filter(within, kind=UnitKind.CELL).values_list("pk", "path", "ended_on", "parent__kind")
    cells = [(pk, path, ended) for pk, path, ended, _kind in listed]
    places = {pk: place_of(path, in_cluster=kind == UnitKind.CLUSTER) for pk, path, _ended, kind in listed}
    ids = [pk for pk, _path, _ended in cells]
    kept = kept_months(ids) if years else {}
    left, off = left_off(kept, places, today), days_off()
    found = {pk: _Cell(path, {}) for pk, path, _ended in cells}
    for year in years:
        rows = meeting_rows(ids, year)
        for pk, _path, ended in cells:
            if pk in kept:
                line = year_of(
                    rows.get(pk, []), year, today, since=since_of(kept, pk), until=earlier(ended, left.get(pk)), off=off
                )
                found[pk].years[year] = line
    return list(found.values())


def prove_meetings(indicator: Indicator, unit: Unit, start: date, end: date, user: User) -> Proof:
    """The meetings behind a figure that the viewer sees, and the grid with all of them."""
    provider = PROVIDERS[indicator.provider]
    sources = provider([unit.pk], [(start, end)], timezone.localdate()).get((unit.pk, 0), (0, ()))[1]
    seen = Meeting.objects.visible_to(user).filter(pk__in=sources)
    rows = seen.select_related("unit", "head_count").order_by("-held_on", "pk")
    behind = tuple(
        Behind(one.unit.name, _said(one), str(one.get_kind_display()), reverse("meetings:meeting", args=[one.pk]))
        for one in rows[:SHOWN]
    )
    more = seen.count() - len(behind) if len(behind) == SHOWN else 0
    url = f"{reverse('meetings:cells', args=[unit.code])}?year={end.year}" if Reach.of(user).covers(unit) else ""
    return Proof(behind, more, url, _("All months of the cells") if url else "")


def _said(one: Meeting) -> str:
    count = getattr(one, "head_count", None)
    day = write(one.held_on) if one.held_on is not None else ""
    return f"{day} · {count.present}/{count.base}" if count is not None else day
