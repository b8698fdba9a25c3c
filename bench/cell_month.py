"""A cell's month: the agenda that writes itself with five years behind the cell, and what an ordinary month asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone

from bench import Measure
from bench.clock import repeat
from bench.country import LOADED_AT, lay_units, office_of
from trongtam.meetings.effort import MOST_CHARACTERS, MOST_INPUTS, month_characters, month_inputs
from trongtam.meetings.models import AgendaItem, Decision, Meeting, MeetingKind, MeetingState
from trongtam.meetings.operations import Terms, prepare_meeting
from trongtam.org.models import Unit, UnitKind

AGENDA_MS = 100.0
YEARS = range(2020, 2025)
EACH, OPEN = 4, 6
DAY = date(2025, 1, 3)


def measures(*, quick: bool = False) -> Iterator[Measure]:
    (committee,) = lay_units(UnitKind.PARTY_COMMITTEE, [("Đảng ủy xã Tháng %d", None)], first=9001)
    (cell,) = lay_units(UnitKind.CELL, [("Chi bộ thôn Tháng %d", committee)], first=9001)
    office = office_of("van.phong.thang", [committee])
    _lay_years(cell)

    def opened() -> None:
        """As the office presses the button; taken back, so that every run builds the same agenda."""
        with transaction.atomic():
            meeting = prepare_meeting(cell, Terms("regular", DAY), by=office, at=LOADED_AT)
            assert meeting.items.count() == OPEN
            transaction.set_rollback(True)

    taken = repeat(opened, 3 if quick else 50, warm=2)
    yield Measure("meetings.agenda_p95", taken.p95_ms, "ms", None if quick else AGENDA_MS)
    yield Measure("meetings.agenda_median", taken.median_ms, "ms")
    yield Measure("meetings.month_inputs", month_inputs(), "inputs", MOST_INPUTS)
    yield Measure("meetings.month_characters", month_characters(), "signs", MOST_CHARACTERS)


def _lay_years(cell: Unit) -> None:
    """A meeting a month with four decisions each, looked back at a month later; the last ones are open."""
    held = Meeting.objects.bulk_create(
        Meeting(
            unit=cell, kind=MeetingKind.REGULAR, month_code=f"{year}-{month:02d}", planned_on=date(year, month, 3),
            held_on=date(year, month, 3), state=MeetingState.SENT, made_at=timezone.now(),
        )
        for year in YEARS
        for month in range(1, 13)
    )  # fmt: skip
    made = Decision.objects.bulk_create(
        Decision(
            meeting=meeting, owner=cell, text=f"Việc mẫu {number}", folded=f"viec mau {number}", holder_unit=cell,
            due=meeting.planned_on, first_due=meeting.planned_on, made_at=timezone.now(), state="done",
        )
        for meeting in held
        for number in range(EACH)
    )  # fmt: skip
    Decision.objects.filter(pk__in=[one.pk for one in made[-OPEN:]]).update(state="open")
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=held[place // EACH + 1], order=place % EACH + 1, kind="decision", decision=one, title=one.text,
            outcome="done",
        )
        for place, one in enumerate(made[: -EACH])
    )  # fmt: skip
