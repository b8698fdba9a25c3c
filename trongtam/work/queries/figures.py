"""Live indicators over assigned works: concluded in time, concluded beyond what was asked, overdue.

Each answers for the whole territory of a unit, by the home of its works; so the figures of units add up over the tree as the
boards of works do. A concluded work counts in the period in which it was finished; an overdue one on a period's last day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, F, JSONField, Q, QuerySet, When
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.days import write
from trongtam.org.models import Unit
from trongtam.org.reach import Reach
from trongtam.targets.live import Behind, Counts, Proof
from trongtam.targets.models import Indicator

from .. import rules
from ..history import Moved, overdue_on
from ..life import RUNNING, Act, State
from ..models import Quality, Turn, Work
from .works import holder_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

Periods = Sequence[tuple[date, date]]
IN_TIME, BEYOND, OVERDUE = "works_in_time", "works_beyond", "works_overdue"
SHOWN = 8
CONCLUDED = Q(state=State.CONCLUDED.value, done_on__isnull=False)
_RUNNING = [state.value for state in RUNNING]
# What an act told of the day due, before and after; nothing is read of what the other acts told.
_MOVED = Case(When(act=Act.EXTEND, then=F("said__due")), default=None, output_field=JSONField())
CONDITIONS = {IN_TIME: CONCLUDED & Q(on_time=True), BEYOND: CONCLUDED & Q(quality=Quality.BEYOND)}


def in_time(units: Iterable[int], periods: Periods, at: date | None = None) -> Counts:
    """Works concluded that were finished in a period, by the day that held. A flow; two queries."""
    return _finished(CONDITIONS[IN_TIME], units, periods, at)


def beyond(units: Iterable[int], periods: Periods, at: date | None = None) -> Counts:
    """Works concluded that were finished in a period and judged beyond what was asked. A flow; two queries."""
    return _finished(CONDITIONS[BEYOND], units, periods, at)


def _finished(condition: Q, units: Iterable[int], periods: Periods, at: date | None) -> Counts:
    asked = _territories(units)
    rows = Work.objects.filter(condition, _held_in(asked)).values_list("pk", "home__path", "done_on")
    days = {pk: done_on for pk, _path, done_on in rows if done_on is not None}
    found = _by_unit(asked, sorted((path, pk) for pk, path, _done_on in rows))
    return _counted(asked, periods, at, lambda unit, start, end: [pk for pk in found[unit] if start <= days[pk] <= end])


def overdue(units: Iterable[int], periods: Periods, at: date | None = None) -> Counts:
    """Works that run past their day on a period's last day, as it stood then. A state; three queries, and none for works whose
    day had not come by the last of these days."""
    asked, today = _territories(units), at or timezone.localdate()
    days = sorted({min(end, today) for start, end in periods if start <= today})
    works = Work.objects.filter(_held_in(asked), _may_be_late(days[-1] if days else date.min))
    trails = _trails(works)
    late: dict[date, list[tuple[str, int]]] = {day: [] for day in days}
    for path, pk, due in sorted(works.values_list("home__path", "pk", "due")):
        for day in overdue_on(trails.get(pk, ()), due, days):
            late[day].append((path, pk))
    found = {day: _by_unit(asked, rows) for day, rows in late.items()}
    return _counted(asked, periods, at, lambda unit, _start, end: found[end][unit])


def _may_be_late(day: date) -> Q:
    """The day due, first agreed or now, lies before that day, or was moved about: more than the trail can tell to be late."""
    moved = Turn.objects.filter(act=Act.EXTEND).values("work")
    return Q(due__lt=day) | Q(first_due__lt=day) | Q(pk__in=moved)


def _counted(
    asked: dict[int, Unit], periods: Periods, at: date | None, of: Callable[[int, date, date], list[int]]
) -> Counts:
    """For the periods that have begun, up to today; a unit that had ended or did not exist yet has no entry."""
    today = at or timezone.localdate()
    counts = {}
    for number, (start, end) in enumerate(periods):
        for pk, unit in asked.items():
            lives = unit.founded_on <= end and (unit.ended_on is None or start < unit.ended_on)
            if start <= today and lives:
                found = tuple(of(pk, start, min(end, today)))
                counts[pk, number] = len(found), found
    return counts


def _territories(units: Iterable[int]) -> dict[int, Unit]:
    return Unit.objects.in_bulk(list(units))


def _held_in(asked: dict[int, Unit]) -> Q:
    """The widest territories alone: what lies in one of them need not be asked for again."""
    within, widest = Q(pk__in=[]), "-"
    for path in sorted({rules.territory(unit) for unit in asked.values()}):
        if not path.startswith(widest):
            within, widest = within | Q(home__path__startswith=path), path
    return within


def _by_unit(asked: dict[int, Unit], ordered: Sequence[tuple[str, int]]) -> dict[int, list[int]]:
    """Unit → the works in its territory: a stretch of the works, which come in the order of their paths."""
    paths = [path for path, _pk in ordered]
    found: dict[int, list[int]] = {}
    for pk, unit in asked.items():
        path = rules.territory(unit)
        first, last = bisect_left(paths, path), bisect_left(paths, f"{path[:-1]}0")  # "0" follows "/"
        found[pk] = sorted(work for _path, work in ordered[first:last])
    return found


def _trails(works: QuerySet[Work]) -> dict[int, list[Moved]]:
    """Work id → the acts by which it began or ceased to run, and those that moved its day. One query."""
    trails: dict[int, list[Moved]] = defaultdict(list)
    on_and_on = Q(before__in=_RUNNING, after__in=_RUNNING)
    rows = Turn.objects.filter(~on_and_on | Q(act=Act.EXTEND), work__in=works.values("pk")).order_by("at", "pk")
    # The day by the clock of the house: the database tells it faster than a moment is read and turned here.
    on = TruncDate("at", tzinfo=timezone.get_default_timezone())
    for work, day, act, after, said in rows.values_list("work_id", on, "act", "after", _MOVED):
        trails[work].append(Moved(day, after, date.fromisoformat(said[0]) if act == Act.EXTEND else None))
    return trails


# -- what was counted --------------------------------------------------------------------------------------------------


def prove_works(indicator: Indicator, unit: Unit, start: date, end: date, user: User) -> Proof:
    """The works behind a figure that the viewer sees, each with the way to it, and the list of all works of the place."""
    today, reach = timezone.localdate(), Reach.of(user)
    provider = {IN_TIME: in_time, BEYOND: beyond, OVERDUE: overdue}[indicator.provider]
    sources = provider([unit.pk], [(start, end)], today).get((unit.pk, 0), (0, ()))[1]
    seen = Work.objects.visible_to(user).filter(pk__in=sources)
    related = ("home", "holder_unit", "holder_person")
    rows = seen.select_related(*related).order_by("-done_on", "due", "pk")
    behind = tuple(
        Behind(one.title, holder_of(one, reach), _when(one), reverse("work:work", args=[one.pk]))
        for one in rows[:SHOWN]
    )
    more = seen.count() - len(behind) if len(behind) == SHOWN else 0
    url = f"{reverse('work:all', args=[unit.code])}?year={end.year}" if reach.covers(unit) else ""
    return Proof(behind, more, url, _("All works of this place") if url else "")


def _when(work: Work) -> str:
    if work.done_on is None:
        return _("done by %(day)s") % {"day": write(work.due)}
    return _("done on %(day)s") % {"day": write(work.done_on)}
