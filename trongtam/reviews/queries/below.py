"""How the committees below a unit classified in a year, each by its own round; summed where the levels are the same ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from trongtam.org.models import Unit

from ..models import CountLine, Round, RoundKind, SchemeVersion, Standing, Subject
from ..scheme import Scheme
from ..tables import Counts, together

if TYPE_CHECKING:
    from trongtam.accounts.models import User


@dataclass(frozen=True, slots=True)
class Below:
    """One committee. `waiting`: to be rated, not decided yet."""

    round: Round
    scheme: Scheme
    counts: Counts
    waiting: int

    @property
    def name(self) -> str:
        return self.round.unit.name


@dataclass(frozen=True, slots=True)
class Sum:
    """Those with the same levels together; `apart`: committees rated by other levels, which no sum takes in."""

    scheme: Scheme
    counts: Counts
    waiting: int
    units: int
    apart: int


def below(unit: Unit, period_code: str, kind: str, user: User) -> list[Below]:
    """The yearly rounds under a unit, in the order of the tree: nobody is ranked. Four queries, however many."""
    seen = Round.objects.visible_to(user).filter(kind=RoundKind.YEAR, period_code=period_code)
    rounds = list(seen.filter(unit__path__startswith=unit.path).select_related("unit").order_by("unit__path"))
    ids = [one.pk for one in rounds]
    lines = {one.round_id: one for one in CountLine.objects.filter(round__in=ids, kind=kind)}
    sums = _sums(ids, kind)
    schemes = {pk: row.read() for pk, row in SchemeVersion.objects.in_bulk(_used(lines.values(), sums)).items()}
    found = []
    for one in rounds:
        if one.pk in lines:
            line = lines[one.pk]
            left = {"": line.not_rated} if line.not_rated else {}
            counts = Counts(line.existing, line.rated, line.exempt, left, dict(line.levels))
            found.append(Below(one, schemes[line.scheme_id], counts, 0))
        elif one.pk in sums:
            found.append(_of_sums(one, sums[one.pk], schemes))
    return found


Sums = list[tuple[int, str, str, int]]
"""(scheme, standing, level, how many)"""


def _sums(ids: Sequence[int], kind: str) -> dict[int, Sums]:
    rows = Subject.objects.filter(round__in=ids, kind=kind).exclude(standing=Standing.GONE).order_by()
    found: dict[int, Sums] = defaultdict(list)
    for round_id, scheme, standing, level, number in rows.values_list(
        "round_id", "scheme_id", "standing", "level"
    ).annotate(n=Count("pk")):
        found[round_id].append((scheme, standing, level, number))
    return found


def _used(lines: Iterable[CountLine], sums: dict[int, Sums]) -> set[int]:
    return {one.scheme_id for one in lines} | {row[0] for rows in sums.values() for row in rows}


def _of_sums(round_: Round, rows: Sums, schemes: dict[int, Scheme]) -> Below:
    levels: dict[str, int] = defaultdict(int)
    exempt = left = waiting = 0
    for _scheme, standing, level, number in rows:
        if standing == Standing.EXEMPT:
            exempt += number
        elif standing == Standing.NOT_RATED:
            left += number
        elif level:
            levels[level] += number
        else:
            waiting += number
    rated = sum(levels.values())
    counts = Counts(rated + exempt + left, rated, exempt, {"": left} if left else {}, dict(levels))
    return Below(round_, schemes[rows[0][0]], counts, waiting)


def summed(rows: Sequence[Below]) -> Sum | None:
    """All that were rated by the levels that most committees have; None of nothing."""
    if not rows:
        return None
    by_levels: dict[tuple[str, ...], list[Below]] = defaultdict(list)
    for one in rows:
        by_levels[one.scheme.codes].append(one)
    most = max(by_levels.values(), key=len)
    counts = together(one.counts for one in most)
    return Sum(most[0].scheme, counts, sum(one.waiting for one in most), len(most), len(rows) - len(most))
