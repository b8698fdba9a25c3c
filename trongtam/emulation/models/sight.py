"""What is open to everybody below: what an organ announces to its own place, whoever works there."""

from __future__ import annotations

from django.db.models import Q

from trongtam.org.models import Succession, Unit, UnitKind
from trongtam.org.reach import Reach


def announced(reach: Reach, prefix: str) -> Q:
    """Condition on the organ that `prefix` leads to: those in reach, those above one's own posts, their Party committees, and
    those that one of these carries on since a merger or a split."""
    above = {int(part) for post in reach.posts for part in post.unit_path.strip("/").split("/") if part}
    organs = Q(pk__in=above) | Q(kind=UnitKind.PARTY_COMMITTEE, parent_id__in=above)
    before = Succession.objects.filter(successor__in=Unit.objects.filter(organs)).exclude(
        kind=Succession.Kind.DISSOLVED
    )
    committee = Q(**{f"{prefix}kind": UnitKind.PARTY_COMMITTEE, f"{prefix}parent_id__in": above})
    carried_on = Q(**{f"{prefix}passed_on": True, f"{prefix}pk__in": before.values("predecessor")})
    return reach.reached_units(prefix) | Q(**{f"{prefix}pk__in": above}) | committee | carried_on


def near(reach: Reach, prefix: str) -> Q:
    """Condition on a unit: reached from a post of a commune or below. Persons of a whole province are nobody's one list."""
    condition = Q(**{f"{prefix}pk__in": []})
    for path in {post.path for post in reach.posts if post.near}:
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition
