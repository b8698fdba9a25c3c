"""The leader's board: how many hold how many works, how they stand, what is late or stuck, the year as a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, Q, QuerySet, When

from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import given_name_sort_key, sort_key
from trongtam.org.models import Unit
from trongtam.org.reach import Reach

from ..life import ASSIGNED_ONCE, REGISTERING, State
from ..models import Quality, Work
from ..standing import SILENT
from .works import (
    WorkRow,
    held_in,
    late_on,
    place_of,
    reads_names,
    rows_of_lists,
    running,
    stuck_on,
    stuck_since,
    works_of,
)

if TYPE_CHECKING:
    from trongtam.accounts.models import User

SHOWN = 12
MOST_HOLDERS = 60
MOST_IN_PICTURE = 20


@dataclass(frozen=True, slots=True)
class Sums:
    """Holders and works apart. `late` and `stuck` may hold the same work; `in_time`, `beyond`: of those appraised."""

    units: int
    persons: int
    works_of_units: int
    works_of_persons: int
    registering: int
    running: int
    waiting: int
    judged: int
    in_time: int
    beyond: int
    late: int
    stuck: int
    stopped: int

    @property
    def works(self) -> int:
        return self.works_of_units + self.works_of_persons

    @property
    def holders(self) -> int:
        return self.units + self.persons


@dataclass(frozen=True, slots=True)
class HolderSum:
    """How the works of one holder stand, in alphabetical order: no ranking of persons."""

    name: str
    is_person: bool
    works: int
    judged: int
    late: int


@dataclass(frozen=True)
class Board:
    sums: Sums
    pressing: list[WorkRow]
    to_judge: list[WorkRow]
    holders: list[HolderSum]
    more_holders: int
    picture: list[WorkRow]


def of_year(unit: Unit, year: str, user: User) -> QuerySet[Work]:
    """The list of a year: works that stand in it, those of a longer stage in its first year."""
    return works_of(unit, user).filter(period_code=year)


def sums(works: QuerySet[Work], day: date) -> Sums:
    """One query."""
    once = Q(state__in=[state.value for state in ASSIGNED_ONCE])
    judged = Q(state__in=[State.APPRAISED.value, State.CONCLUDED.value])
    counted: dict[str, Any] = works.aggregate(
        units=Count("holder_unit", filter=once, distinct=True),
        persons=Count("holder_person", filter=once, distinct=True),
        works_of_units=Count("pk", filter=once & Q(holder_unit__isnull=False)),
        works_of_persons=Count("pk", filter=once & Q(holder_person__isnull=False)),
        registering=Count("pk", filter=Q(state__in=[state.value for state in REGISTERING])),
        running=Count("pk", filter=running()),
        waiting=Count("pk", filter=Q(state=State.REPORTED.value)),
        judged=Count("pk", filter=judged),
        in_time=Count("pk", filter=judged & Q(on_time=True)),
        beyond=Count("pk", filter=judged & Q(quality=Quality.BEYOND)),
        late=Count("pk", filter=late_on(day)),
        stuck=Count("pk", filter=stuck_on(day)),
        stopped=Count("pk", filter=Q(state__in=[State.STOPPED.value, State.CARRIED.value])),
    )
    return Sums(**counted)


def board(unit: Unit, year: str, user: User, day: date) -> Board:
    """Six queries, however many works there are."""
    asked = (*place_of(unit, user), year)
    lists = [_PRESSING(*asked, day, day - SILENT), _WAITING(*asked), _DRAWN(*asked)]
    holders = _holders(asked, day, named=reads_names(Reach.of(user), unit))
    pressing_rows, waiting_rows, drawn_rows = rows_of_lists(lists, day, user)
    return Board(
        sums=sums(of_year(unit, year, user), day),
        pressing=pressing_rows,
        to_judge=waiting_rows,
        holders=holders[:MOST_HOLDERS],
        more_holders=max(len(holders) - MOST_HOLDERS, 0),
        picture=drawn_rows,
    )


_Asked = tuple["User | None", "list[int] | None", "str | None", str]


def _of_year(whose: User | None, homes: list[int] | None, path: str | None, year: str) -> QuerySet[Work]:
    return held_in(whose, homes, path).filter(period_code=year)


def _pressing(
    whose: User | None, homes: list[int] | None, path: str | None, year: str, day: date, cut: date
) -> QuerySet[Work, int]:
    pressing = _of_year(whose, homes, path, year).filter(late_on(day) | stuck_since(cut))
    return pressing.order_by("due", "pk").values_list("pk", flat=True)[:SHOWN]


def _in_states(works: QuerySet[Work], states: Iterable[State]) -> QuerySet[Work]:
    return works.filter(state__in=[state.value for state in states])


_PRESSING = Prepared(_pressing)
_WAITING = Prepared(
    lambda *asked: (
        _in_states(_of_year(*asked), [State.REGISTERED, State.REPORTED])
        .order_by("due", "pk")
        .values_list("pk", flat=True)[:SHOWN]
    )
)
_DRAWN = Prepared(
    lambda *asked: (
        _in_states(_of_year(*asked), ASSIGNED_ONCE)
        .order_by("start", "due", "pk")
        .values_list("pk", flat=True)[:MOST_IN_PICTURE]
    )
)


def _holders(asked: _Asked, day: date, *, named: bool) -> list[HolderSum]:
    """Holders with their counts, units first, each by name; where names are not read, the persons of a place together. One
    query."""
    found = [
        HolderSum(one["told"], one["is_person"], one["works"], one["judged"], one["late"])
        for one in _GROUPED(*asked, day, named)
    ]
    by_name = given_name_sort_key if named else sort_key
    return sorted(found, key=lambda one: (one.is_person, by_name(one.name) if one.is_person else sort_key(one.name)))


def _grouped(
    whose: User | None, homes: list[int] | None, path: str | None, year: str, day: date, named: bool
) -> QuerySet[Any, Any]:
    judged = Q(state__in=[State.APPRAISED.value, State.CONCLUDED.value])
    person = "holder_person__full_name" if named else "home__name"
    told = Case(When(holder_person__isnull=True, then=F("holder_unit__name")), default=F(person))
    who = Case(
        When(holder_person__isnull=True, then=F("holder_unit_id")),
        default=F("holder_person_id" if named else "home_id"),
    )
    return (
        _in_states(_of_year(whose, homes, path, year), ASSIGNED_ONCE)
        .annotate(is_person=Q(holder_person__isnull=False), who=who, told=told)
        .values("is_person", "who", "told")
        .annotate(works=Count("pk"), judged=Count("pk", filter=judged), late=Count("pk", filter=late_on(day)))
        .order_by("is_person", "told")
    )


_GROUPED = Prepared(_grouped)
