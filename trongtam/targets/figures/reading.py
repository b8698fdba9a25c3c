"""What the statements say about a period, up to a day. Rules: "Reading a flow" of the numbers' design.

Statements come in as known on the day that is asked for: the caller leaves out what was superseded, withdrawn or stated later.
Amounts are int or Decimal; sums of 64-bit amounts stay exact in Python's usual decimal context.
`read` answers for one day, `read_series` for many days in one pass; both always agree.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from trongtam.ground.periods import Period

from .bounds import Bound, weakest
from .conflicts import Consistency, ranges_meet
from .exact import decimal, fraction

_DAY = timedelta(days=1)

Amount = int | Decimal
Span = tuple[date, date]


class Finality(StrEnum):
    ESTIMATE = "estimate"
    PRELIMINARY = "preliminary"
    OFFICIAL = "official"


FINALITY_RANK: dict[str, int] = {finality: rank for rank, finality in enumerate(Finality)}


class State(StrEnum):
    """read: judged · nothing: not stated · incomplete: a gap · conflict: statements disagree. Only `read` gets a band."""

    READ = "read"
    NOTHING = "nothing"
    INCOMPLETE = "incomplete"
    CONFLICT = "conflict"


class Statement(NamedTuple):
    """What a unit stated for the days start…end.

    value: flow, stock, or a ratio without its counts. numerator, denominator: a ratio. truth: yes_no. parts: composition.
    stated_at: anything that sorts, the same kind for all statements. key: the caller's own, never looked at.
    """

    start: date
    end: date
    stated_at: datetime
    value: Amount | None = None
    numerator: Amount | None = None
    denominator: Amount | None = None
    truth: bool | None = None
    parts: Mapping[str, Amount] | None = None
    bound: str = Bound.EXACTLY
    finality: str = Finality.OFFICIAL
    key: Any = None


class Reading(NamedTuple):
    """What was read. `value` is in the indicator's unit (a ratio's quotient × scale), also where it is only shown, not judged.

    taken: the statements that make it. gaps: spans that nothing covers. conflicts: statements that cannot be true together.
    last_known: an older state, shown and not counted. forecasts: statements that end after the day of reading.
    """

    state: State
    value: Amount | None = None
    numerator: Amount | None = None
    denominator: Amount | None = None
    truth: bool | None = None
    parts: Mapping[str, Amount] | None = None
    bound: str = Bound.EXACTLY
    finality: str | None = None
    taken: tuple[Statement, ...] = ()
    gaps: tuple[Span, ...] = ()
    conflicts: tuple[Statement, ...] = ()
    last_known: Statement | None = None
    forecasts: tuple[Statement, ...] = ()

    @property
    def settled(self) -> bool:
        """True when it may be judged and combined."""
        return self.state == State.READ

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple((statement.start, statement.end) for statement in self.taken)

    @property
    def through(self) -> date | None:
        """The last day that the reading speaks of."""
        return self.taken[-1].end if self.taken else None

    @property
    def actual(self) -> Amount | bool | None:
        """What is judged: the value, or the truth of a yes or no."""
        return self.truth if self.truth is not None else self.value

    def part(self, name: str) -> "Reading":
        """The reading of one part of a composition; nothing where the part was not stated."""
        amount = (self.parts or {}).get(name)
        state = State.NOTHING if amount is None and self.state == State.READ else self.state
        return self._replace(value=amount, parts=None, state=state)


def read(
    measure: str,
    statements: Iterable[Statement],
    period: Period,
    on: date,
    *,
    scale: int = 1,
    non_negative: bool = False,
    due_through: date | None = None,
) -> Reading:
    """The reading of a period up to and including a day.

    scale: of a ratio. non_negative: parts of a flow cannot exceed their whole. due_through: a flow that does not reach this day
    has a gap at its end; without it the days after the last statement are simply not yet stated.
    """
    if measure == "flow":
        return _Flow(statements, period, non_negative).read(on, due_through)
    return _Latest(measure, statements, period, scale).read(on)


def read_series(
    measure: str,
    statements: Iterable[Statement],
    period: Period,
    days: Sequence[date],
    *,
    scale: int = 1,
    non_negative: bool = False,
    due: bool = False,
) -> list[Reading]:
    """The readings at every one of the days (ascending). With `due` each day is its own `due_through`."""
    if measure != "flow":
        latest = _Latest(measure, statements, period, scale)
        return [latest.read(day) for day in days]
    flow = _Flow(statements, period, non_negative)
    if flow.overlaps:
        return [flow.read(day, day if due else None) for day in days]
    return flow.in_one_pass(days, due=due)


# -- flows -------------------------------------------------------------------------------------------------------------


class _Flow:
    """The statements of a flow inside a period, sorted once and asked for many days."""

    def __init__(self, statements: Iterable[Statement], period: Period, non_negative: bool):
        start, end = period.start, period.end
        inside = [s for s in statements if s.value is not None and s.start >= start and s.end <= end]
        inside.sort(key=_by_start)
        self._usable = tuple(inside)
        self._period = period
        self.overlaps = any(before.end >= after.start for before, after in pairwise(inside))
        if self.overlaps:
            self._consistency = Consistency(inside, FINALITY_RANK, non_negative=non_negative)
            self._beginning: dict[date, list[Statement]] = {}
            for statement in sorted(inside, key=_precedence, reverse=True):
                self._beginning.setdefault(statement.start, []).append(statement)
            self._starts = sorted(self._beginning)

    def read(self, on: date, due_through: date | None) -> Reading:
        if not self.overlaps:
            return self.in_one_pass((on,), due_through=due_through)[0]
        taken, gaps, cursor = self._walk(on)
        forecasts = tuple(s for s in self._usable if s.end > on)
        if not taken:
            return Reading(State.NOTHING, forecasts=forecasts)
        gaps = _closed(gaps, cursor, self._period, due_through)
        conflicts = self._consistency.disagreeing(taken)
        state = State.CONFLICT if conflicts else State.INCOMPLETE if gaps else State.READ
        value = sum(statement.value for statement in taken)  # type: ignore[misc]  # usable statements have a value
        bound = weakest(statement.bound for statement in taken)
        finality = least_final(statement.finality for statement in taken)
        return Reading(state, value, None, None, None, None, bound, finality, taken, gaps, conflicts, None, forecasts)

    def _walk(self, on: date) -> tuple[tuple[Statement, ...], tuple[Span, ...], date]:
        """From the period's start the longest candidate that begins at the cursor; a jump to the next leaves a gap."""
        cursor, taken, gaps = self._period.start, [], []
        for start in self._starts:
            if start < cursor:
                continue
            longest = next((s for s in self._beginning[start] if s.end <= on), None)
            if longest is None:
                continue
            if start > cursor:
                gaps.append((cursor, start - _DAY))
            taken.append(longest)
            cursor = longest.end + _DAY
        return tuple(taken), tuple(gaps), cursor

    def in_one_pass(self, days: Sequence[date], *, due: bool = False, due_through: date | None = None) -> list[Reading]:
        """Statements that do not overlap leave nothing to choose and to disagree: running sums serve every day."""
        usable, readings = self._usable, []
        total: Amount = 0
        bound: str = Bound.EXACTLY
        finality: str = Finality.OFFICIAL
        gaps: tuple[Span, ...] = ()
        cursor, place, count = self._period.start, 0, len(usable)
        for day in days:
            while place < count and usable[place].end <= day:
                statement = usable[place]
                if statement.start > cursor:
                    gaps = (*gaps, (cursor, statement.start - _DAY))
                total += statement.value  # type: ignore[operator]  # usable statements have a value
                if statement.bound != bound:
                    bound = weakest((bound, statement.bound))
                if FINALITY_RANK[statement.finality] < FINALITY_RANK[finality]:
                    finality = statement.finality
                cursor = statement.end + _DAY
                place += 1
            if not place:
                readings.append(Reading(State.NOTHING, forecasts=usable))
                continue
            shown = _closed(gaps, cursor, self._period, day if due else due_through)
            state = State.INCOMPLETE if shown else State.READ
            readings.append(
                Reading(
                    state,
                    total,
                    None,
                    None,
                    None,
                    None,
                    bound,
                    finality,
                    usable[:place],
                    shown,
                    (),
                    None,
                    usable[place:],
                )
            )
        return readings


def _by_start(statement: Statement) -> date:
    return statement.start


def _precedence(statement: Statement) -> tuple[date, int, datetime]:
    return statement.end, FINALITY_RANK[statement.finality], statement.stated_at


def _closed(gaps: tuple[Span, ...], cursor: date, period: Period, due_through: date | None) -> tuple[Span, ...]:
    """The gaps, with the one at the end when the flow should reach further than it does."""
    if due_through is not None and cursor <= (last := min(due_through, period.end)):
        return (*gaps, (cursor, last))
    return gaps


def least_final(finalities: Iterable[str]) -> str | None:
    """A figure is as final as the least final of its parts."""
    return min(set(finalities), key=FINALITY_RANK.__getitem__, default=None)


# -- states: stock, ratio, yes_no, composition -------------------------------------------------------------------------


class _Latest:
    """The latest statement that ends inside the period and no later than a day; sorted once, asked for many days."""

    def __init__(self, measure: str, statements: Iterable[Statement], period: Period, scale: int):
        says = _SAYS[measure]
        self._same_question = _same_end if measure == "stock" else _same_span
        known = sorted(
            (s for s in statements if says(s)), key=_precedence if measure == "stock" else _precedence_of_span
        )
        self._inside = tuple(s for s in known if period.holds(s.end))
        self._ends = [s.end for s in self._inside]
        self._older = [s for s in known if s.end < period.start]
        self._measure, self._scale = measure, scale
        self._readings: dict[int, Reading] = {}

    def read(self, on: date) -> Reading:
        count = bisect_right(self._ends, on)
        if not count:
            older = next((s for s in reversed(self._older) if s.end <= on), None)
            return Reading(State.NOTHING, last_known=older, forecasts=self._inside)
        if count not in self._readings:
            self._readings[count] = self._read(count)
        return self._readings[count]

    def _read(self, count: int) -> Reading:
        chosen = self._inside[count - 1]
        conflicts = self._conflicts(chosen, count - 1)
        return Reading(
            State.CONFLICT if conflicts else State.READ,
            self._value(chosen),
            chosen.numerator if self._measure == "ratio" else None,
            chosen.denominator if self._measure == "ratio" else None,
            chosen.truth if self._measure == "yes_no" else None,
            chosen.parts if self._measure == "composition" else None,
            chosen.bound,
            chosen.finality,
            (chosen,),
            (),
            conflicts,
            None,
            self._inside[count:],
        )

    def _value(self, statement: Statement) -> Amount | None:
        if self._measure == "ratio":
            computed = quotient(statement.numerator, statement.denominator, self._scale)
            return statement.value if computed is None else computed
        return statement.value if self._measure == "stock" else None

    def _conflicts(self, chosen: Statement, place: int) -> tuple[Statement, ...]:
        """Equally final statements before this place, about the same thing, that cannot be true together with the chosen."""
        rivals: list[Statement] = []
        while place and (other := self._inside[place - 1]).end == chosen.end:
            place -= 1
            if (
                self._same_question(other, chosen)
                and other.finality == chosen.finality
                and not self._agree(other, chosen)
            ):
                rivals.insert(0, other)
        return (*rivals, chosen) if rivals else ()

    def _agree(self, one: Statement, other: Statement) -> bool:
        if self._measure == "yes_no":
            return one.truth == other.truth
        if self._measure == "composition":
            return one.parts == other.parts
        mine, theirs = self._value(one), self._value(other)
        return mine is None or theirs is None or ranges_meet(mine, one.bound, theirs, other.bound)


_SAYS: dict[str, Callable[[Statement], bool]] = {
    "stock": lambda s: s.value is not None,
    "ratio": lambda s: s.value is not None or (s.numerator is not None and bool(s.denominator)),
    "yes_no": lambda s: s.truth is not None,
    "composition": lambda s: s.parts is not None,
}


def _precedence_of_span(statement: Statement) -> tuple[date, int, int, datetime]:
    """Of two that end on one day the longer speaks for more of the period."""
    length = (statement.end - statement.start).days
    return statement.end, length, FINALITY_RANK[statement.finality], statement.stated_at


def _same_end(one: Statement, other: Statement) -> bool:
    return one.end == other.end


def _same_span(one: Statement, other: Statement) -> bool:
    return one.start == other.start and one.end == other.end


@lru_cache(maxsize=65536, typed=True)
def quotient(numerator: Amount | None, denominator: Amount | None, scale: int) -> Decimal | None:
    """numerator ÷ denominator × scale; None where a count is missing or the denominator is 0."""
    if numerator is None or denominator is None or denominator == 0:
        return None
    if type(numerator) is int and type(denominator) is int and type(scale) is int:
        return decimal(Fraction(numerator * scale, denominator))
    return decimal(fraction(numerator) * scale / fraction(denominator))
