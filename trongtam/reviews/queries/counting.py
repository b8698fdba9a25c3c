"""Facts counted from the rooms below: works, meetings, targets, duties of following, shortcomings; and from earlier rounds.

A share with nothing to count is None: nobody is held back by a record that does not exist. What a person did in a cell that he
left within the year counts with the rest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q

from trongtam.meetings.attending import COUNTED, Presence
from trongtam.meetings.life import HELD
from trongtam.meetings.models import Attendance, HeadCount
from trongtam.meetings.queries.members import OF_MEMBERS
from trongtam.resolutions.models import Shortcoming
from trongtam.support.models import Duty
from trongtam.support.owing import MADE, MISSED
from trongtam.support.queries.duties import owed
from trongtam.targets.queries.rollups import bands_by_unit
from trongtam.work.life import State as WorkState
from trongtam.work.models import Quality, Work

from ..facts import Found
from ..models import Subject, SubjectKind

Answers = Mapping[int, Found]
JUDGED = (WorkState.APPRAISED.value, WorkState.CONCLUDED.value)
# Ended without a result, on the word of those who assigned it.
LET_GO = (WorkState.STOPPED.value, WorkState.CARRIED.value)


def share_of(some: int, of: int) -> Decimal | None:
    """Percent with two decimals, cut so that 99.999 never reads as 100; None of nothing."""
    if not of:
        return None
    return Decimal(int(Fraction(some * 10000, of))) / 100


# -- works -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Done:
    """A work that was due in the period, as it stands."""

    pk: int
    done: bool
    on_time: bool
    beyond: bool
    late: bool


def _works_of(subjects: Sequence[Subject], first: date, last: date, at: date) -> dict[int, list[_Done]]:
    """Subject id → works due in the period: of a person his own, of an organisation or collective those held in its unit. One
    query."""
    people = {one.person_id for one in subjects if one.person_id is not None}
    units = {one.unit_id for one in subjects if one.person_id is None}
    return _due(subjects, Q(holder_person__in=people) | Q(home__in=units), first, last, at)


def _area_of(subjects: Sequence[Subject], first: date, last: date, at: date) -> dict[int, list[_Done]]:
    """Subject id → works held in the unit that a leader leads."""
    units = {one.unit_id for one in subjects}
    return _due(subjects, Q(home__in=units), first, last, at, area=True)


def _due(
    subjects: Sequence[Subject], which: Q, first: date, last: date, at: date, *, area: bool = False
) -> dict[int, list[_Done]]:
    rows = Work.objects.filter(which, due__gte=first, due__lte=min(last, at)).assigned().exclude(state__in=LET_GO)
    by_person: dict[int, list[_Done]] = defaultdict(list)
    by_unit: dict[int, list[_Done]] = defaultdict(list)
    for pk, state, on_time, quality, person, home in rows.values_list(
        "pk", "state", "on_time", "quality", "holder_person_id", "home_id"
    ):
        judged = state in JUDGED
        handed_in = judged or state == WorkState.REPORTED
        one = _Done(
            pk,
            judged,
            bool(judged and on_time),
            bool(judged and quality == Quality.BEYOND),
            not handed_in or on_time is False,
        )
        by_unit[home].append(one)
        if person is not None:
            by_person[person].append(one)
    if area:
        return {one.pk: by_unit[one.unit_id] for one in subjects}
    return {one.pk: by_person[one.person_id] if one.person_id is not None else by_unit[one.unit_id] for one in subjects}


Reader = Callable[[Sequence[Subject], date, date, date], dict[int, list[_Done]]]


def _of_works(read: Reader, what: str) -> Callable[[Sequence[Subject], date, date, date], Answers]:
    def provider(subjects: Sequence[Subject], first: date, last: date, at: date) -> Answers:
        return {
            pk: Found(share_of(sum(getattr(one, what) for one in rows), len(rows)), {"work": [one.pk for one in rows]})
            for pk, rows in read(subjects, first, last, at).items()
        }

    return provider


work_done = _of_works(_works_of, "done")
work_on_time = _of_works(_works_of, "on_time")
work_beyond = _of_works(_works_of, "beyond")
work_late = _of_works(_works_of, "late")
area_on_time = _of_works(_area_of, "on_time")
area_beyond = _of_works(_area_of, "beyond")


# -- meetings ----------------------------------------------------------------------------------------------------------


def meetings_attended(subjects: Sequence[Subject], first: date, last: date, at: date) -> Answers:
    """Of a person the meetings of members to which he had to come, in whatever cell; of a unit everybody's sum. Two queries."""
    held = {
        "meeting__kind__in": list(OF_MEMBERS),
        "meeting__state__in": [state.value for state in HELD],
        "meeting__held_on__gte": first,
        "meeting__held_on__lte": min(last, at),
    }
    people = {one.person_id for one in subjects if one.person_id is not None}
    units = {one.unit_id for one in subjects if one.person_id is None}
    of_person: dict[int | None, list[tuple[int, bool]]] = defaultdict(list)
    standing = [one.value for one in COUNTED]
    for person, meeting, presence in Attendance.objects.filter(
        person__in=people, standing__in=standing, **held
    ).values_list("person_id", "meeting_id", "presence"):
        of_person[person].append((meeting, presence == Presence.PRESENT))
    of_unit: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for unit, meeting, present, base in HeadCount.objects.filter(meeting__unit__in=units, **held).values_list(
        "meeting__unit_id", "meeting_id", "present", "base"
    ):
        of_unit[unit].append((meeting, present, base))
    found = {}
    for one in subjects:
        if one.person_id is not None:
            rows = of_person[one.person_id]
            some, of, ids = sum(came for _pk, came in rows), len(rows), [pk for pk, _came in rows]
        else:
            counts = of_unit[one.unit_id]
            some, of, ids = sum(c[1] for c in counts), sum(c[2] for c in counts), [c[0] for c in counts]
        found[one.pk] = Found(share_of(some, of), {"meeting": ids})
    return found


# -- targets, duties, shortcomings -------------------------------------------------------------------------------------


def targets_met(subjects: Sequence[Subject], first: date, last: date, at: date) -> Answers:
    """Targets of the unit for the year that stand as met. One query."""
    if not subjects:
        return {}
    code = _year_code(first, last)
    top = subjects[0].round.unit
    under = top.parent if top.parent is not None else top
    bands = bands_by_unit(code, under=under)
    # What a committee leads is written for its commune.
    named = {one.pk: (under.pk if one.unit_id == top.pk else one.unit_id) for one in subjects}
    return {
        pk: Found(share_of(bands.get(unit, {}).get("met", 0), sum(bands.get(unit, {}).values())), {"board": [unit]})
        for pk, unit in named.items()
        if unit in bands
    }


def targets_led(subjects: Sequence[Subject], first: date, last: date, at: date) -> Answers:
    """The same for who heads the collective; a deputy heads none. One query."""
    return targets_met([one for one in subjects if one.is_head], first, last, at)


def _year_code(first: date, last: date) -> str:
    """The period by whose targets a year or a part of it is judged."""
    return str(first.year) if first.year == last.year else f"{first.year}..{last.year}"


def duties_kept(subjects: Sequence[Subject], first: date, last: date, at: date) -> Answers:
    """Spans of one's duties to follow a unit in which one went, of those over in the period. A duty is a person's own."""
    people = {one.person_id: one.pk for one in subjects if one.person_id is not None}
    duties = list(Duty.objects.filter(person__in=people, valid_from__lte=last).select_related("unit", "obligation"))
    kept: Counter[int] = Counter()
    asked: Counter[int] = Counter()
    ids: dict[int, list[int]] = defaultdict(list)
    for duty_id, entries in owed(duties, today=at).items() if duties else ():
        person = next(one.person_id for one in duties if one.pk == duty_id)
        inside = [one for one in entries if first <= one.span.end <= last and one.state in (MADE, MISSED)]
        asked[person] += len(inside)
        kept[person] += sum(one.state == MADE for one in inside)
        ids[person].append(duty_id)
    return {
        one.pk: Found(share_of(kept[one.person_id], asked[one.person_id]), {"duty": ids[one.person_id]})
        for one in subjects
        if one.person_id is not None
    }


def shortcomings_fixed(subjects: Sequence[Subject], first: date, last: date, at: date) -> Answers:
    """Named shortcomings of the unit that were due in the period, remedied by its end. Those of a person nobody names. One
    query."""
    units = {one.unit_id for one in subjects if one.kind != SubjectKind.MEMBER}
    rows: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    listed = Shortcoming.objects.filter(remedier__in=units, due_on__gte=first, due_on__lte=min(last, at))
    for pk, unit, state, on in listed.exclude(state=Shortcoming.State.WITHDRAWN).values_list(
        "pk", "remedier_id", "state", "remedied_on"
    ):
        rows[unit].append((pk, state == Shortcoming.State.REMEDIED and on is not None and on <= last))
    return {
        one.pk: Found(
            share_of(sum(done for _pk, done in rows[one.unit_id]), len(rows[one.unit_id])),
            {"shortcoming": [pk for pk, _done in rows[one.unit_id]]},
        )
        for one in subjects
        if one.kind != SubjectKind.MEMBER
    }


# -- earlier rounds ----------------------------------------------------------------------------------------------------


def quarters_not_completed(subjects: Sequence[Subject], first: date, last: date, at: date) -> Answers:
    """How many quarters of the period ended as not completed, for the same person or the same collective of the unit. One
    query; None where no quarter was rated."""
    rows = Subject.objects.filter(
        _same(subjects), round__kind="quarter", round__period_code__startswith=f"{first.year}-Q", standing="rated"
    ).exclude(level="")
    found: dict[tuple[str, int, int | None], list[tuple[int, bool]]] = defaultdict(list)
    for pk, kind, unit, person, level in rows.values_list("pk", "kind", "unit_id", "person_id", "level"):
        found[kind, unit, person].append((pk, level == "not_completed"))
    return {
        one.pk: Found(Decimal(sum(failed for _pk, failed in quarters)), {"review": [pk for pk, _failed in quarters]})
        for one in subjects
        if (quarters := found.get((one.kind, one.unit_id, one.person_id)))
    }


def _same(subjects: Iterable[Subject]) -> Q:
    rows = list(subjects)
    people = {one.person_id for one in rows if one.person_id is not None}
    units = {one.unit_id for one in rows if one.person_id is None}
    return Q(person__in=people) | Q(person__isnull=True, unit__in=units)


PROVIDERS = {
    "work_done_share": work_done,
    "work_on_time_share": work_on_time,
    "work_beyond_share": work_beyond,
    "work_late_share": work_late,
    "area_on_time_share": area_on_time,
    "area_beyond_share": area_beyond,
    "meetings_attended_share": meetings_attended,
    "targets_met_share": targets_met,
    "collective_targets_share": targets_led,
    "team_targets_share": targets_met,
    "duties_kept_share": duties_kept,
    "shortcomings_fixed_share": shortcomings_fixed,
    "quarters_not_completed": quarters_not_completed,
}
