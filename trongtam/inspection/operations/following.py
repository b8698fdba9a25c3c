"""What a conclusion asks for is followed up until it is settled."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.locking import locked
from trongtam.ledger import book

from .. import rules
from ..models import Demand, DemandState, FollowUp
from .inspections import settle_with_last
from .senses import reason_given, refuse_future, words_given

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def follow_up(demand: Demand, *, by: User, text: str, on: date, at: datetime | None = None) -> FollowUp:
    """Somebody looked again. Raises NotAllowed, Refused."""
    held = _locked(demand, by)
    refuse_future(on, at)
    _not_before(held, on)
    said = words_given(text, "text", _("Please say what was found."))
    made = FollowUp.objects.create(demand=held, on=on, text=said, by=by, at=at or timezone.now())
    book.write("inspection.followed_up", by=by, on=held, unit=held.inspection.programme.keeper, after={"on": on}, at=at)
    return made


@transaction.atomic
def extend_demand(demand: Demand, *, by: User, due: date, reason: str, at: datetime | None = None) -> Demand:
    """Another day, with the reason; the first one stays readable. Raises NotAllowed, Refused."""
    held = _locked(demand, by)
    said = reason_given(reason)
    if due <= held.due:
        raise Refused(_("The new day has to be later than the one that stands."), field="due")
    before, held.due = held.due, due
    held.save(update_fields=["due"])
    FollowUp.objects.create(demand=held, on=timezone.localdate(at), text=said, by=by, at=at or timezone.now())
    unit = held.inspection.programme.keeper
    book.write("inspection.demand_extended", by=by, on=held, unit=unit, before=before, after=due, at=at)
    return held


@transaction.atomic
def settle_demand(demand: Demand, *, by: User, on: date, note: str, at: datetime | None = None) -> Demand:
    """It was carried out. With the last one the inspection is settled. Raises NotAllowed, Refused."""
    held = _locked(demand, by)
    if not rules.can_settle_demand(by, held):
        raise NotAllowed(rules.who_keeps(held.inspection.programme.keeper))
    refuse_future(on, at)
    _not_before(held, on)
    said = words_given(note, "note", _("Please say how it was carried out."))
    FollowUp.objects.create(demand=held, on=on, text=said, by=by, at=at or timezone.now())
    held.state, held.settled_on = DemandState.SETTLED, on
    held.save(update_fields=["state", "settled_on"])
    settle_with_last(held.inspection, on)
    book.write(
        "inspection.demand_settled", by=by, on=held, unit=held.inspection.programme.keeper, after={"on": on}, at=at
    )
    return held


def _not_before(held: Demand, on: date) -> None:
    if held.inspection.concluded_on is not None and on < held.inspection.concluded_on:
        raise Refused(_("The day lies before the conclusion. Please check it."), field="on")


def _locked(demand: Demand, by: User) -> Demand:
    held = locked(Demand.objects.select_related("inspection__programme__keeper__parent", "work"), demand.pk)
    if not rules.can_follow_demand(by, held):
        raise NotAllowed(rules.who_keeps(held.inspection.programme.keeper))
    if held.state == DemandState.SETTLED:
        raise Refused(_("This is settled already."))
    return held
