"""What the pages of recurring work read: the list of an organ, the grid of one, a unit's own days, what is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trongtam.archive.models import StoredFile
from trongtam.ground.prepared import Prepared
from trongtam.org.models import Unit
from trongtam.org.reach import Reach

from .. import rules
from ..keeping import Kept, ShareKept, kept_of, share_kept
from ..models import Occurrence, Recurring
from ..models.recurring import RecurringQuerySet
from .recurring import Owed, Said, days_on, owed, said_of, verdict

if TYPE_CHECKING:
    from trongtam.accounts.models import User

COLUMNS = 12
# How long before its day a work stands on the desk, and how long one that nobody spoke of stays there (our own defaults).
BEFORE, AFTER = timedelta(days=7), timedelta(days=60)


def of_place(unit: Unit, user: User) -> RecurringQuerySet:
    """Recurring works of the organs of a place, as far as one sees them."""
    return _of_place(user, rules.territory(unit))


def running_in_place(unit: Unit, user: User, first: date, last: date) -> list[Recurring]:
    """Those of which a day may lie between two days, the newest first, as many as a board shows. One query."""
    return _RUNNING(user, rules.territory(unit), first, last)


def _of_place(user: User, path: str) -> RecurringQuerySet:
    return Recurring.objects.visible_to(user).filter(unit__path__startswith=path).select_related("unit")


SHOWN = 6  # on a board
_RUNNING = Prepared(
    lambda user, path, first, last: _of_place(user, path).running_in(first, last).order_by("-start", "-pk")[:SHOWN]
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A recurring work in a list: its last day that is over and how it was kept, in the viewer's reach; the next day."""

    recurring: Recurring
    last: date | None
    kept: ShareKept
    next: date | None


def listed(recurrings: Sequence[Recurring], user: User, today: date) -> list[Listed]:
    """Three queries, however many there are."""
    past = {one: days_on(one, last=today - timedelta(days=1))[-1:] for one in recurrings}
    reach = Reach.of(user)
    found = [one for one in owed(past) if reach.covers(one.unit)]
    days = [days[0] for days in past.values() if days]
    said = said_of(found, min(days), max(days)) if days else {}
    shares = {
        one: share_kept(_verdict_of(each, said) for each in found if each.recurring.pk == one.pk) for one in recurrings
    }
    rows = []
    for one in recurrings:
        ahead = days_on(one, first=today)
        rows.append(Listed(one, past[one][0] if past[one] else None, shares[one], ahead[0] if ahead else None))
    return rows


def _verdict_of(one: Owed, said: Mapping[tuple[int, int], Mapping[date, Occurrence]]) -> Kept:
    words = said.get((one.recurring.pk, one.unit.pk), {})
    return kept_of(one.days, {day: word.state for day, word in words.items()})


# -- one recurring work ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a unit. `owes`: it stood then; `word`: what holds now; `over`: the day is past."""

    day: date
    owes: bool
    word: Occurrence | None
    over: bool


@dataclass(frozen=True, slots=True)
class Line:
    unit: Unit
    cells: tuple[Cell, ...]
    kept: Kept


@dataclass(frozen=True, slots=True)
class Column:
    """A day over all units in reach: how many said what; `silent`: nothing was said and the day is past."""

    day: date
    kept: Kept
    share: ShareKept


@dataclass(frozen=True)
class Sheet:
    """Units × days of a recurring work, as far as the viewer reaches: a stretch of its days, with the stretches beside it.
    `upcoming`: the next days; `share`: of the whole time until today."""

    days: tuple[date, ...]
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    share: ShareKept
    months: tuple[tuple[date, ShareKept], ...]
    upcoming: tuple[date, ...]
    older: date | None
    newer: date | None


def sheet(recurring: Recurring, user: User, today: date, until: date | None = None) -> Sheet:
    """Three queries. `until`: the last day of the stretch; today's or the next one where none is given."""
    whole = days_on(recurring)
    last = _last_shown(whole, today, until)
    shown = whole[max(last - COLUMNS + 1, 0) : last + 1]
    reach = Reach.of(user)
    found = [one for one in owed([(recurring, whole)]) if reach.covers(one.unit)]
    said = said_of(found)
    lines = tuple(_line(one, said, shown, today) for one in found)
    return Sheet(
        days=shown,
        lines=lines,
        columns=tuple(_column(day, found, said) for day in shown if day < today),
        share=share_kept(line.kept for line in lines),
        months=_months(recurring, found, said, shown, today),
        upcoming=tuple(day for day in whole if day >= today)[:3],
        older=shown[0] - timedelta(days=1) if shown and shown[0] != whole[0] else None,
        newer=whole[min(last + COLUMNS, len(whole) - 1)] if shown and shown[-1] != whole[-1] else None,
    )


def _last_shown(whole: Sequence[date], today: date, until: date | None) -> int:
    """The place of the stretch's last day: the one asked for; else the next day to come, so that the present is in sight."""
    if until is not None:
        return max((place for place, day in enumerate(whole) if day <= until), default=0)
    return next((place for place, day in enumerate(whole) if day >= today), len(whole) - 1)


def _line(one: Owed, said: Said, shown: Sequence[date], today: date) -> Line:
    words, owes = said.get((one.recurring.pk, one.unit.pk), {}), set(one.days)
    cells = tuple(Cell(day, day in owes, words.get(day), day < today) for day in shown)
    return Line(one.unit, cells, verdict(one, said, one.recurring.start, one.recurring.end, today))


def _column(day: date, found: Sequence[Owed], said: Said) -> Column:
    verdicts = [verdict(one, said, day, day, day + timedelta(days=1)) for one in found if day in one.days]
    together = Kept(
        sum(one.done for one in verdicts),
        sum(one.not_done for one in verdicts),
        sum(one.excused for one in verdicts),
        sum(one.silent for one in verdicts),
    )
    return Column(day, together, share_kept(verdicts))


def _months(
    recurring: Recurring, found: Sequence[Owed], said: Said, shown: Sequence[date], today: date
) -> tuple[tuple[date, ShareKept], ...]:
    """Each month of the stretch that has begun, whether it came in it or not."""
    if not shown:
        return ()
    months = []
    month = shown[0].replace(day=1)
    while month <= min(shown[-1], today):
        after = (month + timedelta(days=31)).replace(day=1)
        end = after - timedelta(days=1)
        months.append((month, share_kept(verdict(one, said, month, end, today) for one in found)))
        month = after
    return tuple(months)


# -- a unit ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DayOfUnit:
    """A day that a unit owes, with all that was said of it, the newest word first, and the files of each."""

    day: date
    words: tuple[tuple[Occurrence, tuple[StoredFile, ...]], ...]
    over: bool
    may_say: bool

    @property
    def word(self) -> Occurrence | None:
        return self.words[0][0] if self.words and self.words[0][0].superseded_at is None else None


def unit_days(recurring: Recurring, unit: Unit, today: date) -> tuple[list[DayOfUnit], Kept]:
    """The days that a unit owes, the newest first, up to the next to come. Four queries."""
    found = owed([(recurring, days_on(recurring))], [unit.pk])
    if not found:
        return [], Kept()
    rows = recurring.occurrences.filter(unit=unit).select_related("by").prefetch_related("evidence__file")
    by_day: dict[date, list[Occurrence]] = {}
    for row in rows.order_by("-pk"):
        by_day.setdefault(row.day, []).append(row)
    ahead = [day for day in found[0].days if day > today][:1]
    days = [day for day in found[0].days if day <= today] + ahead
    told = [
        DayOfUnit(
            day,
            tuple((row, tuple(one.file for one in row.evidence.all())) for row in by_day.get(day, ())),
            day < today,
            day <= today,
        )
        for day in reversed(days)
    ]
    current = {day: rows[0].state for day, rows in by_day.items() if rows[0].superseded_at is None}
    return told, kept_of([day for day in found[0].days if day < today], current)


# -- what is due -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """A recurring work that a unit is waited for: the first day that nobody has spoken of, and how many such days are past."""

    recurring: Recurring
    unit: Unit
    day: date
    silent: int


def due(user: User, today: date) -> list[Due]:
    """Of the units in whose name one speaks. One query where nothing recurs there, else four."""
    reach = Reach.of(user)
    own = rules.own_units(reach)
    kinds = {post.unit.kind for post in reach.posts if post.unit_id in own and post.unit is not None}
    if not own:
        return []
    seen = Recurring.objects.visible_to(user).running_on(today, BEFORE, AFTER).filter(unit_kind__in=kinds)
    recurrings = list(seen.select_related("unit").order_by("pk"))
    found = owed([(one, days_on(one, today - AFTER, today + BEFORE)) for one in recurrings], own)
    said = said_of(found, today - AFTER, today + BEFORE)
    waiting = []
    for one in found:
        words = said.get((one.recurring.pk, one.unit.pk), {})
        open_days = [day for day in one.days if day not in words]
        if open_days:
            waiting.append(Due(one.recurring, one.unit, open_days[0], sum(day < today for day in open_days)))
    return waiting
