"""What search finds here, and what the desk reminds of."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.holding import holding
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found

from ..models import Person, Unit
from .people import probation_ending

if TYPE_CHECKING:
    from trongtam.accounts.models import User

AT_MOST = 20
_UNITS = Prepared(
    lambda user, words: holding(
        Unit.objects.visible_to(user).select_related("parent").order_by("ended_on", "path"), words
    )[:AT_MOST]
)
_PEOPLE = Prepared(
    lambda user, words: holding(
        Person.objects.known_to(user).not_erased().select_related("home__parent__parent__parent").order_by("folded"),
        words,
    )[:AT_MOST]
)


def _rank(folded: str, wanted: str) -> float:
    if folded == wanted:
        return 3.0
    return 2.0 if folded.startswith(wanted) else 1.0


def found(text: str, user: User) -> list[Found]:
    """Units and people that a person sees whose name holds every word, both spellings and without diacritics too."""
    wanted = fold(text)
    words = wanted.split()
    hits = [
        Found(
            title=unit.name,
            kind=unit.get_kind_display(),
            url=reverse("org:unit", args=[unit.code]),
            context=unit.parent.name if unit.parent else "",
            rank=_rank(unit.folded, wanted) + (0 if unit.ended_on else 0.5),
        )
        for unit in _UNITS(user, words)
    ]
    hits += [
        Found(
            title=person.full_name,
            kind=_("Person"),
            url=reverse("org:person", args=[person.code]),
            context=person.place.name if person.place else "",
            rank=_rank(person.folded, wanted),
        )
        for person in _PEOPLE(user, words)
    ]
    return hits


def due_probations(user: User, at: datetime) -> list[DueItem]:
    """The desk's reminders of probations that end soon, for those who prepare the confirmation and have sight."""
    return [
        DueItem(
            key=f"org.probation:{one.person.pk}",
            title=_("Full membership of %(name)s") % {"name": one.person.full_name},
            detail=_("%(cell)s: probation ends") % {"cell": one.cell.name},
            due=one.ends_on,
            url=reverse("org:person", args=[one.person.code]),
            kind=_("Probation"),
        )
        for one in probation_ending(user, timezone.localdate(at))
    ]
