"""Who belongs to a unit's meeting: who leads it, who may be given something to do."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from trongtam.org.models import Membership, Person, Post, PostKind, Unit, UnitKind
from trongtam.org.models.units import on_date
from trongtam.support.models import Duty, Tier
from trongtam.work import rules as of_work
from trongtam.work.queries.organ import issuing_unit, organ_of_list

from ..models import Meeting

LEADING = {
    UnitKind.CELL: (PostKind.CELL_SECRETARY, PostKind.CELL_COMMITTEE),
    UnitKind.PARTY_COMMITTEE: (PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY),
}
MOST_UNITS = 60


def usual_chair(unit: Unit, day: date) -> Person | None:
    """Its secretary on the day, else a deputy or a member of its committee; of a cluster the standing member in charge. One
    query."""
    if unit.kind == UnitKind.CLUSTER:
        leading = _in_charge(unit, day).select_related("person").order_by("pk").first()
        return leading.person if leading is not None else None
    kinds = LEADING.get(UnitKind(unit.kind), ())
    posts = Post.objects.filter(on_date(day), unit=unit, kind__in=kinds).select_related("person").order_by("pk")
    found = sorted(posts, key=lambda post: kinds.index(PostKind(post.kind)))
    return found[0].person if found else None


def usual_taker(unit: Unit, day: date) -> Person | None:
    """Who took the minutes last time. One query."""
    last = Meeting.objects.held().filter(unit=unit, taker__isnull=False).select_related("taker").order_by("-held_on")
    found = last.first()
    return found.taker if found else None


def people_of(unit: Unit, day: date) -> QuerySet[Person]:
    """Members of a cell on a day, and who holds a post in the unit; of a cluster who comes to it: the secretaries of its cells
    and the standing member in charge; by name. One query."""
    if unit.kind == UnitKind.CLUSTER:
        come = Post.objects.filter(on_date(day), unit__parent=unit, kind=PostKind.CELL_SECRETARY)
        within = Q(pk__in=come.values("person")) | Q(pk__in=_in_charge(unit, day).values("person"))
        return Person.objects.not_erased().filter(within).order_by("folded", "pk")
    members = Membership.objects.filter(on_date(day), unit=unit).exclude(kind=Membership.Kind.AWAY)
    posts = Post.objects.filter(on_date(day), unit=unit)
    within = Q(pk__in=members.values("person")) | Q(pk__in=posts.values("person"))
    return Person.objects.not_erased().filter(within).order_by("folded", "pk")


def _in_charge(unit: Unit, day: date) -> QuerySet[Duty]:
    return Duty.objects.on(day).filter(unit=unit, tier=Tier.STANDING_CLUSTER)


def units_of(unit: Unit, day: date) -> list[Unit]:
    """Units that a meeting may give something to do: itself, those below it, the hamlet that a cell serves. One query."""
    within = Q(pk__in=[])
    for path in of_work.territories(unit):
        within |= Q(path__startswith=path)
    return list(Unit.objects.on(day).filter(within).order_by("path")[:MOST_UNITS])


def sent_to(unit: Unit) -> str:
    """To whom the minutes of a unit go: of a cell and a cluster the committee of the place, of a committee the one above; empty
    where the tree has none. Four queries at most."""
    return issuing_unit(unit).name if unit.kind == UnitKind.CLUSTER else organ_of_list(unit).superior
