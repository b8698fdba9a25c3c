"""Meetings of the small commune of `org` with their members, for the tests of attendance, scores and plans."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from trongtam.meetings.models import Meeting, MeetingKind, MeetingState
from trongtam.org.models import Exemption, Membership, PartyRecord, Person, Unit
from trongtam.org.tests.house import House, make_person

DAY = date(2022, 9, 7)
MOMENT = datetime(2022, 9, 7, 14, tzinfo=UTC)
LONG_AGO = date(2015, 1, 1)


def member(
    unit: Unit, name: str, kind: str = Membership.Kind.REGULAR, *, confirmed: bool = True, since: date = LONG_AGO
) -> Person:
    person = make_person(name, unit)
    PartyRecord.objects.create(
        person=person, admitted_on=LONG_AGO, confirmed_on=date(2016, 1, 1) if confirmed else None
    )
    Membership.objects.create(person=person, unit=unit, kind=kind, valid_from=since, basis="Quyết định mẫu")
    return person


def exempt(person: Person) -> Person:
    Exemption.objects.create(person=person, valid_from=LONG_AGO)
    return person


def seventeen(unit: Unit) -> list[Person]:
    """Sixteen official members and a probationary one; one more is excused from meetings, one keeps contact from elsewhere."""
    people = [member(unit, f"Nguyễn Thử {number:02d}") for number in range(1, 17)]
    people.append(member(unit, "Châu Thị Thí", confirmed=False))
    exempt(member(unit, "Phan Được Miễn"))
    member(unit, "Tạ Cư Trú", Membership.Kind.RESIDENT_CONTACT)
    return people


def meeting(unit: Unit, *, state: str = MeetingState.IN_SESSION, on: date = DAY, **more: Any) -> Meeting:
    values: dict[str, Any] = {
        "kind": MeetingKind.REGULAR,
        "month_code": f"{on:%Y-%m}",
        "planned_on": on,
        "state": state,
        "held_on": None if state in ("preparing", "called", "not_held") else on,
        "made_at": MOMENT,
        "began": time(19, 30),
        "ended": time(21, 5),
        "not_held_reason": "Bão mẫu" if state == "not_held" else "",
    }
    return Meeting.objects.create(unit=unit, **(values | more))


def of(house: House) -> Meeting:
    seventeen(house.cell_a)
    return meeting(house.cell_a)
