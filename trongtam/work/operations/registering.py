"""A holder drafts a work and registers it; the organ approves it, or sends it back; or the organ assigns one at once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from trongtam.ground.errors import NotAllowed
from trongtam.ledger import book
from trongtam.org.models import Unit

from .. import rules
from ..life import Act, State
from ..models import Campaign, Turn, Work
from ..plan import Plan
from .campaigning import check_still_open, lock_open
from .changing import agreed_of, plan_of
from .walking import day_of, lock_for, walk
from .writing import check_plan, fill, home_of, rewrite_links, write_work

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@transaction.atomic
def propose_work(
    unit: Unit, plan: Plan, *, by: User, campaign: Campaign | None = None, at: datetime | None = None
) -> Work:
    """Draft a work that the organ `unit` is asked to approve; nobody but the holder's side has to do anything yet.

    Raises NotAllowed (not the holder, nor who may enter for him), Refused.
    """
    lock_open(campaign, unit, day_of(at))
    check_plan(plan, unit, by=by, campaign=campaign)
    drafted = Work(holder_unit=plan.unit, holder_person=plan.person, home=home_of(plan, unit), unit=unit)
    if not rules.can_register_work(by, drafted):
        raise NotAllowed(rules.who_holds(drafted))
    work = write_work(plan, unit, state=State.PROPOSED, by=by, at=at, campaign=campaign)
    begin(work, "work.proposed", by=by, at=at)
    return work


@transaction.atomic
def rewrite_work(work: Work, plan: Plan, *, by: User, at: datetime | None = None) -> Work:
    """Write a draft anew, or one that was sent back. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.REWRITE, by=by, rule=rules.can_register_work, who=rules.who_holds)
    check_plan(plan, held.unit, by=by, campaign=held.campaign)
    was = agreed_of(held, plan_of(held))
    fill(held, plan, held.unit)
    if not rules.can_register_work(by, held):
        raise NotAllowed(rules.who_holds(held))
    held.first_due = plan.due
    rewrite_links(held, plan)
    return walk(held, Act.REWRITE, "work.rewritten", by=by, at=at, said={"title": held.title, "due": held.due}, was=was)


@transaction.atomic
def register_work(work: Work, *, by: User, at: datetime | None = None) -> Work:
    """Hand the draft to the organ for approval. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.REGISTER, by=by, rule=rules.can_register_work, who=rules.who_holds)
    check_still_open(held.campaign)
    return walk(held, Act.REGISTER, "work.registered", by=by, at=at)


@transaction.atomic
def take_back_registration(work: Work, *, by: User, at: datetime | None = None) -> Work:
    """Take a registration back to correct it, as long as nobody has decided. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.TAKE_BACK, by=by, rule=rules.can_register_work, who=rules.who_holds)
    return walk(held, Act.TAKE_BACK, "work.registration_taken_back", by=by, at=at)


@transaction.atomic
def withdraw_work(work: Work, *, by: User, reason: str, at: datetime | None = None) -> Work:
    """Take a registration off the list, with the reason. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.WITHDRAW, by=by, rule=rules.can_register_work, who=rules.who_holds, reason=reason)
    return walk(held, Act.WITHDRAW, "work.withdrawn", by=by, at=at, reason=reason)


@transaction.atomic
def return_work(work: Work, *, by: User, reason: str, at: datetime | None = None) -> Work:
    """Send a registration back to its holder, with the reason. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.RETURN, by=by, rule=rules.can_decide_work, who=rules.who_decides, reason=reason)
    return walk(held, Act.RETURN, "work.returned", by=by, at=at, reason=reason)


@transaction.atomic
def approve_work(work: Work, *, by: User, at: datetime | None = None) -> Work:
    """Approve a registration: from now on the work is assigned. Raises NotAllowed, Refused."""
    held = lock_for(work, Act.APPROVE, by=by, rule=rules.can_decide_work, who=rules.who_decides)
    held.heard_on = day_of(at)
    return walk(held, Act.APPROVE, "work.approved", by=by, at=at)


@transaction.atomic
def assign_work(
    unit: Unit, plan: Plan, *, by: User, campaign: Campaign | None = None, at: datetime | None = None
) -> Work:
    """Give a work to a unit or a person at once, without registration. Raises NotAllowed, Refused."""
    if not rules.can_assign_work(by, unit):
        raise NotAllowed(rules.who_may_assign(unit))
    lock_open(campaign, unit, day_of(at))
    check_plan(plan, unit, by=by, campaign=campaign)
    work = write_work(plan, unit, state=State.ASSIGNED, by=by, at=at, campaign=campaign)
    begin(work, "work.assigned", by=by, at=at)
    return work


def begin(work: Work, code: str, *, by: User, at: datetime | None) -> None:
    """The first line of the trail, and the book."""
    proxy = code == "work.proposed" and rules.is_proxy(by, work)
    said = {"title": work.title, "due": str(work.due)}
    Turn.objects.create(
        work=work, act="begin", before="", after=work.state, said=said, by=by, at=work.made_at, proxy=proxy
    )
    after = {"state": work.state, "holder": work.holder_unit or work.holder_person, **said}
    book.write(code, by=by, on=work, unit=work.home, after=after, proxy=proxy, at=work.made_at)
