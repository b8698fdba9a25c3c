"""What the page of a meeting and the list of a unit's meetings read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from trongtam.org.models import Post, Unit, UnitKind
from trongtam.org.models.units import on_date
from trongtam.org.reach import Reach, Right
from trongtam.support.models import Duty, Turn
from trongtam.support.queries.duties import followers_of
from trongtam.work.rules import own_units

from ..calendar_of_cell import minutes_rule
from ..life import HELD, Act
from ..models import AgendaItem, Decision, Meeting, MeetingKind, MeetingTurn
from ..models.meetings import MeetingQuerySet
from ..rules.record import reads_roll
from .people import people_of, units_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from trongtam.accounts.models import User
    from trongtam.org.models import Person


FOLLOWED_SHOWN = 40
# Places whose own meetings are not kept here: an official of theirs who follows a unit looks for its meetings.
ABOVE = frozenset({UnitKind.PROVINCE.value, UnitKind.DISTRICT.value})


def meetings_seen(user: User) -> MeetingQuerySet:
    related = ("unit__serves", "chair", "taker", "theme_lead", "prepares", "follows")
    return Meeting.objects.visible_to(user).select_related(*related)


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The points with what they show. One query, and one for the answers where something was recommended."""
    related = (
        "decision__holder_unit",
        "decision__holder_person",
        "decision__work",
        "decision__meeting",
        "work__holder_unit",
        "target__indicator",
        "target__unit",
        "first__meeting",
        "recommendation__organ",
        "notice__notice__unit",
        "note__group",
        "meeting",
    )
    answers = Prefetch(
        "recommendation__turns", Turn.objects.filter(act="answer").select_related("organ"), to_attr="answers"
    )
    return list(meeting.items.select_related(*related).prefetch_related(answers))


def decisions_of(meeting: Meeting) -> list[Decision]:
    return list(meeting.decisions.select_related("holder_unit", "holder_person", "work").order_by("pk"))


def last_held(meeting: Meeting) -> Meeting | None:
    """The meeting of the same kind before this one."""
    held = Meeting.objects.held().filter(unit=meeting.unit, kind=meeting.kind, held_on__lt=meeting.day)
    return held.order_by("-held_on").first()


def followers(meeting: Meeting) -> list[Duty]:
    """Who follows the unit on the day of the meeting, and is invited. One query."""
    return followers_of(meeting.unit, meeting.day)


def holders_of(meeting: Meeting, user: User) -> tuple[list[Person], list[Unit]]:
    """Who may be given something to do: names of members only for those who may read the roll, else those with a post."""
    day: date = meeting.day
    people = people_of(meeting.unit, day)
    # Who comes to a cluster holds a post that everybody knows.
    if meeting.unit.kind != UnitKind.CLUSTER and not reads_roll(user, meeting.unit):
        posts = Post.objects.filter(on_date(day), unit=meeting.unit).values("person")
        people = people.filter(pk__in=posts)
    return list(people), units_of(meeting.unit, day)


@dataclass(frozen=True)
class Own:
    """Meetings of a unit: what is open, what was."""

    unit: Unit
    open: list[Meeting]
    past: QuerySet[Meeting]


def own_unit(user: User) -> Unit | None:
    """The unit whose meetings one keeps first: in whose name one speaks, else for which one enters, else what one reads."""
    reach = Reach.of(user)
    mine = list(Unit.objects.filter(pk__in=own_units(reach)).order_by("-path")[:20])
    with_meetings = [one for one in mine if one.kind in ("cell", "party_committee", "cluster")]
    if with_meetings or mine:
        return (with_meetings or mine)[0]
    posts = [post for post in reach.posts if post.unit is not None]
    return next((post.unit for post in posts), None)


def followed(user: User) -> list[Meeting]:
    """The latest meetings that somebody without a unit of his own here may read: where he follows. One query."""
    return list(meetings_seen(user).where_followed(user).order_by("-planned_on", "-pk")[:FOLLOWED_SHOWN])


def units_kept(user: User, unit: Unit) -> list[Unit]:
    """Cells and clusters below that an office enters for, or that those above read; by the tree. One query."""
    found = Unit.objects.reached_by(user).filter(kind__in=("cell", "cluster"), ended_on__isnull=True)
    return list(found.exclude(pk=unit.pk).order_by("path")[:400])


def enters_for_others(user: User) -> bool:
    return Reach.of(user).may_anywhere(Right.STATE_FOR)


def of_unit(unit: Unit, user: User) -> Own:
    seen = meetings_seen(user).filter(unit=unit)
    open_ones = list(seen.still_open().order_by("planned_on"))
    past = seen.exclude(pk__in=[one.pk for one in open_ones]).order_by("-planned_on", "-pk")
    return Own(unit, open_ones, past)


def regular_of(unit: Unit, month_code: str) -> Meeting | None:
    same = Meeting.objects.filter(unit=unit, kind=MeetingKind.REGULAR, month_code=month_code)
    return same.exclude(state="not_held").first()


def may_reopen(meeting: Meeting, turns: list[MeetingTurn], now: datetime) -> bool:
    """Whether the page offers to take the end back: it is over since a few days at most. What else stands in the way is said when
    it is asked for."""
    over = next((one for one in reversed(turns) if one.act == Act.END), None)
    return is_held(meeting) and over is not None and now - over.at <= timedelta(days=minutes_rule(meeting.day).reopen)


def is_held(meeting: Meeting) -> bool:
    return meeting.state in {state.value for state in HELD}
