"""A meeting ends: what it settled is settled, what it decided is work. Then its minutes are written, signed and sent."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.support.operations import mark_told
from trongtam.work.life import RUNNING
from trongtam.work.models import Kind
from trongtam.work.operations import assign_decided, hand_in_work, record_carried, record_done, record_dropped
from trongtam.work.plan import Plan, Root

from ..carrying import CANCELLED, CARRIED, DONE, ROW_OF, TOLD, Balance, Key, Point, by_itself, ended, undecided
from ..life import Act
from ..models import AgendaItem, Decision, DecisionState, ItemKind, Meeting
from ..queries.attendance import roll_of
from ..queries.open_points import points_of
from .bounds import check_votes
from .walking import lock_meeting, walk

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# Points that go over from meeting to meeting, and the column that says which they are.
SETTLED_KEYS = {ItemKind.DECISION: "decision_id", ItemKind.OWN: "first_id"}


@transaction.atomic
def end_meeting(meeting: Meeting, *, by: User, closed: time | None = None, at: datetime | None = None) -> Meeting:
    """End the session. What was done, carried or dropped is so from now on, the works of earlier decisions with it; new decisions
    become works. Raises NotAllowed; Refused: points that nobody has settled (they are named)."""
    held = lock_meeting(meeting, Act.END, by=by)
    items = list(
        held.items.select_for_update(of=("self",)).select_related("decision__work", "work", "first", "notice__notice")
    )
    open_ones = undecided((item.kind, item.outcome) for item in items)
    if open_ones:
        named = "; ".join(f"“{items[place].title}”" for place in open_ones)
        raise Refused(_("Not settled yet: %(points)s. Done, to the next meeting, or dropped?") % {"points": named})
    check_votes(held, items)
    new = list(held.decisions.filter(state=DecisionState.OPEN).order_by("pk"))
    _check_quorum(held, new, by)
    balance = _balance(held, items, new)
    for item in items:
        _close(item, held, by=by, at=at)
    for decision in new:
        if decision.work_id is None:  # of a meeting that was opened again some holders had begun already
            _to_work(decision, held, by=by, at=at)
    held.ended = closed or timezone.localtime(at or timezone.now()).time().replace(second=0, microsecond=0)
    return walk(held, Act.END, "meetings.ended", by=by, at=at, **_told(balance))


def _check_quorum(held: Meeting, new: list[Decision], by: User) -> None:
    """With too few official members nothing is resolved: it may be recorded as not held. Nobody counted: nothing is said."""
    roll = roll_of(held, by)
    if new and roll.called and roll.quorum is not None and not roll.quorum.enough:
        told = {"need": roll.quorum.need, "have": roll.quorum.have}
        sentence = _(
            "A resolution needs %(need)s official members; %(have)s are here. Take the decisions back, or record the meeting as "
            "not held."
        )
        raise Refused(sentence % told)


def _told(balance: Balance) -> dict[str, Any]:
    return {
        "before": balance.before,
        "new": balance.new,
        "done": balance.done,
        "cancelled": balance.cancelled,
        "open_after": balance.after,
    }


def _key(item: AgendaItem) -> Key:
    pk = item.decision_id if item.kind == ItemKind.DECISION else item.first_id or item.pk
    assert pk is not None
    return item.kind, pk


def _balance(held: Meeting, items: list[AgendaItem], new: list[Decision]) -> Balance:
    """The meeting as a sum; it holds, or nothing is done."""
    row = ROW_OF[held.kind]
    settled = [item for item in items if item.kind in SETTLED_KEYS]
    fresh = [item for item in settled if item.kind == ItemKind.OWN and item.first_id is None]
    points = [*points_of(held.unit), *(Point(_key(item), held.unit_id, row) for item in fresh)]
    outcomes = {_key(item): item.outcome for item in settled}
    decided = [Point(("decision", one.pk), held.unit_id, row) for one in new]
    _after, balance = ended(tuple(points), list(outcomes), outcomes, decided)
    return balance


def _close(item: AgendaItem, held: Meeting, *, by: User, at: datetime | None) -> None:
    """What a point's result does beyond the meeting."""
    item.outcome = item.outcome or by_itself(item.kind)
    item.save(update_fields=["outcome"])
    if item.kind == ItemKind.DECISION:
        _close_decision(item, held, by=by, at=at)
    elif item.kind == ItemKind.OWN:
        first = item.first or item
        first.owed_by = held.unit if item.outcome == CARRIED else None
        first.save(update_fields=["owed_by"])
    elif item.kind == ItemKind.NOTICE and item.outcome == TOLD and item.notice is not None:
        assert held.held_on is not None
        if item.notice.notice.withdrawn_at is None:
            mark_told(item.notice, by=by, on=held.held_on, at=at)
    elif item.kind == ItemKind.WORK and item.outcome == DONE:
        assert item.work is not None and held.held_on is not None
        if item.work.state not in RUNNING:  # handed in meanwhile, or by an end that was taken back
            return
        done_on = max(held.held_on, item.work.start)
        try:
            hand_in_work(item.work, by=by, done_on=done_on, quality="as_asked", note=item.reason, at=at)
        except NotAllowed as refusal:
            raise Refused(str(refusal), field=f"outcome_{item.pk}") from refusal


def _close_decision(item: AgendaItem, held: Meeting, *, by: User, at: datetime | None) -> None:
    """Done, another day, or dropped; its work the same by the operations of works."""
    assert item.decision is not None
    decision = Decision.objects.select_for_update().get(pk=item.decision.pk)
    if decision.state != DecisionState.OPEN:
        return
    work, day = decision.work, held.held_on
    assert day is not None
    if item.outcome == DONE:
        decision.state, decision.settled_in, decision.reason = DecisionState.DONE, held, item.reason
        if work is not None:
            record_done(work, by=by, done_on=day, note=item.reason or item.conclusion, at=at)
    elif item.outcome == CANCELLED:
        decision.state, decision.settled_in, decision.reason = DecisionState.CANCELLED, held, item.reason
        if work is not None:
            record_dropped(work, by=by, reason=item.reason, at=at)
    else:
        assert item.due is not None
        decision.due = item.due
        if work is not None:
            decision.work = record_carried(work, by=by, due=item.due, reason=item.reason, at=at)
    decision.save()


def _to_work(decision: Decision, held: Meeting, *, by: User, at: datetime | None) -> None:
    """A follow-up whose root is the decision; a stage of two years where its day lies in the next one. Raises Refused."""
    day = held.held_on
    assert day is not None
    stage = f"{day.year}..{decision.due.year}" if decision.due.year > day.year else ""
    plan = Plan(
        title=decision.text,
        kind=Kind.FOLLOW_UP,
        root=Root("decision", decision.pk),
        year=str(day.year),
        stage=stage,
        start=day,
        due=decision.due,
        unit=decision.holder_unit,
        person=decision.holder_person,
    )
    decision.work = assign_decided(held.unit, plan, by=by, at=at)
    decision.save(update_fields=["work"])
    if held.is_invented:
        decision.work.is_invented = True
        decision.work.save(update_fields=["is_invented"])
