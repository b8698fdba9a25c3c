"""The leader's board: how many hold how many works, how they stand, what is late or stuck, the year as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, Q, QuerySet, When

from trongtam.ground.among import Keys
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

    def with_more(self, other: HolderSum) -> HolderSum:
        return replace(
            self, works=self.works + other.works, judged=self.judged + other.judged, late=self.late + other.late
        )


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


def counted(day: date, cut: date) -> dict[str, Q]:
    """What is counted of works on a day, each a condition on `Work`; `cut`: from when on silence is not long yet."""
    judged = Q(state__in=[State.APPRAISED.value, State.CONCLUDED.value])
    return {
        "given": Q(state__in=[state.value for state in ASSIGNED_ONCE]),
        "registering": Q(state__in=[state.value for state in REGISTERING]),
        "running": running(),
        "waiting": Q(state=State.REPORTED.value),
        "judged": judged,
        "in_time": judged & Q(on_time=True),
        "beyond": judged & Q(quality=Quality.BEYOND),
        "late": late_on(day),
        "stuck": stuck_since(cut),
        "stopped": Q(state__in=[State.STOPPED.value, State.CARRIED.value]),
    }


def sums(works: QuerySet[Work], day: date) -> Sums:
    """One query."""
    conditions = counted(day, day - SILENT)
    once = conditions.pop("given")
    found: dict[str, Any] = works.aggregate(
        units=Count("holder_unit", filter=once, distinct=True),
        persons=Count("holder_person", filter=once, distinct=True),
        works_of_units=Count("pk", filter=once & Q(holder_unit__isnull=False)),
        works_of_persons=Count("pk", filter=once & Q(holder_person__isnull=False)),
        **{name: Count("pk", filter=condition) for name, condition in conditions.items()},
    )
    return Sums(**found)


def board(unit: Unit, year: str, user: User, day: date) -> Board:
    """Five queries, however many works there are."""
    asked = (*place_of(unit, user), year)
    lists = [_PRESSING(*asked, day, day - SILENT), _WAITING(*asked), _DRAWN(*asked)]
    named = reads_names(Reach.of(user), unit)
    groups = list(_GROUPED(*asked, day, day - SILENT, named))
    holders = _holders(groups, named=named)
    pressing_rows, waiting_rows, drawn_rows = rows_of_lists(lists, day, user)
    return Board(
        sums=_sums_of(groups),
        pressing=pressing_rows,
        to_judge=waiting_rows,
        holders=holders[:MOST_HOLDERS],
        more_holders=max(len(holders) - MOST_HOLDERS, 0),
        picture=drawn_rows,
    )


_Asked = tuple["User | None", "Keys | None", "str | None", str]


def _of_year(whose: User | None, homes: Keys | None, path: str | None, year: str) -> QuerySet[Work]:
    return held_in(whose, homes, path).filter(period_code=year)


def _pressing(
    whose: User | None, homes: Keys | None, path: str | None, year: str, day: date, cut: date
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


def _sums_of(groups: Sequence[Mapping[str, Any]]) -> Sums:
    """What `sums` asks of the database, from the counts of each holder."""
    given = [one for one in groups if one["given"]]
    held = {one["holder_person_id"]: 0 for one in given if one["is_person"]}
    of_persons = sum(one["given"] for one in given if one["is_person"])
    return Sums(
        units=sum(not one["is_person"] for one in given),
        persons=len(held),
        works_of_units=sum(one["given"] for one in given) - of_persons,
        works_of_persons=of_persons,
        **{name: sum(one[name] for one in groups) for name in _SUMMED},
    )


_SUMMED = ("registering", "running", "waiting", "judged", "in_time", "beyond", "late", "stuck", "stopped")


def _holders(groups: Iterable[Mapping[str, Any]], *, named: bool) -> list[HolderSum]:
    """Holders with their counts, units first, each by name; where names are not read, the persons of a place together."""
    found: dict[tuple[bool, int], HolderSum] = {}
    for one in groups:
        if one["given"]:
            key = one["is_person"], one["who"]
            told = HolderSum(one["told"], one["is_person"], one["given"], one["judged"], one["late"])
            found[key] = found[key].with_more(told) if key in found else told
    by_name = given_name_sort_key if named else sort_key
    return sorted(
        found.values(), key=lambda one: (one.is_person, by_name(one.name) if one.is_person else sort_key(one.name))
    )


def _grouped(
    whose: User | None, homes: Keys | None, path: str | None, year: str, day: date, cut: date, named: bool
) -> QuerySet[Any, Any]:
    """For each holder what is counted of his works; where names are not read, for each of the places that he holds them in."""
    person = "holder_person__full_name" if named else "home__name"
    told = Case(When(holder_person__isnull=True, then=F("holder_unit__name")), default=F(person))
    who = Case(
        When(holder_person__isnull=True, then=F("holder_unit_id")),
        default=F("holder_person_id" if named else "home_id"),
    )
    return (
        _of_year(whose, homes, path, year)
        .annotate(is_person=Q(holder_person__isnull=False), who=who, told=told)
        .values("is_person", "who", "told", "holder_person_id")
        .annotate(**{name: Count("pk", filter=condition) for name, condition in counted(day, cut).items()})
        .order_by("is_person", "told")
    )


_GROUPED = Prepared(_grouped)
