"""Decisions as roots of what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse

from trongtam.resolutions.roots import Root

from .models import Decision

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def load_decisions(ids: Iterable[int], user: User) -> dict[int, Root]:
    """Decisions that one sees, with the meeting they were made at. One query."""
    seen = Decision.objects.visible_to(user).filter(pk__in=list(ids)).select_related("meeting__unit")
    return {
        one.pk: Root(
            "decision",
            one.pk,
            one.text,
            f"{one.meeting.get_kind_display()} {one.meeting.day:%d/%m/%Y}, {one.meeting.unit.name}",
            reverse("meetings:meeting", args=[one.meeting_id]),
        )
        for one in seen
    }
