"""The roll call of a meeting as its page shows it, and absences in a row for the cell's own secretary."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.org.models import Person, Unit

from ..attending import (
    COUNTED,
    Presence,
    Quorum,
    Standing,
    Tally,
    quorum,
    quorum_rule,
    tally,
    too_often,
)
from ..life import HELD, State
from ..models import Attendance, Guest, HeadCount, Meeting, MeetingKind
from ..models.attendance import STANDINGS
from ..rules import record as rules
from .members import who_belongs

if TYPE_CHECKING:
    from trongtam.accounts.models import User

WORDS = dict(STANDINGS)


@dataclass(frozen=True, slots=True)
class RollRow:
    """One name. `sub`: what stands below it; `counts`: whether he is part of the base; `reason`: empty where the viewer may not
    read it."""

    person: Person
    standing: Standing
    presence: Presence
    sub: str
    reason: str

    @property
    def present(self) -> bool:
        return self.presence == Presence.PRESENT

    @property
    def counts(self) -> bool:
        return self.standing in COUNTED

    @property
    def excused(self) -> bool:
        return self.presence != Presence.UNEXCUSED


@dataclass(frozen=True)
class Roll:
    """`rows` and `beside` are empty for those who may not read the names. `tally` None: nobody was counted yet and nobody may
    be shown. `called`: it was entered already."""

    meeting: Meeting
    tally: Tally | None
    rows: tuple[RollRow, ...]
    beside: tuple[RollRow, ...]
    guests: tuple[Guest, ...]
    called: bool
    by_count: str
    quorum: Quorum | None
    marks: bool
    keeps: bool
    reads_names: bool
    proxy: bool

    @property
    def percent(self) -> Decimal | None:
        return self.tally.percent if self.tally is not None else None

    @property
    def strip(self) -> list[tuple[float, bool]]:
        """(place, present) of each mark on a strip of 358 units: who is here first."""
        if self.tally is None or not self.tally.base:
            return []
        step = 358 / self.tally.base
        return [(round(step * number, 2), number < self.tally.present) for number in range(self.tally.base)]

    @property
    def mark_width(self) -> float:
        return round(max(358 / self.tally.base - 3, 0.8), 2) if self.tally is not None and self.tally.base else 0


def roll_of(meeting: Meeting, user: User) -> Roll:
    """The roll call of a meeting for a viewer, all present until it is called; at most eight queries."""
    reads = rules.reads_roll(user, meeting.unit)
    keeps = rules.can_keep_record(user, meeting) and meeting.state in (State.IN_SESSION, State.ENDED)
    count = HeadCount.objects.filter(meeting=meeting).first()
    by_name = count is None or count.source == HeadCount.Source.ROLL
    rows = _rows(meeting, called=count is not None) if reads and by_name else []
    told = tally((one.standing, one.presence) for one in rows) if rows else _of_count(count)
    guests = Guest.objects.filter(meeting=meeting).select_related("person", "unit").order_by("pk")
    return Roll(
        meeting=meeting,
        tally=told,
        rows=tuple(one for one in rows if one.counts),
        beside=tuple(one for one in rows if not one.counts),
        guests=tuple(guests),
        called=count is not None,
        by_count=count.text if count is not None and not by_name else "",
        quorum=_quorum(meeting, told, count),
        marks=keeps and reads and bool(rows),
        keeps=keeps,
        reads_names=reads,
        proxy=count is not None and count.proxy,
    )


def _rows(meeting: Meeting, *, called: bool) -> list[RollRow]:
    """As it was called; before that as it would be with everybody here."""
    kept = {one.person_id: one for one in Attendance.objects.filter(meeting=meeting)} if called else {}
    rows = []
    for one in who_belongs(meeting):
        usual = Presence.PRESENT if one.standing in COUNTED else Presence.EXCUSED
        row = kept.get(one.person.pk)
        presence = Presence(row.presence) if row is not None else usual
        rows.append(
            RollRow(
                one.person, one.standing, presence, _sub(meeting, one.person, one.standing), row.reason if row else ""
            )
        )
    return rows


def _sub(meeting: Meeting, person: Person, standing: Standing) -> str:
    words = []
    if person.pk == meeting.chair_id:
        words.append(_("Chairs"))
    if person.pk == meeting.taker_id:
        words.append(_("Takes the minutes"))
    if standing == Standing.PROBATIONARY:
        words.append(_("Probationary"))
    elif standing != Standing.OFFICIAL:
        words.append(str(WORDS[standing]).capitalize())
    return ", ".join(words)


def _of_count(count: HeadCount | None) -> Tally | None:
    if count is None:
        return None
    by_standing = None
    if count.official is not None and count.official_present is not None:
        by_standing = {Standing.OFFICIAL: (count.official, count.official_present)}
    absent = count.base - count.present - count.unexcused
    return Tally(count.base, count.present, absent, count.unexcused, count.beside, by_standing)


def _quorum(meeting: Meeting, told: Tally | None, count: HeadCount | None) -> Quorum | None:
    """Where official members are known; a meeting counted without names says nothing of it."""
    if told is None or told.by_standing is None or meeting.unit.kind != "cell":
        return None
    official, came = told.of(Standing.OFFICIAL)
    return quorum(official, came, quorum_rule(meeting.day))


# -- away again and again: for the cell's own secretary alone ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OftenAway:
    person: Person
    times: int


def often_away(unit: Unit, user: User, day: date) -> list[OftenAway]:
    """Members who were absent with a reason more often in a row than the rule lets pass; empty for everybody but the unit's own
    secretary. Two queries."""
    if not rules.is_secretary_of(user, unit):
        return []
    rows = Attendance.objects.filter(
        meeting__unit=unit,
        meeting__kind=MeetingKind.REGULAR,
        meeting__state__in=[state.value for state in HELD],
        meeting__held_on__year=day.year,
        standing__in=[one.value for one in COUNTED],
    ).values_list("person_id", "meeting__held_on", "presence")
    histories: dict[int, list[tuple[date, Presence]]] = defaultdict(list)
    for person, held_on, presence in rows:
        if held_on is not None:
            histories[person].append((held_on, Presence(presence)))
    times = too_often(histories, day)
    people = Person.objects.filter(pk__in=times).order_by("full_name", "pk")
    return [OftenAway(one, times[one.pk]) for one in people]
