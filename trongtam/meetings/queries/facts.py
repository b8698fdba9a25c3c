"""What is known of a meeting when it is scored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from trongtam.org.models import Unit
from trongtam.reminders.holidays import days_off

from ..attending import share_of
from ..calendar_of_cell import Held, Month, how_held, long_enough, minutes_between, quarter_of, read_month
from ..life import State
from ..models import AgendaItem, FormChoice, HeadCount, ItemKind, Meeting, MeetingKind
from ..scoring_forms import Facts, ScoringForm, conclusions_share, form_for

# Points that an earlier meeting had left to this one.
LEFT_OVER = (ItemKind.DECISION, ItemKind.WORK)


def chosen_forms(unit: Unit, day: date) -> list[str]:
    """The scoring forms that the nearest unit above has chosen, as they held on the day. One query."""
    nearest = holding_choice(choices_near(unit), day)
    return list(nearest.forms) if nearest is not None else []


def choices_near(unit: Unit) -> list[FormChoice]:
    """All dated choices of a unit and of those above it, the latest first. One query."""
    near = FormChoice.objects.filter(unit__in=unit.path_ids).select_related("unit")
    return sorted(near, key=lambda one: (one.valid_from, len(one.unit.path)), reverse=True)


def holding_choice(choices: Iterable[FormChoice], day: date) -> FormChoice | None:
    """The one that holds on a day: of the nearest unit its latest."""
    begun = [one for one in choices if one.valid_from <= day]
    return max(begun, key=lambda one: (len(one.unit.path), one.valid_from), default=None)


def form_of(meeting: Meeting) -> ScoringForm | None:
    """The form that holds for a meeting of its kind in its place on its day."""
    return form_for(meeting.kind, meeting.day, chosen_forms(meeting.unit, meeting.day))


def facts_of(meeting: Meeting) -> Facts:
    """What the program knows by itself of a meeting that is held; three queries."""
    count = HeadCount.objects.filter(meeting=meeting).first()
    outcomes = AgendaItem.objects.filter(meeting=meeting, kind__in=LEFT_OVER).values_list("outcome", flat=True)
    month = read_month(meeting.month_code)
    themed = _themed_session(meeting)
    return Facts(
        attendance=share_of(count.present, count.base) if count is not None else None,
        unexcused=count.unexcused if count is not None else 0,
        conclusions=conclusions_share(outcomes),
        in_time=_in_time(meeting, month),
        length=long_enough(_minutes(meeting), month, with_thematic=themed),
        minutes_kept=True if _minutes_kept(meeting) else None,
        thematic_held=themed or _thematic_in_month(meeting),
    )


def _minutes_kept(meeting: Meeting) -> bool:
    written = meeting.minutes_read or meeting.state in (State.SIGNED, State.SENT)
    return written or meeting.minutes_files.exists()


def _in_time(meeting: Meeting, month: Month) -> bool | None:
    if meeting.kind != MeetingKind.REGULAR or meeting.held_on is None:
        return None
    return how_held(month, meeting.held_on, meeting.held_on, days_off()) == Held.ON_TIME


def _minutes(meeting: Meeting) -> int | None:
    began, ended = meeting.began, meeting.ended
    return minutes_between((began.hour, began.minute) if began else None, (ended.hour, ended.minute) if ended else None)


def _themed_session(meeting: Meeting) -> bool:
    """Whether a thematic meeting follows in the same session, or this is one that does."""
    return meeting.follows_id is not None or meeting.followed_by.exclude(state=State.NOT_HELD).exists()


def _thematic_in_month(meeting: Meeting) -> bool:
    found = Meeting.objects.filter(
        unit=meeting.unit_id, month_code=meeting.month_code, kind=MeetingKind.THEMATIC, held_on__isnull=False
    )
    return found.exclude(state=State.NOT_HELD).exists()


def quarter_code(month_code: str) -> tuple[int, int]:
    """ "2022-09" → (2022, 3)."""
    year, month = read_month(month_code)
    return year, quarter_of(month)
