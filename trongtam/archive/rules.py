"""Who may put a file or the card of a classified paper with a unit, and who takes a paper on its way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.look.registry import Registry
from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from trongtam.accounts.models import User

    from .models import IssuedPaper, StoredFile

    Actor = User | AnonymousUser | None


storers: Registry[Callable[..., bool]] = Registry("who else puts in files for a unit")
"""Upper rooms name who brings files for a unit without a post there: whoever is assigned to follow it."""


def can_store(user: Actor, unit: Unit) -> bool:
    """Whoever holds a post in the unit, the office and leaders above, and those whom upper rooms name."""
    reach = Reach.of(user)
    own = any(post.unit_id == unit.pk for post in reach.posts)
    allowed = own or any(reach.may(right, unit) for right in (Right.STATE, Right.STATE_FOR, Right.DOCUMENTS))
    return allowed or any(stores(user, unit) for stores in storers)


def who_can_store() -> str:
    return _("Files of a unit are put in by the unit itself, or by the office and the leaders above it.")


def own_unit(user: Actor, unit: Unit) -> int | None:
    """The unit (its id) of the post by which somebody puts files in for a unit: who keeps an original keeps it there."""
    allowing = (Right.STATE, Right.STATE_FOR, Right.DOCUMENTS)
    for post in Reach.of(user).posts_over(unit):
        if (post.unit_id == unit.pk or post.rights.intersection(allowing)) and can_store(user, unit):
            return post.unit_id
    return None


def can_keep_original(user: Actor, copy: StoredFile) -> bool:
    """Whoever may put in files for the unit of the copy, and holds the photo itself."""
    return own_unit(user, copy.unit) is not None


def can_decide_on_held(user: Actor, held: StoredFile) -> bool:
    """A file with a stamp in its words is erased by whoever brought it, or by those who keep the unit's papers."""
    own = user is not None and user.pk is not None and held.by_id == user.pk and can_store(user, held.unit)
    return own or can_release_held(user, held)


def can_release_held(user: Actor, held: StoredFile) -> bool:
    """That a stamp is none is said by those who note classified papers."""
    return can_record_classified(user, held.unit)


def who_can_release_held() -> str:
    return _(
        "The Party office, the secretary or a deputy secretary decides on a held file; who brought it may erase it."
    )


def can_record_classified(user: Actor, unit: Unit) -> bool:
    return Reach.of(user).may(Right.DOCUMENTS, unit)


def who_can_record_classified() -> str:
    return _("Classified papers are noted by the Party office, the secretary or a deputy secretary.")


def can_issue_for(user: Actor, organ: Unit) -> bool:
    """Begin, number and send papers of an organ: its Party office, secretary and deputy secretaries."""
    return Reach.of(user).may(Right.DOCUMENTS, organ)


def can_take_further(user: Actor, paper: IssuedPaper) -> bool:
    """Every step of a paper on its way out."""
    return can_issue_for(user, paper.organ)


def who_can_issue(organ: Unit) -> str:
    return _("Papers of %(unit)s are issued by its Party office, secretary or deputy secretary.") % {"unit": organ.name}


# Act → its predicate and the standard thing that it is tried on.
ACTS = {
    "archive.file_stored": (can_store, "cell_a hamlet group"),
    "archive.original_kept": (can_keep_original, "archive.photo"),
    "archive.held_file_erased": (can_decide_on_held, "archive.held"),
    "archive.held_file_released": (can_release_held, "archive.held"),
    "archive.classified_paper_recorded": (can_record_classified, "committee"),
    "archive.paper_begun": (can_issue_for, "committee"),
    "archive.paper_compiled_again": (can_take_further, "archive.paper"),
    "archive.final_version_brought": (can_take_further, "archive.paper"),
    "archive.paper_handed_to_review": (can_take_further, "archive.paper"),
    "archive.paper_returned": (can_take_further, "archive.paper"),
    "archive.paper_sent_for_signature": (can_take_further, "archive.paper"),
    "archive.signed_paper_attached": (can_take_further, "archive.paper"),
    "archive.paper_sent": (can_take_further, "archive.paper"),
    "archive.paper_cancelled": (can_take_further, "archive.paper"),
    "archive.numbering_chosen": (can_issue_for, "committee"),
    "archive.numbers_continued": (can_issue_for, "committee"),
    "archive.template_brought": (can_issue_for, "committee"),
    "archive.template_withdrawn": (can_issue_for, "committee"),
}

# What only the program does.
ACTS_OF_THE_PROGRAM = frozenset({"archive.file_held"})
