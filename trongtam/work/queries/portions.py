"""Parts of a year's list as the sums count them, so that each number of a paper opens the works behind it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from ..life import ASSIGNED_ONCE, State
from ..models import Quality
from .works import late_on, running, stuck_on

GIVEN, JUDGED, IN_TIME, BEYOND, RUNNING, WAITING, LATE, STUCK, ENDED = (
    "given",
    "judged",
    "in_time",
    "beyond",
    "running",
    "waiting",
    "late",
    "stuck",
    "ended",
)


def portion(name: str, day: date) -> Q:
    """Condition on `Work`. Raises KeyError for another name."""
    judged = Q(state__in=[State.APPRAISED.value, State.CONCLUDED.value])
    return {
        GIVEN: Q(state__in=[state.value for state in ASSIGNED_ONCE]),
        JUDGED: judged,
        IN_TIME: judged & Q(on_time=True),
        BEYOND: judged & Q(quality=Quality.BEYOND),
        RUNNING: running(),
        WAITING: Q(state=State.REPORTED.value),
        LATE: late_on(day),
        STUCK: stuck_on(day),
        ENDED: Q(state__in=[State.STOPPED.value, State.CARRIED.value]),
    }[name]
