"""Recommendations and directions as roots that a work can stand on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse

from trongtam.ground.days import write
from trongtam.resolutions.roots import Root

from ..models import Direction, Recommendation

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def load_recommendations(ids: Iterable[int], user: User) -> dict[int, Root]:
    """One query."""
    rows = Recommendation.objects.visible_to(user).filter(pk__in=list(ids)).select_related("unit")
    return {
        one.pk: Root(
            "recommendation",
            one.pk,
            one.text,
            f"{one.unit.name}, {write(one.raised_on)}",
            reverse("support:recommendation", args=[one.pk]),
        )
        for one in rows
    }


def load_directions(ids: Iterable[int], user: User) -> dict[int, Root]:
    """One query."""
    rows = Direction.objects.visible_to(user).filter(pk__in=list(ids)).select_related("session")
    return {
        one.pk: Root(
            "direction",
            one.pk,
            one.text,
            f"{one.speaker}, {one.session.title}, {write(one.session.on)}",
            reverse("support:working_session", args=[one.session_id]),
        )
        for one in rows
    }
