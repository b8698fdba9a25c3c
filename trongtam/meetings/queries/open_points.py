"""What is open with a unit: decisions and points of its own that no meeting has closed yet."""

from __future__ import annotations

from django.db.models import QuerySet

from trongtam.org.models import Unit

from ..carrying import LOOKS_BACK, ROW_OF, Key, Point, on_agenda
from ..life import HELD
from ..models import AgendaItem, Decision, DecisionState, Meeting

HELD_STATES = [state.value for state in HELD]


def open_decisions(unit: Unit) -> QuerySet[Decision]:
    """Decided at meetings that are over, not closed since; the oldest first."""
    found = Decision.objects.filter(owner=unit, state=DecisionState.OPEN, meeting__state__in=HELD_STATES)
    return found.select_related("meeting", "work", "holder_unit", "holder_person").order_by("meeting__held_on", "pk")


def open_own(unit: Unit) -> QuerySet[AgendaItem]:
    """First points of rows that were carried on."""
    return AgendaItem.objects.filter(owed_by=unit).select_related("meeting").order_by("meeting__held_on", "pk")


def points_of(unit: Unit) -> dict[Point, Decision | AgendaItem]:
    """Everything open that a unit owes, with its rows. Two queries."""
    found: dict[Point, Decision | AgendaItem] = {}
    for decision in open_decisions(unit):
        found[Point(("decision", decision.pk), unit.pk, ROW_OF[decision.meeting.kind])] = decision
    for item in open_own(unit):
        found[Point(("own", item.pk), unit.pk, ROW_OF[item.meeting.kind])] = item
    return found


def looked_back_at(meeting: Meeting) -> list[tuple[Key, Decision | AgendaItem]]:
    """What a meeting has to look back at. A month that is written down after a later one was held has nothing to carry: the later
    one has looked back already. Three queries."""
    if meeting.kind not in LOOKS_BACK:
        return []
    later = Meeting.objects.held().filter(unit=meeting.unit, kind=meeting.kind, held_on__gt=meeting.planned_on)
    if later.exists():
        return []
    points = points_of(meeting.unit)
    rows = {point.key: row for point, row in points.items()}
    return [(key, rows[key]) for key in on_agenda(points, meeting.unit_id, meeting.kind)]
