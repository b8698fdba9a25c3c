"""Who may do what with assigned works; and the sentences that say who may.

Those above assign, appraise and decide; the holder registers and reports; the supervisor looks on and appraises. Nobody
judges a work of his own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach, Right

from .keepers import keeps_meetings
from .life import State
from .models import Campaign, Recurring, Side, Work

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# The kind of root that meetings register: the decision that a work came out of.
DECISION = "decision"


def can_assign_work(user: User, unit: Unit) -> bool:
    """The office, secretary and deputies of the organ: the standing committee decides, one of them records it."""
    return Reach.of(user).may(Right.ASSIGN, unit)


def who_may_assign(unit: Unit) -> str:
    sentence = _("Only the Party office, the secretary or a deputy secretary of %(unit)s may do this.")
    return sentence % {"unit": unit.name}


def speaks_for(user: User, unit: Unit) -> bool:
    """Whether one says in a unit's own name what it does: its secretary, committee or head; of an organ with an office, those
    who may assign in it."""
    reach = Reach.of(user)
    if reach.may(Right.STATE, unit):
        return True
    return any(post.unit_id == unit.pk and Right.ASSIGN in post.rights for post in reach.posts)


def own_units(reach: Reach) -> set[int]:
    """The units in whose name one speaks (see `speaks_for`), for lists."""
    return {post.unit_id for post in reach.posts if post.rights & {Right.STATE, Right.ASSIGN}}


def holds(user: User, work: Work) -> bool:
    """Whether the work is one's own, as a person or in the name of the unit that holds it."""
    if work.holder_person_id is not None:
        return Reach.of(user).person_id == work.holder_person_id
    return work.holder_unit is not None and speaks_for(user, work.holder_unit)


def can_enter_for(user: User, unit: Unit) -> bool:
    """The office above enters for a holder who cannot; the holder sees it and may object."""
    return Reach.of(user).may(Right.STATE_FOR, unit)


def can_register_work(user: User, work: Work) -> bool:
    return holds(user, work) or can_enter_for(user, work.home)


def can_register_in(user: User, unit: Unit) -> bool:
    """Whether one may register works at all for a unit, or in it for oneself or another."""
    return speaks_for(user, unit) or can_enter_for(user, unit) or can_assign_work(user, unit)


can_report_progress = can_hand_in_work = can_answer_explanation = can_register_work


def is_proxy(user: User, work: Work) -> bool:
    """Whether what one enters is entered for the holder by another."""
    return not holds(user, work)


def who_holds(work: Work) -> str:
    if work.holder_person_id is not None:
        return _("Only the person who holds this work, or the Party office for him, may do this.")
    sentence = _("Only %(unit)s, which holds this work, or the Party office for it, may do this.")
    return sentence % {"unit": work.home.name}


def can_decide_work(user: User, work: Work) -> bool:
    """Approve, return, adjust, extend, hand over, stop, conclude: those who assign, but nobody his own."""
    return can_assign_work(user, work.unit) and not _own_person(user, work)


def can_look_after_work(user: User, work: Work) -> bool:
    """The supervisor, and those who assign; nobody his own."""
    return not _own_person(user, work) and (
        can_assign_work(user, work.unit) or (work.supervisor_id is not None and _is_supervisor(user, work))
    )


can_ask_explanation = can_answer_obstacle = can_look_after_work


def can_appraise_work(user: User, work: Work) -> bool:
    """Those who look after it. What an organ has done itself is not appraised by the person who handed it in."""
    return can_look_after_work(user, work) and not _handed_in_oneself(user, work)


def _handed_in_oneself(user: User, work: Work) -> bool:
    """One query, for works that the organ holds which assigned them."""
    if work.holder_unit_id != work.unit_id or work.state != State.REPORTED:
        return False
    return work.appraisals.filter(side=Side.SELF, taken_back_at__isnull=True, by=user).exists()


def who_decides(work: Work) -> str:
    """Also says why one's own work is judged by somebody else."""
    sentence = _(
        "This is decided by the Party office, the secretary or a deputy secretary of %(unit)s; "
        "nobody decides on a work of his own."
    )
    return sentence % {"unit": work.unit.name}


def who_appraises(work: Work) -> str:
    sentence = _(
        "This is for the supervisor of the work, or those who assign for %(unit)s; nobody appraises a work of his own, "
        "or one of the organ that he handed in himself."
    )
    return sentence % {"unit": work.unit.name}


def _own_person(user: User, work: Work) -> bool:
    return work.holder_person_id is not None and Reach.of(user).person_id == work.holder_person_id


def _is_supervisor(user: User, work: Work) -> bool:
    return Reach.of(user).person_id == work.supervisor_id


def can_run_campaign(user: User, campaign: Campaign) -> bool:
    return can_assign_work(user, campaign.unit)


def can_run_recurring(user: User, recurring: Recurring) -> bool:
    """Rewrite it, stop it, excuse a unit from a day of it: those who assign; no unit excuses itself."""
    return can_assign_work(user, recurring.unit)


def can_say_occurrence(user: User, unit: Unit) -> bool:
    """The unit itself, or the office for it."""
    return speaks_for(user, unit) or can_enter_for(user, unit)


def who_may_say_occurrence(unit: Unit) -> str:
    return _("This is said by %(unit)s itself, or for it by the Party office above.") % {"unit": unit.name}


def territory(unit: Unit) -> str:
    """The path of all that an organ may give work to: of a Party committee the unit that it leads."""
    if unit.kind == UnitKind.PARTY_COMMITTEE and unit.parent_id:
        return unit.path[: unit.path.rstrip("/").rfind("/") + 1]
    return unit.path


def territories(unit: Unit) -> tuple[str, ...]:
    """As `territory`; a cell also gives work to the hamlet that it serves."""
    if unit.kind == UnitKind.CELL and unit.serves is not None:
        return (unit.path, unit.serves.path)
    return (territory(unit),)


def can_assign_decided(user: User, unit: Unit) -> bool:
    """Record as work what a meeting of the unit decided: a cell's secretary and committee in their own cell, those who assign
    in an organ, the office above for either, and whoever else keeps its meetings (see `keepers`)."""
    own = can_assign_work(user, unit) or speaks_for(user, unit) or can_enter_for(user, unit)
    return own or keeps_meetings(user, unit)


def can_record_decided(user: User, work: Work) -> bool:
    """Record what a meeting found about a work that came out of its own decision. The meeting judges; whoever keeps its minutes
    writes it down, even where he holds the work himself."""
    return work.root_kind == DECISION and can_assign_decided(user, work.unit)


# Act → its predicate and the standard thing that it is tried on: a unit of the house of tests, or `work.<thing>`.
ACTS = {
    "work.proposed": (can_register_in, "cell_a committee"),
    "work.rewritten": (can_register_work, "work.proposed work.of_person"),
    "work.registered": (can_register_work, "work.proposed work.of_person"),
    "work.registration_taken_back": (can_register_work, "work.registered"),
    "work.withdrawn": (can_register_work, "work.registered"),
    "work.returned": (can_decide_work, "work.registered work.of_person"),
    "work.approved": (can_decide_work, "work.registered work.of_person"),
    "work.assigned": (can_assign_work, "committee"),
    "work.assignment_taken_back": (can_decide_work, "work.running"),
    "work.campaign_opened": (can_assign_work, "committee"),
    "work.campaign_rewritten": (can_run_campaign, "work.campaign"),
    "work.campaign_closed": (can_run_campaign, "work.campaign"),
    "work.campaign_reopened": (can_run_campaign, "work.campaign"),
    "work.progress_reported": (can_report_progress, "work.running"),
    "work.handed_in": (can_hand_in_work, "work.running"),
    "work.recalled": (can_hand_in_work, "work.running"),
    "work.sent_back": (can_appraise_work, "work.running"),
    "work.appraised": (can_appraise_work, "work.running work.of_person"),
    "work.reconsidered": (can_appraise_work, "work.running"),
    "work.concluded": (can_decide_work, "work.running"),
    "work.adjusted": (can_decide_work, "work.running"),
    "work.extended": (can_decide_work, "work.running"),
    "work.handed_over": (can_decide_work, "work.running"),
    "work.carried_over": (can_decide_work, "work.running"),
    "work.stopped": (can_decide_work, "work.running"),
    "work.reopened": (can_decide_work, "work.running"),
    "work.obstacle_answered": (can_answer_obstacle, "work.running"),
    "work.explanation_asked": (can_ask_explanation, "work.running"),
    "work.explanation_answered": (can_answer_explanation, "work.running"),
    "work.explanation_accepted": (can_ask_explanation, "work.running"),
    "work.explanation_refused": (can_ask_explanation, "work.running"),
    "work.recurring_started": (can_assign_work, "committee"),
    "work.recurring_rewritten": (can_run_recurring, "work.recurring"),
    "work.recurring_stopped": (can_run_recurring, "work.recurring"),
    "work.occurrence_said": (can_say_occurrence, "cell_a hamlet group"),
    "work.occurrence_excused": (can_run_recurring, "work.recurring"),
}
