"""A standing work and what a line says otherwise: the acts that follow, and how they are taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.org.models import Person, Unit

from .. import life, operations, rules
from ..life import Act
from ..models import Work, WorkState
from ..operations import plan_of
from ..plan import Plan, ProductLine, Root, Step

if TYPE_CHECKING:
    from trongtam.accounts.models import User

ADJUSTED = ("title", "kind", "focus", "root", "stage", "start", "supervisor", "cooperating", "products", "roadmap")


def acts_of(before: Plan, after: Plan) -> list[Act]:
    """What leads from one plan to the other. A later day first, so that a longer roadmap finds room; an earlier one last."""
    acts = [Act.ADJUST] if any(getattr(before, name) != getattr(after, name) for name in ADJUSTED) else []
    if before.due != after.due:
        later = after.due > before.due and after.stage == before.stage
        acts.insert(0 if later else len(acts), Act.EXTEND)
    if (before.unit, before.person) != (after.unit, after.person):
        acts.append(Act.HAND_OVER)
    return acts


def require(work: Work, acts: Sequence[Act], by: User) -> None:
    """Raises NotAllowed, Refused: before anything is done."""
    if acts and not rules.can_decide_work(by, work):
        raise NotAllowed(rules.who_decides(work))
    if any(life.after(work.state, act) is None for act in acts):
        state = WorkState(work.state).label
        raise Refused(_("This work is “%(state)s” now, so this cannot be done any more.") % {"state": state})


def do(work: Work, after: Plan, *, by: User, reason: str, at: datetime | None) -> Work:
    """Each difference by its own act. Raises NotAllowed, Refused."""
    told: dict[str, Any] = {"by": by, "reason": reason, "at": at}
    for act in acts_of(plan_of(work), after):
        if act == Act.EXTEND:
            work = operations.extend_work(work, due=after.due, **told)
        elif act == Act.ADJUST:
            work = operations.adjust_work(work, _with_known_steps(after, plan_of(work)), **told)
        else:
            work = operations.hand_over_work(work, unit=after.unit, person=after.person, **told)
    return work


def _with_known_steps(after: Plan, now: Plan) -> Plan:
    """Steps that stay are the same rows: what is done of them stays done."""
    return replace(after, roadmap=known_steps(after.roadmap, now.roadmap))


def known_steps(told: Sequence[Step], stand: Sequence[Step]) -> tuple[Step, ...]:
    """Steps as a sheet tells them, each with the key and the unit of the one that stands under the same name and day."""
    known = {(step.due, step.title): step for step in stand}
    return tuple(
        replace(step, key=held.key, unit=held.unit) if (held := known.get((step.due, step.title))) else step
        for step in told
    )


def packed(plan: Plan) -> dict[str, Any]:
    """What a sheet may change of a plan, as plain JSON values."""
    return {
        "title": plan.title,
        "kind": plan.kind,
        "focus": plan.focus,
        "root": [plan.root.kind, plan.root.pk, plan.root.text],
        "stage": plan.stage,
        "start": plan.start.isoformat(),
        "due": plan.due.isoformat(),
        "unit": plan.unit.pk if plan.unit else None,
        "person": plan.person.pk if plan.person else None,
        "supervisor": plan.supervisor.pk if plan.supervisor else None,
        "cooperating": [one.pk for one in plan.cooperating],
        "products": [[one.text, None if one.amount is None else str(one.amount), one.measure] for one in plan.products],
        "roadmap": [
            [one.title, one.due.isoformat(), one.place, one.unit.pk if one.unit else None, one.product]
            for one in plan.roadmap
        ],
    }


def unpacked(told: Mapping[str, Any], now: Plan) -> Plan:
    """The plan as it was; links to targets and criteria, which no sheet names, as they are now."""
    units = Unit.objects.in_bulk(
        [pk for pk in (told["unit"], *told["cooperating"], *(one[3] for one in told["roadmap"])) if pk]
    )
    people = Person.objects.in_bulk([pk for pk in (told["person"], told["supervisor"]) if pk])
    roadmap = [
        Step(title, date.fromisoformat(due), place, units.get(unit) if unit else None, product)
        for title, due, place, unit, product in told["roadmap"]
    ]
    return replace(
        now,
        title=told["title"],
        kind=told["kind"],
        focus=told["focus"],
        root=Root(*told["root"]),
        stage=told["stage"],
        start=date.fromisoformat(told["start"]),
        due=date.fromisoformat(told["due"]),
        unit=units[told["unit"]] if told["unit"] else None,
        person=people[told["person"]] if told["person"] else None,
        supervisor=people[told["supervisor"]] if told["supervisor"] else None,
        cooperating=tuple(units[pk] for pk in told["cooperating"]),
        products=tuple(
            ProductLine(text, None if amount is None else Decimal(amount), measure)
            for text, amount, measure in told["products"]
        ),
        roadmap=known_steps(roadmap, now.roadmap),
    )
