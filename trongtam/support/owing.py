"""Which visits a duty owes, month by month, and which of them were made. Pure: plain values in, entries out.

Duties to one unit on one layer stand in lanes: one that follows another without an overlap goes on in its lane, so that a month
in which a person was replaced is owed once. In each lane a span (month, quarter, year, as the obligation says) is owed when
duties under an obligation stood on more than half of its days, or on exactly its second half. Whoever had the longer part of
those days owes it; of equal parts the later one. A visit counts once, in the span in which it was made: for its own lane, or,
where that lane does not owe the span because its unit ended, for the duty that carries the old one on. More visits than asked
for in one span do nothing for another one.

A span that was over before anybody recorded the duty (`counted_from`) is unknown, and so is one without any obligation: what
was not written down is no zero. docs/decisions/0023-following.md says why so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trongtam.ground.periods import MONTH, QUARTER, YEAR, Period

MADE, MISSED, OPEN, EXCUSED, UNKNOWN = STATES = ("made", "missed", "open", "excused", "unknown")
EVERY = (MONTH, QUARTER, YEAR)
NOTHING_SET = ""
_DAY = timedelta(days=1)

Place = tuple[int, str]
"""A unit and the layer on which it is followed."""


@dataclass(frozen=True, slots=True)
class Stint:
    """Days of a duty under one obligation: `begins` up to the day before `ends`. `every`: month, quarter or year, "" where no
    number of visits is set; `visits`: how many a span; `counted_from`: the day from which on visits were written down."""

    duty: int
    place: Place
    begins: date
    ends: date | None
    every: str = MONTH
    visits: int = 1
    counted_from: date = date.min
    replaces: int | None = None

    def last_day(self, today: date) -> date:
        return self.ends - _DAY if self.ends is not None else max(today, self.begins)


@dataclass(frozen=True, slots=True)
class Went:
    """A visit of a duty on a day."""

    visit: int
    duty: int
    on: date


@dataclass(frozen=True, slots=True)
class Entry:
    """A span that is owed. `duty`: who owes it; `asked`: how many visits; `visits`: those that count for it."""

    duty: int
    place: Place
    span: Period
    state: str
    asked: int
    visits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """How many spans were owed and are over, or kept already; of them made; how many were excused; how many nobody can tell."""

    owed: int = 0
    made: int = 0
    excused: int = 0
    unknown: int = 0


def sum_of(entries: Iterable[Entry]) -> Sum:
    states = [entry.state for entry in entries]
    made = states.count(MADE)
    return Sum(made + states.count(MISSED), made, states.count(EXCUSED), states.count(UNKNOWN))


def entries_of(
    stints: Iterable[Stint],
    went: Iterable[Went] = (),
    *,
    today: date,
    excused: Collection[tuple[int, str]] = (),
    heirs: Mapping[int, int] | None = None,
) -> list[Entry]:
    """Every span owed up to today, by place and time. `excused`: (duty, code of the span); `heirs`: duty → the one that carries
    it on in the unit that its unit went into."""
    lanes = [lane for group in _by_place(stints).values() for lane in _lanes(group)]
    spans: dict[tuple[int, str, str], _Span] = {}
    lane_of: dict[int, int] = {}
    for number, lane in enumerate(lanes):
        for stint in lane:
            lane_of[stint.duty] = number
        for span in _spans(lane, today):
            spans[number, span.every, span.period.code] = span
    stands: dict[int, list[Stint]] = defaultdict(list)
    for stint in (one for lane in lanes for one in lane):
        stands[stint.duty].append(stint)
    for one in went:
        if (key := _counts_for(one, spans, lane_of, stands, heirs or {})) is not None:
            spans[key].visits.append(one.visit)
    excuses = {(lane_of[duty], code) for duty, code in excused if duty in lane_of}
    found = [_entry(span, today, excused=(number, code) in excuses) for (number, _every, code), span in spans.items()]
    return sorted(found, key=lambda entry: (entry.place, entry.span.start, entry.duty))


# -- lanes -------------------------------------------------------------------------------------------------------------


def _by_place(stints: Iterable[Stint]) -> dict[Place, list[Stint]]:
    found: dict[Place, list[Stint]] = defaultdict(list)
    for stint in stints:
        found[stint.place].append(stint)
    return found


def _lanes(stints: Sequence[Stint]) -> list[list[Stint]]:
    """Stints of one place one after the other: behind the duty itself, behind the one that it replaces, else in the free lane
    that ended last; a new lane where all are taken."""
    lanes: list[list[Stint]] = []
    for stint in sorted(stints, key=lambda one: (one.begins, one.duty)):
        free = [lane for lane in lanes if (end := lane[-1].ends) is not None and end <= stint.begins]
        own = [lane for lane in free if lane[-1].duty in (stint.duty, stint.replaces)]
        chosen = next(iter(own), None) or max(free, key=lambda lane: (lane[-1].ends, lane[-1].duty), default=None)
        if chosen is None:
            lanes.append([stint])
        else:
            chosen.append(stint)
    return lanes


# -- spans -------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Span:
    period: Period
    every: str
    owing: Stint
    visits: list[int]


def _spans(lane: Sequence[Stint], today: date) -> Iterator[_Span]:
    """The spans that a lane owes, or of which nobody can tell, up to today."""
    days: dict[tuple[str, Period], dict[int, tuple[int, Stint]]] = defaultdict(dict)
    ends: dict[tuple[str, Period], date] = {}
    for stint in lane:
        last = min(stint.last_day(today), span_of(stint.every, today).end)
        for period in spans_between(stint.every, stint.begins, last):
            first, until = max(period.start, stint.begins), min(period.end, _until(stint))
            key = (stint.every, period)
            before = days[key].get(stint.duty, (0, stint))[0]
            days[key][stint.duty] = (before + (until - first).days + 1, stint)
            ends[key] = max(ends.get(key, until), until)
    for (every, period), parts in days.items():
        covered = sum(count for count, _stint in parts.values())
        whole = (period.end - period.start).days + 1
        if 2 * covered > whole or (2 * covered == whole and ends[every, period] == period.end):
            _count, owing = max(parts.values(), key=lambda part: (part[0], part[1].begins, part[1].duty))
            yield _Span(period, every, owing, [])


def _until(stint: Stint) -> date:
    """The last day; of a duty that has no end all days to come."""
    return stint.ends - _DAY if stint.ends is not None else date.max


def span_of(every: str, day: date) -> Period:
    """The span in which a day lies; where no number of visits is set, its month."""
    if every == YEAR:
        return Period.year(day.year)
    if every == QUARTER:
        return Period.quarter(day.year, (day.month + 2) // 3)
    return Period.month(day.year, day.month)


def spans_between(every: str, first: date, last: date) -> Iterator[Period]:
    """The spans from the one of the first day to the one of the last."""
    day = first
    while day <= last:
        period = span_of(every, day)
        yield period
        day = period.end + _DAY


def _counts_for(
    one: Went,
    spans: Mapping[tuple[int, str, str], _Span],
    lane_of: Mapping[int, int],
    stands: Mapping[int, Sequence[Stint]],
    heirs: Mapping[int, int],
) -> tuple[int, str, str] | None:
    """The span for which a visit counts: of its own lane, else of the lanes that carry it on."""
    held = next((stint for stint in stands.get(one.duty, ()) if stint.begins <= one.on <= _until(stint)), None)
    if held is None:
        return None
    code = span_of(held.every, one.on).code
    duty: int | None = one.duty
    known: set[int] = set()
    while duty is not None and duty not in known:
        known.add(duty)
        if duty in lane_of and (key := (lane_of[duty], held.every, code)) in spans:
            return key
        duty = heirs.get(duty)
    return None


def _entry(span: _Span, today: date, *, excused: bool) -> Entry:
    owing, period = span.owing, span.period
    if span.every == NOTHING_SET or period.end < owing.counted_from:
        state = UNKNOWN
    elif len(span.visits) >= owing.visits:
        state = MADE
    elif excused:
        state = EXCUSED
    else:
        state = OPEN if today <= period.end else MISSED
    return Entry(owing.duty, owing.place, period, state, owing.visits, tuple(span.visits))
