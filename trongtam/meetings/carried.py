"""What a merger or a split makes of what units had decided: it goes on with who carries them on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.org.changes import Reorganisation, Told
from trongtam.org.models import Unit

from .life import Act, State
from .models import AgendaItem, Decision, DecisionState, ItemKind, Meeting, MeetingTurn

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class MeetingsCarried:
    """Open decisions and points are owed by the heir (of several the one with the largest share): its first meeting looks back at
    them. A meeting that was being prepared is not held; what had been put on its agenda goes over too."""

    title = gettext_lazy("Meetings and what they decided")

    def __init__(self, change: Reorganisation) -> None:
        self.change = change
        self.heirs = change.heirs
        units = list(self.heirs)
        open_ones = Decision.objects.filter(owner__in=units, state=DecisionState.OPEN)
        self.decisions = list(open_ones.select_related("owner").order_by("pk"))
        self.points = list(AgendaItem.objects.filter(owed_by__in=units).select_related("owed_by").order_by("pk"))
        self.meetings = list(Meeting.objects.still_open().filter(unit__in=units).select_related("unit").order_by("pk"))
        put_on = AgendaItem.objects.filter(meeting__in=self.meetings, kind=ItemKind.OWN, first__isnull=True)
        self.put_on = list(put_on.select_related("meeting").order_by("pk"))

    def problems(self) -> list[str]:
        """A meeting in session is ended first: what it decides has to be somebody's."""
        running = [one for one in self.meetings if one.state == State.IN_SESSION]
        sentence = _("%(unit)s is holding a meeting (%(day)s): please end it first.")
        return [sentence % {"unit": one.unit.name, "day": f"{one.day:%d/%m/%Y}"} for one in running]

    def told(self) -> list[Told]:
        lines = [Told(one.text, self._becomes(one.owner_id)) for one in self.decisions]
        lines += [Told(one.title, self._becomes(one.owed_by_id)) for one in self.points]
        lines += [Told(one.title, self._becomes(one.meeting.unit_id)) for one in self.put_on]
        not_held = _("will not be held")
        return lines + [
            Told(f"{one.get_kind_display()} {one.day:%d/%m/%Y}, {one.unit.name}", not_held) for one in self.meetings
        ]

    def _becomes(self, unit: int | None) -> str:
        assert unit is not None
        return _("on the next agenda of %(unit)s") % {"unit": self.change.names[self.heirs[unit]]}

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        for decision in self.decisions:
            decision.owner = units[self.heirs[decision.owner_id]]
            decision.save(update_fields=["owner"])
        for point in self.points:
            assert point.owed_by_id is not None
            point.owed_by = units[self.heirs[point.owed_by_id]]
            point.save(update_fields=["owed_by"])
        for point in self.put_on:
            point.owed_by = units[self.heirs[point.meeting.unit_id]]
            point.save(update_fields=["owed_by"])
        moment = at or timezone.now()
        for meeting in self.meetings:
            before, meeting.state = meeting.state, State.NOT_HELD.value
            meeting.not_held_reason = _("%(unit)s was reorganised.") % {"unit": meeting.unit.name}
            meeting.save(update_fields=["state", "not_held_reason"])
            told = {"before": before, "after": meeting.state, "reason": meeting.not_held_reason, "by": by, "at": moment}
            MeetingTurn.objects.create(meeting=meeting, act=Act.MISS, **told)
        return {
            "decisions_carried": [one.pk for one in self.decisions],
            "points_carried": [one.pk for one in (*self.points, *self.put_on)],
            "meetings_not_held": [one.pk for one in self.meetings],
        }
