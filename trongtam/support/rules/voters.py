"""Who writes down a contact session with voters, and who keeps a working session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.org.models import Unit
from trongtam.work.rules import can_assign_work, can_enter_for, speaks_for

from ..models import Direction, WorkingSession
from .answering import represents

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def can_record_session(user: User, unit: Unit) -> bool:
    """A delegate of the place, or the office for him."""
    return represents(user, unit) or can_enter_for(user, unit)


def who_may_record(unit: Unit) -> str:
    sentence = _(
        "A contact session with voters of %(unit)s is written down by its delegates, or for them by the Party office."
    )
    return sentence % {"unit": unit.name}


def can_keep_session(user: User, unit: Unit) -> bool:
    """The office, secretary and deputies of the unit that was worked with."""
    return can_assign_work(user, unit) or can_enter_for(user, unit)


def who_may_keep(unit: Unit) -> str:
    sentence = _("A working session with %(unit)s is kept by its Party office, secretary or deputies.")
    return sentence % {"unit": unit.name}


def can_change_session(user: User, session: WorkingSession) -> bool:
    return can_keep_session(user, session.unit)


def can_tell_result(user: User, direction: Direction) -> bool:
    """Whoever the direction is for, and those who keep the session."""
    holder = direction.holder
    return can_keep_session(user, direction.session.unit) or (holder is not None and speaks_for(user, holder))


ACTS = {
    "support.voters_met": (can_record_session, "commune"),
    "support.session_opened": (can_keep_session, "commune committee"),
    "support.session_presented": (can_change_session, "support.session"),
    "support.session_concluded": (can_change_session, "support.session"),
    "support.direction_given": (can_change_session, "support.session"),
    "support.direction_passed_on": (can_change_session, "support.session"),
    "support.direction_told": (can_tell_result, "support.direction"),
}
