"""The year's plan of a cell, and what it takes over from a model meeting."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.days import write
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Person, Unit
from trongtam.reminders.holidays import days_off

from ..calendar_of_cell import month_code, quarter_of, read_month, year_plan
from ..models import Guest, GuestKind, Lesson, Meeting, MeetingKind, PlannedMeeting, YearPlan
from ..rules import record as rules

if TYPE_CHECKING:
    from trongtam.accounts.models import User

FIRST_YEAR, LAST_YEAR = 2000, 2100


@transaction.atomic
def plan_year(unit: Unit, year: int, *, by: User, at: datetime | None = None) -> YearPlan:
    """Lay out twelve regular meetings and one thematic meeting a quarter, whose theme is still to be chosen. Raises NotAllowed,
    Refused when the year is planned."""
    held = Unit.objects.select_for_update().get(pk=unit.pk)
    if not rules.can_plan_year(by, held):
        raise NotAllowed(rules.who_keeps_record(held))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("Choose a year."), field="year")
    if YearPlan.objects.filter(unit=held, year=year).exists():
        raise Refused(_("The year %(year)d is planned already; change its lines.") % {"year": year}, field="year")
    moment, proxy = at or timezone.now(), rules.is_proxy(by, held)
    plan = YearPlan.objects.create(unit=held, year=year, by=by, at=moment, proxy=proxy)
    lines = []
    for one in year_plan(year, days_off()):
        kinds = (MeetingKind.REGULAR, MeetingKind.THEMATIC) if one.thematic else (MeetingKind.REGULAR,)
        lines += [
            PlannedMeeting(plan=plan, kind=kind, month_code=month_code(one.month), planned_on=one.day) for kind in kinds
        ]
    PlannedMeeting.objects.bulk_create(lines)
    book.write(
        "meetings.year_planned",
        by=by,
        on=plan,
        unit=held,
        after={"year": year, "lines": len(lines)},
        proxy=proxy,
        at=moment,
    )
    return plan


@transaction.atomic
def plan_line(
    line: PlannedMeeting,
    *,
    by: User,
    on: date,
    theme: str = "",
    lead: Person | None = None,
    at: datetime | None = None,
) -> PlannedMeeting:
    """Move a planned meeting within its month (a thematic one within its quarter), and give it its theme and who leads it.
    Raises NotAllowed, Refused."""
    found = PlannedMeeting.objects.select_for_update(of=("self",)).select_related("plan__unit").get(pk=line.pk)
    unit = found.plan.unit
    if not rules.can_plan_line(by, found):
        raise NotAllowed(rules.who_keeps_record(unit))
    year, month = read_month(found.month_code)
    thematic = found.kind == MeetingKind.THEMATIC
    fits = quarter_of(on.month) == quarter_of(month) if thematic else on.month == month
    if on.year != year or not fits:
        sentence = _("%(day)s lies outside its quarter.") if thematic else _("%(day)s lies outside its month.")
        raise Refused(sentence % {"day": write(on)}, field="on")
    if theme.strip() and not thematic:
        raise Refused(_("A regular meeting has no theme; plan it as a thematic one beside."), field="theme")
    before = {"on": found.planned_on, "theme": found.theme}
    found.planned_on, found.month_code = on, month_code((on.year, on.month))
    found.theme, found.theme_lead = theme.strip()[:300], lead if thematic else None
    found.save()
    after = {"on": on, "theme": found.theme}
    proxy = rules.is_proxy(by, unit)
    book.write(
        "meetings.plan_rewritten", by=by, on=found.plan, unit=unit, before=before, after=after, proxy=proxy, at=at
    )
    return found


@transaction.atomic
def take_lesson(
    meeting: Meeting, unit: Unit, text: str, *, by: User, since: date, at: datetime | None = None
) -> Lesson:
    """A cell that observed a model meeting says what it takes over, and since when it meets so. Raises NotAllowed, Refused."""
    if not rules.can_keep_meetings(by, unit):
        raise NotAllowed(rules.who_keeps_record(unit))
    if not meeting.is_model or meeting.held_on is None:
        raise Refused(_("This was no model meeting."))
    if not Guest.objects.filter(meeting=meeting, unit=unit, as_what=GuestKind.OBSERVER).exists():
        raise Refused(_("Nobody of %(unit)s observed this meeting.") % {"unit": unit.name})
    if not text.strip():
        raise Refused(_("Write what is taken over."), field="text")
    if since < meeting.held_on:
        raise Refused(_("This day comes before the model meeting."), field="since")
    values = {
        "text": text.strip()[:600],
        "since": since,
        "by": by,
        "at": at or timezone.now(),
        "proxy": rules.is_proxy(by, unit),
    }
    lesson = Lesson.objects.update_or_create(meeting=meeting, unit=unit, defaults=values)[0]
    after = {"text": lesson.text, "since": since}
    book.write("meetings.lesson_taken", by=by, on=lesson, unit=unit, after=after, proxy=lesson.proxy, at=lesson.at)
    return lesson
