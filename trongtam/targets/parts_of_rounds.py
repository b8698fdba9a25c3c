"""What reporting rounds give to the desk: what is due from a unit, what waits for the office, how it goes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.look.registry import DueItem, Panel, WaitingItem

from .models import Submission, SubmissionState
from .presentation.rounds import round_name
from .queries import gathering

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def due(found: gathering.OnDesk, user: User) -> list[DueItem]:
    """What a person's own units owe to rounds, and for an office what was sent and waits for its answer."""
    items = [_owed(one) for one in found.owed]
    if gathering.takes_in(user):
        items += [_waits(one) for one in found.gathered if one.counts[SubmissionState.SUBMITTED]]
    return items


def _owed(one: Submission) -> DueItem:
    back = one.state == SubmissionState.RETURNED
    detail = _("%(unit)s: the figures came back. %(reason)s") if back else _("%(unit)s: look at the sheet and send it.")
    return DueItem(
        key=f"targets.submission:{one.pk}",
        title=round_name(one.round),
        detail=detail % {"unit": one.unit.name, "reason": one.reason},
        due=one.round.due_on,
        url=reverse("targets:entry", args=[one.unit.code, one.round.sheet_month.code]),
        kind=_("Reporting round"),
        back=back,
        action=_("Correct and send") if back else _("Look and send"),
    )


def _waits(one: gathering.RoundSum) -> DueItem:
    count = one.counts[SubmissionState.SUBMITTED]
    detail = ngettext("%(n)d unit has sent its figures.", "%(n)d units have sent their figures.", count)
    return DueItem(
        key=f"targets.round:{one.round.pk}",
        title=_("Accept: %(round)s") % {"round": round_name(one.round)},
        detail=detail % {"n": count},
        due=one.round.due_on,
        url=reverse("targets:round", args=[one.round.pk]),
        done=one.settled,
        total=one.total,
        kind=_("Reporting round"),
        action=_("Look and accept"),
    )


def waiting(user: User, at: datetime) -> list[WaitingItem]:
    """What a person's own units have sent and the office has not answered."""
    sent = gathering.on_desk(user, at).sent
    return [
        WaitingItem(
            key=f"targets.submission:{one.pk}",
            title=round_name(one.round),
            detail=_("%(unit)s: sent, the office has not answered yet.") % {"unit": one.unit.name},
            since=timezone.localdate(one.sent_at) if one.sent_at else None,
            url=reverse("targets:round", args=[one.round_id]),
            kind=_("Reporting round"),
        )
        for one in sent
        if not gathering.takes_in(user)
    ]


def progress(request: HttpRequest, _thing: object) -> Panel | None:
    """`portal.desk`: how the rounds go that a person leads."""
    user = request.user
    assert user.is_authenticated  # the desk is for people who are signed in
    sums = gathering.on_desk(user).gathered
    named = [(round_name(one.round), one) for one in sums]
    return Panel("targets/parts/rounds_go.html", {"rounds": named}) if named else None
