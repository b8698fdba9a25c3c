"""Live indicator over recommendations: the share of answers that came by the day that was owed.

It answers for the whole territory of a unit, by the organ that has to answer. A recommendation counts in the period in which its
first answer was due, once that day is over or the answer is there; one that was withdrawn before counts in neither number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from trongtam.work.rules import territory

from ..life import State
from ..models import Recommendation

if TYPE_CHECKING:
    from trongtam.accounts.models import User

IN_TIME = "recommendations_in_time"
SHOWN = 8


def in_time(units: Iterable[int], periods: Sequence[tuple[date, date]], at: date | None = None) -> Counts:
    """Answered in time of those due; sources are the recommendations. Two queries, however many units and periods."""
    today = at or timezone.localdate()
    asked = Unit.objects.in_bulk(list(units))
    paths = {pk: territory(unit) for pk, unit in asked.items()}
    within = Q(pk__in=[])
    for path in set(paths.values()):
        within |= Q(organ__path__startswith=path)
    counted = Q(answered_on__isnull=False) | (Q(first_due__lt=today) & ~Q(state=State.WITHDRAWN.value))
    rows = list(Recommendation.objects.filter(within, counted).values_list("pk", "organ__path", "first_due", "in_time"))
    counts = {}
    for number, (start, end) in enumerate(periods):
        for pk, unit in asked.items():
            lives = unit.founded_on <= end and (unit.ended_on is None or start < unit.ended_on)
            if start <= today and lives:
                inside = [one for one in rows if one[1].startswith(paths[pk]) and start <= one[2] <= end]
                share = Share(sum(bool(one[3]) for one in inside), len(inside))
                counts[pk, number] = share, tuple(one[0] for one in inside)
    return counts


def prove(indicator: Indicator, unit: Unit, start: date, end: date, user: User) -> Proof:
    """The recommendations behind the figure that the viewer sees, late ones first, and the list of the place."""
    sources = in_time([unit.pk], [(start, end)]).get((unit.pk, 0), (Share(0, 0), ()))[1]
    seen = Recommendation.objects.visible_to(user).filter(pk__in=sources).select_related("organ")
    behind = tuple(
        Behind(str(one), one.organ.name, _when(one), reverse("support:recommendation", args=[one.pk]))
        for one in seen.order_by("in_time", "-first_due", "pk")[:SHOWN]
    )
    more = seen.count() - len(behind) if len(behind) == SHOWN else 0
    url = reverse("support:recommendations_of", args=[unit.code]) if Reach.of(user).covers(unit) else ""
    return Proof(behind, more, url, _("All recommendations") if url else "")


def _when(one: Recommendation) -> str:
    if one.answered_on is None:
        return _("not answered yet, due on %(day)s") % {"day": write(one.first_due)}
    return _("answered on %(day)s, due on %(due)s") % {"day": write(one.answered_on), "due": write(one.first_due)}
