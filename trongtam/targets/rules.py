"""Who may do what with targets and statements. Reach decides what is seen; a post's right decides what may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import HeldPost, Reach, Right

from .models import (
    AdoptedCriterion,
    AdoptedIndicator,
    CriteriaAdoption,
    Measurement,
    Round,
    Submission,
    Target,
)

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def can_state(user: User, unit: Unit) -> bool:
    """The unit's own secretary, cell committee or head; the office above may state for it."""
    reach = Reach.of(user)
    return reach.may(Right.STATE, unit) or reach.may(Right.STATE_FOR, unit)


def is_proxy(user: User, unit: Unit) -> bool:
    """Whether a statement by this person is made for the unit by someone else. An office's own unit, and the territory
    that its committee leads, are its own."""
    reach = Reach.of(user)
    if reach.may(Right.STATE, unit):
        return False
    return not any(
        Right.STATE_FOR in post.rights and (unit.pk == post.unit_id or unit.path == post.path)
        for post in reach.posts_over(unit)
    )


def who_may_state(unit: Unit) -> str:
    if unit.kind in (UnitKind.CELL, UnitKind.HAMLET, UnitKind.GROUP):
        return _("Only the secretary or head of %(unit)s, or the Party office above it, may state its figures.") % {
            "unit": unit.name
        }
    return _("Only the Party office may state the figures of %(unit)s.") % {"unit": unit.name}


def can_correct(user: User, measurement: Measurement) -> bool:
    """Whoever may state for the unit may correct, whoever had stated it."""
    return can_state(user, measurement.unit)


def can_withdraw(user: User, measurement: Measurement) -> bool:
    return can_state(user, measurement.unit)


def can_attach_evidence(user: User, measurement: Measurement) -> bool:
    return can_state(user, measurement.unit)


def can_set_target(user: User, unit: Unit) -> bool:
    """Office, secretary and deputies, over every unit that their post reaches."""
    return Reach.of(user).may(Right.TARGETS, unit)


def who_may_set_target(unit: Unit) -> str:
    """The secretary of the commune, not the one of the cell: a cell's own secretary reads this sentence too."""
    place = Unit.objects.filter(pk__in=unit.path_ids, kind=UnitKind.COMMUNE).exclude(pk=unit.pk).first()
    if place is not None:
        whose = {"place": place.name[:1].lower() + place.name[1:], "unit": unit.name}
        return (
            _(
                "Only the secretary or a deputy secretary of the Party committee of %(place)s, or its office, "
                "may set the targets of %(unit)s."
            )
            % whose
        )
    return _("Only the secretary, a deputy secretary or the Party office may set the targets of %(unit)s.") % {
        "unit": unit.name
    }


def can_amend_target(user: User, target: Target) -> bool:
    """Who leads the unit. A superior of a whole province or district sets targets and changes those that it set, no others."""
    return any(
        Right.TARGETS in post.rights
        and target.unit.path.startswith(post.path)
        and (post.near or target.unit.path == post.path or target.set_by_superior)
        for post in Reach.of(user).posts
    )


can_withdraw_target = can_hand_over_target = can_allot = can_amend_target


def is_set_by_superior(user: User, unit: Unit) -> bool:
    """Whether the person's right over the unit's targets comes from a post above the unit."""
    posts = [post for post in Reach.of(user).posts if Right.TARGETS in post.rights and unit.path.startswith(post.path)]
    return bool(posts) and all(unit.pk != post.unit_id and unit.path != post.path for post in posts)


def can_define_indicator(user: User, owner: Unit | None) -> bool:
    """An indicator belongs to the unit that measures it; those of the whole house come with the program."""
    return owner is not None and can_set_target(user, owner)


def who_may_define_indicator(owner: Unit | None) -> str:
    if owner is None:
        return _("Indicators of the whole house come with the program; define one for your unit.")
    return _("Only the secretary, a deputy secretary or the Party office may define what %(unit)s measures.") % {
        "unit": owner.name
    }


def can_freeze_live(user: User, unit: Unit) -> bool:
    return can_state(user, unit)


def can_open_round(user: User, unit: Unit) -> bool:
    """Who leads the unit. A superior of a whole province or district gathers what its communes send, not what is below them."""
    return any(Right.TARGETS in post.rights and _leads(post, unit) for post in Reach.of(user).posts)


def _leads(post: HeldPost, unit: Unit) -> bool:
    if unit.pk == post.unit_id:
        return True
    return unit.path.startswith(post.path) and (post.near or unit.path == post.path)


def who_may_run_round(unit: Unit) -> str:
    return _(
        "Only the secretary, a deputy secretary or the Party office may open the rounds of %(unit)s, accept and send back."
    ) % {"unit": unit.name}


def can_run_round(user: User, round_: Round) -> bool:
    return can_open_round(user, round_.unit)


def can_submit(user: User, submission: Submission) -> bool:
    """Whoever states for the unit sends its figures, and takes them back until they are accepted or sent back."""
    return can_state(user, submission.unit)


def can_decide(user: User, submission: Submission) -> bool:
    """Who gathers the round accepts, sends back, locks and opens again."""
    return can_run_round(user, submission.round)


def can_keep_criteria(user: User, adoption: CriteriaAdoption) -> bool:
    """Who leads the unit that adopted them, and no superior of a whole province."""
    return any(
        Right.TARGETS in post.rights
        and adoption.unit.path.startswith(post.path)
        and (post.near or adoption.unit.path == post.path)
        for post in Reach.of(user).posts
    )


def can_change_criterion(user: User, criterion: AdoptedCriterion) -> bool:
    return can_keep_criteria(user, criterion.adoption)


def can_excuse(user: User, indicator: AdoptedIndicator) -> bool:
    return can_keep_criteria(user, indicator.criterion.adoption)


def can_lay_levels(user: User, unit: Unit) -> bool:
    """Whoever sets the targets of a province or commune lays thresholds over a set for it and those below; for itself alone."""
    kinds = (UnitKind.PROVINCE, UnitKind.COMMUNE)
    return unit.kind in kinds and any(
        Right.TARGETS in post.rights and unit.path == post.path for post in Reach.of(user).posts
    )


def who_may_lay_levels(unit: Unit) -> str:
    return _("Only the secretary, a deputy secretary or the Party office of %(unit)s may set its thresholds.") % {
        "unit": unit.name
    }


def reaches(user: User, unit: Unit) -> bool:
    """Whether a post of the person reaches over the unit (its single figures, not only its sums)."""
    return Reach.of(user).covers(unit)


# act → (predicate, key of the sample object it is tried with)
ACTS: dict[str, tuple[Any, str]] = {
    "targets.indicator_defined": (can_define_indicator, "committee"),
    "targets.definition_amended": (can_define_indicator, "committee"),
    "targets.definition_withdrawn": (can_define_indicator, "committee"),
    "targets.target_set": (can_set_target, "committee"),
    "targets.targets_pasted": (can_set_target, "committee"),
    "targets.target_amended": (can_amend_target, "targets.target"),
    "targets.target_handed_over": (can_amend_target, "targets.target"),
    "targets.target_withdrawn": (can_withdraw_target, "targets.target"),
    "targets.target_allotted": (can_allot, "targets.target"),
    "targets.figure_stated": (can_state, "cell_a hamlet group"),
    "targets.sheet_stated": (can_state, "cell_a hamlet group"),
    "targets.figure_corrected": (can_correct, "targets.measurement"),
    "targets.figure_withdrawn": (can_withdraw, "targets.measurement"),
    "targets.evidence_attached": (can_attach_evidence, "targets.measurement"),
    "targets.live_frozen": (can_freeze_live, "commune"),
    "targets.results_loaded": (can_state, "cell_a hamlet group"),
    "targets.round_opened": (can_open_round, "committee"),
    "targets.round_units_added": (can_run_round, "targets.round"),
    "targets.round_due_moved": (can_run_round, "targets.round"),
    "targets.round_cancelled": (can_run_round, "targets.round"),
    "targets.sheet_submitted": (can_submit, "targets.submission"),
    "targets.submission_recalled": (can_submit, "targets.submission"),
    "targets.submission_accepted": (can_decide, "targets.submission"),
    "targets.submission_returned": (can_decide, "targets.submission"),
    "targets.submission_locked": (can_decide, "targets.submission"),
    "targets.submission_reopened": (can_decide, "targets.submission"),
    "targets.criteria_adopted": (can_set_target, "commune"),
    "targets.criteria_renewed": (can_keep_criteria, "targets.adoption"),
    "targets.criteria_withdrawn": (can_keep_criteria, "targets.adoption"),
    "targets.criterion_charged": (can_change_criterion, "targets.criterion"),
    "targets.indicator_excused": (can_excuse, "targets.criterion_indicator"),
    "targets.indicator_restored": (can_excuse, "targets.criterion_indicator"),
    "targets.levels_laid": (can_lay_levels, "commune province"),
    "targets.criteria_set_kept": (can_lay_levels, "commune province"),
    "targets.criteria_set_withdrawn": (can_lay_levels, "commune province"),
    "targets.load_withdrawn": (can_state, "cell_a hamlet group"),
}
