"""Criteria as roots of the line of proof, and one criterion with all that its page needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse

from trongtam.resolutions.roots import Root

from ...models import AdoptedCriterion

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def load_criteria(ids: Iterable[int], user: User) -> dict[int, Root]:
    """Criteria of units for a year as roots. One query."""
    rows = AdoptedCriterion.objects.visible_to(user).filter(pk__in=list(ids)).select_related("adoption")
    return {one.pk: Root("criterion", one.pk, str(one), str(one.adoption), url_of(one)) for one in rows}


def url_of(criterion: AdoptedCriterion) -> str:
    return reverse("targets:criterion", args=[criterion.pk])
