"""A merger or a split as it would be: the plan, what other rooms would carry over, and what stands in the way, in sentences.

The rehearsal on the page and the operation read it here alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from .. import nesting
from ..changes import Carriage, Reorganisation, carriers
from ..models import Membership, Person, Placement, Post, PostKind, SightGrant, Unit, UnitName
from ..reorganising import Facts, Part, Plan, PostFact, Problem, UnitFact, merge_plan, split_plan

if TYPE_CHECKING:
    from django.db.models import QuerySet

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rehearsal:
    """What would happen: `plan` over `facts`, with `units` by id, below `parent`; `carriages` of the other rooms;
    `problems` as (field, sentence, unit id)."""

    plan: Plan
    facts: Facts
    parent: Unit
    units: Mapping[int, Unit]
    carriages: tuple[Carriage, ...]
    problems: tuple[tuple[str, str, int | None], ...]


def rehearse_merger(
    units: Sequence[Unit],
    *,
    name: str,
    parent: Unit,
    on: date,
    basis: str = "",
    chosen_posts: Collection[int] = (),
    names: Mapping[int, str] | None = None,
) -> Rehearsal:
    """The merger of some units into a new one below `parent`."""
    facts, rows = load_facts(units, parent, on)
    sources = [unit.pk for unit in units]
    plan = merge_plan(facts, sources, name=name, on=on, chosen_posts=chosen_posts, names=names)
    return _rehearsal(plan, facts, rows, parent, basis)


def rehearse_split(
    unit: Unit,
    parts: Sequence[Part],
    *,
    parent: Unit,
    on: date,
    goes_to: Mapping[int, int],
    keeper: int | None,
    basis: str = "",
) -> Rehearsal:
    """The split of a unit into parts below `parent`."""
    facts, rows = load_facts([unit], parent, on)
    plan = split_plan(facts, unit.pk, parts, on=on, goes_to=goes_to, keeper=keeper)
    return _rehearsal(plan, facts, rows, parent, basis)


def _rehearsal(plan: Plan, facts: Facts, rows: Mapping[int, Unit], parent: Unit, basis: str) -> Rehearsal:
    change = Reorganisation(plan.kind, plan.on, basis, plan.links, {new.key: new.name for new in plan.founded})
    carriages = tuple(carrier(change) for carrier in carriers) if plan.founded else ()
    problems = [(problem.field, sentence(problem), problem.unit) for problem in plan.problems]
    problems += [("", said, None) for carriage in carriages for said in carriage.problems()]
    return Rehearsal(plan, facts, parent, rows, carriages, tuple(problems))


def sentence(problem: Problem) -> str:
    """A problem as a person can act on it."""
    first, second = (*problem.names, "", "")[:2]
    if problem.code == "two_holders":
        first = str(PostKind(first).label)
    return {
        "alone": _("Choose at least two different units."),
        "kinds_differ": _("Only units of one kind are merged."),
        "no_name": _("Give the unit a name."),
        "name_taken": _("There is already a unit named “%(name)s” here."),
        "one_part": _("A split makes at least two units."),
        "parts_alike": _("Two parts are both named “%(name)s”."),
        "shares": _("The shares of the parts must make the whole together, each more than nothing."),
        "no_keeper": _("Say which part takes over people and posts."),
        "nowhere": _("Say to which part “%(name)s” goes."),
        "too_early": _("%(name)s stands there since %(other)s: choose a later day."),
        "touched": _("Something is recorded for %(name)s until %(other)s: choose that day or a later one."),
        "namesakes": _("Two units below would both be named “%(name)s”: give one another name."),
        "two_holders": _("Only one person can hold the post “%(name)s”."),
    }[problem.code] % {"name": first, "other": second}


# -- loading -----------------------------------------------------------------------------------------------------------


def load_facts(units: Sequence[Unit], parent: Unit, on: date) -> tuple[Facts, dict[int, Unit]]:
    """The units that take part, with all living ones below that a plan may touch, and the posts held in them on the day."""
    below = Q(pk__in=[])
    for unit in units:
        below |= Q(path__startswith=unit.path)
    rows = {row.pk: row for row in Unit.objects.filter(below, ended_on=None).select_related("parent").order_by("path")}
    placed = dict(Placement.objects.filter(unit__in=rows, valid_to=None).values_list("unit_id", "valid_from"))
    touched, members, people = _touched(rows), _counts(rows), _people(rows)
    facts = {
        pk: UnitFact(
            pk,
            row.kind,
            row.name,
            row.folded,
            row.parent_id,
            row.parent.kind if row.parent else None,
            row.founded_on,
            placed.get(pk, row.founded_on),
            touched.get(pk),
            members.get(pk, 0),
            people.get(pk, 0),
        )
        for pk, row in rows.items()
    }
    chosen = {unit.pk for unit in units}
    beside = parent.children.filter(ended_on=None).exclude(pk__in=chosen).values_list("kind", "folded")
    return Facts(facts, tuple(_posts(rows, on)), frozenset(beside)), rows


def _posts(rows: Collection[int], on: date) -> Iterable[PostFact]:
    held = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), unit__in=rows, valid_from__lt=on)
    for post in held.select_related("person").order_by("unit__path", "pk"):
        yield PostFact(
            post.pk, post.person_id, post.person.full_name, post.unit_id, post.kind, post.kind in nesting.SINGLE_POSTS
        )


def _counts(rows: Collection[int]) -> dict[int, int]:
    spells = Membership.objects.filter(unit__in=rows, valid_to=None, kind=Membership.Kind.REGULAR)
    return dict(spells.order_by().values_list("unit_id").annotate(n=Count("pk")))


def _people(rows: Collection[int]) -> dict[int, int]:
    return dict(Person.objects.filter(home__in=rows).order_by().values_list("home_id").annotate(n=Count("pk")))


def _touched(rows: Mapping[int, Unit]) -> dict[int, date]:
    """Unit → the first day on which it may end or move: everything that was recorded for it, or placed below it, lies before."""
    first: dict[int, date] = {}

    def not_before(pk: int, day: date | None) -> None:
        if day is not None and (pk not in first or day > first[pk]):
            first[pk] = day

    begun: list[QuerySet] = [
        Post.objects.filter(unit__in=rows),
        SightGrant.objects.filter(unit__in=rows),
        Membership.objects.filter(unit__in=rows),
        UnitName.objects.filter(unit__in=rows),
    ]
    for found in begun:
        for pk, day in found.order_by().values_list("unit_id").annotate(last=Max("valid_from")):
            not_before(pk, day + _DAY)
    ended = Membership.objects.filter(unit__in=rows).order_by().values_list("unit_id").annotate(last=Max("valid_to"))
    for pk, day in ended:
        not_before(pk, day)
    below = Q(pk__in=[])
    for row in rows.values():
        if row.parent_id not in rows:
            below |= Q(path__startswith=row.path)
    for path, begins, ends in Placement.objects.filter(below).values_list("path", "valid_from", "valid_to"):
        for step in path.strip("/").split("/"):
            if int(step) in rows:
                not_before(int(step), max(begins, ends or begins))
    return first


def namesakes(plan: Plan) -> list[int]:
    """The units below that need another name."""
    return [problem.unit for problem in plan.problems if problem.code == "namesakes" and problem.unit is not None]
