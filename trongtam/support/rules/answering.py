"""Who may do what with recommendations, notices, notes of groups, voters' opinions and working sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.org.models import PostKind, Unit, UnitKind
from trongtam.org.reach import Reach, Right
from trongtam.work.rules import can_enter_for, speaks_for

from ..models import GroupNote, Notice, NoticeTo, Recommendation, followed_paths
from ..models.said import served_paths

if TYPE_CHECKING:
    from trongtam.accounts.models import User

# Organs without a secretary: their officials answer in their name.
OF_OFFICIALS = (UnitKind.GOVERNMENT, UnitKind.FRONT, UnitKind.ORGANISATION, UnitKind.PEOPLES_COUNCIL)


# -- recommendations ---------------------------------------------------------------------------------------------------


def speaks_here(user: User, unit: Unit) -> bool:
    """In a unit's name: its own people, and for a hamlet and the groups in it the cell that serves the hamlet."""
    if speaks_for(user, unit):
        return True
    return any(unit.path.startswith(path) for path in served_paths(user)) and any(
        Right.STATE in post.rights for post in Reach.of(user).posts
    )


def follows(user: User, unit: Unit) -> bool:
    """Whether one has a duty to follow the unit or one above it today."""
    return any(unit.path.startswith(path) for path in followed_paths(user))


def represents(user: User, unit: Unit) -> bool:
    """Whether one is a delegate of the place: by a post in it, in its council, or in those above it."""
    for post in Reach.of(user).posts:
        if post.kind != PostKind.COUNCIL_DELEGATE or post.unit is None:
            continue
        council = post.unit.kind == UnitKind.PEOPLES_COUNCIL and post.unit.parent is not None
        place = post.unit.parent if council else post.unit
        if place is not None and unit.path.startswith(place.path):
            return True
    return False


def can_raise_in(user: User, unit: Unit) -> bool:
    """The unit itself, the office for it, whoever follows it or represents its voters, and whoever holds a post over it in the
    commune."""
    return (
        speaks_here(user, unit)
        or can_enter_for(user, unit)
        or follows(user, unit)
        or represents(user, unit)
        or any(post.near and post.kind != PostKind.ADMINISTRATOR for post in Reach.of(user).posts_over(unit))
    )


def who_may_raise(unit: Unit) -> str:
    sentence = _(
        "A recommendation of %(unit)s is raised by itself, by those who follow it, or for it by the Party office."
    )
    return sentence % {"unit": unit.name}


def is_raiser(user: User, recommendation: Recommendation) -> bool:
    """The side that asked: the unit, who wrote it down, or the office for the unit."""
    return (
        speaks_here(user, recommendation.unit)
        or can_enter_for(user, recommendation.unit)
        or (recommendation.made_by_id == user.pk and bool(Reach.of(user).posts))
    )


can_settle = can_declare_not_satisfied = can_escalate = can_withdraw = is_raiser


def who_raised(recommendation: Recommendation) -> str:
    sentence = _("Only %(unit)s, who raised it for the unit, or the Party office for it may do this.")
    return sentence % {"unit": recommendation.unit.name}


def answers_for(user: User, organ: Unit) -> bool:
    """Whether one answers in an organ's own name."""
    if speaks_for(user, organ):
        return True
    return organ.kind in OF_OFFICIALS and any(
        post.unit_id == organ.pk and post.kind == PostKind.OFFICIAL for post in Reach.of(user).posts
    )


def can_answer(user: User, recommendation: Recommendation) -> bool:
    """Accept, answer, pass on: the organ that has it, or the office above for it."""
    return answers_for(user, recommendation.organ) or can_enter_for(user, recommendation.organ)


can_accept = can_pass_on = can_answer


def who_answers(recommendation: Recommendation) -> str:
    sentence = _("This is for %(organ)s, which has to answer, or for the Party office in its name.")
    return sentence % {"organ": recommendation.organ.name}


def answering_units(reach: Reach) -> set[int]:
    """Units in whose name one answers (see `answers_for`), for lists."""
    return {
        post.unit_id
        for post in reach.posts
        if post.rights & {Right.STATE, Right.ASSIGN}
        or (post.kind == PostKind.OFFICIAL and post.unit is not None and post.unit.kind in OF_OFFICIALS)
    }


# -- notices -----------------------------------------------------------------------------------------------------------


def can_send_notice(user: User, unit: Unit) -> bool:
    """The office, secretary and deputies of the organ that sends; of a cell or hamlet its own people to those below."""
    return speaks_for(user, unit)


def who_may_send(unit: Unit) -> str:
    return _("A notice of %(unit)s is sent by its Party office, secretary, deputies or head.") % {"unit": unit.name}


def can_withdraw_notice(user: User, notice: Notice) -> bool:
    return can_send_notice(user, notice.unit)


def can_acknowledge(user: User, line: NoticeTo) -> bool:
    """The unit itself, or the office above for it."""
    return speaks_for(user, line.unit) or can_enter_for(user, line.unit)


can_mark_told = can_acknowledge


def who_acknowledges(line: NoticeTo) -> str:
    return _("This is for %(unit)s itself, or for the Party office in its name.") % {"unit": line.unit.name}


# -- notes of groups ---------------------------------------------------------------------------------------------------


def can_write_note(user: User, group: Unit) -> bool:
    """The group's head, the head of its hamlet, the cell that serves it, or the office for it."""
    if group.kind != UnitKind.GROUP:
        return False
    above = group.parent
    return speaks_here(user, group) or (above is not None and speaks_here(user, above)) or can_enter_for(user, group)


def who_may_write_note(group: Unit) -> str:
    sentence = _("The note of %(group)s is written by its head, the head of the hamlet, or the cell that serves it.")
    return sentence % {"group": group.name}


def is_proxy_note(user: User, note: GroupNote) -> bool:
    return not speaks_for(user, note.group)


# Act → its predicate and the standard thing that it is tried on.
ACTS = {
    "support.recommendation_raised": (can_raise_in, "cell_a hamlet group"),
    "support.recommendation_accepted": (can_accept, "support.received"),
    "support.recommendation_passed_on": (can_pass_on, "support.received"),
    "support.recommendation_answered": (can_answer, "support.received support.with_cell"),
    "support.recommendation_settled": (can_settle, "support.answered"),
    "support.recommendation_not_satisfied": (can_declare_not_satisfied, "support.answered"),
    "support.recommendation_escalated": (can_escalate, "support.received"),
    "support.recommendation_withdrawn": (can_withdraw, "support.received"),
    "support.notice_sent": (can_send_notice, "committee cell_a hamlet"),
    "support.notice_withdrawn": (can_withdraw_notice, "support.notice"),
    "support.notice_acknowledged": (can_acknowledge, "support.notice_line"),
    "support.notice_told": (can_mark_told, "support.notice_line"),
    "support.group_note_written": (can_write_note, "group"),
}
ACTS_OF_THE_PROGRAM = {"support.group_notes_forgotten"}
