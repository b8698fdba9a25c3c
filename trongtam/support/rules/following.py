"""Who may assign duties, write visits down, excuse a month; and the sentences that say who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.org.models import Unit
from trongtam.org.reach import Reach, Right
from trongtam.work.rules import can_enter_for, speaks_for

from ..models import Duty, Visit, followed_paths

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def can_assign_duty(user: User, unit: Unit) -> bool:
    """The office, secretary and deputies of the commune: they also write down what the superior has decided for it."""
    return Reach.of(user).may(Right.ASSIGN, unit)


can_set_obligation = can_assign_duty


def can_keep_duty(user: User, duty: Duty) -> bool:
    """End it, hand it over."""
    return can_assign_duty(user, duty.unit)


can_end_duty = can_replace_duty = can_keep_duty


def who_assigns(unit: Unit) -> str:
    sentence = _("Only the Party office, the secretary or a deputy secretary responsible for %(unit)s may do this.")
    return sentence % {"unit": unit.name}


def can_excuse_month(user: User, duty: Duty) -> bool:
    """Those who assign; nobody excuses himself."""
    return can_assign_duty(user, duty.unit) and not is_own(user, duty)


def who_excuses(duty: Duty) -> str:
    sentence = _(
        "A month is excused by the Party office, the secretary or a deputy secretary responsible for %(unit)s; nobody "
        "excuses himself."
    )
    return sentence % {"unit": duty.unit.name}


def is_own(user: User, duty: Duty) -> bool:
    return Reach.of(user).person_id == duty.person_id


def can_record_visit(user: User, duty: Duty) -> bool:
    """Whoever follows the unit; for him the office, with its trace."""
    return is_own(user, duty) or Reach.of(user).may(Right.STATE_FOR, duty.unit)


def keeps_meetings(user: User, unit: Unit) -> bool:
    """Who says for a unit who came to its meeting."""
    return speaks_for(user, unit) or can_enter_for(user, unit)


can_hand_report_in = can_record_visit


def who_hands_in(duty: Duty) -> str:
    sentence = _("The report is handed in by whoever follows %(unit)s, or for him by the Party office.")
    return sentence % {"unit": duty.unit.name}


def is_proxy(user: User, duty: Duty) -> bool:
    return not is_own(user, duty)


def who_records(duty: Duty) -> str:
    sentence = _("A visit is written down by whoever follows %(unit)s, or for him by the Party office.")
    return sentence % {"unit": duty.unit.name}


def brings_files(user: User, unit: Unit) -> bool:
    """Whoever follows a unit today brings photos of his visits there. One query, once a request."""
    if Reach.of(user).person_id is None:
        return False
    return any(unit.path.startswith(path) for path in followed_paths(user))


def can_withdraw_visit(user: User, visit: Visit) -> bool:
    """Those who may write it down, and whoever did: a cell that told who came to its meeting."""
    return can_record_visit(user, visit.duty) or (visit.by_id == user.pk and Reach.of(user).covers(visit.unit))


# Act → its predicate and the standard thing that it is tried on.
ACTS = {
    "support.duty_assigned": (can_assign_duty, "cell_a hamlet group"),
    "support.obligation_set": (can_set_obligation, "committee"),
    "support.duty_ended": (can_end_duty, "support.duty"),
    "support.duty_replaced": (can_replace_duty, "support.duty"),
    "support.month_excused": (can_excuse_month, "support.duty support.own_duty"),
    "support.visit_recorded": (can_record_visit, "support.duty"),
    "support.report_handed_in": (can_hand_report_in, "support.duty"),
    "support.visit_withdrawn": (can_withdraw_visit, "support.visit"),
}
