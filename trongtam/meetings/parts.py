"""What meetings give to the desk, to search and to pages of lower rooms."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.holding import holding
from trongtam.ground.periods import Period
from trongtam.ground.prepared import Prepared
from trongtam.ground.vntext import fold
from trongtam.look.registry import DueItem, Found, Panel, WaitingItem
from trongtam.org.models import Unit, UnitKind
from trongtam.org.reach import Reach, Right
from trongtam.org.views.answers import who
from trongtam.support.models import Duty, followed_paths
from trongtam.work.parts import rows_of_target

from . import presenting
from .calendar_of_cell import last_in_time, minutes_rule, planned_day, rule_of
from .life import BEFORE, State
from .models import Decision, DecisionState, Meeting, MeetingKind
from .queries import touching

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.resolutions.models import Clause
    from trongtam.targets.models import Target
    from trongtam.work.models import Work

SHOWN = 12
TALKED_ABOUT = frozenset({UnitKind.CELL, UnitKind.PARTY_COMMITTEE, UnitKind.CLUSTER})
LATELY = 24
ORGANS = frozenset({UnitKind.PARTY_COMMITTEE, UnitKind.CLUSTER})


def _organs(user: User) -> list[Unit]:
    """The Party committees and clusters in whose name one speaks. No query beyond the reach."""
    speaks = {Right.STATE, Right.ASSIGN}
    held = [post.unit for post in Reach.of(user).posts if post.unit is not None and post.rights & speaks]
    units = {unit.pk: unit for unit in held if unit.kind in ORGANS and unit.ended_on is None}
    return list(units.values())


def _minutes_late(user: User, today: date) -> list[DueItem]:
    """Meetings of one's committee, its standing committee and clusters, briefings: over for a week, their minutes not sent. One
    query; none for those who speak for no such organ."""
    organs = _organs(user)
    if not organs:
        return []
    kept: dict[date, list[Meeting]] = user.__dict__.setdefault("_organ_minutes", {})
    if today not in kept:
        ours = Q(unit__in=organs) | Q(unit__parent__in=organs, unit__kind=UnitKind.CLUSTER)
        over = [State.ENDED.value, State.SIGNED.value]
        late = Q(state__in=over, held_on__lt=today - timedelta(days=minutes_rule(today).within))
        rows = Meeting.objects.filter(ours, late | Q(state=State.IN_SESSION, held_on__lt=today)).select_related("unit")
        kept[today] = list(rows.order_by("held_on", "pk")[:SHOWN])
    return [_open(one, today) for one in kept[today]]


def _cells(user: User) -> list[Unit]:
    """The cells in whose name one speaks. No query beyond the reach."""
    held = [post.unit for post in Reach.of(user).posts if Right.STATE in post.rights]
    cells = {
        unit.pk: unit for unit in held if unit is not None and unit.kind == UnitKind.CELL and unit.ended_on is None
    }
    return list(cells.values())


def due(user: User, at: datetime) -> list[DueItem]:
    """This month's meeting of one's own cells: to prepare, to hold, to end; minutes that are not sent. A cell that has never kept
    a meeting here owes none: it begins under “Họp”. Of organs and clusters only what is late. To whom follows a unit its
    invitation. Three queries at most."""
    cells, today = _cells(user), timezone.localdate(at)
    late = _minutes_late(user, today) + _invited(user, today)
    if not cells:
        return late
    month = Period.month(today.year, today.month)
    rows = _lately(user, cells)
    items = [_open(one, today) for one in reversed(rows) if one.state not in (State.SENT, State.NOT_HELD)]
    known = {one.unit_id for one in rows if one.kind == MeetingKind.REGULAR and one.month_code == month.code}
    begun = {one.unit_id for one in rows}
    items += [_to_prepare(cell, month, today) for cell in cells if cell.pk in begun - known]
    return items + late


def _invited(user: User, today: date) -> list[DueItem]:
    """Meetings that were called where one follows: the unit, the cells of a cluster, the cells of a hamlet. One query; none for
    who follows nothing."""
    if not followed_paths(user):
        return []
    followed = Duty.objects.on(today).filter(person=Reach.of(user).person_id).values("unit")
    there = Q(unit__in=followed) | Q(unit__serves__in=followed) | Q(unit__parent__in=followed)
    rows = Meeting.objects.filter(there, state=State.CALLED, planned_on__gte=today).select_related("unit")
    return [_invitation(one) for one in rows.order_by("planned_on", "pk")[:SHOWN]]


def _invitation(meeting: Meeting) -> DueItem:
    return DueItem(
        key=f"meetings.invitation:{meeting.pk}",
        title=_("Invited: %(meeting)s") % {"meeting": presenting.heading(meeting)},
        detail=" · ".join(filter(None, (meeting.unit.name, presenting.lead(meeting), meeting.place))),
        due=meeting.planned_on,
        url=reverse("meetings:invitation", args=[meeting.pk]),
        kind=_("Meeting"),
        action=_("Read the invitation"),
    )


def _lately(user: User, cells: list[Unit]) -> list[Meeting]:
    """The newest meetings of some cells. Read once a request: the frame counts what the desk lists."""
    kept: dict[frozenset[int], list[Meeting]] = user.__dict__.setdefault("_own_meetings", {})
    key = frozenset(cell.pk for cell in cells)
    if key not in kept:
        rows = Meeting.objects.filter(unit__in=cells).select_related("unit")
        kept[key] = list(rows.order_by("-planned_on", "pk")[: LATELY * len(cells)])
    return kept[key]


def _to_prepare(cell: Unit, month: Period, today: date) -> DueItem:
    """Due on the day of the rule; when that has gone, on the last day that is in time."""
    pair = (month.start.year, month.start.month)
    rule = rule_of(pair)
    day = planned_day(pair, rule)
    last = last_in_time(pair, rule)
    return DueItem(
        key=f"meetings.prepare:{cell.pk}:{month.code}",
        title=_("Meeting of month %(month)s") % {"month": month.start.month},
        detail=cell.name,
        due=day if today <= day else last,
        url=reverse("meetings:of_unit", args=[cell.code]),
        kind=_("Meeting"),
        action=_("Prepare the meeting"),
    )


def _open(meeting: Meeting, today: date) -> DueItem:
    before = meeting.state in BEFORE
    over = meeting.state in (State.ENDED, State.SIGNED)
    return DueItem(
        key=f"meetings.meeting:{meeting.pk}",
        title=_("Minutes are not sent yet: %(meeting)s") % {"meeting": presenting.heading(meeting)}
        if over
        else presenting.heading(meeting),
        detail=f"{meeting.unit.name} · {meeting.get_state_display()}",
        due=meeting.day,
        url=reverse("meetings:meeting", args=[meeting.pk]),
        kind=_("Meeting"),
        action=_("Sign and send") if over else _("To the meeting") if not before else _("Prepare and hold"),
    )


def waiting(user: User, at: datetime) -> list[WaitingItem]:
    """Decisions of one's own cells that others are to do."""
    cells = _cells(user)
    if not cells:
        return []
    rows = Decision.objects.filter(
        owner__in=cells, state=DecisionState.OPEN, meeting__state__in=["ended", "signed", "sent"]
    )
    return [
        WaitingItem(
            key=f"meetings.decision:{one.pk}",
            title=one.text,
            detail=presenting.decision_words(one),
            since=one.meeting.held_on,
            url=reverse("meetings:meeting", args=[one.meeting_id]),
            kind=_("Decision of a meeting"),
        )
        for one in rows.select_related("meeting", "holder_unit", "holder_person").order_by("due", "pk")[:SHOWN]
    ]


_SAYING = Prepared(
    lambda user, words: holding(
        Decision.objects.visible_to(user).select_related("meeting__unit").order_by("-meeting__planned_on", "pk"), words
    )[:SHOWN]
)


def found(text: str, user: User) -> list[Found]:
    """Decisions by their words."""
    return [
        Found(
            one.text,
            _("Decision of a meeting"),
            reverse("meetings:meeting", args=[one.meeting_id]),
            f"{one.meeting.unit.name} · {presenting.heading(one.meeting)}",
        )
        for one in _SAYING(user, fold(text).split())
    ]


# -- panels ------------------------------------------------------------------------------------------------------------


def of_unit(request: HttpRequest, unit: Unit) -> Panel | None:
    """The last meetings of a unit. One query."""
    rows = list(
        Meeting.objects.visible_to(who(request)).filter(unit=unit).select_related("unit").order_by("-planned_on")[:3]
    )
    if not rows:
        return None
    shown = [(one, presenting.heading(one)) for one in rows]
    return Panel("meetings/parts/panel.html", {"meetings": shown, "unit": unit})


def of_work(request: HttpRequest, work: Work) -> Panel | None:
    """The meeting whose decision the work is, and the later ones that looked back at it."""
    decision = Decision.objects.visible_to(who(request)).filter(work=work).select_related("meeting__unit").first()
    if decision is None:
        return None
    back = decision.looked_back.exclude(outcome="").select_related("meeting__unit").order_by("meeting__planned_on")
    rows = [(decision.meeting, presenting.heading(decision.meeting), _("decided there"))]
    rows += [(item.meeting, presenting.heading(item.meeting), presenting.outcome_words(item)) for item in back]
    return Panel("meetings/parts/of_work.html", {"rows": rows})


def of_target(request: HttpRequest, target: Target) -> Panel | None:
    """Where a target was talked about, what was decided and asked for because of it. One query; none for units that hold no such
    meetings where no work that serves the target came out of a decision or a recommendation."""
    user = who(request)
    roots = {row.work.root_kind for row in rows_of_target(user, target)}
    if target.unit.kind not in TALKED_ABOUT and not roots & {touching.DECISION, touching.RECOMMENDATION}:
        return None
    return _touching(touching.of_target(target, user))


def of_clause(request: HttpRequest, clause: Clause) -> Panel | None:
    """The same of a clause, by the works that stand on it and the targets that serve it. One query."""
    return _touching(touching.of_clause(clause, who(request)))


def _touching(found: list[touching.Touch]) -> Panel | None:
    return Panel("meetings/parts/touching.html", {"rows": presenting.touching_rows(found)}) if found else None
