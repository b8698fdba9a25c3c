"""What came of a model meeting: who looked on, what was taken over, how meetings were scored before and after."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from trongtam.org.models import Unit

from ..models import Guest, GuestKind, Lesson, Meeting, MeetingKind, Score, ScoreColumn

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True, slots=True)
class Learned:
    """`before`: the cell's own last score before the model meeting; `after`: its latest since it meets in the new way."""

    unit: Unit
    count: int
    text: str
    before: Decimal | None
    after: Decimal | None

    @property
    def gain(self) -> Decimal | None:
        return self.after - self.before if self.after is not None and self.before is not None else None


def learned_from(meeting: Meeting, user: User) -> list[Learned]:
    """The cells in reach that observed, by name; five queries."""
    seen = Unit.objects.visible_to(user).values("pk")
    guests = Guest.objects.filter(meeting=meeting, as_what=GuestKind.OBSERVER, unit__in=seen).select_related("unit")
    lessons = {one.unit_id: one for one in Lesson.objects.filter(meeting=meeting)}
    units = [one.unit_id for one in guests]
    rows = Score.objects.filter(
        meeting__unit__in=units,
        meeting__kind=MeetingKind.REGULAR,
        column=ScoreColumn.OWN,
        meeting__held_on__isnull=False,
    ).order_by("meeting__held_on")
    before: dict[int, Decimal] = {}
    after: dict[int, Decimal] = {}
    for unit, on, total in rows.values_list("meeting__unit_id", "meeting__held_on", "total"):
        assert on is not None
        if on < meeting.day:
            before[unit] = total
        elif unit in lessons and on >= lessons[unit].since:
            after[unit] = total
    found = []
    for one in guests:
        if one.unit is not None:
            lesson = lessons.get(one.unit.pk)
            text = lesson.text if lesson is not None else ""
            found.append(Learned(one.unit, one.count, text, before.get(one.unit.pk), after.get(one.unit.pk)))
    return sorted(found, key=lambda one: one.unit.folded)
