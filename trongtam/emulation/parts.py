"""What this room gives to the desk, to search and to the pages of lower rooms."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground import days
from trongtam.ground.holding import holding
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found, Panel
from trongtam.org.reach import Reach, Right
from trongtam.org.views.answers import who
from trongtam.work.rules import own_units

from . import presentation, presentation_ladders
from .models import Award, Exemplar, Ladder, Movement
from .queries.ladders import read_ladders
from .queries.movements import open_for
from .queries.streaks import counters_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.org.models import Unit

SHOWN = 12
TO_COMMIT = timedelta(days=30)


def due(user: User, at: datetime) -> list[DueItem]:
    """Commitments that one's units owe, final reviews that one's organ owes. Two queries."""
    today, reach = timezone.localdate(at), Reach.of(user)
    units = [post.unit_id for post in reach.posts if Right.STATE in post.rights and post.unit_id in own_units(reach)]
    items = [_commitment(one) for one in open_for(user, units, today)[:SHOWN]] if units else []
    lead = [post.unit_id for post in reach.posts if Right.ASSIGN in post.rights]
    if lead:
        late = Movement.objects.filter(keeper__in=lead, closed_on__isnull=True, valid_to__lt=today).order_by("valid_to")
        items += [_review(one) for one in late[:SHOWN]]
    return items


def _commitment(one: Movement) -> DueItem:
    last: date = min(one.valid_to, one.valid_from + TO_COMMIT)
    return DueItem(
        key=f"emulation.commit:{one.pk}",
        title=_("Commit to: %(movement)s") % {"movement": one.title},
        detail=one.unit.name,
        due=last,
        url=reverse("emulation:commit", args=[one.pk]),
        kind=_("Movement"),
        action=_("Say what we take upon ourselves"),
    )


def _review(one: Movement) -> DueItem:
    return DueItem(
        key=f"emulation.review:{one.pk}",
        title=_("Final review: %(movement)s") % {"movement": one.title},
        detail=_("It ended on %(day)s.") % {"day": days.write(one.valid_to)},
        due=one.valid_to + TO_COMMIT,
        url=reverse("emulation:review_movement", args=[one.pk]),
        kind=_("Movement"),
        action=_("Write the review down"),
    )


_EXEMPLARS = Prepared(
    lambda user, words: holding(
        Exemplar.objects.visible_to(user).select_related("unit").order_by("-pk"), words, "folded", "unit__folded"
    )[:SHOWN]
)
_MOVEMENTS = Prepared(
    lambda user, words: holding(Movement.objects.visible_to(user).select_related("unit").order_by("-pk"), words)[:SHOWN]
)


def found(text: str, user: User) -> list[Found]:
    """Exemplars and movements by words of their names or their unit's."""
    words = fold(text).split()
    shown = [
        Found(one.title, _("Exemplar"), reverse("emulation:exemplar", args=[one.pk]), one.unit.name)
        for one in _EXEMPLARS(user, words)
    ]
    return shown + [
        Found(one.title, _("Movement"), reverse("emulation:movement", args=[one.pk]), one.unit.name)
        for one in _MOVEMENTS(user, words)
    ]


def of_unit(request: HttpRequest, unit: Unit) -> Panel | None:
    """Years in a row, the last awards, its exemplars, whom it wants to catch up with."""
    user, today = who(request), timezone.localdate()
    exemplars = Exemplar.objects.visible_to(user).filter(unit=unit).exclude(state="ended").select_related("unit")
    rows = [presentation.exemplar_row(one) for one in exemplars.order_by("-pk")[:3]]
    ladders: list[presentation.Row] = []
    awards: list[tuple[Award, str, str]] = []
    counters: list[tuple[str, str]] = []
    if Reach.of(user).covers(unit):
        counters = presentation.counters_shown(counters_of([unit], today.year)[unit.pk])
        given = Award.objects.visible_to(user).standing().filter(recipient_unit=unit).order_by("-year", "-pk")[:3]
        awards = [(one, presentation.award_title(one), presentation.award_meta(one)) for one in given]
        climbing = Ladder.objects.climbing().filter(unit=unit).select_related("unit", "exemplar__unit")
        read = read_ladders(list(climbing.prefetch_related("rungs__indicator__weight")[:3]), user=user, today=today)
        ladders = presentation_ladders.rows(read)
    if not (rows or ladders or awards or counters):
        return None
    return Panel(
        "emulation/parts/of_unit.html",
        {"exemplars": rows, "ladders": ladders, "awards": awards, "counters": counters},
    )
