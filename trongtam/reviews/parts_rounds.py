"""What rounds give to the desk, to search and to pages of lower rooms; and how records behind facts are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from trongtam.ground.days import write
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found, Panel
from trongtam.meetings.models import Meeting
from trongtam.org.models import Unit
from trongtam.org.reach import Reach
from trongtam.org.views.answers import who
from trongtam.resolutions.models import Shortcoming
from trongtam.support.models import Duty
from trongtam.targets.live import Behind
from trongtam.work.models import Work

from .models import Contest, ContestState, Round, Subject
from .rules import rounds as rules

if TYPE_CHECKING:
    from trongtam.accounts.models import User

SHOWN = 12


def due(user: User, at: datetime) -> list[DueItem]:
    """One's own self-assessment that is to be handed in; objections that wait for one's answer. Two queries."""
    reach = Reach.of(user)
    if reach.person_id is None:
        return []
    own = Subject.objects.rated().filter(person=reach.person_id, state="self", round__state="open")
    items = [
        DueItem(
            key=f"reviews.self:{one.pk}",
            title=_("Self-assessment"),
            detail=f"{one.round.title} · {one.unit.name}",
            due=one.round.self_by,
            url=reverse("reviews:assess_self", args=[one.pk]),
            kind=_("Review"),
            action=_("Assess myself"),
        )
        for one in own.select_related("round", "unit").order_by("round__self_by", "pk")[:SHOWN]
    ]
    return items + _objections(user)


def _objections(user: User) -> list[DueItem]:
    if not Reach.of(user).sight_units:
        return []
    rows = Contest.objects.visible_to(user).filter(state=ContestState.OPEN, subject__round__state="open")
    listed = rows.select_related("subject__round__unit", "subject__unit", "subject__person").order_by("at")[:SHOWN]
    return [
        DueItem(
            key=f"reviews.contest:{one.pk}",
            title=_("An objection waits"),
            detail=one.subject.unit.name,
            due=one.subject.round.decision_by,
            url=reverse("reviews:answer_contest", args=[one.pk]),
            kind=_("Review"),
            action=_("Read and answer"),
        )
        for one in listed
        if rules.can_answer(user, one)
    ]


_LAST = Prepared(lambda user: Round.objects.visible_to(user).select_related("unit").order_by("-period_code")[:200])


def found(text: str, user: User) -> list[Found]:
    """Rounds by their title; never a person's form."""
    asked = fold(text).split()
    hits = [one for one in _LAST(user) if all(word in fold(f"{one.title} {one.unit.name}") for word in asked)]
    return [
        Found(one.title, _("Review round"), reverse("reviews:round", args=[one.pk]), one.unit.name)
        for one in hits[:SHOWN]
    ]


def of_unit(request: HttpRequest, unit: Unit) -> Panel | None:
    """The last rounds in which a unit stands. One query."""
    seen = Round.objects.visible_to(who(request))
    inside = seen.filter(unit=unit) | seen.filter(pk__in=Subject.objects.filter(unit=unit).values("round_id"))
    rows = list(inside.distinct().order_by("-period_code")[:3])
    return Panel("reviews/parts/of_unit.html", {"rounds": rows, "unit": unit}) if rows else None


# -- records behind facts ----------------------------------------------------------------------------------------------


def works(ids: Sequence[int], user: User) -> list[Behind]:
    seen = Work.objects.visible_to(user).filter(pk__in=ids).order_by("due", "pk")
    return [
        Behind(one.title, str(one.get_state_display()), write(one.due), reverse("work:work", args=[one.pk]))
        for one in seen
    ]


def meetings(ids: Sequence[int], user: User) -> list[Behind]:
    """A member sees the days of his own meetings; the page opens to those who may read it."""
    open_to = set(Meeting.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    rows = Meeting.objects.filter(pk__in=ids).select_related("unit").order_by("-held_on", "-pk")
    return [
        Behind(
            str(one.get_kind_display()),
            write(one.held_on) if one.held_on is not None else "",
            one.unit.name,
            reverse("meetings:meeting", args=[one.pk]) if one.pk in open_to else "",
        )
        for one in rows
    ]


def boards(ids: Sequence[int], user: User) -> list[Behind]:
    seen = Unit.objects.visible_to(user).filter(pk__in=ids)
    return [Behind(one.name, "", _("Targets"), reverse("targets:board", args=[one.code])) for one in seen]


def duties(ids: Sequence[int], user: User) -> list[Behind]:
    rows = Duty.objects.visible_to(user).filter(pk__in=ids).select_related("unit")
    return [Behind(one.unit.name, "", "", reverse("support:duty", args=[one.pk])) for one in rows]


def shortcomings(ids: Sequence[int], user: User) -> list[Behind]:
    rows = Shortcoming.objects.visible_to(user).filter(pk__in=ids).select_related("clause")
    return [
        Behind(one.clause.text, str(one.get_state_display()), "", reverse("resolutions:shortcoming", args=[one.pk]))
        for one in rows
    ]


def reviews(ids: Sequence[int], user: User) -> list[Behind]:
    rows = Subject.objects.visible_to(user).filter(pk__in=ids).select_related("round").order_by("round__period_code")
    return [Behind(one.round.title, "", "", reverse("reviews:form", args=[one.pk])) for one in rows]


OPENS = {
    "work": works,
    "meeting": meetings,
    "board": boards,
    "duty": duties,
    "shortcoming": shortcomings,
    "review": reviews,
}
