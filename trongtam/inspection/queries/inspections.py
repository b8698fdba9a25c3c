"""What pages of inspection read; and the overview, which has sums alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet, prefetch_related_objects

from trongtam.org.models import Person, Post, PostKind, Unit
from trongtam.org.models.units import on_date
from trongtam.org.reach import ACTING_KINDS, Reach
from trongtam.targets.computing.scope import scope_path

from ..models import Demand, DemandState, FrontOpinion, Inspection, InspectionState, Programme
from ..models.inspections import INSPECTORS, LEADERS, held_units, not_of
from ..rules import OVERSEERS

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST = 300
LEADING = (*OVERSEERS, *INSPECTORS, PostKind.COMMITTEE_MEMBER)


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts of a committee's inspections of a year. `units`: (unit, how many, how many are open); `persons`: how many subjects
    are persons, never who; `asked`, `open_demands`, `late`: what conclusions ask for."""

    by_state: dict[str, int]
    units: Sequence[tuple[Unit, int, int]]
    persons: int
    asked: int
    open_demands: int
    late: int

    @property
    def total(self) -> int:
        return sum(self.by_state.values())


def own_committees(user: User, kinds: tuple[str, ...] = (*INSPECTORS, *LEADERS)) -> list[Unit]:
    """Committees in which one has the post. One query, none without a post."""
    ids = held_units(user, kinds)
    return list(Unit.objects.filter(pk__in=ids, kind="party_committee").order_by("path")) if ids else []


def overview_committees(user: User) -> list[Unit]:
    return own_committees(user, (*OVERSEERS, *INSPECTORS))


def programmes(user: User) -> QuerySet[Programme]:
    seen = Q(inspections__isnull=False) & not_of(user, "inspections__")
    rows = (
        Programme.objects.visible_to(user).select_related("unit").annotate(subjects=Count("inspections", filter=seen))
    )
    return rows.order_by("-year", "organ", "pk")


def may_lead(user: User) -> bool:
    """Whether one is among those who are asked to lead an inspection. No query."""
    return bool(held_units(user, LEADING))


def led(user: User) -> list[Inspection]:
    """Those that one leads. One query, none for whoever is never asked to lead one."""
    person = Reach.of(user).person_id
    if person is None or not may_lead(user):
        return []
    rows = Inspection.objects.filter(not_of(user), lead=person)
    rows = rows.select_related("programme__unit", "subject_unit", "subject_person")
    return list(rows.order_by("planned_from", "pk")[:MOST])


def of_programme(programme: Programme, user: User) -> list[Inspection]:
    """Without that of oneself."""
    rows = programme.inspections.filter(not_of(user))
    rows = rows.select_related("subject_unit", "subject_person", "lead", "programme__unit")
    found = list(rows.order_by("planned_from", "pk")[:MOST])
    # Asks nothing while no subject was merged or split.
    gone = [one.subject_unit for one in found if one.subject_unit is not None and one.subject_unit.passed_on]
    prefetch_related_objects(gone, "successors__successor")
    return found


def overview(unit: Unit, year: int, day: date) -> Sums:
    """Three queries; no content is read."""
    rows = Inspection.objects.filter(programme__keeper=unit, programme__year=year).order_by()
    found = list(rows.values_list("state", "subject_unit_id"))
    by_state = dict.fromkeys(InspectionState.values, 0) | Counter(state for state, _unit in found)
    per_unit = Counter(one for _state, one in found if one is not None)
    still = Counter(
        one
        for state, one in found
        if one is not None and state not in (InspectionState.SETTLED, InspectionState.DROPPED)
    )
    units = Unit.objects.filter(pk__in=per_unit).order_by("path")
    demands = Demand.objects.filter(inspection__programme__keeper=unit, inspection__programme__year=year).aggregate(
        asked=Count("pk"),
        open=Count("pk", filter=Q(state=DemandState.OPEN)),
        late=Count("pk", filter=Q(state=DemandState.OPEN, due__lt=day)),
    )
    return Sums(
        by_state,
        [(one, per_unit[one.pk], still[one.pk]) for one in units],
        sum(1 for _state, one in found if one is None),
        demands["asked"],
        demands["open"],
        demands["late"],
    )


def holders(unit: Unit, day: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of choices below a committee: “unit:12”, “person:7” (one post a person, the highest). Two queries."""
    path = scope_path(unit)
    units = Unit.objects.on(day).filter(path__startswith=path, kind__in=ACTING_KINDS).order_by("path")[:MOST]
    posts = Post.objects.filter(on_date(day), unit__path__startswith=path, person__erased_at__isnull=True)
    people: dict[int, str] = {}
    for post in posts.select_related("person", "unit").order_by("unit__path", "pk")[: 2 * MOST]:
        people.setdefault(post.person_id, f"{post.person.full_name}, {post.name}")
    return [
        ("units", [(f"unit:{one.pk}", one.name) for one in units]),
        ("people", [(f"person:{pk}", words) for pk, words in people.items()]),
    ]


def leading_people(unit: Unit, day: date) -> QuerySet[Person]:
    """Members of the committee and its inspectors: who leads an inspection, who supervises what it asks for."""
    held = Post.objects.filter(on_date(day), unit=unit, kind__in=LEADING).values("person")
    return Person.objects.not_erased().filter(pk__in=held).order_by("full_name")


# -- the Front ---------------------------------------------------------------------------------------------------------


def opinions(user: User) -> QuerySet[FrontOpinion]:
    return FrontOpinion.objects.visible_to(user).select_related("unit", "keeper", "reply_from", "asked_first")


def fronts(user: User, day: date) -> QuerySet[Unit]:
    """Fronts for which one may write an opinion down."""
    from trongtam.org.reach import Right
    from trongtam.work.rules import own_units

    reach = Reach.of(user)
    condition = Q(pk__in=own_units(reach))
    for post in reach.posts:
        if Right.STATE_FOR in post.rights and post.near:
            condition |= Q(path__startswith=post.path)
    return Unit.objects.on(day).filter(condition, kind="front").select_related("parent").order_by("path")


def organs_asked(front: Unit, day: date) -> QuerySet[Unit]:
    place = front.parent.path if front.parent is not None else front.path
    kinds = ("government", "peoples_council", "party_committee", "organisation", "hamlet")
    return Unit.objects.on(day).filter(path__startswith=place, kind__in=kinds).order_by("path")
