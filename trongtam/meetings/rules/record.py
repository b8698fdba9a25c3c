"""Who keeps the record of a meeting: roll call, scores, the year's plan; and who reads why somebody was absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.org.models import PostKind, Unit, UnitKind
from trongtam.org.reach import Reach, Right
from trongtam.support.models import Duty, Tier
from trongtam.work.rules import can_enter_for, speaks_for

from ..models import Lesson, Meeting, PlannedMeeting

if TYPE_CHECKING:
    from datetime import date

    from trongtam.accounts.models import User


def can_keep_meetings(user: User, unit: Unit) -> bool:
    """Prepare, hold, close, keep the record, send it up: the unit itself, of a cluster the standing member who is in charge of
    it, or the office above for it."""
    return speaks_for(user, unit) or can_enter_for(user, unit) or leads_cluster(user, unit)


def who_keeps_cluster(unit: Unit) -> str:
    sentence = _("This is for the standing member in charge of %(unit)s, or the Party office of the committee above.")
    return sentence % {"unit": unit.name}


def leads_cluster(user: User, unit: Unit) -> bool:
    """A cluster has no secretary: its meetings are kept by the standing member who is in charge of it today. One query, of
    clusters alone."""
    person = Reach.of(user).person_id
    if unit.kind != UnitKind.CLUSTER or person is None:
        return False
    today = timezone.localdate()
    return Duty.objects.on(today).filter(unit=unit, person=person, tier=Tier.STANDING_CLUSTER).exists()


def can_keep_record(user: User, meeting: Meeting) -> bool:
    return can_keep_meetings(user, meeting.unit)


def who_keeps_record(unit: Unit) -> str:
    if unit.kind == UnitKind.CLUSTER:
        return who_keeps_cluster(unit)
    sentence = _("This is for the secretary, deputy or committee of %(unit)s, or the Party office above for it.")
    return sentence % {"unit": unit.name}


def is_proxy(user: User, unit: Unit) -> bool:
    """Whether what one enters is entered for the unit by another."""
    return not (speaks_for(user, unit) or leads_cluster(user, unit))


def reads_roll(user: User, unit: Unit) -> bool:
    """Names of who came and who did not: membership is sensitive, so for the unit's own leaders and those with sight of its
    records."""
    return speaks_for(user, unit) or Reach.of(user).sees_records_of(unit) or leads_cluster(user, unit)


def reads_reasons(user: User, unit: Unit) -> bool:
    """Why somebody was absent: as the names."""
    return reads_roll(user, unit)


def is_secretary_of(user: User, unit: Unit) -> bool:
    """The unit's own secretary, to whom alone runs of absences are shown."""
    held = Reach.of(user).posts
    return any(post.unit_id == unit.pk and post.kind in (PostKind.CELL_SECRETARY, PostKind.SECRETARY) for post in held)


def can_mark_roll(user: User, meeting: Meeting) -> bool:
    """By name: who keeps the record and may read the names."""
    return can_keep_record(user, meeting) and reads_roll(user, meeting.unit)


def who_marks_roll(unit: Unit) -> str:
    sentence = _(
        "The names are called by %(unit)s itself, or by an office with sight of its records. "
        "You may enter how many came, like 34/36."
    )
    return sentence % {"unit": unit.name}


def can_score_own(user: User, meeting: Meeting) -> bool:
    return can_keep_record(user, meeting)


def can_score_as_follower(user: User, meeting: Meeting) -> bool:
    """Who followed the unit on the day of the meeting; those above who lead it or keep its office. The unit does not score itself
    twice."""
    if speaks_for(user, meeting.unit):
        return False
    return Reach.of(user).may(Right.ASSIGN, meeting.unit) or follows(user, meeting.unit, meeting.day)


def follows(user: User, unit: Unit, day: date) -> bool:
    """Whether one followed a unit on a day: the unit itself, the cluster that it stands in, the hamlet that it serves. One
    query."""
    person = Reach.of(user).person_id
    if person is None:
        return False
    places = Q(unit=unit) | Q(unit=unit.parent_id, unit__kind=UnitKind.CLUSTER) | Q(unit=unit.serves_id)
    return Duty.objects.on(day).filter(places, person=person).exists()


def who_scores_as_follower(unit: Unit) -> str:
    sentence = _(
        "This column is for who follows %(unit)s, and for the committee above: its secretary, a deputy or its office."
    )
    return sentence % {"unit": unit.name}


def can_choose_forms(user: User, unit: Unit) -> bool:
    """Which scoring forms hold in a place: its office, secretary and deputies."""
    return Reach.of(user).may(Right.ASSIGN, unit)


def can_plan_year(user: User, unit: Unit) -> bool:
    return can_keep_meetings(user, unit)


def can_plan_line(user: User, line: PlannedMeeting) -> bool:
    return can_keep_meetings(user, line.plan.unit)


def can_write_lesson(user: User, lesson: Lesson) -> bool:
    return can_keep_meetings(user, lesson.unit)


ACTS = {
    "meetings.roll_called": (can_mark_roll, "meetings.meeting"),
    "meetings.heads_counted": (can_keep_record, "meetings.meeting"),
    "meetings.count_taken_back": (can_keep_record, "meetings.meeting"),
    "meetings.guests_received": (can_keep_record, "meetings.meeting"),
    "meetings.papers_brought": (can_keep_record, "meetings.meeting"),
    "meetings.paper_taken_out": (can_keep_record, "meetings.meeting"),
    "meetings.minutes_brought": (can_keep_record, "meetings.meeting"),
    "meetings.scored": (can_score_own, "meetings.meeting"),
    "meetings.scored_by_follower": (can_score_as_follower, "meetings.meeting"),
    "meetings.forms_chosen": (can_choose_forms, "committee"),
    "meetings.year_planned": (can_plan_year, "cell_a"),
    "meetings.plan_rewritten": (can_plan_year, "cell_a"),
    "meetings.lesson_taken": (can_keep_meetings, "cell_b"),
}
