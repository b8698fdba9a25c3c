"""What a form of a work offers: who may hold it, who supervises, where it may come from, what it may be linked to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from trongtam.ground.prepared import Prepared
from trongtam.org.models import Person, Post, Unit, UnitKind
from trongtam.org.models.units import on_date
from trongtam.org.reach import ACTING_KINDS, Reach, Right
from trongtam.resolutions.models import Clause, ClauseKind, Shortcoming
from trongtam.targets.models import AdoptedCriterion, Target

from .. import rules

if TYPE_CHECKING:
    from trongtam.accounts.models import User

MOST = 400
OFFERED_CLAUSES = (ClauseKind.TASK, ClauseKind.SOLUTION, ClauseKind.BREAKTHROUGH)


def holding_units(unit: Unit, user: User, day: date) -> list[Unit]:
    """Units below the organ that may hold work on a day: all for those who assign, one's own for others. One query."""
    own = None if rules.can_assign_work(user, unit) else list(rules.own_units(Reach.of(user)))
    return _HOLDING_UNITS(rules.territory(unit), day, own)


def holding_posts(unit: Unit, user: User, day: date) -> list[Post]:
    """Posts below the organ on a day, one a person (the highest), by given name: all for those who assign, else one's own."""
    own = None if rules.can_assign_work(user, unit) else [pk for pk in (Reach.of(user).person_id,) if pk is not None]
    first: dict[int, Post] = {}
    for post in _HOLDING_POSTS(rules.territory(unit), day, own):
        first.setdefault(post.person_id, post)
    return list(first.values())


def _holding_units(path: str, day: date, own: list[int] | None) -> QuerySet[Unit]:
    found = Unit.objects.on(day).filter(path__startswith=path, kind__in=ACTING_KINDS)
    return (found if own is None else found.filter(pk__in=own)).order_by("path")[:MOST]


def _holding_posts(path: str, day: date, own: list[int] | None) -> QuerySet[Post]:
    found = Post.objects.filter(on_date(day), unit__path__startswith=path, person__erased_at__isnull=True)
    chosen = found if own is None else found.filter(person__in=own)
    return chosen.select_related("person", "unit").order_by("unit__path", "pk")[:MOST]


_HOLDING_UNITS, _HOLDING_POSTS = Prepared(_holding_units), Prepared(_holding_posts)


def supervising_people(unit: Unit, day: date) -> QuerySet[Person]:
    """Who may look on: leaders and members of the organ and the territory it leads."""
    leading = ("secretary", "deputy_secretary", "standing_member", "committee_member", "inspector")
    posts = Post.objects.filter(on_date(day), Q(unit=unit) | Q(unit__parent=unit.parent_id), kind__in=leading)
    return Person.objects.filter(pk__in=posts.values("person"), erased_at__isnull=True).order_by("folded")[:MOST]


def clauses(user: User) -> list[Clause]:
    """Tasks, solutions and focuses of the documents that one sees, the newest documents first. One query."""
    found = Clause.objects.visible_to(user).filter(kind__in=OFFERED_CLAUSES)
    return list(found.select_related("document").order_by("-document__issued_on", "document_id", "pk")[:MOST])


def shortcomings(user: User) -> list[Shortcoming]:
    found = Shortcoming.objects.visible_to(user).unsettled().select_related("clause")
    return list(found.order_by("due_on", "pk")[:MOST])


def targets(unit: Unit, year: str, user: User, serving: Collection[int] = ()) -> QuerySet[Target]:
    """Targets in force of the organ and of the units below, of a year and of longer periods around it; and those by these keys,
    which the work serves already or is given for, of whichever year."""
    found = Target.objects.visible_to(user).in_force().filter(unit__path__startswith=rules.territory(unit))
    around = Q(period_start__lte=date(int(year), 12, 31), period_end__gte=date(int(year), 1, 1))
    of_year = around & Q(parent__isnull=True)
    return found.filter(of_year | Q(pk__in=serving)).order_by("unit__path", "order")[:MOST]


def criteria(unit: Unit, user: User) -> QuerySet[AdoptedCriterion]:
    found = AdoptedCriterion.objects.visible_to(user).filter(adoption__unit__path__startswith=rules.territory(unit))
    return found.select_related("adoption").order_by("-adoption__year", "number")[:MOST]


def organ_of(user: User) -> Unit | None:
    """The organ that one assigns for, or whose list one's own works stand in: the committee of one's nearest place."""
    reach = Reach.of(user)
    own = [post.unit for post in reach.posts if Right.ASSIGN in post.rights]
    if own:
        return own[0]
    above = {int(part) for post in reach.posts for part in post.unit_path.strip("/").split("/") if part}
    place = Unit.objects.filter(pk__in=above, kind=UnitKind.COMMUNE).first()
    if place is None:
        return None
    return Unit.objects.filter(parent=place, kind=UnitKind.PARTY_COMMITTEE, ended_on__isnull=True).first() or place


def place_of_works(user: User, code: str) -> Unit | None:
    """A unit that one sees, or the committee that leads one's own place: a hamlet does not lie below it and registers there."""
    for seen in _SEEN(user, code):
        return seen
    organ = organ_of(user)
    return organ if organ is not None and organ.code == code else None


_SEEN = Prepared(lambda user, code: Unit.objects.visible_to(user).select_related("parent").filter(code=code))
