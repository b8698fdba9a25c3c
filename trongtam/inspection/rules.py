"""Who may do what with inspections and with opinions of the Front; and the sentences that say who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.org.models import PostKind, Unit, UnitKind
from trongtam.org.reach import Reach, Right
from trongtam.work.rules import can_enter_for, holds, speaks_for

from .models import Demand, FrontOpinion, Inspection, Organ, Programme
from .models.inspections import INSPECTORS, LEADERS, held_units

if TYPE_CHECKING:
    from trongtam.accounts.models import User

OVERSEERS = (*LEADERS, PostKind.STANDING_MEMBER)


def inspects(user: User, unit: Unit) -> bool:
    """Whether one is an inspector of this committee."""
    return unit.pk in held_units(user, INSPECTORS)


def leads(user: User, unit: Unit) -> bool:
    return unit.pk in held_units(user, LEADERS)


def can_make_programme(user: User, unit: Unit) -> bool:
    """For the commission its inspectors; for the committee they or its secretary and deputies."""
    return unit.kind == UnitKind.PARTY_COMMITTEE and (inspects(user, unit) or leads(user, unit))


def can_make_programme_of(user: User, unit: Unit, organ: str) -> bool:
    return can_make_programme(user, unit) and (organ == Organ.COMMITTEE or inspects(user, unit))


def can_keep_programme(user: User, programme: Programme) -> bool:
    return can_make_programme_of(user, programme.keeper, programme.organ)


def is_subject(user: User, inspection: Inspection) -> bool:
    person = Reach.of(user).person_id
    return person is not None and person == inspection.subject_person_id


def can_keep_inspection(user: User, inspection: Inspection) -> bool:
    """Those with the post; nobody where he himself is the subject."""
    return can_keep_programme(user, inspection.programme) and not is_subject(user, inspection)


def can_report_inspection(user: User, inspection: Inspection) -> bool:
    """Also whoever leads it."""
    person = Reach.of(user).person_id
    led = person is not None and person == inspection.lead_id and not is_subject(user, inspection)
    return led or can_keep_inspection(user, inspection)


def who_keeps(unit: Unit) -> str:
    sentence = _(
        "Only the inspectors of %(unit)s may do this, and for the committee's own programme its secretary and deputies; nobody "
        "where he himself is inspected."
    )
    return sentence % {"unit": unit.name}


def can_follow_demand(user: User, demand: Demand) -> bool:
    """Look again, give another day, settle: those with the post, and whoever supervises it; never who has to do it."""
    person = Reach.of(user).person_id
    if person is not None and person in (demand.holder_person_id, demand.inspection.subject_person_id):
        return False
    supervises = person is not None and person == demand.supervisor_id
    return supervises or can_keep_inspection(user, demand.inspection)


def can_settle_demand(user: User, demand: Demand) -> bool:
    own = demand.work is not None and holds(user, demand.work)
    return can_follow_demand(user, demand) and (not own or can_keep_inspection(user, demand.inspection))


def sees_overview(user: User, unit: Unit) -> bool:
    """Sums by state and subject, without content: inspectors, and those who lead the committee."""
    return unit.pk in held_units(user, (*OVERSEERS, *INSPECTORS))


# -- the Front ---------------------------------------------------------------------------------------------------------


def can_record_opinion(user: User, unit: Unit) -> bool:
    """The Front itself, or the office for it."""
    return unit.kind == UnitKind.FRONT and (speaks_for(user, unit) or can_enter_for(user, unit))


def can_reply(user: User, opinion: FrontOpinion) -> bool:
    """Who is asked, or the office for it."""
    unit = opinion.reply_from
    return speaks_for(user, unit) or can_enter_for(user, unit) or Reach.of(user).may(Right.ASSIGN, unit)


def can_settle_opinion(user: User, opinion: FrontOpinion) -> bool:
    return can_record_opinion(user, opinion.keeper)


def who_records_opinions(unit: Unit) -> str:
    sentence = _("This is written down by those who speak for %(unit)s, or by the Party office for it.")
    return sentence % {"unit": unit.name}


def who_replies(opinion: FrontOpinion) -> str:
    return who_records_opinions(opinion.reply_from)


# Act → its predicate and the standard thing that it is tried on.
ACTS = {
    "inspection.programme_made": (can_make_programme, "committee"),
    "inspection.subject_planned": (can_keep_programme, "inspection.programme inspection.of_committee"),
    "inspection.decided": (can_keep_inspection, "inspection.planned"),
    "inspection.reported": (can_report_inspection, "inspection.planned"),
    "inspection.concluded": (can_keep_inspection, "inspection.planned"),
    "inspection.dropped": (can_keep_inspection, "inspection.planned"),
    "inspection.opened": (can_report_inspection, "inspection.of_person"),
    "inspection.paper_taken": (can_report_inspection, "inspection.planned inspection.of_person"),
    "inspection.programme_taken": (can_keep_programme, "inspection.programme inspection.of_committee"),
    "inspection.followed_up": (can_follow_demand, "inspection.demand"),
    "inspection.demand_extended": (can_follow_demand, "inspection.demand"),
    "inspection.demand_settled": (can_settle_demand, "inspection.demand"),
    "inspection.opinion_recorded": (can_record_opinion, "inspection.front"),
    "inspection.opinion_replied": (can_reply, "inspection.opinion"),
    "inspection.opinion_settled": (can_settle_opinion, "inspection.opinion"),
}
