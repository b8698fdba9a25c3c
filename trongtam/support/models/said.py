"""What every word of this room carries: who said it and when; and which units a person sees here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach

from .duties import followed, followed_paths

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Said(models.Model):
    """`proxy`: entered by somebody else for the unit, which sees it and may object in the book."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    proxy = models.BooleanField(default=False)

    class Meta:
        abstract = True


def seen_units(user: User, prefix: str) -> Q:
    """Condition on what belongs to a unit at `prefix` ("unit__"): units in reach, those that one follows, and the hamlets that
    cells of one's posts serve with the groups in them. Two queries a person and request at most."""
    reach = Reach.of(user)
    condition = reach.reached_units(prefix) | followed(user, prefix)
    for path in served_paths(user):
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition


def read_beside(user: User) -> None:
    """What stands beside a person's reach here, read before prepared questions are asked. Two queries a request at most."""
    followed_paths(user)
    served_paths(user)


def served_paths(user: User) -> tuple[str, ...]:
    """Paths of the hamlets that the cells of a person's posts serve."""
    if (known := user.__dict__.get("_served_paths")) is not None:
        return known
    asked = served_ids(user)
    found = tuple(Unit.objects.filter(pk__in=asked).values_list("path", flat=True)) if asked else ()
    user.__dict__["_served_paths"] = found
    return found


def served_ids(user: User) -> list[int]:
    """The hamlets that the cells of a person's posts serve. No query."""
    cells = [post.unit for post in Reach.of(user).posts if post.unit is not None and post.unit.kind == UnitKind.CELL]
    return [cell.serves_id for cell in cells if cell.serves_id is not None]
