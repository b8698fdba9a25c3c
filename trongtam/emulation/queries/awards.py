"""Lists of awards and proposals as pages, papers and sheets read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from trongtam.org.models import Unit
from trongtam.targets.computing.scope import scope_path

from ..models import Award, Proposal, ProposalState

if TYPE_CHECKING:
    from trongtam.accounts.models import User

WITH = ("home", "recipient_unit", "recipient_person")
MOST = 2000


@dataclass(frozen=True, slots=True)
class AwardList:
    """The awards of a place for a year: those of units, then those of persons, each in the order of the tree or the name."""

    unit: Unit
    year: int
    of_units: Sequence[Award]
    of_persons: Sequence[Award]


def awards(user: User) -> QuerySet[Award]:
    return Award.objects.visible_to(user).select_related(*WITH)


def award_list(unit: Unit, year: int, user: User) -> AwardList:
    """One query."""
    rows = awards(user).standing().filter(home__path__startswith=scope_path(unit), year=year)  # type: ignore[attr-defined]  # ours
    found = list(rows.order_by("home__path", "level", "pk")[:MOST])
    return AwardList(
        unit,
        year,
        [one for one in found if one.recipient_unit_id is not None],
        [one for one in found if one.recipient_person_id is not None],
    )


def open_proposals(user: User) -> list[Proposal]:
    """Those that wait for their answer, the oldest first."""
    rows = Proposal.objects.visible_to(user).filter(state=ProposalState.PROPOSED)
    return list(rows.select_related("organ", *WITH).order_by("made_at", "pk")[:200])
