"""Which statements of a flow cannot be true together.

Two exact covers of one span (chains of statements, each beginning the day after the one before) disagree when their bounded
ranges do not meet. Parts exceed their whole when the least that they allow together is more than the most that the whole allows.
What was said less finally is replaced by what was said more finally, and never contradicts it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from .bounds import limits

if TYPE_CHECKING:
    from .reading import Statement

_DAY = timedelta(days=1)

Limits = tuple[int | Decimal | None, int | Decimal | None]
LimitsOf = Callable[["Statement"], Limits]


def ranges_meet(one: int | Decimal, one_bound: str, other: int | Decimal, other_bound: str) -> bool:
    """True when some value satisfies both statements."""
    return not _apart(limits(one, one_bound), limits(other, other_bound))


class Consistency:
    """The statements of one flow; asked for many walks over them, it judges every span once.

    rank: finality → how final. non_negative: no part can be below zero, so parts cannot exceed their whole.
    """

    def __init__(self, statements: "Sequence[Statement]", rank: Mapping[str, int], *, non_negative: bool):
        self._statements = _most_final_of_each_span(statements, rank)
        self._rank = rank
        self._non_negative = non_negative
        self._judged: dict[tuple[date, date, int], list[Statement]] = {}
        self._crossing = _some_cross(self._statements)

    def disagreeing(self, taken: "Sequence[Statement]") -> "tuple[Statement, ...]":
        """The statements, in order of their days, that contradict each other over the spans which the taken ones cover."""
        found: list[Statement] = []
        for whole in taken:
            found.extend(self._judge([whole]))
        for run in _runs(taken) if self._crossing else ():
            found.extend(self._judge(run))
        if not found:
            return ()
        unique = {id(statement): statement for statement in found}
        return tuple(sorted(unique.values(), key=lambda s: (s.start, s.end, s.stated_at)))

    def _judge(self, taken: "Sequence[Statement]") -> "list[Statement]":
        """What contradicts itself over one taken statement, or a stretch of them; all of it was known when they were taken."""
        key = (taken[0].start, taken[-1].end, len(taken))
        if key not in self._judged:
            inside = self._bearing_on(taken)
            wrong = len(inside) > 1 and (
                _covers_differ(inside, taken[0].start, taken[-1].end, self._limits)
                or (self._non_negative and len(taken) == 1 and _parts_exceed(taken[0], inside, self._limits))
            )
            self._judged[key] = inside if wrong else []
        return self._judged[key]

    def _bearing_on(self, taken: "Sequence[Statement]") -> "list[Statement]":
        """The statements over these days that were not replaced by a more final one that is taken."""
        rank, start, end = self._rank, taken[0].start, taken[-1].end
        lowest = min(rank[s.finality] for s in taken)
        near = [s for s in self._statements if s.start >= start and s.end <= end and rank[s.finality] >= lowest]
        if len(taken) == 1:
            return near
        return [
            s
            for s in near
            if not any(t.start <= s.start and s.end <= t.end and rank[t.finality] > rank[s.finality] for t in taken)
        ]

    def _limits(self, statement: "Statement") -> Limits:
        value = statement.value if statement.value is not None else 0
        return limits(value, statement.bound, non_negative=self._non_negative)


def _most_final_of_each_span(statements: "Sequence[Statement]", rank: Mapping[str, int]) -> "list[Statement]":
    best: dict[tuple[date, date], int] = {}
    for s in statements:
        best[s.start, s.end] = max(best.get((s.start, s.end), 0), rank[s.finality])
    return [s for s in statements if rank[s.finality] == best[s.start, s.end]]


def _some_cross(statements: "Sequence[Statement]") -> bool:
    """True when some statement overlaps another without one lying inside the other.

    Otherwise every cover of a stretch is made of covers of the taken statements; where those meet, their sums meet too.
    """
    open_ends: list[date] = []
    for statement in sorted(statements, key=lambda s: (s.start, -s.end.toordinal())):
        while open_ends and open_ends[-1] < statement.start:
            open_ends.pop()
        if open_ends and open_ends[-1] < statement.end:
            return True
        open_ends.append(statement.end)
    return False


def _runs(taken: "Sequence[Statement]") -> "list[list[Statement]]":
    """The taken statements in stretches of two or more without a gap between them."""
    runs: list[list[Statement]] = []
    for statement in taken:
        if runs and runs[-1][-1].end + _DAY == statement.start:
            runs[-1].append(statement)
        else:
            runs.append([statement])
    return [run for run in runs if len(run) > 1]


def _covers_differ(statements: "Sequence[Statement]", start: date, end: date, limits_of: LimitsOf) -> bool:
    """True when two covers of the span do not meet: the greatest lower end of all covers is above their least upper end."""
    reached: dict[date, Limits] = {start: (0, 0)}
    for statement in sorted(statements, key=lambda s: s.start):
        if statement.start not in reached:
            continue
        extended = _plus(reached[statement.start], limits_of(statement))
        following = statement.end + _DAY
        reached[following] = _tighter(reached[following], extended) if following in reached else extended
    least, most = reached.get(end + _DAY, (None, None))
    return least is not None and most is not None and least > most


def _parts_exceed(whole: "Statement", inside: "Sequence[Statement]", limits_of: LimitsOf) -> bool:
    """True when statements side by side inside the whole must sum to more than it can be."""
    most = limits_of(whole)[1]
    if most is None:
        return False
    parts = sorted((s for s in inside if (s.start, s.end) != (whole.start, whole.end)), key=lambda s: s.end)
    greatest: list[tuple[date, int | Decimal]] = []
    for part in parts:
        before = max((total for end, total in greatest if end < part.start), default=0)
        greatest.append((part.end, before + (limits_of(part)[0] or 0)))
    return any(total > most for _, total in greatest)


def _plus(one: Limits, other: Limits) -> Limits:
    least = None if one[0] is None or other[0] is None else one[0] + other[0]
    most = None if one[1] is None or other[1] is None else one[1] + other[1]
    return least, most


def _tighter(one: Limits, other: Limits) -> Limits:
    lowers = [end for end in (one[0], other[0]) if end is not None]
    uppers = [end for end in (one[1], other[1]) if end is not None]
    return (max(lowers) if lowers else None), (min(uppers) if uppers else None)


def _apart(one: Limits, other: Limits) -> bool:
    least, most = _tighter(one, other)
    return least is not None and most is not None and least > most
