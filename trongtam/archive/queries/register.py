"""The register of outgoing papers: what it lists, filtered and in order, the same for the page and the workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet

from trongtam.archive.issuing import steps
from trongtam.archive.models import IssuedPaper, PaperState, PaperStep
from trongtam.ground.vntext import fold
from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right

if TYPE_CHECKING:
    from trongtam.accounts.models import User

UNDERWAY, REGISTER = "underway", "register"
ORDERS: dict[str, list[Any]] = {
    "newest": [F("dated").desc(nulls_last=True), "-number", "-pk"],
    "number": ["paper_type", "series_id", "number", "pk"],
    "title": ["folded", "pk"],
}


@dataclass(frozen=True)
class Wanted:
    """What the register is asked for; empty values ask for everything."""

    text: str = ""
    organ: int | None = None
    paper_type: str = ""
    state: str = ""
    year: int | None = None
    order: str = "newest"

    @property
    def filtered(self) -> bool:
        return bool(self.text or self.organ or self.paper_type or self.state or self.year)


def underway(user: User) -> QuerySet[IssuedPaper]:
    """Papers that wait for a next step, the longest waiting first."""
    found = _listed(user).exclude(state__in=steps.CLOSED)
    return found.order_by("begun_at", "pk")


def register(user: User, wanted: Wanted) -> QuerySet[IssuedPaper]:
    """Papers with a number, also cancelled ones: a number that was given is in the register for ever."""
    found = _listed(user).filter(number__isnull=False)
    if wanted.text.strip():
        for word in fold(wanted.text).split():
            found = found.filter(folded__contains=word)
    if wanted.organ:
        found = found.filter(organ_id=wanted.organ)
    if wanted.paper_type:
        found = found.filter(paper_type=wanted.paper_type)
    if wanted.state in PaperState.values:
        found = found.filter(state=wanted.state)
    if wanted.year:
        found = found.filter(dated__year=wanted.year)
    return found.order_by(*ORDERS.get(wanted.order, ORDERS["newest"]))


def replaced(papers: Iterable[IssuedPaper]) -> set[int]:
    """Those of the papers for which another signed one stands."""
    newer = IssuedPaper.objects.filter(replaces__in=[paper.pk for paper in papers], state__in=steps.ISSUED)
    return {pk for pk in newer.values_list("replaces_id", flat=True) if pk is not None}


def _listed(user: User) -> QuerySet[IssuedPaper]:
    return IssuedPaper.objects.visible_to(user).select_related("organ")


def years(user: User) -> list[int]:
    """The years in which numbered papers are dated, the newest first."""
    days = IssuedPaper.objects.visible_to(user).filter(dated__isnull=False)
    return sorted({day.year for day in days.dates("dated", "year") if isinstance(day, date)}, reverse=True)


def organs(user: User) -> QuerySet[Unit]:
    """The organs whose papers a person sees."""
    seen = IssuedPaper.objects.visible_to(user).order_by().values("organ_id")
    return Unit.objects.filter(pk__in=seen).order_by("path")


def issuing_organs(user: User) -> QuerySet[Unit]:
    """The organs for which a person may issue papers: committees, governments and councils, and cells."""
    reach = Reach.of(user)
    kinds = ["party_committee", "government", "peoples_council", "front", "organisation", "cell"]
    found = Unit.objects.filter(reach.reached_units(), kind__in=kinds, ended_on__isnull=True).order_by("path")
    return found if reach.may_anywhere(Right.DOCUMENTS) else found.none()


def timeline(paper: IssuedPaper) -> list[PaperStep]:
    """The steps of a paper, the newest first."""
    return list(paper.steps.select_related("by").order_by("-turn"))
