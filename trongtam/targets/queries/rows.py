"""One target as every list shows it: what was promised, what was read, how it is judged. Board, document page and reports
read the same rows, so a number never differs between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from trongtam.org.reach import Reach

from ..computing.facts import quantity
from ..computing.frozen import thaw
from ..computing.lines import Line, Value, goal_of, in_percent, load_facts, load_lines, subject_of, tolerances
from ..computing.scope import UnitRow
from ..figures.display import Shown, show_percent
from ..figures.standing import Standing as Judged
from ..figures.standing import judge
from ..live import live_lines
from ..masking import hides_series, hides_whole, is_few
from ..models import Source, Target

if TYPE_CHECKING:
    from trongtam.accounts.models import User

BAND_ORDER = ("not_met", "partly", "met", "not_measured")


@dataclass(frozen=True)
class TargetRow:
    """A target on a day. Quantities are unrounded, in the indicator's unit; `judged` holds percent, gap, changes, outlook.

    `shown`: the percentage as printed (`under`: print "dưới <under>" instead), None where there is none. `points`: values by
    month-end up to the day, oldest first. `counted`, `left_out`: numbers of units. `masked`: the value is a small count of
    persons that this viewer may not see; then value, shown, points and every difference are None or empty.
    """

    target: Target
    day: date
    line: Line
    judged: Judged
    value: Value
    numerator: Decimal | None
    denominator: Decimal | None
    bound: str
    shown: Shown | None
    points: tuple[Value, ...]
    counted: int
    left_out: int
    masked: bool = False

    @property
    def pk(self) -> int:
        return self.target.pk

    @property
    def name(self) -> str:
        return str(self.target)

    @property
    def reaches(self) -> date | None:
        """The day that the figures reach, where it lies before the day of reading: what is late is counted and said."""
        last = self.line.as_of
        return last if last is not None and last < self.day and not self.is_live else None

    @property
    def sector(self) -> str:
        return self.target.indicator.sector

    @property
    def unit_of_measure(self) -> str:
        return self.target.indicator.unit_of_measure

    @property
    def decimals(self) -> int:
        """Decimals to print at most: a quotient has two, whatever its counts have."""
        indicator = self.target.indicator
        quotient = indicator.measure == "ratio" or indicator.across in ("weighted", "share_of_units")
        return max(indicator.decimals, 2) if quotient else indicator.decimals

    @property
    def plan(self) -> Decimal | None:
        return self.target.value_of(self.target.plan)

    @property
    def plan_to(self) -> Decimal | None:
        return self.target.value_of(self.target.plan_to)

    @property
    def band(self) -> str:
        return str(self.judged.band)

    @property
    def pace(self) -> str | None:
        return self.judged.pace

    @property
    def percent(self) -> Decimal | None:
        return None if self.masked else self.judged.percent

    @property
    def elapsed(self) -> Decimal:
        return self.judged.elapsed

    @property
    def so_far(self) -> bool:
        return self.judged.so_far

    @property
    def in_points(self) -> bool:
        return in_percent(self.target)

    @property
    def is_live(self) -> bool:
        return self.target.indicator.source == Source.LIVE

    @property
    def order(self) -> tuple[int, Decimal, int, int]:
        """Bands in the order of need, inside a band from low to high."""
        percent = self.judged.percent
        return BAND_ORDER.index(self.band), Decimal(-1) if percent is None else percent, self.target.order, self.pk


def listed(targets: QuerySet[Target]) -> QuerySet[Target]:
    """With everything that a row reads, standings included, in one query."""
    return targets.select_related("indicator", "unit", "document", "clause", "holder", "standing")


def lines_of(
    targets: Sequence[Target], *, known_on: datetime | None = None, tree: date | None = None
) -> dict[int, Line]:
    """Lines from the projection; afresh from statements for another day of knowledge or tree; live ones are counted."""
    live = [target for target in targets if target.indicator.source == Source.LIVE]
    stated = [target for target in targets if target.indicator.source == Source.STATED]
    if known_on is not None or tree is not None:
        lines = load_lines(stated, known_on=known_on, tree=tree)
    else:
        lines = {target.pk: _kept(target) for target in stated}
    return lines | (live_lines(live) if live else {})


def known_parts(
    targets: Iterable[Target],
    day: date,
    reach: Reach,
    *,
    known_on: datetime | None = None,
    tree: date | None = None,
) -> dict[int, Decimal]:
    """Target id → what the viewer's own units make of it, for counts of persons of a unit that he does not reach: with it a
    small rest could be had by subtraction. No query where there is none."""
    guarded = [
        target
        for target in targets
        if target.indicator.counts_people and target.indicator.source == Source.STATED and not reach.covers(target.unit)
    ]
    if not guarded or not reach.posts:
        return {}
    facts = load_facts(guarded, known_on=known_on, tree=tree, last_year=False)
    found = {}
    for target in guarded:
        read = facts.series(subject_of(target), [day])[0]
        own = [reading.value for unit, reading in read.by_unit if covers(reach, unit) and reading.value is not None]
        found[target.pk] = quantity(target.indicator, sum(own)) or Decimal(0)
    return found


def covers(reach: Reach, unit: UnitRow) -> bool:
    """Whether the viewer reaches a unit that was loaded as a row."""
    return reach.covers_path(unit.path)


def _kept(target: Target) -> Line:
    standing = getattr(target, "standing", None)
    return thaw(standing.line if standing is not None else {}, subject_of(target).period)


def rows_of(
    targets: Iterable[Target],
    day: date,
    *,
    user: User | None,
    known_on: datetime | None = None,
    tree: date | None = None,
    lines: dict[int, Line] | None = None,
    tolerance: dict[int, Decimal] | None = None,
) -> list[TargetRow]:
    """Rows on a day, in the order given. `user` decides what is masked (None: the public)."""
    known = list(targets)
    lines = lines_of(known, known_on=known_on, tree=tree) if lines is None else lines
    tolerance = tolerances(known) if tolerance is None else tolerance
    reach = Reach.of(user)
    parts = known_parts(known, day, reach, known_on=known_on, tree=tree)
    return [
        make_row(target, lines[target.pk], day, tolerance[target.pk], reach, parts.get(target.pk)) for target in known
    ]


def make_row(
    target: Target, line: Line, day: date, tolerance: Decimal, reach: Reach, own_part: Decimal | None = None
) -> TargetRow:
    """One row. `own_part`: what the viewer's own units make of a count of persons (`known_parts`)."""
    judged = judge(goal_of(target, tolerance), line.actual(day), day)
    point = line.point(day)
    points = tuple(point.value for point in line.points if point.on <= day)
    edges = (
        tuple(Decimal(str(edge)) for edge in target.document.edges) if target.document else (Decimal(60), Decimal(100))
    )
    value = point.value if point else None
    top, bottom = (point.numerator, point.denominator) if point else (None, None)
    few = target.indicator.counts_people and not reach.covers(target.unit)
    masked = (
        few
        and isinstance(value, Decimal)
        and (hides_whole(value, bottom, top) or (own_part is not None and is_few(value - own_part)))
    )
    series_hidden = masked or (few and hides_series([one for one in points if not isinstance(one, bool)]))
    return TargetRow(
        target=target,
        day=day,
        line=Line(line.period) if series_hidden else line,
        judged=judged,
        value=None if masked else value,
        numerator=None if masked else top,
        denominator=None if masked else bottom,
        bound=point.bound if point else "exactly",
        shown=None if masked or judged.percent is None else show_percent(judged.percent, edges=edges),
        points=() if series_hidden else points,
        counted=point.counted if point else 0,
        left_out=point.left_out if point else 0,
        masked=masked,
    )
