"""What is open to everybody below: what an organ announces to its own place, whoever works there."""

from __future__ import annotations

from django.db.models import Q

from trongtam.org.models import UnitKind
from trongtam.org.reach import Reach


def announced(reach: Reach, prefix: str) -> Q:
    """Condition on the organ that `prefix` leads to: those in reach, those above one's own posts, and their Party committees."""
    above = {int(part) for post in reach.posts for part in post.unit_path.strip("/").split("/") if part}
    committee = Q(**{f"{prefix}kind": UnitKind.PARTY_COMMITTEE, f"{prefix}parent_id__in": above})
    return reach.reached_units(prefix) | Q(**{f"{prefix}pk__in": above}) | committee


def near(reach: Reach, prefix: str) -> Q:
    """Condition on a unit: reached from a post of a commune or below. Persons of a whole province are nobody's one list."""
    condition = Q(**{f"{prefix}pk__in": []})
    for path in {post.path for post in reach.posts if post.near}:
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition
