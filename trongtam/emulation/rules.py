"""Who may do what with movements, exemplars, ladders and awards; and the sentences that say who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right
from trongtam.work.rules import can_enter_for, speaks_for

from .models import Award, Copy, Exemplar, Ladder, Movement, Proposal

if TYPE_CHECKING:
    from trongtam.accounts.models import User


# -- movements ---------------------------------------------------------------------------------------------------------


def can_launch_movement(user: User, unit: Unit) -> bool:
    """The office, secretary and deputies of an organ; one of a province for the province."""
    return Reach.of(user).may(Right.ASSIGN, unit)


def can_keep_movement(user: User, movement: Movement) -> bool:
    return can_launch_movement(user, movement.keeper)


def who_launches(unit: Unit) -> str:
    sentence = _("Only the Party office, the secretary or a deputy secretary of %(unit)s may do this.")
    return sentence % {"unit": unit.name}


def can_speak(user: User, unit: Unit) -> bool:
    """In a unit's own name, or the office above for it: commit, copy, choose whom to catch up with."""
    return speaks_for(user, unit) or can_enter_for(user, unit)


can_commit = can_copy_exemplar = can_climb = can_speak


def is_proxy(user: User, unit: Unit) -> bool:
    return not speaks_for(user, unit)


def who_speaks(unit: Unit) -> str:
    sentence = _("Only those who speak for %(unit)s, or the Party office for it, may do this.")
    return sentence % {"unit": unit.name}


# -- exemplars ---------------------------------------------------------------------------------------------------------


def is_own(user: User, exemplar: Exemplar) -> bool:
    """Whether one is the person that it tells of."""
    return exemplar.person_id is not None and Reach.of(user).person_id == exemplar.person_id


def can_register_exemplar(user: User, unit: Unit) -> bool:
    return can_speak(user, unit) or Reach.of(user).may(Right.ASSIGN, unit)


def can_keep_exemplar(user: User, exemplar: Exemplar) -> bool:
    """Whoever may register it: writes learners down, ends it."""
    return can_register_exemplar(user, exemplar.unit) or is_own(user, exemplar)


def can_recognise_exemplar(user: User, exemplar: Exemplar) -> bool:
    """Those who lead an organ above the unit, at any level; nobody recognises himself."""
    if is_own(user, exemplar):
        return False
    return any(Right.ASSIGN in post.rights for post in Reach.of(user).posts_over(exemplar.unit))


def can_recognise_as(user: User, organ: Unit, exemplar: Exemplar) -> bool:
    """In the name of one organ."""
    posts = Reach.of(user).posts_over(exemplar.unit)
    return can_recognise_exemplar(user, exemplar) and any(
        Right.ASSIGN in post.rights and post.unit_id == organ.pk for post in posts
    )


can_replicate_exemplar = can_recognise_exemplar


def can_end_exemplar(user: User, exemplar: Exemplar) -> bool:
    return can_keep_exemplar(user, exemplar) or can_recognise_exemplar(user, exemplar)


def can_withdraw_consent(user: User, exemplar: Exemplar) -> bool:
    """The person himself at any time; whoever keeps the exemplar when the person says so."""
    return is_own(user, exemplar) or can_keep_exemplar(user, exemplar)


def can_tell_visit(user: User, exemplar: Exemplar) -> bool:
    """Those who were visited, and whoever speaks for a unit that came and may read the exemplar."""
    if can_keep_exemplar(user, exemplar):
        return True
    speaks = any(post.rights & {Right.STATE, Right.ASSIGN} for post in Reach.of(user).posts)
    return speaks and Exemplar.objects.visible_to(user).filter(pk=exemplar.pk).exists()


def can_tell_result(user: User, copy: Copy) -> bool:
    return can_speak(user, copy.unit)


def who_registers(unit: Unit) -> str:
    sentence = _("Only those who speak for %(unit)s, or the office, secretary and deputies above it, may do this.")
    return sentence % {"unit": unit.name}


def who_recognises(exemplar: Exemplar) -> str:
    sentence = _(
        "An exemplar of %(unit)s is recognised by the office, secretary or deputies of a committee above; nobody "
        "recognises himself."
    )
    return sentence % {"unit": exemplar.unit.name}


# -- ladders -----------------------------------------------------------------------------------------------------------


def can_end_ladder(user: User, ladder: Ladder) -> bool:
    return can_speak(user, ladder.unit)


# -- awards ------------------------------------------------------------------------------------------------------------


def can_record_award(user: User, unit: Unit) -> bool:
    """Those who lead or keep the papers of the place where the award is received."""
    reach = Reach.of(user)
    return reach.may(Right.ASSIGN, unit) or reach.may(Right.STATE_FOR, unit)


def can_withdraw_award(user: User, award: Award) -> bool:
    return can_record_award(user, award.home)


def can_propose_award(user: User, unit: Unit) -> bool:
    """A unit for itself and those below it; whoever leads it."""
    return can_speak(user, unit) or Reach.of(user).may(Right.ASSIGN, unit)


def can_answer_proposal(user: User, proposal: Proposal) -> bool:
    """Write down what the competent level decided; nobody for himself."""
    own = proposal.recipient_person_id is not None and Reach.of(user).person_id == proposal.recipient_person_id
    return not own and can_record_award(user, proposal.home)


def who_records_awards(unit: Unit) -> str:
    sentence = _("Awards are written down by the Party office, the secretary or a deputy secretary above %(unit)s.")
    return sentence % {"unit": unit.name}


# Act → its predicate and the standard thing that it is tried on.
ACTS = {
    "emulation.movement_launched": (can_launch_movement, "committee cell_a"),
    "emulation.committed": (can_commit, "cell_a hamlet group"),
    "emulation.movement_reviewed": (can_keep_movement, "emulation.movement"),
    "emulation.exemplar_registered": (can_register_exemplar, "cell_a hamlet group"),
    "emulation.exemplar_recognised": (can_recognise_exemplar, "emulation.registered"),
    "emulation.exemplar_replicated": (can_replicate_exemplar, "emulation.exemplar"),
    "emulation.exemplar_ended": (can_end_exemplar, "emulation.exemplar"),
    "emulation.consent_withdrawn": (can_withdraw_consent, "emulation.person"),
    "emulation.learners_came": (can_tell_visit, "emulation.exemplar"),
    "emulation.exemplar_copied": (can_copy_exemplar, "cell_b"),
    "emulation.copy_told": (can_tell_result, "emulation.copy"),
    "emulation.ladder_set": (can_climb, "cell_a hamlet group"),
    "emulation.ladder_ended": (can_end_ladder, "emulation.ladder"),
    "emulation.award_recorded": (can_record_award, "cell_a committee"),
    "emulation.awards_taken": (can_record_award, "committee"),
    "emulation.award_withdrawn": (can_withdraw_award, "emulation.award"),
    "emulation.award_proposed": (can_propose_award, "cell_a committee"),
    "emulation.proposal_granted": (can_answer_proposal, "emulation.proposal"),
    "emulation.proposal_declined": (can_answer_proposal, "emulation.proposal"),
}
