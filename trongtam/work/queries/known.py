"""A list of works as it was known at an earlier moment, told from its append-only trail; nothing of it is written.

What the trail does not keep is as it is today: whose names one reads, and which works lie in a unit's territory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from trongtam.ground.periods import Period
from trongtam.org.models import Person, Unit

from .. import past
from ..life import ASSIGNED_ONCE, REGISTERING, RUNNING, Act, State
from ..models import Appraisal, Milestone, Product, Progress, Quality, Side, Turn, Work
from ..past import Agreed, Done
from ..standing import is_late, is_silent
from .board import Sums
from .works import works_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass
class Trail:
    """What was said about one work, in the order of time."""

    done: list[Done] = field(default_factory=list)
    reports: list[Progress] = field(default_factory=list)
    appraisals: list[Appraisal] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)


def end_of(day: date) -> datetime:
    """The last moment of a day by the clock of the commune."""
    return timezone.make_aware(datetime.combine(day, time.max))


def works_known(unit: Unit, span: str, user: User, moment: datetime) -> list[Work]:
    """The works of a year or a stage as they were known at a moment, each with `steps_left`, `products_in_order`,
    `obstacle_then` and `is_unkept`: what was agreed then is not known. At most nine queries. They are for reading: none of them
    may be saved."""
    first, last = Period.parse(span).start.year, Period.parse(span).end.year
    years = [str(year) for year in range(first, last + 1)]
    listed = works_of(unit, user).filter(period_code__in=years, made_at__lte=moment)
    works = list(listed.order_by("pk"))
    trails = _trails(listed, works)
    found = [work for work in works if _as_known(work, trails[work.pk], moment)]
    if ".." in span:
        found = [work for work in found if work.stage_code == span]
    _name_holders(found)
    return found


def sums_known(works: Iterable[Work], day: date) -> Sums:
    """As `board.sums`, of works that were read as known."""
    every = list(works)
    given = [one for one in every if one.state in ASSIGNED_ONCE]
    units, persons = ([one for one in given if getattr(one, name)] for name in ("holder_unit_id", "holder_person_id"))
    judged = [one for one in every if one.state in (State.APPRAISED, State.CONCLUDED)]
    running = [one for one in every if one.state in RUNNING]
    return Sums(
        units=len({one.holder_unit_id for one in units}),
        persons=len({one.holder_person_id for one in persons}),
        works_of_units=len(units),
        works_of_persons=len(persons),
        registering=sum(one.state in REGISTERING for one in every),
        running=len(running),
        waiting=sum(one.state == State.REPORTED for one in every),
        judged=len(judged),
        in_time=sum(one.on_time is True for one in judged),
        beyond=sum(one.quality == Quality.BEYOND for one in judged),
        late=sum(is_late(one.facts, day) for one in running),
        stuck=sum(one.in_need or is_silent(one.facts, day) for one in running),
        stopped=sum(one.state in (State.STOPPED, State.CARRIED) for one in every),
    )


def _trails(listed: QuerySet[Work], works: list[Work]) -> Mapping[int, Trail]:
    """Everything at once: six queries, however many works there are."""
    of_works = {"work__in": listed.order_by().values("pk")}
    found: dict[int, Trail] = defaultdict(Trail)
    for report in Progress.objects.filter(**of_works).prefetch_related("milestones").order_by("at", "pk"):
        found[report.work_id].reports.append(report)
    spoken = {report.pk: report.on for trail in found.values() for report in trail.reports}
    for turn in Turn.objects.filter(**of_works).order_by("at", "pk"):
        found[turn.work_id].done.append(Done(turn.at, _day_of(turn, spoken), turn.act, turn.after, turn.said))
    rows: tuple[tuple[Any, str], ...] = (
        (Appraisal.objects.filter(side=Side.SUPERVISOR, **of_works).order_by("at", "pk"), "appraisals"),
        (Milestone.objects.filter(**of_works).order_by("order", "pk"), "milestones"),
        (Product.objects.filter(**of_works).order_by("order"), "products"),
    )
    for every, name in rows:
        for row in every:
            getattr(found[row.work_id], name).append(row)
    return found


def _day_of(turn: Turn, spoken: Mapping[int, date]) -> date:
    """The day that an act speaks of."""
    if turn.act == Act.PROGRESS and turn.said.get("report") in spoken:
        return spoken[turn.said["report"]]
    if turn.act == Act.HAND_IN and "done_on" in turn.said:
        return date.fromisoformat(turn.said["done_on"])
    return timezone.localdate(turn.at)


def _as_known(work: Work, trail: Trail, moment: datetime) -> bool:
    """Turn the work in memory into what was known of it; whether it was there at all."""
    come = past.come_by(one for one in trail.done if one.at <= moment)
    if come is None:
        return False
    later = [one for one in trail.done if one.at > moment]
    agreed = past.agreed_before(_agreed_now(work, trail), later)
    work.title, work.kind, work.stage_code = agreed.title, agreed.kind, agreed.stage
    work.start, work.due = agreed.start, agreed.due
    work.unit_id, work.home_id, work.supervisor_id = agreed.unit, agreed.home, agreed.supervisor
    work.holder_unit_id, work.holder_person_id = agreed.holder_unit, agreed.holder_person
    work.state, work.percent, work.heard_on = come.state, come.percent, come.heard_on
    _judged(work, trail, moment)
    reports = [one for one in trail.reports if one.at <= moment]
    waiting = [one for one in reports if _in_need(one, moment)]
    begun_in_need = not reports and any(one.said.get("in_need") for one in trail.done if one.act == "begin")
    work.in_need = bool(waiting) or begun_in_need
    last = waiting[-1] if waiting else None
    shown: Any = work
    shown.is_unkept = past.is_unkept(later)
    shown.obstacle_then = "; ".join(part for part in (last.obstacle, last.help) if part) if last else ""
    shown.products_in_order = [Product(text=text) for text in agreed.products]
    shown.steps_left = _steps(trail, agreed, reports)
    return True


def _agreed_now(work: Work, trail: Trail) -> Agreed:
    return Agreed(
        title=work.title,
        kind=work.kind,
        stage=work.stage_code,
        start=work.start,
        due=work.due,
        unit=work.unit_id,
        home=work.home_id,
        holder_unit=work.holder_unit_id,
        holder_person=work.holder_person_id,
        supervisor=work.supervisor_id,
        products=tuple(one.text for one in trail.products),
    )


def _judged(work: Work, trail: Trail, moment: datetime) -> None:
    """The appraisal that counted then."""
    held = [one for one in trail.appraisals if one.at <= moment and not _over(one.taken_back_at, moment)]
    last = held[-1] if held else None
    work.on_time, work.quality = (last.on_time, last.quality) if last else (None, "")


def _over(at: datetime | None, moment: datetime) -> bool:
    return at is not None and at <= moment


def _in_need(report: Progress, moment: datetime) -> bool:
    return bool(report.obstacle or report.help) and not _over(report.answered_at, moment)


def _steps(trail: Trail, agreed: Agreed, reports: Iterable[Progress]) -> list[Milestone]:
    """The roadmap as it was agreed, each step done where a report had said so."""
    done: dict[int, date] = {}
    for report in reports:
        for step in report.milestones.all():
            done.setdefault(step.pk, report.on)
    if agreed.steps is None:
        steps = [one for one in trail.milestones if one.dropped_on is None]
    else:
        steps = [
            Milestone(
                pk=one.key,
                order=number,
                due=one.due,
                title=one.title,
                place=one.place,
                product=one.product,
                unit_id=one.unit,
            )
            for number, one in enumerate(agreed.steps, 1)
        ]
    for step in steps:
        step.done_on = done.get(step.pk)
    return steps


def _name_holders(works: list[Work]) -> None:
    """Units and people by their numbers; three queries."""
    steps = [step for one in works for step in one.steps_left]  # type: ignore[attr-defined]  # set above
    units = {pk for one in works for pk in (one.unit_id, one.home_id, one.holder_unit_id) if pk is not None}
    units |= {step.unit_id for step in steps if step.unit_id is not None}
    people = {pk for one in works for pk in (one.holder_person_id, one.supervisor_id) if pk is not None}
    unit_of, person_of = Unit.objects.in_bulk(units), Person.objects.in_bulk(people)
    for step in steps:
        step.unit = unit_of[step.unit_id] if step.unit_id is not None else None
    for one in works:
        one.unit, one.home = unit_of[one.unit_id], unit_of[one.home_id]
        one.holder_unit = unit_of[one.holder_unit_id] if one.holder_unit_id is not None else None
        one.holder_person = person_of[one.holder_person_id] if one.holder_person_id is not None else None
        one.supervisor = person_of[one.supervisor_id] if one.supervisor_id is not None else None
