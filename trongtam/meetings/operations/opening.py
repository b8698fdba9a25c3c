"""A meeting is opened with the agenda that wrote itself, arranged, called, begun; or it could not be held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.periods import Period
from trongtam.org.models import Unit

from .. import rules
from ..carrying import LOOKS_BACK
from ..life import HELD, Act, State
from ..models import AgendaItem, ItemKind, Meeting, MeetingKind, MeetingTurn
from ..queries.agenda import built
from ..queries.people import usual_chair, usual_taker
from .guests import forget_followers
from .walking import Meanwhile, day_of, lock_meeting, tell, walk

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.org.models import Person

# A point that came over into a meeting of these has been taken up there.
TAKEN_UP = [state.value for state in State if state != State.NOT_HELD]
MOST_PROMPTS = 3
LONGEST_PROMPT = 200
MONTHS_AHEAD = 13


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed about a meeting. `theme` and `theme_lead` of a thematic one; `follows`: the regular meeting in whose session
    it is held; `prepares`: of a preparatory one the meeting that it prepares."""

    kind: str
    on: date
    time: time | None = None
    place: str = ""
    theme: str = ""
    theme_lead: Person | None = None
    chair: Person | None = None
    taker: Person | None = None
    is_model: bool = False
    prepares: Meeting | None = None
    follows: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A point as the secretary arranges it: an old one by its id, or a new one of the unit's own with a title."""

    title: str
    prompts: tuple[str, ...] = ()
    pk: int | None = None


@transaction.atomic
def prepare_meeting(
    unit: Unit, terms: Terms, *, by: User, invented: bool = False, at: datetime | None = None
) -> Meeting:
    """Open the preparation of a meeting: its agenda is there at once. Raises NotAllowed, Refused."""
    held = Unit.objects.select_for_update(of=("self",)).select_related("serves").get(pk=unit.pk)
    if not rules.can_keep_meetings(by, held):
        raise NotAllowed(rules.who_may_keep(held))
    month = Period.month(terms.on.year, terms.on.month)
    _check_unit(held, terms, day_of(at))
    _check_month(held, terms, month)
    _check_theme(held, terms, month)
    meeting = Meeting(unit=held, kind=terms.kind, month_code=month.code, is_invented=invented, made_by=by)
    meeting.made_at = at or timezone.now()
    _fill(meeting, terms)
    meeting.chair = terms.chair or usual_chair(held, terms.on)
    meeting.taker = terms.taker or usual_taker(held, terms.on)
    meeting.save()
    items = built(meeting)
    AgendaItem.objects.bulk_create(items)
    MeetingTurn.objects.create(
        meeting=meeting,
        act="prepare",
        after=meeting.state,
        by=by,
        at=meeting.made_at,
        proxy=rules.is_proxy(by, held),
    )
    tell(meeting, "meetings.prepared", by=by, at=at, kind=meeting.kind, month=month.code, points=len(items))
    return meeting


def _check_unit(unit: Unit, terms: Terms, today: date) -> None:
    if terms.kind not in rules.kinds_of(unit):
        told = {"kind": MeetingKind(terms.kind).label, "unit": unit.name}
        raise Refused(_("%(unit)s holds no meeting of the kind “%(kind)s”.") % told, field="kind")
    if unit.founded_on > terms.on or (unit.ended_on is not None and unit.ended_on <= terms.on):
        told = {"unit": unit.name, "day": f"{terms.on:%d/%m/%Y}"}
        raise Refused(_("%(unit)s does not exist on %(day)s.") % told, field="on")
    if (terms.on - today).days > MONTHS_AHEAD * 31:
        raise Refused(_("That day is more than a year away. Please check it."), field="on")


def _check_month(unit: Unit, terms: Terms, month: Period) -> None:
    """One regular meeting a month; and no second one that looks back before the last is over."""
    same = Meeting.objects.filter(unit=unit, kind=terms.kind)
    if terms.kind == MeetingKind.REGULAR:
        there = same.filter(month_code=month.code).exclude(state=State.NOT_HELD).first()
        if there is not None:
            told = {"month": f"{month.start:%m/%Y}", "state": there.get_state_display()}
            raise Refused(_("The regular meeting of %(month)s is there already: %(state)s.") % told, field="on")
    if terms.kind in LOOKS_BACK and (open_one := same.still_open().first()) is not None:
        told = {"day": f"{open_one.day:%d/%m/%Y}"}
        raise Refused(
            _("The meeting of %(day)s is not over yet. Please end it, or record that it was not held.") % told,
            field="on",
        )


def _check_theme(unit: Unit, terms: Terms, month: Period) -> None:
    """A thematic meeting has a theme and somebody who leads it, and never stands for the regular one."""
    if terms.kind != MeetingKind.THEMATIC:
        return
    if not terms.theme.strip():
        raise Refused(_("Please say the theme of the meeting."), field="theme")
    if terms.theme_lead is None:
        raise Refused(_("Please choose who leads the theme."), field="theme_lead")
    regular = Meeting.objects.filter(unit=unit, kind=MeetingKind.REGULAR, month_code=month.code)
    if not regular.exclude(state=State.NOT_HELD).exists():
        told = {"month": f"{month.start:%m/%Y}"}
        raise Refused(
            _(
                "A thematic meeting never stands for the regular one: please open the regular meeting of %(month)s first."
            )
            % told,
            field="kind",
        )


def _fill(meeting: Meeting, terms: Terms) -> None:
    meeting.planned_on, meeting.planned_time, meeting.place = terms.on, terms.time, " ".join(terms.place.split())
    meeting.theme, meeting.theme_lead = " ".join(terms.theme.split()), terms.theme_lead
    meeting.is_model, meeting.prepares, meeting.follows = terms.is_model, terms.prepares, terms.follows
    meeting.chair, meeting.taker = terms.chair, terms.taker


@transaction.atomic
def rewrite_meeting(
    meeting: Meeting, terms: Terms, *, by: User, seen: int | None = None, at: datetime | None = None
) -> Meeting:
    """Another day of the same month, place or people, before it begins. `seen`: the version that the person looked at. Raises
    NotAllowed, Refused, Meanwhile."""
    held = lock_meeting(meeting, Act.REWRITE, by=by)
    before = _told(held)
    if f"{terms.on:%Y-%m}" != held.month_code:
        raise Refused(_("The meeting is for %(month)s.") % {"month": f"{held.month.start:%m/%Y}"}, field="on")
    _check_unit(held.unit, terms, day_of(at))
    if held.kind == MeetingKind.THEMATIC:
        _check_theme(held.unit, terms, held.month)
    _fill(held, terms)
    after = _told(held)
    if seen is not None and seen != held.version and before != after:
        raise Meanwhile("; ".join(before.values()), "; ".join(after.values()))
    held.save()
    held.items.filter(kind=ItemKind.THEME).update(title=held.theme)
    tell(held, "meetings.rewritten", by=by, at=at, before=before, **after)
    return held


def _told(held: Meeting) -> dict[str, str]:
    day, hour = f"{held.planned_on:%d/%m/%Y}", f"{held.planned_time:%H:%M}" if held.planned_time else ""
    return {"day": day, "hour": hour, "place": held.place, "theme": held.theme}


@transaction.atomic
def arrange_agenda(meeting: Meeting, lines: Sequence[Line], *, by: User, at: datetime | None = None) -> Meeting:
    """Order and prompts of the points; points of the unit's own are added or taken out. What came over from before cannot be left
    out: it is settled at the meeting. Raises NotAllowed, Refused."""
    held = lock_meeting(meeting, Act.ARRANGE, by=by)
    known = {item.pk: item for item in held.items.select_for_update()}
    named = [line.pk for line in lines if line.pk is not None]
    if set(named) - set(known) or len(set(named)) != len(named):
        raise Refused(_("The agenda was changed meanwhile. Please look at it again."))
    order = 0
    for line in lines:
        order += 1
        prompts = _prompts(line)
        if line.pk is None:
            if not line.title.strip():
                raise Refused(_("Please say what the point is about."), field="title")
            title = " ".join(line.title.split())[:400]
            AgendaItem.objects.create(meeting=held, order=order, kind=ItemKind.OWN, title=title, prompts=prompts)
            continue
        item = known.pop(line.pk)
        item.order, item.prompts = order, prompts
        item.save(update_fields=["order", "prompts"])
    _leave_out(list(known.values()), order)
    tell(held, "meetings.arranged", by=by, at=at, points=held.items.count())
    return held


def _prompts(line: Line) -> list[str]:
    prompts = [" ".join(one.split())[:LONGEST_PROMPT] for one in line.prompts if one.strip()]
    if len(prompts) > MOST_PROMPTS:
        raise Refused(_("A point has at most three prompts."), field="prompts")
    return prompts


def _leave_out(left: list[AgendaItem], order: int) -> None:
    """Points that were not named: new ones of the unit's own go, all others stay at the end."""
    for item in left:
        if item.kind == ItemKind.OWN and item.first_id is None and not item.outcome and item.owed_by_id is None:
            item.delete()
            continue
        order += 1
        item.order = order
        item.save(update_fields=["order"])


@transaction.atomic
def call_meeting(meeting: Meeting, *, by: User, at: datetime | None = None) -> Meeting:
    """The invitation goes out: members and the follower know day, place, agenda and prompts. Raises NotAllowed, Refused."""
    held = lock_meeting(meeting, Act.CALL, by=by)
    held.called_at = at or timezone.now()
    return walk(held, Act.CALL, "meetings.called", by=by, at=at, day=held.planned_on)


@transaction.atomic
def take_call_back(meeting: Meeting, *, by: User, at: datetime | None = None) -> Meeting:
    """Back to the preparation. Raises NotAllowed, Refused."""
    held = lock_meeting(meeting, Act.UNCALL, by=by)
    held.called_at = None
    return walk(held, Act.UNCALL, "meetings.uncalled", by=by, at=at)


@transaction.atomic
def begin_meeting(
    meeting: Meeting, *, by: User, on: date | None = None, began: time | None = None, at: datetime | None = None
) -> Meeting:
    """It is held: on the planned day or another, at the latest today. Raises NotAllowed, Refused."""
    held = lock_meeting(meeting, Act.BEGIN, by=by)
    today = day_of(at)
    day = on or min(held.planned_on, today)
    if day > today:
        raise Refused(_("The day lies in the future. Please check it."), field="on")
    if on is None and held.planned_on > today and held.month.start > today:
        told = {"day": f"{held.planned_on:%d/%m/%Y}"}
        raise Refused(_("This meeting is planned for %(day)s: its month has not begun.") % told, field="on")
    held.held_on, held.began = day, began or held.planned_time
    return walk(held, Act.BEGIN, "meetings.begun", by=by, at=at, on=day)


@transaction.atomic
def take_begin_back(meeting: Meeting, *, by: User, at: datetime | None = None) -> Meeting:
    """It has not begun after all; what was ticked stays for when it does, but for followers: their visits are withdrawn. Raises
    NotAllowed, Refused."""
    held = lock_meeting(meeting, Act.UNBEGIN, by=by)
    forget_followers(held, by=by, at=at)
    held.held_on = held.began = None
    return walk(held, Act.UNBEGIN, "meetings.begin_taken_back", by=by, at=at)


@transaction.atomic
def record_not_held(meeting: Meeting, *, by: User, reason: str, at: datetime | None = None) -> Meeting:
    """It could not be held: too few came, or for another reason. What was open stays open, and what the unit itself had put on is
    open from now on: the next meeting has it. Raises NotAllowed, Refused."""
    held = lock_meeting(meeting, Act.MISS, by=by, reason=reason)
    if held.kind == MeetingKind.REGULAR:
        beside = Meeting.objects.filter(unit=held.unit, kind=MeetingKind.THEMATIC, month_code=held.month_code)
        if beside.filter(state__in=[state.value for state in HELD]).exists():
            raise Refused(_("A thematic meeting of this month was held: it never stands for the regular one."))
    if held.decisions.exists():
        raise Refused(_("Decisions were written down at this meeting. Please take them back first."))
    forget_followers(held, by=by, at=at)
    own_points(held).update(owed_by=held.unit)
    held.not_held_reason, held.held_on, held.began = reason.strip(), None, None
    return walk(held, Act.MISS, "meetings.not_held", by=by, at=at, reason=reason)


def own_points(held: Meeting) -> QuerySet[AgendaItem]:
    """What the unit itself put on this agenda for the first time."""
    return held.items.filter(kind=ItemKind.OWN, first__isnull=True)


@transaction.atomic
def take_not_held_back(meeting: Meeting, *, by: User, at: datetime | None = None) -> Meeting:
    """It is to be held after all: back to the preparation, with the agenda written anew. Raises NotAllowed, Refused."""
    held = lock_meeting(meeting, Act.UNMISS, by=by)
    _check_month(held.unit, Terms(held.kind, held.planned_on), held.month)
    if own_points(held).filter(later__meeting__state__in=TAKEN_UP).exists():
        raise Refused(_("A later meeting has taken up the points of this one. Please write them down there."))
    own_points(held).update(owed_by=None)
    own = list(own_points(held))
    held.items.exclude(pk__in=[item.pk for item in own]).delete()
    items = built(held)
    for place, item in enumerate(own, start=len(items) + 1):
        item.order, item.outcome, item.reason = place, "", ""
        item.save()
    AgendaItem.objects.bulk_create(items)
    held.not_held_reason = ""
    return walk(held, Act.UNMISS, "meetings.not_held_taken_back", by=by, at=at)
