"""What the pages of sheets read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from trongtam.look.shapes import Tab

from .kinds import OUTCOMES, kinds
from .models import Batch, Line, Outcome


@dataclass(frozen=True, slots=True)
class Told:
    """A batch with the name of its kind."""

    batch: Batch
    kind: Any
    url: str


def batches_of(user: Any) -> QuerySet[Batch]:
    """What the person sent in, the last first, without the sheets themselves."""
    return Batch.objects.visible_to(user).defer("content", "headings", "columns").order_by("-sent_at", "-pk")


def named(found: Iterable[Batch]) -> list[Told]:
    return [
        Told(one, kinds[one.kind].title, reverse("imports:batch", args=[one.key])) for one in found if one.kind in kinds
    ]


def lines_of(batch: Batch, outcome: str) -> QuerySet[Line]:
    return Line.objects.filter(batch=batch, outcome=outcome).only("number", "label", "said").order_by("number")


def tabs_of(batch: Batch, shown: str) -> list[Tab]:
    """A tab for each outcome that has lines."""
    here = reverse("imports:batch", args=[batch.key])
    return [
        Tab(f"{Outcome(one).label} ({batch.count(one)})", f"{here}?outcome={one}", one == shown)
        for one in OUTCOMES
        if batch.count(one)
    ]
