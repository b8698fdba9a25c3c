"""How many of a round got which level: summed from those who stand in it, or as counts that were entered; the tables of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count

from trongtam.ground.phrases import Phrase
from trongtam.targets.figures.errors import Inconsistent
from trongtam.targets.figures.shares import Nested
from trongtam.targets.models import Target

from ..models import CountLine, Round, SchemeVersion, Standing, Subject, SubjectKind
from ..scheme import Scheme
from ..tables import (
    Counts,
    Table,
    YearCell,
    as_written_here,
    at_or_above,
    disjoint,
    good_or_better,
    nested,
    over_years,
    points_over,
    received,
)

if TYPE_CHECKING:
    from trongtam.accounts.models import User

ORDER = (SubjectKind.MEMBER, SubjectKind.LEADER, SubjectKind.COLLECTIVE, SubjectKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Counted:
    """One kind in one round. `line`: the counts were entered, nobody stands by name; `waiting`: rated, not decided yet."""

    kind: str
    scheme: Scheme
    version: SchemeVersion
    counts: Counts
    line: CountLine | None = None
    waiting: int = 0

    @property
    def good(self) -> str:
        """The level that “good or better” speaks of: the head in which the best one is nested, else the second."""
        heads = [head for _inner, head in self.scheme.nests]
        return heads[0] if heads else self.scheme.proper[min(1, len(self.scheme.proper) - 1)].code


@dataclass(frozen=True, slots=True)
class Against:
    """A share beside what the resolution wants. `points` above (below: negative)."""

    target: Target
    share: Decimal
    wanted: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one kind as a page or paper shows them."""

    counted: Counted
    disjoint: Table
    nested: Table
    printed: tuple[tuple[str, str], ...]
    warnings: tuple[Phrase, ...]
    against: Against | None
    years: tuple[YearCell, ...]


def counted_of(round_: Round) -> list[Counted]:
    """Every kind of the round: what was decided; who waits counts among those existing, not among those rated. Three queries."""
    if round_.is_counts:
        lines = CountLine.objects.filter(round=round_).select_related("scheme")
        return sorted((_of_line(one) for one in lines), key=lambda one: ORDER.index(SubjectKind(one.kind)))
    rows = (
        Subject.objects.filter(round=round_)
        .exclude(standing=Standing.GONE)
        .values_list("kind", "scheme_id", "standing", "reason", "level")
        .annotate(n=Count("pk"))
        .order_by("kind", "scheme_id")
    )
    listed = list(rows)
    versions = SchemeVersion.objects.in_bulk({row[1] for row in listed})
    return [one for kind in ORDER if (one := _of_rows(kind, [r for r in listed if r[0] == kind], versions)) is not None]


def counted_for(round_: Round, kind: str) -> Counted | None:
    return next((one for one in counted_of(round_) if one.kind == kind), None)


def _of_line(line: CountLine) -> Counted:
    left = {line.note or "": line.not_rated} if line.not_rated else {}
    counts = Counts(line.existing, line.rated, line.exempt, left, dict(line.levels))
    return Counted(line.kind, line.scheme.read(), line.scheme, counts, line)


def _of_rows(kind: str, rows: Sequence[tuple], versions: Mapping[int, SchemeVersion]) -> Counted | None:
    if not rows:
        return None
    levels: Counter[str] = Counter()
    left: Counter[str] = Counter()
    existing = exempt = waiting = 0
    for _kind, _scheme, standing, reason, level, number in rows:
        existing += number
        if standing == Standing.EXEMPT:
            exempt += number
        elif standing == Standing.NOT_RATED:
            left[reason] += number
        elif level:
            levels[level] += number
        else:
            waiting += number
    version = versions[rows[0][1]]
    counts = Counts(existing, sum(levels.values()), exempt, dict(left), dict(levels))
    return Counted(kind, version.read(), version, counts, None, waiting)


# -- tables ------------------------------------------------------------------------------------------------------------


def tables_of(round_: Round, user: User) -> list[Tables]:
    """The tables of a round for a viewer. Years and the target are those that he may see."""
    earlier = _earlier(round_, user)
    return [_tables(round_, one, earlier.get(one.kind, []), user) for one in counted_of(round_)]


def _tables(round_: Round, one: Counted, earlier: list[tuple[str, Scheme, Counts]], user: User) -> Tables:
    whole = one.counts if not one.waiting else _without_waiting(one)
    printed = tuple((code, share) for code, share in (one.line.printed if one.line else {}).items())
    years = [*earlier, (round_.period_code, one.scheme, whole)]
    return Tables(
        counted=one,
        disjoint=disjoint(one.scheme, whole),
        nested=nested(one.scheme, whole),
        printed=printed,
        warnings=_warnings(one),
        against=_against(round_, one, user),
        years=tuple(over_years(years, one.good)),
    )


def _without_waiting(one: Counted) -> Counts:
    """While some wait the table is of those decided so far, and says so."""
    counts = one.counts
    return Counts(counts.existing - one.waiting, counts.rated, counts.exempt, counts.not_rated, counts.levels)


def _warnings(one: Counted) -> tuple[Phrase, ...]:
    """What does not agree between counts and printed shares."""
    if one.line is None or not one.line.printed or not one.counts.rated:
        return ()
    titles = {level.code: level.title for level in one.scheme.levels}
    inside = dict(one.scheme.nests) | {level.code: level.within for level in one.scheme.levels if level.within}
    parts: dict[str, int] = {}
    for level in one.scheme.levels:
        head = inside.get(level.code, level.code)
        parts[titles[head]] = parts.get(titles[head], 0) + one.counts.at(level.code)
    within = {titles[inner]: Nested(titles[head], one.counts.at(inner)) for inner, head in inside.items()}
    shares = {titles[code]: Decimal(share) for code, share in one.line.printed.items() if code in titles}
    try:
        return tuple(as_written_here(one.message) for one in received(one.counts.rated, parts, within, shares))
    except Inconsistent as wrong:
        return (Phrase("%(said)s", said=str(wrong)),)


def _against(round_: Round, one: Counted, user: User) -> Against | None:
    """Good or better against the target that was chosen for it, in points."""
    pk = {SubjectKind.MEMBER: round_.members_target_id, SubjectKind.ORGANISATION: round_.organisations_target_id}.get(
        SubjectKind(one.kind)
    )
    target = Target.objects.visible_to(user).select_related("indicator").filter(pk=pk).first() if pk else None
    share = good_or_better(one.scheme, one.counts, one.good)
    wanted = target.value_of(target.plan) if target is not None else None
    if target is None or share is None or wanted is None:
        return None
    over = points_over(share, wanted)
    assert over is not None
    return Against(target, share, wanted, over)


def _earlier(round_: Round, user: User) -> dict[str, list[tuple[str, Scheme, Counts]]]:
    """The rounds of the same kind before this one, each by its own scheme, the oldest first."""
    found: dict[str, list[tuple[str, Scheme, Counts]]] = {}
    before = Round.objects.visible_to(user).filter(
        unit=round_.unit_id, kind=round_.kind, period_code__lt=round_.period_code
    )
    for one in before.order_by("period_code")[:10]:
        for counted in counted_of(one):
            if counted.counts.rated and not counted.waiting:
                found.setdefault(counted.kind, []).append((one.period_code, counted.scheme, counted.counts))
    return found


def good_count(one: Counted) -> int:
    """How many stand at “good” or better."""
    return at_or_above(one.scheme, one.counts, one.good)
