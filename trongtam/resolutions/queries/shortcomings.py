"""Named shortcomings: who remedies what until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, QuerySet, Value, When

from trongtam.org.models import Unit
from trongtam.resolutions import rules
from trongtam.resolutions.models import Document, Shortcoming

if TYPE_CHECKING:
    from trongtam.accounts.models import User

State = Shortcoming.State


def shortcoming_list(user: User) -> QuerySet[Shortcoming]:
    """Those that a person sees; `rank`: contested first, then open, then the settled."""
    found = Shortcoming.objects.visible_to(user).select_related("remedier", "evidence", "clause__document__unit")
    order = Case(
        When(state=State.CONTESTED, then=Value(0)),
        When(state=State.OPEN, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.annotate(rank=order)


def remediers(document: Document) -> QuerySet[Unit]:
    """Units that may be asked to remedy a shortcoming named in a document."""
    units = Unit.objects.filter(path__startswith=rules.territory(document.unit), ended_on__isnull=True)
    return units.order_by("path")


def shortcoming_page(shortcoming: Shortcoming, user: User) -> dict[str, bool]:
    """What the person may do with it now."""
    is_open, contested = shortcoming.state == State.OPEN, shortcoming.state == State.CONTESTED
    return {
        "may_remedy": is_open and rules.can_remedy_shortcoming(user, shortcoming),
        "may_contest": is_open and rules.can_contest_shortcoming(user, shortcoming),
        "may_answer": contested and rules.can_answer_contest(user, shortcoming),
    }
