"""What was agreed changes: adjusted, extended, handed over, carried over to the next year, stopped, opened again.

Each is an act of the organ with a reason; what was agreed before stays in the work's trail.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.org.models import Person

from .. import rules
from ..life import Act, State
from ..models import Product, Turn, Work, mark
from ..past import Agreed, StepWas, was_of
from ..plan import Plan, ProductLine, Root, Step
from .appraising import unjudge
from .campaigning import lock_open
from .walking import day_of, lock_for, walk
from .writing import check_days, check_plan, fill, home_of, milestone, write_work

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.org.models import Unit

# Acts of their own change these; an adjustment leaves them alone.
NOT_ADJUSTED = ("unit", "person", "due", "year")


def plan_of(work: Work) -> Plan:
    """A work as it is agreed now, as a plan: what forms start from and what a changed one is compared with."""
    steps = work.milestones.filter(dropped_on__isnull=True).select_related("unit")
    return Plan(
        title=work.title,
        kind=work.kind,
        root=Root(work.root_kind, work.root_id, work.root_text),
        year=work.period_code,
        stage=work.stage_code,
        start=work.start,
        due=work.due,
        unit=work.holder_unit,
        person=work.holder_person,
        supervisor=work.supervisor,
        focus=work.focus,
        cooperating=tuple(work.cooperating.order_by("pk")),
        products=tuple(ProductLine(one.text, one.amount, one.measure) for one in work.products.order_by("order")),
        roadmap=tuple(Step(one.title, one.due, one.place, one.unit, one.product, one.pk) for one in steps),
        targets=tuple(work.targets.order_by("pk")),
        criteria=tuple(work.criteria.order_by("pk")),
    )


def agreed_of(work: Work, plan: Plan) -> dict[str, Any]:
    """What an act that writes a work anew keeps in its trail: `plan` is how it was agreed until then."""
    steps = tuple(
        StepWas(one.key, one.due, one.title, one.place, one.product, one.unit.pk if one.unit is not None else None)
        for one in plan.roadmap
    )
    agreed = Agreed(
        title=plan.title,
        kind=plan.kind,
        stage=plan.stage,
        start=plan.start,
        due=plan.due,
        unit=work.unit_id,
        home=work.home_id,
        holder_unit=work.holder_unit_id,
        holder_person=work.holder_person_id,
        supervisor=work.supervisor_id,
        products=tuple(one.text for one in plan.products),
        steps=steps,
    )
    return was_of(agreed)


@transaction.atomic
def adjust_work(work: Work, plan: Plan, *, by: User, reason: str, at: datetime | None = None) -> Work:
    """Change what was agreed but for holder, day and year, which have acts of their own. Steps that are left out are dropped
    and stay readable; a step that is done stays done. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.ADJUST, by=by, rule=rules.can_decide_work, who=rules.who_decides, reason=reason)
    before = plan_of(held)
    plan = replace(plan, **{name: getattr(before, name) for name in NOT_ADJUSTED})
    check_plan(plan, held.unit, by=by, campaign=held.campaign)
    said, was = _differences(before, plan), agreed_of(held, before)
    if not said:
        raise Refused(_("Nothing is different from what was agreed."))
    home = held.home
    fill(held, plan, held.unit)
    held.home = home
    _rewrite_roadmap(held, plan.roadmap, day_of(at))
    held.products.all().delete()
    Product.objects.bulk_create(
        Product(work=held, order=place, text=one.text.strip(), amount=one.amount, measure=one.measure.strip())
        for place, one in enumerate(plan.products, start=1)
    )
    held.cooperating.set(plan.cooperating)
    held.targets.set(plan.targets)
    held.criteria.set(plan.criteria)
    return walk(held, Act.ADJUST, "work.adjusted", by=by, at=at, reason=reason, said=said, was=was)


def _differences(before: Plan, after: Plan) -> dict[str, Any]:
    """name → [before, after] in words, of what differs."""
    return {
        one.name: [_told(getattr(before, one.name)), _told(getattr(after, one.name))]
        for one in fields(Plan)
        if getattr(before, one.name) != getattr(after, one.name)
    }


def _told(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_told(one) for one in value]
    if isinstance(value, Step):
        return f"{value.due.isoformat()} {value.title}"
    if isinstance(value, Person):
        return _mark(value)
    if isinstance(value, ProductLine | Root):
        return value.text or str(getattr(value, "pk", ""))
    return None if value is None else str(value)


def _rewrite_roadmap(held: Work, roadmap: tuple[Step, ...], today: date) -> None:
    """Raises Refused where a step is named that the work does not have, or one that is done is moved or left out."""
    known = {one.pk: one for one in held.milestones.select_for_update().filter(dropped_on__isnull=True)}
    kept = {step.key for step in roadmap if step.key is not None}
    if kept - set(known):
        raise Refused(_("A step of the roadmap was changed meanwhile. Please look at it again."), field="roadmap")
    for pk, one in known.items():
        if pk not in kept:
            if one.done_on is not None:
                raise Refused(_("The step “%(step)s” is done; it stays.") % {"step": one.title}, field="roadmap")
            one.dropped_on = today
            one.save(update_fields=["dropped_on"])
    for place, step in enumerate(roadmap, start=1):
        row = milestone(held, place, step)
        if step.key is not None:
            row.pk, row.done_on = step.key, known[step.key].done_on
        row.save()


@transaction.atomic
def extend_work(work: Work, *, by: User, due: date, reason: str, at: datetime | None = None) -> Work:
    """Another day, with the reason; the day that was first agreed stays known. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.EXTEND, by=by, rule=rules.can_decide_work, who=rules.who_decides, reason=reason)
    if due == held.due:
        raise Refused(_("That is the day already."), field="due")
    return moved(held, due, by=by, reason=reason, at=at)


def moved(held: Work, due: date, *, by: User, reason: str, at: datetime | None) -> Work:
    """A locked work with another day. Raises Refused: outside its year or stage."""
    check_days(replace(plan_of(held), due=due))
    before, held.due = held.due, due
    return walk(held, Act.EXTEND, "work.extended", by=by, at=at, reason=reason, said={"due": [before, due]})


@transaction.atomic
def hand_over_work(
    work: Work,
    *,
    by: User,
    reason: str,
    unit: Unit | None = None,
    person: Person | None = None,
    at: datetime | None = None,
) -> Work:
    """Another holder from today on, one unit or one person; what the one before reported stays his. Raises NotAllowed,
    Refused."""
    held = lock_for(work, Act.HAND_OVER, by=by, rule=rules.can_decide_work, who=rules.who_decides, reason=reason)
    if (unit is None) == (person is None):
        raise Refused(_("Please choose who holds the work: one unit or one person."), field="holder")
    before = held.holder_unit or held.holder_person
    if before == (unit or person):
        raise Refused(_("They hold the work already."), field="holder")
    today = max(day_of(at), held.start)
    home, held.home = held.home_id, home_of(replace(plan_of(held), unit=unit, person=person, start=today), held.unit)
    held.holder_unit, held.holder_person = unit, person
    said = {"holder": [_mark(before), _mark(unit or person)], "home": [home, held.home.pk]}
    return walk(held, Act.HAND_OVER, "work.handed_over", by=by, at=at, reason=reason, said=said)


def _mark(holder: Any) -> str:
    return mark(type(holder), holder.pk)


@transaction.atomic
def carry_over_work(work: Work, *, by: User, due: date, reason: str, at: datetime | None = None) -> Work:
    """The work goes on in the list of the next year, as a work of its own; this one ends. Steps that are not done go along,
    as long before the new day as they were before the old one. Raises NotAllowed, Refused. The new work."""
    held = lock_for(work, Act.CARRY_OVER, by=by, rule=rules.can_decide_work, who=rules.who_decides, reason=reason)
    return carried_into(held, due, by=by, reason=reason, at=at)


def carried_into(held: Work, due: date, *, by: User, reason: str, at: datetime | None) -> Work:
    """A locked work goes on as another one in the list of the next year. Raises Refused."""
    year = Period.year(int(held.period_code) + 1)
    start = max(year.start, held.start)
    before = plan_of(held)
    open_steps = held.milestones.filter(dropped_on__isnull=True, done_on__isnull=True).select_related("unit")
    later = due - held.due
    steps = tuple(
        Step(one.title, min(max(one.due + later, start), due), one.place, one.unit, one.product) for one in open_steps
    )
    plan = replace(before, year=year.code, start=start, due=due, roadmap=steps, stage=_stage_with(before, year, due))
    check_plan(plan, held.unit, by=by)
    made = write_work(plan, held.unit, state=State.ASSIGNED, by=by, at=at)
    made.carried_from, made.percent, made.in_need = held, held.percent if held.percent < 100 else 0, held.in_need
    made.save(update_fields=["carried_from", "percent", "in_need"])
    moment = at or timezone.now()
    _ask_again(held, made, moment)
    begun = {"carried_from": held.pk, "percent": made.percent, "in_need": made.in_need}
    Turn.objects.create(work=made, act="begin", after=made.state, by=by, at=moment, said=begun)
    said = {"into": made.pk, "due": due}
    walk(held, Act.CARRY_OVER, "work.carried_over", by=by, at=at, reason=reason, said=said)
    return made


def _ask_again(held: Work, made: Work, moment: datetime) -> None:
    """Obstacles that nobody has answered go along in the words and the name of who said them: there they are answered."""
    for report in held.reports.filter(answered_at__isnull=True).exclude(obstacle="", help=""):
        report.pk, report.work, report.percent, report.at, report.note = None, made, made.percent, moment, ""
        report.save(force_insert=True)


def _stage_with(before: Plan, year: Period, due: date) -> str:
    """The stage as it was where it holds the year and the day, else none: then the work lies in the year alone."""
    if not before.stage:
        return ""
    stage = Period.parse(before.stage)
    return before.stage if stage.contains(year) and stage.holds(due) else ""


@transaction.atomic
def stop_work(work: Work, *, by: User, reason: str, at: datetime | None = None) -> Work:
    """End a work without a result, with the reason. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.STOP, by=by, rule=rules.can_decide_work, who=rules.who_decides, reason=reason)
    return walk(held, Act.STOP, "work.stopped", by=by, at=at, reason=reason)


@transaction.atomic
def reopen_work(work: Work, *, by: User, reason: str, at: datetime | None = None) -> Work:
    """Open a work again that was concluded, stopped or taken off the list, with the reason. Its appraisal counts no longer.
    Raises NotAllowed, Refused."""
    held = lock_for(work, Act.REOPEN, by=by, rule=rules.can_decide_work, who=rules.who_decides, reason=reason)
    if held.state == State.WITHDRAWN and held.campaign is not None:
        lock_open(held.campaign, held.unit, day_of(at))
    unjudge(held, at)
    held.done_on, held.heard_on = None, day_of(at)
    return walk(held, Act.REOPEN, "work.reopened", by=by, at=at, reason=reason)
