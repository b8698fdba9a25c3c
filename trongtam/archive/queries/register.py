"""The register of outgoing papers: what it lists, filtered and in order, the same for the page and the workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from trongtam.archive.issuing import steps
from trongtam.archive.models import IssuedPaper, PaperStep
from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right

if TYPE_CHECKING:
    from trongtam.accounts.models import User

UNDERWAY, REGISTER = "underway", "register"


def underway(user: User) -> QuerySet[IssuedPaper]:
    """Papers that wait for a next step."""
    return _listed(user).exclude(state__in=steps.CLOSED)


def register(user: User) -> QuerySet[IssuedPaper]:
    """Papers with a number, also cancelled ones: a number that was given is in the register for ever."""
    return _listed(user).filter(number__isnull=False)


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
