"""Who may do what with documents, clauses, shortcomings and the rollout; and the sentences that say who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach, Right

from .models import Document, PaperOwed, Shortcoming

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from trongtam.accounts.models import User

    Actor = User | AnonymousUser | None


def territory(unit: Unit) -> str:
    """The path of the subtree that a unit's documents concern: for a Party committee the unit that it leads."""
    if unit.kind == UnitKind.PARTY_COMMITTEE and unit.parent_id:
        return unit.path[: unit.path.rstrip("/").rfind("/") + 1]
    return unit.path


def _states_for(user: Actor, unit: Unit) -> bool:
    reach = Reach.of(user)
    return any(reach.may(right, unit) for right in (Right.STATE, Right.STATE_FOR, Right.DOCUMENTS))


def acts_for_another(user: Actor, unit: Unit) -> bool:
    """Whether the person acts for a unit in which he holds no post (the book then says so)."""
    return all(post.unit_id != unit.pk for post in Reach.of(user).posts)


def can_register_document(user: Actor, unit: Unit) -> bool:
    """The office and the leaders over a unit; a cell or hamlet its own documents."""
    reach = Reach.of(user)
    return reach.may(Right.DOCUMENTS, unit) or reach.may(Right.STATE, unit)


def can_edit_document(user: Actor, document: Document) -> bool:
    return can_register_document(user, document.unit)


def who_can_edit(unit: Unit) -> str:
    return _("Documents of %(unit)s are kept by its Party office, secretary or deputy secretary.") % {"unit": unit.name}


def can_send_document(user: Actor, document: Document) -> bool:
    return Reach.of(user).may(Right.DOCUMENTS, document.unit)


def who_can_send(document: Document) -> str:
    sentence = _("Only the Party office, the secretary or a deputy secretary of %(unit)s may ask this of other units.")
    return sentence % {"unit": document.unit.name}


def can_roll_out(user: Actor, unit: Unit) -> bool:
    """The unit itself, or for it the office and the leaders above."""
    return _states_for(user, unit)


def who_can_roll_out(unit: Unit) -> str:
    return _("This is entered by %(unit)s itself, or for it by the Party office above.") % {"unit": unit.name}


def can_fulfil_paper(user: Actor, paper: PaperOwed) -> bool:
    return _states_for(user, paper.unit)


def can_name_shortcoming(user: Actor, document: Document) -> bool:
    return Reach.of(user).may(Right.DOCUMENTS, document.unit)


def can_remedy_shortcoming(user: Actor, shortcoming: Shortcoming) -> bool:
    return _states_for(user, shortcoming.remedier)


def can_contest_shortcoming(user: Actor, shortcoming: Shortcoming) -> bool:
    """Only those who answer for the unit itself; the office does not contest in its name."""
    reach, unit = Reach.of(user), shortcoming.remedier
    if reach.may(Right.STATE, unit):
        return True
    return any(post.unit_id == unit.pk and Right.DOCUMENTS in post.rights for post in reach.posts)


def who_can_contest(shortcoming: Shortcoming) -> str:
    return _("Only %(unit)s, which is to remedy it, may contest it.") % {"unit": shortcoming.remedier.name}


def can_answer_contest(user: Actor, shortcoming: Shortcoming) -> bool:
    return can_name_shortcoming(user, shortcoming.clause.document)


def who_can_answer(document: Document) -> str:
    return _("This is decided by the Party office, the secretary or a deputy secretary of %(unit)s.") % {
        "unit": document.unit.name
    }


# Act → its predicate and the standard thing that it is tried on: a unit of the house of tests, or `resolutions.<thing>`.
ACTS = {
    "resolutions.document_registered": (can_register_document, "committee cell_a"),
    "resolutions.document_corrected": (can_edit_document, "resolutions.document"),
    "resolutions.clause_added": (can_edit_document, "resolutions.document"),
    "resolutions.clause_corrected": (can_edit_document, "resolutions.document"),
    "resolutions.clause_moved": (can_edit_document, "resolutions.document"),
    "resolutions.clause_removed": (can_edit_document, "resolutions.document"),
    "resolutions.clauses_pasted": (can_edit_document, "resolutions.document"),
    "resolutions.shortcoming_named": (can_name_shortcoming, "resolutions.document"),
    "resolutions.shortcoming_remedied": (can_remedy_shortcoming, "resolutions.shortcoming"),
    "resolutions.shortcoming_contested": (can_contest_shortcoming, "resolutions.shortcoming"),
    "resolutions.contest_answered": (can_answer_contest, "resolutions.shortcoming"),
    "resolutions.contest_accepted": (can_answer_contest, "resolutions.shortcoming"),
    "resolutions.document_sent": (can_send_document, "resolutions.document"),
    "resolutions.document_received": (can_roll_out, "cell_a hamlet group"),
    "resolutions.study_session_recorded": (can_roll_out, "cell_a hamlet group"),
    "resolutions.programme_adopted": (can_roll_out, "cell_a hamlet group"),
    "resolutions.rollout_finished": (can_roll_out, "cell_a hamlet group"),
    "resolutions.paper_owed": (can_send_document, "resolutions.document"),
    "resolutions.congress_papers_owed": (can_send_document, "resolutions.document"),
    "resolutions.paper_fulfilled": (can_fulfil_paper, "resolutions.paper"),
}
