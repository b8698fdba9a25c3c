"""Whether a person could follow a unit on a day: by the posts of that day, in the tree of that day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from trongtam.org.models import Person, Placement, Post, PostKind, Unit, UnitKind
from trongtam.org.models.people import LEADERS
from trongtam.org.models.units import on_date
from trongtam.org.reach import TERRITORIES

from ..models import Tier

# Who may hold a duty on a layer, by his post above the unit; an official from above may hold any.
POSTS: dict[str, frozenset[str]] = {
    Tier.STANDING_CLUSTER: LEADERS,
    Tier.COMMITTEE_CELL: LEADERS | {PostKind.COMMITTEE_MEMBER},
}


def _path_on(unit: Unit, day: date) -> list[int]:
    """Ids of the units from the top down to a unit, in the tree of a day; of a unit that stood nowhere then, today's."""
    path = Placement.objects.filter(on_date(day), unit=unit).values_list("path", flat=True).first() or unit.path
    return [int(part) for part in path.strip("/").split("/") if part]


def fitting_posts(unit: Unit, tier: str, day: date) -> QuerySet[Post]:
    """Posts of a day whose holder may follow the unit on a layer: they reach it from above. A committee reaches what the
    territory above it holds. Of a self-managed group: any post in its commune. One query here, one to read."""
    above = _path_on(unit, day)
    held = Post.objects.filter(on_date(day), person__erased_at__isnull=True)
    if tier == Tier.GROUP_MEMBER:
        return held.filter(_within_commune(above))
    reaching = Q(unit__in=above[:-1]) | Q(
        unit__kind=UnitKind.PARTY_COMMITTEE, unit__parent__in=above, unit__parent__kind__in=TERRITORIES
    )
    if unit.kind == UnitKind.COMMUNE:  # followed from above it: its own committee leads it
        reaching = Q(unit__in=above[:-1]) | Q(unit__kind=UnitKind.PARTY_COMMITTEE, unit__parent__in=above[:-1])
    held = held.filter(reaching)
    return held.filter(kind__in=POSTS[tier]) if tier in POSTS else held


def _within_commune(above: list[int]) -> Q:
    return Q(unit__path__startswith=_commune_path(above))


def _commune_path(above: list[int]) -> str:
    commune = Unit.objects.filter(pk__in=above, kind=UnitKind.COMMUNE).values_list("path", flat=True).first()
    return commune or "/"


def reaches(person: Person, unit: Unit, tier: str, day: date) -> bool:
    """Whether the person may follow the unit on a layer from a day on. A member of a group's commune needs no post."""
    if fitting_posts(unit, tier, day).filter(person=person).exists():
        return True
    return tier == Tier.GROUP_MEMBER and person.home.path.startswith(_commune_path(_path_on(unit, day)))
