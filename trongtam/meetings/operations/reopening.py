"""An end that was pressed by mistake is taken back, for as long as minutes may take. What the end did is undone by steps of
its own, each with the reason: nothing is struck out, and whoever read it reads that it was taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.archive.queries import live_paper_of
from trongtam.ground.errors import Refused
from trongtam.work.operations import record_unassigned, record_undone

from ..calendar_of_cell import minutes_rule
from ..carrying import LOOKS_BACK, ROW_OF
from ..life import OPEN, Act, State
from ..models import Decision, DecisionState, ItemKind, Meeting
from .walking import lock_meeting, walk

if TYPE_CHECKING:
    from trongtam.accounts.models import User

PAPERS = ("minutes", "resolution", "report")


@transaction.atomic
def take_end_back(meeting: Meeting, *, by: User, reason: str, at: datetime | None = None) -> Meeting:
    """Back into the session. Points that were done or dropped are open again, and so are their works; new decisions whose holders
    have not begun are taken back from them, and are work again when the meeting ends anew. What was carried keeps its day, what
    was told was told, a work that was handed in stays so. Minutes that had been sent count as withdrawn.

    Raises NotAllowed; Refused: the days for it are over, a later meeting has looked back already, its points went over to another
    unit, a paper of it is on the way to its signature."""
    held = lock_meeting(meeting, Act.UNEND, by=by, reason=reason)
    ended = held.turns.filter(act=Act.END).last()
    assert ended is not None
    new = list(Decision.objects.select_for_update().filter(meeting=held).order_by("pk"))
    settled = list(Decision.objects.select_for_update().filter(settled_in=held).order_by("pk"))
    _check(held, [*new, *settled], ended.at, at or timezone.now())
    for decision in settled:
        decision.state, decision.settled_in, decision.reason = DecisionState.OPEN, None, ""
        decision.save(update_fields=["state", "settled_in", "reason"])
        if decision.work is not None:
            record_undone(decision.work, by=by, reason=reason, at=at)
    for decision in new:
        if decision.work is not None and record_unassigned(decision.work, by=by, reason=reason, at=at):
            decision.work = None
            decision.save(update_fields=["work"])
    for item in held.items.filter(kind=ItemKind.OWN).select_related("first"):
        first = item.first or item
        first.owed_by = held.unit if item.first is not None else None
        first.save(update_fields=["owed_by"])
    sent_on = timezone.localdate(held.sent_at) if held.sent_at is not None else None
    held.ended = held.signed_by = held.signed_at = held.sent_by = held.sent_at = None
    return walk(held, Act.UNEND, "meetings.end_taken_back", by=by, at=at, reason=reason, sent_on=sent_on)


def _check(held: Meeting, decisions: list[Decision], ended: datetime, now: datetime) -> None:
    days = minutes_rule(held.day).reopen
    if now - ended > timedelta(days=days):
        sentence = _("More than %(days)s days have gone since the end. Please put it right at the next meeting.")
        raise Refused(sentence % {"days": days})
    later = _later(held, decisions, ended)
    if later is not None:
        told = {"day": f"{later.day:%d/%m/%Y}"}
        raise Refused(_("The meeting of %(day)s looks back at this one already. Please put it right there.") % told)
    if any(one.owner_id != held.unit_id for one in decisions):
        raise Refused(_("What was decided has gone over to another unit. Please put it right at its next meeting."))
    if any(live_paper_of(f"meetings.{name}", str(held.pk)) is not None for name in PAPERS):
        raise Refused(_("A paper of this meeting is on its way to the signature. Please take it back first."))


def _later(held: Meeting, decisions: list[Decision], ended: datetime) -> Meeting | None:
    """A meeting of the same row whose agenda was written after the end, or that talks about what was decided here."""
    kinds = [kind for kind in LOOKS_BACK if ROW_OF[kind] == ROW_OF[held.kind]]
    beside = Meeting.objects.filter(unit=held.unit, kind__in=kinds).exclude(pk=held.pk).exclude(state=State.NOT_HELD)
    talks = Q(state__in=[state.value for state in OPEN], items__decision__in=[one.pk for one in decisions])
    return beside.filter(Q(made_at__gte=ended) | talks).order_by("planned_on", "pk").first()
