"""What this room gives to the desk: conclusions that fall due, inspections that wait, replies owed to the Front."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.holding import holding
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found
from trongtam.org.reach import Reach
from trongtam.work.life import State as WorkState
from trongtam.work.rules import own_units

from . import presentation
from .models import Demand, DemandState, FrontOpinion, Inspection, InspectionState
from .models.inspections import INSPECTORS, LEADERS, held_units, not_of, with_the_post
from .queries.inspections import led

if TYPE_CHECKING:
    from trongtam.accounts.models import User

SHOWN, SOON = 12, timedelta(days=14)
HANDED_IN = (WorkState.REPORTED.value, WorkState.APPRAISED.value, WorkState.CONCLUDED.value)


def due(user: User, at: datetime) -> list[DueItem]:
    """Without the post one query, none for whoever speaks for no unit, one more for whoever may lead an inspection."""
    today = timezone.localdate(at)
    items: list[DueItem] = []
    if units := own_units(Reach.of(user)):
        owed = FrontOpinion.objects.owed().filter(reply_from__in=units).select_related("unit")
        items += [_reply(one) for one in owed.order_by("reply_due")[:SHOWN]]
    if not held_units(user, (*INSPECTORS, *LEADERS)):
        reports = [one for one in led(user) if one.state == InspectionState.DECIDED]
        return items + [_inspection(one) for one in reports[:SHOWN]]
    soon = Q(due__lte=today + SOON) | Q(work__state__in=HANDED_IN)
    own = with_the_post(user, "inspection__programme__") & not_of(user, "inspection__")
    demands = Demand.objects.filter(own, soon, state=DemandState.OPEN)
    items += [_demand(one) for one in demands.select_related("inspection").order_by("due")[:SHOWN]]
    waits = Q(state=InspectionState.PLANNED, planned_from__lte=today + SOON) | Q(state=InspectionState.REPORTED)
    waits |= Q(state=InspectionState.DECIDED, planned_to__lte=today + SOON)
    rows = Inspection.objects.filter(with_the_post(user, "programme__"), not_of(user), waits)
    items += [_inspection(one) for one in rows.select_related("programme").order_by("planned_to")[:SHOWN]]
    return items


def _reply(one: FrontOpinion) -> DueItem:
    return DueItem(
        key=f"inspection.reply:{one.pk}",
        title=_("Reply to the Front: %(about)s") % {"about": one.about},
        detail=one.unit.name,
        due=one.reply_due,
        url=reverse("inspection:reply_to_opinion", args=[one.pk]),
        kind=_("Front"),
        action=_("Reply"),
    )


def _demand(one: Demand) -> DueItem:
    day = presentation.days.write(one.inspection.concluded_on) if one.inspection.concluded_on else ""
    return DueItem(
        key=f"inspection.demand:{one.pk}",
        title=_("Follow up item %(order)d of the conclusion of %(day)s") % {"order": one.order, "day": day},
        detail=_("until it is settled"),
        due=one.due,
        url=reverse("inspection:demand", args=[one.pk]),
        kind=_("Inspection"),
        action=_("Look again"),
    )


def _inspection(one: Inspection) -> DueItem:
    """Without the subject: a desk is read over the shoulder."""
    starts = one.state == InspectionState.PLANNED
    return DueItem(
        key=f"inspection.inspection:{one.pk}:{one.state}",
        title=presentation.sentence(f"{one.get_kind_display()}: {one.get_state_display()}"),
        detail=one.programme.title,
        due=one.planned_from if starts else one.planned_to,
        url=reverse("inspection:inspection", args=[one.pk]),
        kind=_("Inspection"),
        action=_("Open"),
    )


_SAYING = Prepared(
    lambda user, words: holding(FrontOpinion.objects.visible_to(user).select_related("unit").order_by("-on"), words)[
        :SHOWN
    ]
)


def found(text: str, user: User) -> list[Found]:
    """Opinions of the Front alone: what is restricted is not searched."""
    return [
        Found(one.about, str(one.get_kind_display()), reverse("inspection:opinion", args=[one.pk]), one.unit.name)
        for one in _SAYING(user, fold(text).split())
    ]
