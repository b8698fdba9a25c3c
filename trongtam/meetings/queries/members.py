"""Who belongs to a meeting on its day, and as what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trongtam.ground.vntext import given_name_sort_key
from trongtam.org.models import Exemption, Membership, PartyRecord, Person, Post, PostKind, Unit, UnitKind
from trongtam.org.models.units import on_date

from ..attending import Standing
from ..models import Meeting, MeetingKind

# Meetings of all members; those of a body are of the people who hold its posts.
OF_MEMBERS = frozenset({MeetingKind.REGULAR, MeetingKind.THEMATIC, MeetingKind.EXTRAORDINARY, MeetingKind.CONGRESS})
POSTS_OF: dict[str, tuple[str, ...]] = {
    MeetingKind.PREPARATORY: (PostKind.CELL_SECRETARY, PostKind.CELL_COMMITTEE),
    MeetingKind.COMMITTEE: (
        PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.STANDING_MEMBER, PostKind.COMMITTEE_MEMBER,
    ),
    MeetingKind.STANDING: (PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.STANDING_MEMBER),
}  # fmt: skip
SPELLS = {
    Membership.Kind.AWAY.value: Standing.AWAY,
    Membership.Kind.TEMPORARY.value: Standing.TEMPORARY,
    Membership.Kind.RESIDENT_CONTACT.value: Standing.RESIDENT_CONTACT,
}


@dataclass(frozen=True, slots=True)
class Belonging:
    person: Person
    standing: Standing


def who_belongs(meeting: Meeting, day: date | None = None) -> list[Belonging]:
    """Everybody who belongs to the meeting on its day, by the given name; four queries at most."""
    held = day or meeting.day
    if meeting.kind in OF_MEMBERS and meeting.unit.kind == UnitKind.CELL:
        found = _members(meeting.unit, held)
    else:
        found = [Belonging(one, Standing.OFFICIAL) for one in _of_posts(meeting, held)]
    return sorted(found, key=lambda one: (given_name_sort_key(one.person.full_name), one.person.pk))


def _of_posts(meeting: Meeting, day: date) -> Iterable[Person]:
    """Of a body its members; of a cluster or a briefing the secretaries of the cells below."""
    posts = Post.objects.filter(on_date(day)).select_related("person")
    if meeting.kind in POSTS_OF:
        posts = posts.filter(unit=meeting.unit, kind__in=POSTS_OF[meeting.kind])
    else:
        posts = posts.filter(unit__path__startswith=meeting.unit.path, kind=PostKind.CELL_SECRETARY)
    return {one.person_id: one.person for one in posts}.values()


def _members(unit: Unit, day: date) -> list[Belonging]:
    """Who is excused from meetings goes before what he belongs as; of several spells the one that says most."""
    spells = Membership.objects.filter(on_date(day), unit=unit).select_related("person")
    people: dict[int, Person] = {}
    kinds: dict[int, set[str]] = {}
    for one in spells:
        people[one.person_id] = one.person
        kinds.setdefault(one.person_id, set()).add(one.kind)
    exempt = set(Exemption.objects.filter(on_date(day), person__in=people).values_list("person_id", flat=True))
    records = {one.person_id: one for one in PartyRecord.objects.filter(person__in=people)}
    found = []
    for pk, person in people.items():
        record = records.get(pk)
        if record is not None and record.left_on is not None and record.left_on <= day:
            continue
        found.append(Belonging(person, _standing(kinds[pk], record, day, pk in exempt)))
    return found


def _standing(kinds: set[str], record: PartyRecord | None, day: date, exempt: bool) -> Standing:
    if exempt:
        return Standing.EXEMPT
    for kind, standing in SPELLS.items():
        if kind in kinds:
            return standing
    confirmed = record is None or (record.confirmed_on is not None and record.confirmed_on <= day)
    return Standing.OFFICIAL if confirmed else Standing.PROBATIONARY
