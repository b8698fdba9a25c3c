"""Meetings in the small commune of `org`, for the tests of this room."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from trongtam.accounts.models import User
from trongtam.meetings.models import AgendaItem, Decision, Meeting
from trongtam.meetings.operations import (
    Said,
    Terms,
    begin_meeting,
    decide,
    end_meeting,
    prepare_meeting,
    settle_item,
)
from trongtam.org.models import Person, Unit
from trongtam.org.tests.house import House, make_person


def moment(day: date) -> datetime:
    """Half past eight in the evening in Vietnam."""
    return datetime(day.year, day.month, day.day, 13, 30, tzinfo=UTC)


def terms(day: date, **changed: Any) -> Terms:
    return replace(Terms("regular", day, place="Nhà văn hóa ấp mẫu"), **changed)


def prepared(unit: Unit, by: User, day: date = date(2022, 8, 3), **changed: Any) -> Meeting:
    return prepare_meeting(unit, terms(day, **changed), by=by, at=moment(day))


def begun(unit: Unit, by: User, day: date = date(2022, 8, 3), **changed: Any) -> Meeting:
    return begin_meeting(prepared(unit, by, day, **changed), by=by, on=day, at=moment(day))


def decided(meeting: Meeting, by: User, holder: Person | Unit, text: str, due: date | None = None) -> Decision:
    assert meeting.held_on is not None
    day = due or date(meeting.held_on.year, meeting.held_on.month, 28)
    return decide(meeting, by=by, text=text, holder=holder, due=day, at=moment(meeting.held_on))


def settle(meeting: Meeting, by: User, said: Said, place: int = 0) -> AgendaItem:
    return settle_item(meeting.items.all()[place], said, by=by, at=moment(meeting.day))


def over(meeting: Meeting, by: User) -> Meeting:
    return end_meeting(meeting, by=by, at=moment(meeting.day))


def member(house: House, name: str = "Phạm Thị Ví") -> Person:
    """A member of cell A without a post."""
    from trongtam.org.models import Membership

    person = make_person(name, house.cell_a)
    Membership.objects.create(person=person, unit=house.cell_a, valid_from=date(2015, 1, 1))
    return person
