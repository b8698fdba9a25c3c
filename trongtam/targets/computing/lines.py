"""A target's line: its points by month-end, last year's beside them, and the judgement on any day."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import prefetch_related_objects

from trongtam.ground.periods import TERM, Period
from trongtam.ground.prepared import Prepared
from trongtam.org.models import UnitSettings

from ..figures.goal import Goal
from ..figures.standing import Actual, Standing, judge
from ..models import Source, Target
from .facts import Facts, Read, Subject, parse_period
from .scope import UnitRow

Value = Decimal | bool | None
DEFAULT_TOLERANCE = Decimal(5)


class Point(NamedTuple):
    """What was read for a target up to a month-end. `counted` and `left_out` are numbers of units."""

    on: date
    value: Value
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    bound: str = "exactly"
    settled: bool = True
    counted: int = 0
    left_out: int = 0

    @classmethod
    def of(cls, on: date, read: Read) -> Point:
        return cls(
            on, read.value, read.numerator, read.denominator, read.bound, read.settled, read.counted, read.left_out
        )


@dataclass
class Line:
    """Points to the last month-end up to which something was stated (none when nothing was).

    `last_year`: the settled value at each month-end of the same period last year, empty for terms and where none is known.
    `last_year_bounds` go with it, empty where every one of them is exact.
    `forecast`: what the target's own unit stated for the whole period before its end.
    """

    period: Period
    points: list[Point] = field(default_factory=list)
    last_year: list[Value] = field(default_factory=list)
    forecast: Decimal | None = None
    last_year_bounds: list[str] = field(default_factory=list)
    forecast_bound: str = "exactly"

    @property
    def as_of(self) -> date | None:
        return self.points[-1].on if self.points else None

    def point(self, day: date) -> Point | None:
        """The point of the last month-end that is not after the day."""
        place = bisect_right([point.on for point in self.points], day)
        return self.points[place - 1] if place else None

    def same_period(self, day: date) -> Value:
        """Last year's value at the month-end that corresponds to the last one not after the day."""
        place = self._month(day)
        return self.last_year[place] if 0 <= place < len(self.last_year) else None

    def same_period_bound(self, day: date) -> str:
        """How far `same_period` is to be believed."""
        return self.last_year_bound(self._month(day))

    def last_year_bound(self, month: int) -> str:
        """The bound of last year's value at a month-end, counted from 0."""
        return self.last_year_bounds[month] if 0 <= month < len(self.last_year_bounds) else "exactly"

    def _month(self, day: date) -> int:
        return bisect_right(self.period.month_ends(), day) - 1

    @property
    def last_year_total(self) -> Value:
        return self.last_year[-1] if self.last_year else None

    @property
    def last_year_total_bound(self) -> str:
        return self.last_year_bound(len(self.last_year) - 1)

    def actual(self, day: date) -> Actual:
        point = self.point(day)
        same, total = self.same_period(day), self.last_year_total
        forecast = self.forecast if day < self.period.end else None
        return Actual(
            value=point.value if point else None,
            bound=point.bound if point else "exactly",
            settled=point.settled if point else True,
            same_period=None if isinstance(same, bool) else same,
            last_year_total=None if isinstance(total, bool) else total,
            forecast=forecast,
            same_period_bound=self.same_period_bound(day),
            last_year_total_bound=self.last_year_total_bound,
            forecast_bound=self.forecast_bound,
        )


# -- goals -------------------------------------------------------------------------------------------------------------


def _edges_of(target: Target) -> tuple[Decimal, Decimal]:
    low, high = target.document.edges if target.document else (60, 100)
    return Decimal(str(low)), Decimal(str(high))


def _goal_of_share(target: Target, tolerance: Decimal) -> Goal:
    """A share of the units below that met their own: in percent, the more the better; a plain "done" asks for all of them."""
    plan = target.value_of(target.plan)
    return Goal(
        measure="ratio",
        better="more",
        comparator=target.comparator if target.comparator in (">=", ">") else ">=",
        period=parse_period(target.period_code),
        plan=Decimal(100) if plan is None else plan,
        in_points=True,
        edges=_edges_of(target),
        pace_tolerance=tolerance,
    )


def goal_of(target: Target, tolerance: Decimal = DEFAULT_TOLERANCE) -> Goal:
    """What a target promises, as the judgement takes it; edges are data of its resolution."""
    indicator = target.indicator
    if indicator.across == "share_of_units" and target.unit.kind != indicator.stated_by:
        return _goal_of_share(target, tolerance)
    yes_no = indicator.measure == "yes_no"
    low, high = _edges_of(target)
    return Goal(
        measure="ratio" if indicator.measure == "composition" else indicator.measure,
        better=None if yes_no else indicator.better,
        comparator=target.comparator,
        period=parse_period(target.period_code),
        plan=None if yes_no else target.value_of(target.plan),
        plan_to=target.value_of(target.plan_to),
        tolerance=target.value_of(target.tolerance),
        baseline=target.value_of(target.baseline),
        baseline_on=target.baseline_on,
        baseline_bound=target.baseline_bound,
        form=target.form,
        in_points=in_percent(target),
        edges=(low, high),
        pace_tolerance=tolerance,
    )


def in_percent(target: Target) -> bool:
    return target.indicator.unit_of_measure.strip() == "%"


_TOLERANCES = Prepared(
    lambda units: UnitSettings.objects.filter(unit_id__in=units).values_list("unit_id", "pace_tolerance")
)


def tolerances(targets: Iterable[Target]) -> dict[int, Decimal]:
    """Target id → pace tolerance of the nearest unit above that has set one. One query."""
    listed = list(targets)
    by_unit = {target.unit_id: target.unit for target in listed}
    settings = dict(_TOLERANCES({pk for unit in by_unit.values() for pk in unit.path_ids}))
    near = {
        pk: next((settings[one] for one in reversed(unit.path_ids) if one in settings), DEFAULT_TOLERANCE)
        for pk, unit in by_unit.items()
    }
    return {target.pk: near[target.unit_id] for target in listed}


def subject_of(target: Target) -> Subject:
    unit = target.unit
    row = UnitRow.of(unit)
    return Subject(target.indicator, row, parse_period(target.period_code), target.part)


# -- lines -------------------------------------------------------------------------------------------------------------


def load_lines(
    targets: Sequence[Target], *, known_on: datetime | None = None, tree: date | None = None
) -> dict[int, Line]:
    """Target id → its line, afresh from statements; live targets are left to `live.live_lines`.

    Targets come with `indicator`, `unit` and `document` selected.
    """
    stated = [target for target in targets if target.indicator.source == Source.STATED]
    facts = load_facts(stated, known_on=known_on, tree=tree)
    lines = {target.pk: draw(facts, subject_of(target)) for target in stated}
    return lines


def load_facts(
    targets: Sequence[Target], *, known_on: datetime | None = None, tree: date | None = None, last_year: bool = True
) -> Facts:
    """The facts of stated targets, with the units' own judgements where a share of units asks for them."""
    prefetch_related_objects([one.indicator for one in targets if one.indicator.weight_id is not None], "weight")
    subjects = [subject_of(target) for target in targets]
    facts = Facts.load(subjects, known_on=known_on, tree=tree, last_year=last_year)
    shares = [target for target in targets if target.indicator.across == "share_of_units"]
    if shares:
        facts.met = _own_judgements(facts, shares)
    return facts


def draw(facts: Facts, subject: Subject) -> Line:
    """The line of a subject from what was loaded."""
    days = _days_to_draw(facts, subject)
    points = [Point.of(day, read) for day, read in zip(days, facts.series(subject, days), strict=True)]
    last_year, bounds = draw_last_year(facts, subject)
    forecast, bound = _forecast(facts, subject)
    return Line(subject.period, points, last_year, forecast, bounds, bound)


def points_at(facts: Facts, subject: Subject, days: Sequence[date]) -> list[Point]:
    """The line's points at some month-ends alone; none after the last statement's."""
    reached = _days_to_draw(facts, subject)
    asked = [day for day in days if reached and day <= reached[-1]]
    return [Point.of(day, read) for day, read in zip(asked, facts.series(subject, asked), strict=True)]


def redraw(facts: Facts, subject: Subject, kept: Line, since: date) -> Line:
    """The line after statements that end on or after a day: earlier points and last year's stay as they are."""
    days = _days_to_draw(facts, subject)
    earlier = {point.on: point for point in kept.points if point.on < since}
    later = [day for day in days if day not in earlier]
    drawn = {day: Point.of(day, read) for day, read in zip(later, facts.series(subject, later), strict=True)}
    points = [earlier.get(day) or drawn[day] for day in days]
    forecast, bound = _forecast(facts, subject)
    return Line(subject.period, points, kept.last_year, forecast, kept.last_year_bounds, bound)


def draw_last_year(facts: Facts, subject: Subject) -> tuple[list[Value], list[str]]:
    """Last year's settled values and their bounds; no bounds where all are exact."""
    before = subject.period.same_period_last_year()
    if before is None or last_stated(facts, subject, before) is None:
        return [], []
    reads = facts.series(subject, before.month_ends(), before)
    bounds = [str(read.bound) if read.settled else "exactly" for read in reads]
    return [read.value if read.settled else None for read in reads], bounds if set(bounds) != {"exactly"} else []


def last_stated(facts: Facts, subject: Subject, period: Period) -> date | None:
    """The end of the latest statement inside a period, of the units that make the subject's value."""
    ends = [
        statement.end
        for row in (subject.unit, *facts.stating_units(subject))
        for unit_id in (row.id, *facts.family.behind(row.id))
        for statement in facts.statements.get((subject.indicator.pk, unit_id), ())
        if period.holds(statement.end)
    ]
    return max(ends, default=None)


def _days_to_draw(facts: Facts, subject: Subject) -> list[date]:
    """Month-ends up to that of the last statement."""
    last = last_stated(facts, subject, subject.period)
    if last is None:
        return []
    days = subject.period.month_ends()
    place = next(number for number, day in enumerate(days) if day >= last)
    return days[: place + 1]


def _forecast(facts: Facts, subject: Subject) -> tuple[Decimal | None, str]:
    """The own unit's estimate of the whole period, as the latest one that covers it, and its bound. It counts until the
    period ends."""
    period = subject.period
    whole = [
        statement
        for statement in facts.statements.get((subject.indicator.pk, subject.unit.id), ())
        if statement.start == period.start and statement.end == period.end and statement.finality == "estimate"
    ]
    if not whole or whole[-1].value is None or period.kind == TERM:
        return None, "exactly"
    value = Decimal(whole[-1].value)
    amount = value if subject.indicator.measure == "ratio" else value.scaleb(-subject.indicator.decimals)
    return amount, whole[-1].bound


def _own_judgements(
    facts: Facts, targets: Sequence[Target]
) -> Mapping[tuple[int, int, str], Mapping[date, bool | None]]:
    """For a share of units: whether each unit's own target of the same indicator and period is met, by month-end."""
    units = {row.id for target in targets for row in facts.stating_units(subject_of(target))}
    own = list(
        Target.objects.in_force()
        .filter(
            indicator__in={target.indicator_id for target in targets},
            unit_id__in=units,
            period_code__in={target.period_code for target in targets},
        )
        .select_related("indicator__weight", "unit", "document")
    )
    found: dict[tuple[int, int, str], dict[date, bool | None]] = defaultdict(dict)
    for target in own:
        subject = subject_of(target)
        days = subject.period.month_ends()
        goal = goal_of(target)
        for day, read in zip(days, facts.series(subject, days), strict=True):
            standing = judge(goal, Actual(read.value, read.bound, read.settled), day)
            found[target.indicator_id, target.unit_id, target.period_code][day] = _met(standing)
    return found


def _met(standing: Standing) -> bool | None:
    return None if standing.rule == "not_measured" else standing.met
