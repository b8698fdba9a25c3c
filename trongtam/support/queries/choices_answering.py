"""What the forms of this part offer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from trongtam.org.models import PostKind, Unit, UnitKind
from trongtam.org.reach import Reach, Right
from trongtam.work.rules import own_units

from ..models.duties import followed_paths
from ..models.said import served_paths

if TYPE_CHECKING:
    from trongtam.accounts.models import User

RAISING = (
    UnitKind.COMMUNE,
    UnitKind.PARTY_COMMITTEE,
    UnitKind.CLUSTER,
    UnitKind.CELL,
    UnitKind.GOVERNMENT,
    UnitKind.PEOPLES_COUNCIL,
    UnitKind.FRONT,
    UnitKind.ORGANISATION,
    UnitKind.HAMLET,
    UnitKind.GROUP,
)


def units_to_raise_for(user: User, day: date) -> QuerySet[Unit]:
    """As `rules.answering.can_raise_in` says, one's own units first, then by place."""
    reach = Reach.of(user)
    within = Q(pk__in=own_units(reach))
    for post in reach.posts:
        if Right.STATE_FOR in post.rights or (post.near and post.kind != PostKind.ADMINISTRATOR):
            within |= Q(path__startswith=post.path) if post.near else Q(path=post.path)
    speaks = any(Right.STATE in post.rights for post in reach.posts)
    for path in (*followed_paths(user), *(served_paths(user) if speaks else ())):
        within |= Q(path__startswith=path)
    own = Case(When(pk__in=own_units(reach), then=Value(0)), default=Value(1), output_field=IntegerField())
    return Unit.objects.on(day).filter(within, kind__in=RAISING).order_by(own, "path")
