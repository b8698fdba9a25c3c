"""`/meetings/`: a unit's meetings, and one meeting in its three steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from trongtam.ground.periods import Period
from trongtam.look.answers import exported
from trongtam.org.models import Unit
from trongtam.org.views.answers import who
from trongtam.support.models import followed_paths

from .. import presenting, rules
from ..calendar_of_cell import planned_day, rule_of
from ..carrying import LOOKS_BACK
from ..forms.record import shown_mark
from ..forms.session import points_of
from ..life import Act, State, step_of
from ..listings import meetings_listing
from ..models import Meeting, MeetingKind
from ..queries import meeting_page as reading
from ..queries.attendance import roll_of
from ..queries.people import sent_to


def found(request: HttpRequest, pk: int) -> Meeting:
    """A meeting that one sees; a stranger gets 404."""
    return get_object_or_404(reading.meetings_seen(who(request)), pk=pk)


def place(request: HttpRequest, code: str) -> Unit:
    """A unit whose meetings one may read; a stranger gets 404."""
    return get_object_or_404(Unit.objects.reached_by(who(request)), code=code)


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """To the meetings of one's own unit; who has none, or comes from above to follow, sees the meetings where he follows."""
    user = who(request)
    unit = reading.own_unit(user)
    if unit is None or (unit.kind in reading.ABOVE and followed_paths(user)):
        rows = [(one, presenting.heading(one)) for one in reading.followed(user)]
        return render(request, "meetings/followed.html", {"rows": rows, "nav_current": "meetings"})
    return redirect("meetings:of_unit", unit.code)


@require_GET
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """This month's meeting first, what else is open, then what was; for an office the units that it keeps."""
    unit, user, today = place(request, code), who(request), timezone.localdate()
    shown = meetings_listing().read(request.GET, reading.of_unit(unit, user).past)
    if shown.wants_sheet:
        return exported(request, shown)
    keeps = rules.can_keep_meetings(user, unit)
    context = {
        "unit": unit,
        "open": [(one, presenting.heading(one), presenting.lead(one)) for one in reading.of_unit(unit, user).open],
        "list": shown,
        "rows": [(one, presenting.heading(one)) for one in shown.page],
        "keeps": keeps,
        "kinds": [(one, MeetingKind(one).label) for one in rules.kinds_of(unit)] if keeps else [],
        "others": reading.units_kept(user, unit) if unit.kind != "cell" else [],
        "next": _next(unit, today) if keeps else None,
        "page": shown.page,
        "nav_current": "meetings",
    }
    return render(request, "meetings/of_unit.html", context)


def _next(unit: Unit, today: date) -> dict[str, Any] | None:
    """The regular meeting that is to be prepared next: this month's, else the next one's; of a cell alone."""
    if unit.kind != "cell":
        return None
    if Meeting.objects.still_open().filter(unit=unit, kind="regular").exists():
        return None
    month = Period.month(today.year, today.month)
    if reading.regular_of(unit, month.code) is not None:
        month = Period.month(today.year + today.month // 12, today.month % 12 + 1)
        if reading.regular_of(unit, month.code) is not None:
            return None
    pair = (month.start.year, month.start.month)
    return {"month": month, "day": planned_day(pair, rule_of(pair))}


@require_GET
@never_cache
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The three steps on one page; which of them shows follows from how far the meeting is."""
    return drawn(request, found(request, pk))


def drawn(request: HttpRequest, held: Meeting, *, status: int = 200, **bound: Any) -> HttpResponse:
    """The page of a meeting; `bound`: forms with what was typed and refused."""
    user, today = who(request), timezone.localdate()
    step = 0 if held.state == State.NOT_HELD else step_of(held.state)
    points = bound.get("points") or points_of(reading.items_of(held))
    turns = list(held.turns.select_related("by"))
    context = {
        "meeting": held,
        "heading": presenting.heading(held),
        "lead": presenting.lead(held),
        "step": step,
        "steps": [_("Prepare"), _("Hold"), _("After")],
        "keeps": rules.can_keep_meeting(user, held),
        "points": points,
        "sections": presenting.sections(held, points, reading.last_held(held), user=user, today=today),
        "settled": presenting.settled_words(points),
        "left": presenting.left_words(presenting.left_over(points)),
        "decisions": [(one, presenting.decision_words(one)) for one in reading.decisions_of(held)],
        "roll": (roll := roll_of(held, user) if step > 1 else None),
        "roll_mark": shown_mark(roll) if roll is not None else "",
        "entered": next((one for one in reversed(turns) if one.proxy), None),
        "withdrawn": next((one for one in reversed(turns) if one.act == Act.UNEND and one.before == State.SENT), None),
        "reopens": reading.may_reopen(held, turns, timezone.now()),
        "looks_back": held.kind in LOOKS_BACK,
        "nav_current": "meetings",
        **bound,
    }
    more = {1: _before, 2: _session, 3: _after}.get(step)
    context |= more(request, held, context) if more else {}
    return render(request, "meetings/meeting.html", context, status=status)


def _before(request: HttpRequest, held: Meeting, context: dict[str, Any]) -> dict[str, Any]:
    today = timezone.localdate()
    return {"facts": presenting.facts(held), "may_begin": held.planned_on <= today or held.month.start <= today}


def _session(request: HttpRequest, held: Meeting, context: dict[str, Any]) -> dict[str, Any]:
    from .session import decision_form

    return {"decision": context.get("decision") or decision_form(request, held), "draft": draft_of(held)}


def _after(request: HttpRequest, held: Meeting, context: dict[str, Any]) -> dict[str, Any]:
    from .after import minutes_form

    points = context["points"]
    items = [point.item for point in points]
    return {
        "facts": presenting.facts(held),
        "results": [(one, presenting.outcome_words(one.item), presenting.band_of(one.item)) for one in points],
        "sum": presenting.sum_words(items, len(context["decisions"])),
        "minutes": context.get("minutes") or minutes_form(held),
        "sent_to": sent_to(held.unit),
        "draft": draft_of(held),
    }


def draft_of(held: Meeting) -> str:
    return f"meeting:{held.pk}:{held.state}"
