"""What the papers of a list of works say: the works line by line, as one person reads them on a day, and their sums."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet

from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import given_name_sort_key, sort_key
from trongtam.org.models import Unit
from trongtam.org.reach import ACTING_KINDS, Reach

from ..life import ASSIGNED_ONCE
from ..models import Kind, Milestone, Product, Progress, Work
from .board import Sums, sums
from .known import end_of, sums_known, works_known
from .portions import GIVEN, portion
from .works import WorkRow, held_in, place_of, reads_names_of, row, works_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


_PLACE_OF_KIND = {str(kind): place for place, kind in enumerate(ACTING_KINDS, start=1)}


@dataclass(frozen=True)
class Told:
    """A work in a paper. `supervisor` is empty where names are not read; `steps` without those that were dropped; `obstacle`:
    the last one without an answer, with the help asked for."""

    row: WorkRow
    supervisor: str
    products: tuple[str, ...]
    steps: tuple[Milestone, ...]
    obstacle: str

    @property
    def work(self) -> Work:
        return self.row.work

    @property
    def done_steps(self) -> int:
        return sum(step.done_on is not None for step in self.steps)


@dataclass(frozen=True)
class WorkList:
    """Works of a unit's territory in a year or a stage (`span`, its code) as one person reads them on a day: those of collectives
    by the kind and the name of the unit, those of persons by given name. `known`: nothing that was said
    after that moment is in it; None: everything."""

    unit: Unit
    span: str
    day: date
    of_units: tuple[Told, ...]
    of_persons: tuple[Told, ...]
    sums: Sums
    known: datetime | None = None

    @property
    def every(self) -> tuple[Told, ...]:
        return (*self.of_units, *self.of_persons)

    @property
    def unkept(self) -> int:
        """Of an earlier day: works that were changed later by a program that did not keep yet what had been agreed."""
        return sum(getattr(one.work, "is_unkept", False) for one in self.every)

    @property
    def has_invented(self) -> bool:
        return any(one.work.is_invented for one in self.every)


def of_span(unit: Unit, span: str, user: User) -> QuerySet[Work]:
    """A year's list, or the works of a longer stage."""
    return (
        works_of(unit, user).filter(stage_code=span) if ".." in span else works_of(unit, user).filter(period_code=span)
    )


def stages_of(unit: Unit, year: str, user: User) -> list[str]:
    """The longer stages that works of a year's list belong to."""
    return _STAGES(*place_of(unit, user), year)


_STAGES = Prepared(
    lambda whose, homes, path, year: (
        held_in(whose, homes, path)
        .filter(period_code=year)
        .exclude(stage_code="")
        .order_by("stage_code")
        .values_list("stage_code", flat=True)
        .distinct()
    )
)


def list_of(unit: Unit, span: str, user: User, day: date, known: datetime | None = None) -> WorkList:
    """Breakthrough works that were assigned, whatever became of them. Four queries; as known at an earlier moment, nine."""
    if known is not None:
        return _known(unit, span, user, day, known, kinds=(Kind.BREAKTHROUGH,))
    return _told(unit, span, user, day, of_span(unit, span, user).filter(kind=Kind.BREAKTHROUGH))


def progress_of(unit: Unit, span: str, user: User, day: date, known: datetime | None = None) -> WorkList:
    """All works that were assigned, of every kind. Five queries; as known at an earlier moment, nine."""
    if known is not None:
        return _known(unit, span, user, day, known, kinds=tuple(Kind), with_obstacles=True)
    return _told(unit, span, user, day, of_span(unit, span, user), with_obstacles=True)


def _told(
    unit: Unit, span: str, user: User, day: date, works: QuerySet[Work], *, with_obstacles: bool = False
) -> WorkList:
    steps = Milestone.objects.filter(dropped_on__isnull=True).select_related("unit").order_by("order", "pk")
    asked = works.filter(portion(GIVEN, day)).select_related(
        "unit", "home", "holder_unit", "holder_person", "supervisor"
    )
    asked = asked.prefetch_related(
        Prefetch("milestones", steps, to_attr="steps_left"),
        Prefetch("products", Product.objects.order_by("order"), to_attr="products_in_order"),
    )
    obstacles = _obstacles(asked) if with_obstacles else {}
    reach = Reach.of(user)
    every = [_line(work, day, reach, obstacles) for work in asked]
    return _sorted(unit, span, day, every, sums(works, day))


def _known(
    unit: Unit,
    span: str,
    user: User,
    day: date,
    known: datetime,
    *,
    kinds: Collection[Kind],
    with_obstacles: bool = False,
) -> WorkList:
    """The same lines from the trail of the works: what was said after the moment, or after the day, is left out."""
    moment = min(known, end_of(day))
    works = [one for one in works_known(unit, span, user, moment) if one.kind in kinds]
    obstacles = {one.pk: one.obstacle_then for one in works} if with_obstacles else {}  # type: ignore[attr-defined]  # set there
    reach = Reach.of(user)
    every = [_line(one, day, reach, obstacles) for one in works if one.state in ASSIGNED_ONCE]
    return _sorted(unit, span, day, every, sums_known(works, day), moment)


def _sorted(
    unit: Unit, span: str, day: date, every: list[Told], counted: Sums, known: datetime | None = None
) -> WorkList:
    return WorkList(
        unit=unit,
        span=span,
        day=day,
        of_units=tuple(sorted((one for one in every if one.work.holder_unit_id is not None), key=_by_tree)),
        of_persons=tuple(sorted((one for one in every if one.work.holder_unit_id is None), key=_by_name)),
        sums=counted,
        known=known,
    )


def _line(work: Work, day: date, reach: Reach, obstacles: dict[int, str]) -> Told:
    named = work.supervisor is not None and reads_names_of(reach, work)
    return Told(
        row=row(work, day, reach),
        supervisor=work.supervisor.full_name if named and work.supervisor is not None else "",
        products=tuple(one.text for one in work.products_in_order),  # type: ignore[attr-defined]  # prefetched
        steps=tuple(work.steps_left),  # type: ignore[attr-defined]  # prefetched
        obstacle=obstacles.get(work.pk, ""),
    )


def _obstacles(works: QuerySet[Work]) -> dict[int, str]:
    """Work id → what stands in its way, the last word of its reports that nobody has answered."""
    open_ones = Progress.objects.filter(work__in=works.filter(in_need=True).values("pk"), answered_at__isnull=True)
    told = (
        open_ones.exclude(Q(obstacle="") & Q(help="")).order_by("at", "pk").values_list("work_id", "obstacle", "help")
    )
    return {pk: "; ".join(part for part in (obstacle, help_) if part) for pk, obstacle, help_ in told}


def _by_tree(one: Told) -> tuple[int, str, date, int]:
    holder = one.work.holder_unit
    assert holder is not None  # of units alone
    return _PLACE_OF_KIND.get(holder.kind, 0), sort_key(holder.name), one.work.due, one.work.pk


def _by_name(one: Told) -> tuple[str, date, int]:
    return given_name_sort_key(one.row.holder), one.work.due, one.work.pk
