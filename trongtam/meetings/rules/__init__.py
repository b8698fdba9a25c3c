"""Who may do what with meetings; and the sentences that say who may.

A unit keeps its own meetings: its secretary, its committee, of an organ those who assign in it, of a cluster the standing member
in charge of it; the office above for it. Those above read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.org.models import Unit, UnitKind

from ..models import AgendaItem, Decision, Meeting, MeetingKind
from . import record
from .record import can_keep_meetings as can_keep_meetings
from .record import is_proxy as is_proxy

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# Which meetings a unit holds; a place and its State organs brief.
KINDS_OF: dict[str, tuple[str, ...]] = {
    UnitKind.CELL: (
        MeetingKind.REGULAR,
        MeetingKind.THEMATIC,
        MeetingKind.PREPARATORY,
        MeetingKind.EXTRAORDINARY,
        MeetingKind.CONGRESS,
    ),
    UnitKind.PARTY_COMMITTEE: (
        MeetingKind.COMMITTEE,
        MeetingKind.STANDING,
        MeetingKind.BRIEFING,
        MeetingKind.EXTRAORDINARY,
    ),
    UnitKind.CLUSTER: (MeetingKind.CLUSTER,),
}


def kinds_of(unit: Unit) -> tuple[str, ...]:
    return KINDS_OF.get(unit.kind, (MeetingKind.BRIEFING,))


def who_may_keep(unit: Unit) -> str:
    if unit.kind == UnitKind.CLUSTER:
        return record.who_keeps_cluster(unit)
    sentence = _("Only the secretary or the committee of %(unit)s, or the Party office for it, may do this.")
    return sentence % {"unit": unit.name}


def can_keep_meeting(user: User, meeting: Meeting) -> bool:
    return can_keep_meetings(user, meeting.unit)


def can_keep_item(user: User, item: AgendaItem) -> bool:
    return can_keep_meetings(user, item.meeting.unit)


def can_keep_decision(user: User, decision: Decision) -> bool:
    return can_keep_meetings(user, decision.meeting.unit)


# Act → its predicate and the standard thing that it is tried on.
ACTS = {
    **record.ACTS,
    "meetings.prepared": (can_keep_meetings, "cell_a committee"),
    "meetings.rewritten": (can_keep_meeting, "meetings.meeting"),
    "meetings.arranged": (can_keep_meeting, "meetings.meeting"),
    "meetings.called": (can_keep_meeting, "meetings.meeting"),
    "meetings.uncalled": (can_keep_meeting, "meetings.meeting"),
    "meetings.begun": (can_keep_meeting, "meetings.meeting"),
    "meetings.begin_taken_back": (can_keep_meeting, "meetings.meeting"),
    "meetings.item_settled": (can_keep_item, "meetings.item"),
    "meetings.item_reopened": (can_keep_item, "meetings.item"),
    "meetings.decided": (can_keep_meeting, "meetings.meeting"),
    "meetings.decision_changed": (can_keep_decision, "meetings.decision"),
    "meetings.decision_taken_back": (can_keep_decision, "meetings.decision"),
    "meetings.ended": (can_keep_meeting, "meetings.meeting"),
    "meetings.end_taken_back": (can_keep_meeting, "meetings.meeting"),
    "meetings.minuted": (can_keep_meeting, "meetings.meeting"),
    "meetings.minutes_signed": (can_keep_meeting, "meetings.meeting"),
    "meetings.signature_taken_back": (can_keep_meeting, "meetings.meeting"),
    "meetings.minutes_sent": (can_keep_meeting, "meetings.meeting"),
    "meetings.not_held": (can_keep_meeting, "meetings.meeting"),
    "meetings.not_held_taken_back": (can_keep_meeting, "meetings.meeting"),
}
