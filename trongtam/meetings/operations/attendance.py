"""Attendance: called by name, entered as counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger import book
from trongtam.org.models import Person, Unit

from ..attending import ABSENT, COUNTED, Presence, Standing, Tally, read_counts, tally
from ..life import State
from ..models import Attendance, HeadCount, Meeting, MeetingState
from ..queries.members import Belonging, who_belongs
from ..rules import record as rules

if TYPE_CHECKING:
    from trongtam.accounts.models import User

KEPT_IN = frozenset({State.IN_SESSION, State.ENDED})

Absent = Mapping[int, tuple[str, str | None]]
"""Person id → (excused or unexcused, the reason); None leaves the reason as it was."""


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("unit__parent__parent").get(pk=meeting.pk)


def lock_for(
    meeting: Meeting,
    *,
    by: User,
    rule: Callable[[User, Meeting], bool],
    who: Callable[[Unit], str],
    states: Collection[str] = KEPT_IN,
) -> Meeting:
    """The locked meeting where the person may and its state allows. Raises NotAllowed, Refused."""
    held = locked(meeting)
    if not rule(by, held):
        raise NotAllowed(who(held.unit))
    if held.state not in states:
        state = MeetingState(held.state).label
        raise Refused(_("The meeting is “%(state)s” now, so this cannot be written any more.") % {"state": state})
    return held


@transaction.atomic
def mark_attendance(
    meeting: Meeting, absent: Absent, *, by: User, came_beside: Collection[int] = (), at: datetime | None = None
) -> HeadCount:
    """Call the roll: everybody who counts is present but for those in `absent`; of those who need not come only
    `came_beside` are. Called again it replaces the earlier call. Raises NotAllowed; Refused for one
    who does not belong to the unit that day."""
    held = lock_for(meeting, by=by, rule=rules.can_mark_roll, who=rules.who_marks_roll)
    listed = who_belongs(held)
    _refuse_strangers(held, listed, {*absent, *came_beside})
    before = {one.person_id: one for one in Attendance.objects.filter(meeting=held)}
    rows = [_row(held, one, absent, came_beside, before) for one in listed]
    Attendance.objects.filter(meeting=held).delete()
    Attendance.objects.bulk_create(rows)
    told = tally((Standing(row.standing), Presence(row.presence)) for row in rows)
    if not told.base:
        raise Refused(
            _("%(unit)s has no members on that day. Enter them first, or how many came.") % {"unit": held.unit}
        )
    count = keep_count(held, told, HeadCount.Source.ROLL, by=by, at=at)
    after = {"present": told.present, "base": told.base, "unexcused": told.unexcused}
    book.write("meetings.roll_called", by=by, on=held, unit=held.unit, after=after, proxy=count.proxy, at=count.at)
    return count


def _refuse_strangers(meeting: Meeting, listed: Iterable[Belonging], named: Collection[int]) -> None:
    strangers = set(named) - {one.person.pk for one in listed}
    if strangers:
        first = Person.objects.filter(pk__in=strangers).first()
        name = first.full_name if first is not None else _("This person")
        sentence = _("%(name)s does not belong to %(unit)s on the day of the meeting.")
        raise Refused(sentence % {"name": name, "unit": meeting.unit.name})


def _row(
    meeting: Meeting, one: Belonging, absent: Absent, came_beside: Collection[int], before: Mapping[int, Attendance]
) -> Attendance:
    pk = one.person.pk
    said, reason = absent.get(pk, (Presence.PRESENT.value, ""))
    if one.standing not in COUNTED and pk not in absent:
        said = Presence.PRESENT.value if pk in came_beside else Presence.EXCUSED.value
    presence = Presence(said)
    if pk in absent and presence not in ABSENT:
        raise Refused(_("Say for everybody who is absent whether there is a reason."))
    if reason is None:
        reason = before[pk].reason if pk in before else ""
    kept = reason.strip()[:160] if presence == Presence.EXCUSED else ""
    return Attendance(meeting=meeting, person=one.person, standing=one.standing, presence=presence, reason=kept)


def keep_count(
    meeting: Meeting, told: Tally, source: str, *, by: User, at: datetime | None, text: str = "", names: bool = True
) -> HeadCount:
    official, came = told.of(Standing.OFFICIAL)
    values = {
        "base": told.base,
        "present": told.present,
        "unexcused": told.unexcused,
        "official": official if names else None,
        "official_present": came if names else None,
        "beside": told.beside,
        "source": source,
        "text": text,
        "by": by,
        "at": at or timezone.now(),
        "proxy": rules.is_proxy(by, meeting.unit),
    }
    return HeadCount.objects.update_or_create(meeting=meeting, defaults=values)[0]


@transaction.atomic
def count_attendance(
    meeting: Meeting,
    text: str,
    *,
    by: User,
    unexcused: int = 0,
    source: str = HeadCount.Source.TYPED,
    at: datetime | None = None,
) -> HeadCount:
    """Enter how many came of how many, "34/36", where nobody called the names. Raises NotAllowed, Refused."""
    held = lock_for(meeting, by=by, rule=rules.can_keep_record, who=rules.who_keeps_record)
    try:
        came, of = read_counts(text)
    except ValueError:
        raise Refused(_("Write how many came of how many, like 34/36."), field="text") from None
    if not 0 <= unexcused <= of - came:
        raise Refused(_("More are absent without a reason than are absent."), field="unexcused")
    if Attendance.objects.filter(meeting=held).exists():
        raise Refused(_("The names were called already; correct them there."), field="text")
    told = Tally(of, came, of - came - unexcused, unexcused)
    count = keep_count(held, told, source, by=by, at=at, text=text.strip()[:20], names=False)
    after = {"present": came, "base": of, "unexcused": unexcused}
    book.write("meetings.heads_counted", by=by, on=held, unit=held.unit, after=after, proxy=count.proxy, at=count.at)
    return count
