"""Works that one held until lately and that somebody else holds now: told, so that nobody looks for them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from trongtam.org.models import Person, Unit
from trongtam.org.reach import Reach

from .. import rules
from ..life import Act
from ..models import Turn, Work, mark
from .works import mine

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# How long it is told (our own default).
TOLD = timedelta(days=30)


def handed_over(user: User, day: date) -> QuerySet[Turn]:
    """The acts that gave one's own works to others, the newest first. The work itself is seen by those who see it now: a reason
    and a day are told of it here, and nothing that was said since. One query."""
    reach = Reach.of(user)
    marks = [mark(Unit, pk) for pk in rules.own_units(reach)]
    if reach.person_id is not None:
        marks.append(mark(Person, reach.person_id))
    since = timezone.make_aware(datetime.combine(day - TOLD, time.min))
    found = Turn.objects.filter(act=Act.HAND_OVER, at__gte=since, said__holder__0__in=marks)
    again = Work.objects.filter(mine(user)).values("pk")
    return found.exclude(work__in=again).select_related("work").order_by("-at", "-pk")
