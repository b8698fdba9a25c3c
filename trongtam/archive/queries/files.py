"""What pages read of files and of the cards of classified papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from trongtam.archive.models import ClassifiedPaper
from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def classified_papers(user: User) -> QuerySet[ClassifiedPaper]:
    """The cards that a person sees, the newest paper first."""
    return ClassifiedPaper.objects.visible_to(user).select_related("unit").order_by("-dated", "number")


def units_with_own_papers(user: User) -> QuerySet[Unit]:
    """Units with documents of their own (committee, government, council) for which the person may keep them."""
    reach = Reach.of(user)
    kinds = ["party_committee", "government", "peoples_council", "commune", "province", "front", "organisation"]
    units = Unit.objects.filter(reach.reached_units(), kind__in=kinds, ended_on__isnull=True)
    return units.order_by("path") if reach.may_anywhere(Right.DOCUMENTS) else units.none()
