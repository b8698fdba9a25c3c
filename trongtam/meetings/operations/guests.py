"""Guests of a meeting: who follows the unit, cells that looked on. Whoever follows the unit and came has made a visit by it; not
ticked any more, he has not, as long as the minutes are not signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ledger import book
from trongtam.org.models import Person, Unit
from trongtam.support.models import Duty, Visit
from trongtam.support.operations.visits import (
    record_visit_at_meeting,
    stands_at_meeting,
    withdraw_visit_at_meeting,
)

from ..life import HELD
from ..models import Guest, GuestKind, Meeting
from ..rules import record as rules
from .attendance import KEPT_IN, lock_for

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST_OBSERVERS = 200


@dataclass(frozen=True, slots=True)
class GuestLine:
    """A person who came, or so many people of another unit."""

    as_what: str
    person: Person | None = None
    unit: Unit | None = None
    count: int = 1
    duty: Duty | None = None


@transaction.atomic
def receive_guests(
    meeting: Meeting, lines: Iterable[GuestLine], *, by: User, at: datetime | None = None
) -> list[Guest]:
    """Write down who came without belonging to the unit; the list replaces the earlier one. Cells
    may be named as observers after the minutes went out. Raises NotAllowed, Refused."""
    held = lock_for(meeting, by=by, rule=rules.can_keep_record, who=rules.who_keeps_record, states={*KEPT_IN, *HELD})
    listed = list(lines)
    for one in listed:
        _check_guest(held, one)
    before = _followers(held)
    _let_go(
        held, [one for pk, one in before.items() if pk not in {line.duty.pk for line in listed if line.duty}], by, at
    )
    made = [_guest(held, one, before, by=by, at=at) for one in listed]
    Guest.objects.filter(meeting=held).delete()
    Guest.objects.bulk_create(made)
    after = {"guests": [[one.as_what, one.person_id, one.unit_id, one.count] for one in made]}
    proxy = rules.is_proxy(by, held.unit)
    book.write("meetings.guests_received", by=by, on=held, unit=held.unit, after=after, proxy=proxy, at=at)
    return made


def _followers(meeting: Meeting) -> dict[int, Guest]:
    """Duty → the guest who came by it."""
    rows = Guest.objects.filter(meeting=meeting, duty__isnull=False).select_related("visit", "person")
    return {one.duty_id: one for one in rows if one.duty_id is not None}


def _let_go(meeting: Meeting, gone: Iterable[Guest], by: User, at: datetime | None) -> None:
    """Visits that the tick had made are withdrawn; one that the follower has written down himself stays. Raises Refused once the
    minutes are signed."""
    for one in gone:
        if meeting.state not in KEPT_IN:
            sentence = _("The minutes are signed with %(name)s among the guests. Take the signature back first.")
            raise Refused(sentence % {"name": one.person}, field="followers")
        if one.visit is not None and one.visit_made and one.visit.withdrawn_at is None:
            reason = _("Not among the guests of the meeting after all.")
            withdraw_visit_at_meeting(one.visit, by=by, reason=reason, at=at)


def forget_followers(meeting: Meeting, *, by: User, at: datetime | None = None) -> None:
    """The meeting did not take place: nobody has come to it. For operations that hold the lock. Raises NotAllowed."""
    gone = _followers(meeting)
    for one in gone.values():
        if one.visit is not None and one.visit_made and one.visit.withdrawn_at is None:
            withdraw_visit_at_meeting(one.visit, by=by, reason=_("The meeting was not held."), at=at)
    Guest.objects.filter(pk__in=[one.pk for one in gone.values()]).delete()


def _guest(meeting: Meeting, one: GuestLine, before: dict[int, Guest], *, by: User, at: datetime | None) -> Guest:
    visit, made = _visit(meeting, one.duty, before, by=by, at=at)
    return Guest(
        meeting=meeting,
        as_what=one.as_what,
        person=one.person,
        unit=one.unit,
        count=one.count,
        duty=one.duty,
        visit=visit,
        visit_made=made,
    )


def _visit(
    meeting: Meeting, duty: Duty | None, before: dict[int, Guest], *, by: User, at: datetime | None
) -> tuple[Visit | None, bool]:
    """(the visit that this is, whether the tick made it)."""
    if duty is None or meeting.held_on is None:
        return None, False
    was = before.get(duty.pk)
    if was is not None and was.visit is not None and was.visit.withdrawn_at is None:
        return was.visit, was.visit_made
    there = stands_at_meeting(duty, meeting.unit, meeting.held_on)
    visit = record_visit_at_meeting(duty, by=by, unit=meeting.unit, on=meeting.held_on, place=meeting.place, at=at)
    return visit, there is None


def _check_guest(meeting: Meeting, one: GuestLine) -> None:
    if one.as_what not in GuestKind.values or (one.person is None and one.unit is None):
        raise Refused(_("Say who the guest is."))
    if one.unit is not None and one.unit.pk == meeting.unit_id:
        raise Refused(_("People of %(unit)s itself are no guests; call them by name.") % {"unit": one.unit.name})
    if not 1 <= one.count <= MOST_OBSERVERS:
        raise Refused(_("Write how many came, from 1 to %(most)d.") % {"most": MOST_OBSERVERS})
