"""What a conclusion asks for as the root of the work that it became."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.ground.days import write
from trongtam.resolutions.roots import Root

from .models import Demand

if TYPE_CHECKING:
    from trongtam.accounts.models import User

CONCLUSION = "conclusion"


def load_demands(ids: Iterable[int], user: User) -> dict[int, Root]:
    """Those that one may read. One query."""
    seen = Demand.objects.visible_to(user).filter(pk__in=list(ids)).select_related("inspection__programme__unit")
    return {
        one.pk: Root(
            CONCLUSION,
            one.pk,
            one.text,
            _("Conclusion of %(day)s, %(unit)s")
            % {"day": write(one.inspection.concluded_on), "unit": one.inspection.programme.unit.name}
            if one.inspection.concluded_on
            else one.inspection.programme.unit.name,
            reverse("inspection:demand", args=[one.pk]),
        )
        for one in seen
    }
