"""Who may put a file or the card of a classified paper with a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from trongtam.accounts.models import User

    Actor = User | AnonymousUser | None


def can_store(user: Actor, unit: Unit) -> bool:
    """The unit's own people who state for it, and the office and leaders above."""
    reach = Reach.of(user)
    return any(reach.may(right, unit) for right in (Right.STATE, Right.STATE_FOR, Right.DOCUMENTS))


def who_can_store() -> str:
    return _("Files of a unit are put in by the unit itself, or by the office and the leaders above it.")


def can_record_classified(user: Actor, unit: Unit) -> bool:
    return Reach.of(user).may(Right.DOCUMENTS, unit)


def who_can_record_classified() -> str:
    return _("Classified papers are noted by the Party office, the secretary or a deputy secretary.")


# Act → its predicate and the standard thing that it is tried on.
ACTS = {
    "archive.file_stored": (can_store, "cell_a hamlet group"),
    "archive.classified_paper_recorded": (can_record_classified, "committee"),
}
