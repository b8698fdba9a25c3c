"""What recommendations, notices and notes give to the desk, to search and to the pages of lower rooms."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.holding import holding
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found, Panel, WaitingItem
from trongtam.org.models import UnitKind
from trongtam.org.reach import Reach
from trongtam.org.views.answers import who

from . import presentation_answering as presentation
from .life import OWED, State
from .models import Notice, Recommendation
from .models.said import read_beside
from .queries import notes as read_notes
from .queries import notices as read_notices
from .queries import recommendations as read

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.org.models import Unit

SHOWN, MOST = 12, 50
MONTH_ENDS_AFTER = 20


def due(user: User, at: datetime) -> list[DueItem]:
    """What one's organs owe an answer to, answers that wait for one's word, notices to acknowledge, notes to write."""
    today = timezone.localdate(at)
    items = [_to_answer(read.row(one, today)) for one in read.own(user).owed[:MOST]]
    items += [_to_settle(one) for one in read.own(user).raised if one.state == State.ANSWERED]
    for line in read_notices.to_acknowledge(user)[:MOST]:
        items.append(
            DueItem(
                key=f"support.notice:{line.pk}",
                title=line.notice.title,
                detail=f"{line.notice.unit.name} → {line.unit.name}",
                due=line.notice.due_on,
                url=reverse("support:notice", args=[line.notice_id]),
                kind=_("Notice"),
                action=_("Read and acknowledge"),
            )
        )
    if today.day >= MONTH_ENDS_AFTER:
        items += [_to_write(group) for group in read_notes.notes_owed(user, today)]
    return items


def _to_answer(row: read.Row) -> DueItem:
    one = row.recommendation
    return DueItem(
        key=f"support.recommendation:{one.pk}",
        title=str(one),
        detail=f"{one.unit.name}: {presentation.standing_words(row)}",
        due=one.due_on,
        url=reverse("support:recommendation", args=[one.pk]),
        kind=_("Recommendation"),
        back=one.state == State.NOT_SATISFIED,
        action=_("Answer"),
    )


def _to_settle(one: Recommendation) -> DueItem:
    return DueItem(
        key=f"support.recommendation.answered:{one.pk}",
        title=str(one),
        detail=_("%(organ)s has answered. Is it settled?") % {"organ": one.organ.name},
        due=None,
        url=reverse("support:recommendation", args=[one.pk]),
        kind=_("Recommendation"),
        action=_("Read the answer"),
    )


def _to_write(group: Unit) -> DueItem:
    return DueItem(
        key=f"support.note:{group.pk}",
        title=_("Note of the month: %(group)s") % {"group": group.name},
        detail=_("Three fields, less than a minute."),
        due=None,
        url=reverse("support:write_group_note", args=[group.code]),
        kind=_("Note"),
        action=_("Write it"),
    )


def waiting(user: User, at: datetime) -> list[WaitingItem]:
    """What one has raised and nobody has answered."""
    return [
        WaitingItem(
            key=f"support.recommendation:{one.pk}",
            title=str(one),
            detail=f"{one.organ.name}: {one.get_state_display()}",
            since=one.raised_on,
            url=reverse("support:recommendation", args=[one.pk]),
            kind=_("Recommendation"),
        )
        for one in read.own(user).raised
        if one.state in OWED
    ]


_RAISED = Prepared(
    lambda user, words: holding(Recommendation.objects.visible_to(user).order_by("-raised_on", "-pk"), words)[:SHOWN]
)
_SENT = Prepared(lambda user, words: holding(Notice.objects.visible_to(user).order_by("-on", "-pk"), words)[:SHOWN])


def found(text: str, user: User) -> list[Found]:
    """Recommendations and notices by their words."""
    read_beside(user)
    words = fold(text).split()
    hits = [
        Found(
            str(one),
            _("Recommendation"),
            reverse("support:recommendation", args=[one.pk]),
            presentation.state_word(one.state),
        )
        for one in _RAISED(user, words)
    ]
    return hits + [
        Found(one.title, _("Notice"), reverse("support:notice", args=[one.pk]), f"{one.on:%d/%m/%Y}")
        for one in _SENT(user, words)
    ]


def of_unit(request: HttpRequest, unit: Unit) -> Panel | None:
    """`org.unit`: what is open in a place, late ones first, with the ways on. One query, two for a cell."""
    user, today = who(request), timezone.localdate()
    if not Reach.of(user).covers(unit):
        return None
    rows = read.listed(read.of_place(unit, user).open()).order_by("due_on", "pk")[:5]
    context = {
        "rows": presentation.shown_all(rows, today),
        "unit": unit,
        "place": unit.kind == UnitKind.COMMUNE,
        "notes": unit.kind in (UnitKind.HAMLET, UnitKind.GROUP, UnitKind.CELL),
    }
    return Panel("support/parts/recommendations_of_unit.html", context)
