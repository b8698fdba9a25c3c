"""Live indicator over duties: the share of owed visits that were made.

It answers for the whole territory of a unit. A span (month, quarter, year of a duty) counts in the period in which it ends, once
it is over or kept; what is excused or not known counts in neither number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.days import write
from trongtam.org.models import Unit
from trongtam.org.reach import Reach
from trongtam.targets.live import Behind, Counts, Proof, Share
from trongtam.targets.models import Indicator

from ..models import Duty, Visit
from ..owing import MADE, MISSED, Entry
from .duties import entries
from .following_pages import territory

if TYPE_CHECKING:
    from trongtam.accounts.models import User

VISITS_KEPT = "visits_kept"
SHOWN = 8


def visits_kept(units: Iterable[int], periods: Sequence[tuple[date, date]], at: date | None = None) -> Counts:
    """Spans kept of those owed; sources are the visits. Six queries, however many units and periods."""
    today = at or timezone.localdate()
    asked = Unit.objects.in_bulk(list(units))
    paths = {pk: territory(unit) for pk, unit in asked.items()}
    found = _entries(set(paths.values()), today)
    counts = {}
    for number, (start, end) in enumerate(periods):
        for pk, unit in asked.items():
            lives = unit.founded_on <= end and (unit.ended_on is None or start < unit.ended_on)
            if start <= today and lives:
                inside = [one for one, path in found if path.startswith(paths[pk]) and start <= one.span.end <= end]
                visits = tuple(visit for one in inside for visit in one.visits if one.state == MADE)
                counts[pk, number] = Share(sum(one.state == MADE for one in inside), len(inside)), visits
    return counts


def _entries(paths: set[str], today: date) -> list[tuple[Entry, str]]:
    """What counts, with the path of the followed unit."""
    within = Q(pk__in=[])
    for path in paths:
        within |= Q(unit__path__startswith=path)
    units: Mapping[int, str] = dict(Duty.objects.filter(within).values_list("unit_id", "unit__path"))
    if not units:
        return []
    found = entries(Duty.objects.filter(unit__in=units), today=today)
    return [(one, units[one.place[0]]) for one in found if one.state in (MADE, MISSED) and one.place[0] in units]


def prove_visits(indicator: Indicator, unit: Unit, start: date, end: date, user: User) -> Proof:
    """The visits behind the figure that the viewer sees, the newest first, and the page of who follows what."""
    today, reach = timezone.localdate(), Reach.of(user)
    sources = visits_kept([unit.pk], [(start, end)], today).get((unit.pk, 0), (Share(0, 0), ()))[1]
    seen = Visit.objects.visible_to(user).filter(pk__in=sources)
    rows = seen.select_related("unit").order_by("-on", "-pk")
    behind = tuple(
        Behind(one.unit.name, str(one.get_purpose_display()), write(one.on), reverse("support:visit", args=[one.pk]))
        for one in rows[:SHOWN]
    )
    more = seen.count() - len(behind) if len(behind) == SHOWN else 0
    url = reverse("support:coverage", args=[unit.code]) if reach.covers(unit) else ""
    return Proof(behind, more, url, _("Who follows which unit") if url else "")
