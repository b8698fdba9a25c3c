"""What a merger or a split of units makes of their reporting rounds: who owes what an ended unit had not sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.org.changes import Reorganisation, Told
from trongtam.org.models import Unit

from ..models import Submission, SubmissionState
from ..presentation.words import round_name
from ..submitting import OWED

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class RoundsCarried:
    """Submissions of the units that end. What is owed for a time that reaches past the day is owed by the new units; what was
    sent stays as it was sent, and what is owed for the time before stays with the unit of that time. The rounds that an ended
    unit gathers are gathered by the office that leads its ground now."""

    title = gettext_lazy("Reporting rounds")

    def __init__(self, change: Reorganisation) -> None:
        self.change = change
        self.goes: dict[int, list[str]] = defaultdict(list)
        for unit, key, _share in change.links:
            self.goes[unit].append(key)
        held = Submission.objects.standing().filter(unit__in=list(self.goes)).exclude(state=SubmissionState.LOCKED)
        rows = list(held.select_related("round__unit", "unit").order_by("round__due_on", "pk"))
        self.carried = [one for one in rows if one.state in OWED and one.round.period_end >= change.on]
        self.stays = [one for one in rows if one not in self.carried and one.state != SubmissionState.ACCEPTED]

    def problems(self) -> list[str]:
        return []

    def told(self) -> list[Told]:
        lines = [Told(_named(one), _("owed by %(unit)s") % {"unit": self._new_names(one)}) for one in self.carried]
        return lines + [Told(_named(one), _stays(one), open=True) for one in self.stays]

    def _new_names(self, one: Submission) -> str:
        return ", ".join(self.change.names[key] for key in self.goes[one.unit_id])

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        """Ask the new units, each once a round; the old submission leads to the new one."""
        made: list[list[int]] = []
        for one in self.carried:
            new = [
                Submission.objects.get_or_create(round=one.round, unit=units[key])[0] for key in self.goes[one.unit_id]
            ]
            one.carried_to = new[0]
            one.save(update_fields=["carried_to"])
            made.append([one.pk, *(each.pk for each in new)])
        return {"submissions_carried": made, "submissions_staying": [one.pk for one in self.stays]}


def _named(one: Submission) -> str:
    return f"{round_name(one.round)}, {one.unit.name}"


def _stays(one: Submission) -> str:
    if one.state == SubmissionState.SUBMITTED:
        return _("stays as it was sent and waits for the answer of the office")
    return _("stays owed for the time before; the office sends it for the unit")
