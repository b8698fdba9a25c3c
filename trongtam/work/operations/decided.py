"""What a meeting decides becomes work; what a later meeting finds about it is recorded here: done, another day, dropped.

The meeting as a whole judges, so nobody judges alone: whoever keeps its minutes records it, even where he holds the work. Each is
made of the same steps of a work's life that pages take one by one; steps that were taken meanwhile are left out.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.org.models import Unit

from .. import rules, standing
from ..life import RUNNING, Act, State
from ..models import Appraisal, Quality, Side, Work
from ..plan import Plan
from .appraising import unjudge
from .changing import carried_into, moved
from .registering import begin
from .reporting import take_back_own
from .walking import day_of, locked, walk
from .writing import check_plan, write_work

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def assign_decided(unit: Unit, plan: Plan, *, by: User, at: datetime | None = None) -> Work:
    """Make a decision of a meeting of `unit` a work; its root is the decision. Raises NotAllowed, Refused."""
    if not rules.can_assign_decided(by, unit):
        raise NotAllowed(rules.who_may_assign(unit))
    check_plan(plan, unit, by=by)
    work = write_work(plan, unit, state=State.ASSIGNED, by=by, at=at)
    begin(work, "work.assigned", by=by, at=at)
    return work


@transaction.atomic
def record_done(work: Work, *, by: User, done_on: date, note: str = "", at: datetime | None = None) -> Work:
    """The meeting found it done: handed in where the holder had not, appraised as asked, concluded. A work that ended in
    another way stays as it ended. Raises NotAllowed, Refused."""
    held = _held(work, by)
    day = min(max(done_on, held.start), day_of(at))
    word = note.strip() or _("The meeting found it done.")
    if held.state in RUNNING:
        held.percent, held.done_on, held.heard_on = 100, day, max(held.heard_on or day, day)
        _judge(held, Side.SELF, day, word, by=by, at=at)
        walk(held, Act.HAND_IN, "work.handed_in", by=by, at=at, reason=word, said={"done_on": day})
    if held.state == State.REPORTED:
        day = held.done_on or day
        held.done_on, held.quality = day, Quality.AS_ASKED
        held.on_time = standing.done_in_time(day, held.due)
        _judge(held, Side.SUPERVISOR, day, word, by=by, at=at)
        said = {"done_on": day, "on_time": held.on_time, "quality": held.quality}
        walk(held, Act.APPRAISE, "work.appraised", by=by, at=at, said=said)
    if held.state == State.APPRAISED:
        walk(held, Act.CONCLUDE, "work.concluded", by=by, at=at, reason=word)
    return held


@transaction.atomic
def record_carried(work: Work, *, by: User, due: date, reason: str, at: datetime | None = None) -> Work:
    """The meeting gives it another day, with the reason. One that was handed in or judged meanwhile goes back to its holder. The
    work that goes on: another one where the day lies in the list of the next year. Raises NotAllowed, Refused."""
    held = _held(work, by)
    if held.state in (State.CONCLUDED, State.STOPPED):
        unjudge(held, at)
        held.done_on, held.heard_on = None, day_of(at)
        walk(held, Act.REOPEN, "work.reopened", by=by, at=at, reason=reason)
    if held.state == State.APPRAISED:
        unjudge(held, at)
        walk(held, Act.RECONSIDER, "work.reconsidered", by=by, at=at, reason=reason)
    if held.state == State.REPORTED:
        take_back_own(held, at)
        walk(held, Act.SEND_BACK, "work.sent_back", by=by, at=at, reason=reason)
    if held.state not in RUNNING or due == held.due:
        return held
    if held.stage.holds(due):
        return moved(held, due, by=by, reason=reason, at=at)
    return carried_into(held, due, by=by, reason=reason, at=at)


@transaction.atomic
def record_dropped(work: Work, *, by: User, reason: str, at: datetime | None = None) -> Work:
    """The meeting drops it, with the reason; what was judged already stays judged. Raises NotAllowed, Refused."""
    held = _held(work, by)
    if not reason.strip():
        raise Refused(_("Please say why; the other side reads it."), field="reason")
    if held.state in RUNNING | {State.REPORTED}:
        walk(held, Act.STOP, "work.stopped", by=by, at=at, reason=reason)
    return held


@transaction.atomic
def record_undone(work: Work, *, by: User, reason: str, at: datetime | None = None) -> Work:
    """The end of the meeting that concluded or stopped it was taken back: its holder has it again. One that goes on or was
    judged since by others stays as it is. Raises NotAllowed."""
    held = _held(work, by)
    if held.state in (State.CONCLUDED, State.STOPPED):
        unjudge(held, at)
        held.done_on, held.heard_on = None, day_of(at)
        walk(held, Act.REOPEN, "work.reopened", by=by, at=at, reason=reason)
    return held


@transaction.atomic
def record_unassigned(work: Work, *, by: User, reason: str, at: datetime | None = None) -> bool:
    """The end of the meeting that assigned it was taken back. False: its holder has begun, so it stays his. Raises NotAllowed."""
    held = _held(work, by)
    if held.state != State.ASSIGNED:
        return False
    walk(held, Act.UNASSIGN, "work.assignment_taken_back", by=by, at=at, reason=reason)
    return True


def _held(work: Work, by: User) -> Work:
    held = locked(work)
    if not rules.can_record_decided(by, held):
        raise NotAllowed(rules.who_decides(held))
    return held


def _judge(held: Work, side: str, day: date, note: str, *, by: User, at: datetime | None) -> None:
    Appraisal.objects.create(
        work=held,
        side=side,
        done_on=day,
        on_time=bool(standing.done_in_time(day, held.due)),
        quality=Quality.AS_ASKED,
        note=note,
        by=by,
        at=at or timezone.now(),
        proxy=side == Side.SELF and rules.is_proxy(by, held),
    )
