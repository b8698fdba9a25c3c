"""One indicator over the units below a unit, month by month: the grid, the small pictures, their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Max, Q

from trongtam.ground.periods import Period
from trongtam.org.models import Unit, UnitKind
from trongtam.org.nesting import KIND_ORDER
from trongtam.org.reach import Reach

from ..computing.facts import Facts, Subject, parse_period
from ..computing.frozen import BAND_OF, judge_points, letters, thaw
from ..computing.lines import Line, Value, goal_of, load_lines, points_at, subject_of, tolerances
from ..computing.scope import UnitRow, scope_path
from ..figures.standing import Standing as Judged
from ..figures.standing import judge
from ..models import Indicator, Source, Standing, Target
from .chosen import chosen_period

if TYPE_CHECKING:
    from trongtam.accounts.models import User

USUAL_MONTHS, MOST_MONTHS = 12, 24
NOT_MEASURED = "not_measured"


@dataclass(frozen=True)
class Wanted:
    """What an address asks to compare; None and "" leave it to the program. `of`: an indicator, with the part of a whole."""

    of: str = ""
    period: str = ""
    level: str = ""
    first: str = ""
    last: str = ""
    then: bool = False


@dataclass(frozen=True)
class Option:
    """An indicator that can be compared below a unit: in which periods, at which kinds of units, of how many units each."""

    indicator_id: int
    part: str
    levels: Counter[tuple[str, str]] = field(default_factory=Counter)  # (period code, kind) → number of targets
    stated_until: dict[str, date] = field(default_factory=dict)  # period code → the last month-end that has figures

    @property
    def key(self) -> str:
        return f"{self.indicator_id}:{self.part}" if self.part else str(self.indicator_id)

    @property
    def periods(self) -> list[str]:
        return sorted({code for code, _kind in self.levels}, reverse=True)

    def kinds(self, period: str) -> list[str]:
        """Those with most targets first."""
        return [kind for (code, kind), _n in self.levels.most_common() if code == period]


class Cell(NamedTuple):
    """A month-end of one unit: quantity unrounded, in the indicator's unit; `band` by the unit's own target, "" without one."""

    on: date
    value: Value
    bound: str = "exactly"
    band: str = ""


@dataclass(frozen=True)
class UnitLine:
    """One unit: its cells in the order of the months; plan, percent, band and pace as they are judged on the last of them.
    `judge`: judges when it is asked, since a grid needs hardly any of it."""

    unit: Unit
    target: Target | None
    cells: tuple[Cell, ...]
    judge: Callable[[], Judged] | None = field(default=None, repr=False, compare=False)

    @property
    def last(self) -> Cell:
        return self.cells[-1]

    @property
    def plan(self) -> Decimal | None:
        return self.target.value_of(self.target.plan) if self.target is not None else None

    @cached_property
    def judged(self) -> Judged | None:
        return self.judge() if self.judge is not None else None

    @property
    def percent(self) -> Decimal | None:
        return self.judged.percent if self.judged is not None else None

    @property
    def band(self) -> str:
        return str(self.judged.band) if self.judged is not None else NOT_MEASURED

    @property
    def pace(self) -> str | None:
        return self.judged.pace if self.judged is not None else None


@dataclass(frozen=True)
class Comparison:
    """`options` by the name of the indicator; `lines` in the order of the tree; `above`: the target of the unit itself, whose
    page proves what units without an own target stated; `days`: the month-ends shown, the last one the day of reading."""

    unit: Unit
    options: tuple[tuple[str, Option], ...]
    option: Option | None
    indicator: Indicator | None
    period: Period
    level: str
    months: tuple[Period, ...]
    days: tuple[date, ...]
    lines: tuple[UnitLine, ...]
    above: Target | None
    then: bool = False


def compare(unit: Unit, wanted: Wanted, *, user: User, today: date) -> Comparison:
    """What the person reaches below a unit that he sees. Ten queries at most, however many units."""
    options = _options(unit, user)
    names = _names(options)
    named = sorted(((names[one.indicator_id, one.part], one) for one in options), key=lambda pair: pair[0].casefold())
    option = next((one for one in options if one.key == wanted.of), None) or _fullest(options)
    codes = option.periods if option else []
    period = parse_period(wanted.period) if wanted.period in codes else chosen_period(codes, today)
    kinds = option.kinds(period.code) if option else []
    level = wanted.level if wanted.level in kinds else next(iter(kinds), "")
    day = min(today, period.end, *_known(option, period)) if option else period.end
    months, days = _months(period, day, wanted)
    if option is None:
        return Comparison(unit, (), None, None, period, "", months, days, (), None, wanted.then)
    units = _units(unit, level, user, days[-1] if wanted.then else today)
    targets = _targets(unit, option, period, units)
    shown = {one.pk for one in units}
    above = next((one for one in targets.values() if one.unit_id not in shown), None)
    indicator = Indicator.objects.select_related("weight").get(pk=option.indicator_id)
    lines = _lines(units, targets, indicator, option, period, days, tree=days[-1] if wanted.then else None)
    return Comparison(
        unit, tuple(named), option, indicator, period, level, months, days, tuple(lines), above, wanted.then
    )


# -- what can be compared ----------------------------------------------------------------------------------------------


def _options(unit: Unit, user: User) -> list[Option]:
    """Indicators with targets of units below; and those of the unit itself that units below state. One query."""
    rows = (
        Target.objects.in_force()
        .filter(Reach.of(user).visible_units("unit__"), unit__path__startswith=scope_path(unit), for_criteria=False)
        .order_by()
        .values_list("indicator_id", "part", "period_code", "unit__kind", "indicator__source", "indicator__stated_by")
        .annotate(n=Count("pk"), until=Max("standing__as_of"))
    )
    found: dict[tuple[int, str], Option] = {}
    for indicator_id, part, period, kind, source, stated_by, count, until in rows:
        option = found.setdefault((indicator_id, part), Option(indicator_id, part))
        levels = option.levels
        if until is not None:
            option.stated_until[period] = max(until, option.stated_until.get(period, until))
        if kind not in own_kinds(unit):
            levels[period, kind] += count
        elif source == Source.STATED and stated_by not in own_kinds(unit):
            levels[period, stated_by] += 0
    return [option for option in found.values() if option.levels]


def own_kinds(unit: Unit) -> set[str]:
    """The kinds whose targets are the unit's own: a commune speaks with its committee."""
    return {unit.kind, UnitKind.PARTY_COMMITTEE} if unit.kind == UnitKind.COMMUNE else {unit.kind}


def _names(options: Iterable[Option]) -> dict[tuple[int, str], str]:
    """One query."""
    known = dict(Indicator.objects.filter(pk__in={one.indicator_id for one in options}).values_list("pk", "name"))
    return {
        (one.indicator_id, one.part): f"{known[one.indicator_id]}: {one.part}" if one.part else known[one.indicator_id]
        for one in options
    }


def _fullest(options: Sequence[Option]) -> Option | None:
    """The indicator that most units below have a target for."""
    return max(options, key=lambda one: (max(one.levels.values()), -one.indicator_id), default=None)


def _known(option: Option, period: Period) -> list[date]:
    until = option.stated_until.get(period.code)
    return [until] if until is not None else []


# -- months ------------------------------------------------------------------------------------------------------------


def _months(period: Period, day: date, wanted: Wanted) -> tuple[tuple[Period, ...], tuple[date, ...]]:
    """All months of the period up to the day of reading; and the month-ends of the span that is asked for."""
    ends = [end for end in period.month_ends() if end <= day] or period.month_ends()[:1]
    months = tuple(Period.month(end.year, end.month) for end in ends)
    codes = [month.code for month in months]
    last = codes.index(wanted.last) if wanted.last in codes else len(codes) - 1
    first = codes.index(wanted.first) if wanted.first in codes else max(0, last - USUAL_MONTHS + 1)
    first = min(max(first, last - MOST_MONTHS + 1), last)
    return months, tuple(ends[first : last + 1])


# -- lines -------------------------------------------------------------------------------------------------------------


def _units(unit: Unit, level: str, user: User, day: date) -> list[Unit]:
    """The units of a kind below, that exist on a day, in the person's reach. One query."""
    below = Unit.objects.reached_by(user).filter(path__startswith=scope_path(unit), kind=level)
    return list(below.on(day).exclude(pk=unit.pk).order_by("path"))


def _targets(unit: Unit, option: Option, period: Period, units: Sequence[Unit]) -> dict[int, Target]:
    """Unit → its target for the indicator; with that of the unit itself, or of its committee. One query."""
    here = Q(unit__in=[one.pk for one in units]) | Q(unit=unit)
    if unit.kind == UnitKind.COMMUNE:
        here |= Q(unit__parent=unit, unit__kind=UnitKind.PARTY_COMMITTEE)
    found = Target.objects.in_force().filter(
        here, indicator=option.indicator_id, part=option.part, period_code=period.code, for_criteria=False
    )
    return {target.unit_id: target for target in found.select_related("document", "standing").order_by("-pk")}


def _lines(
    units: Sequence[Unit],
    targets: dict[int, Target],
    indicator: Indicator,
    option: Option,
    period: Period,
    days: tuple[date, ...],
    *,
    tree: date | None,
) -> list[UnitLine]:
    own = []
    for unit in units:
        if (target := targets.get(unit.pk)) is not None:
            target.unit, target.indicator = unit, indicator
            own.append(target)
    tolerance = tolerances(own) if own else {}
    afresh = load_lines(own, tree=tree) if tree is not None else {}
    bare = [one for one in units if one.pk not in targets] if indicator.source == Source.STATED else []
    stated = _stated(bare, indicator, period, option.part, days, tree)
    found = []
    for unit in units:
        target = targets.get(unit.pk)
        if target is None:
            line = stated.get(unit.pk, Line(period))
            found.append(UnitLine(unit, None, _cells(line, "", days)))
        else:
            found.append(_judged(unit, target, afresh.get(target.pk), days, tolerance[target.pk]))
    return found


def _stated(
    units: Sequence[Unit],
    indicator: Indicator,
    period: Period,
    part: str,
    days: tuple[date, ...],
    tree: date | None,
) -> dict[int, Line]:
    """What units without a target of their own stated, or those below them. Three queries at most."""
    if not units:
        return {}
    subjects = [Subject(indicator, UnitRow.of(unit), period, part) for unit in units]
    facts = Facts.load(subjects, tree=tree, last_year=False)
    return {subject.unit.id: Line(period, points_at(facts, subject, days)) for subject in subjects}


def _judged(unit: Unit, target: Target, afresh: Line | None, days: tuple[date, ...], tolerance: Decimal) -> UnitLine:
    """By the projection, or by a line that was drawn afresh for the units of another day."""
    standing = None if afresh is not None else getattr(target, "standing", None)
    if afresh is not None:
        bands = letters(judge_points(afresh, goal_of(target, tolerance)))[0]
        cells = _cells(afresh, bands, days)
    else:
        cells = _kept_cells(standing, days)
    return UnitLine(unit, target, cells, partial(_judge, target, afresh, days[-1], tolerance))


def _judge(target: Target, afresh: Line | None, day: date, tolerance: Decimal) -> Judged:
    standing = getattr(target, "standing", None)
    kept = standing.line if standing is not None else {}
    line = afresh if afresh is not None else thaw(kept, subject_of(target).period)
    return judge(goal_of(target, tolerance), line.actual(day), day)


def _kept_cells(standing: Standing | None, days: tuple[date, ...]) -> tuple[Cell, ...]:
    """Straight from the projection: of its points only value and bound are read, of the months asked for."""
    points = standing.line.get("points", ()) if standing is not None else ()
    bands = standing.bands if standing is not None else ""
    known = {point[0]: (point[1], point[4], letter) for point, letter in zip(points, bands, strict=False)}
    return tuple(_kept_cell(day, known.get(day.isoformat())) for day in days)


def _kept_cell(day: date, kept: tuple[str | bool | None, str, str] | None) -> Cell:
    if kept is None:
        return Cell(day, None, band=NOT_MEASURED)
    value, bound, letter = kept
    return Cell(day, Decimal(value) if isinstance(value, str) else value, bound, BAND_OF[letter])


def _cells(line: Line, bands: str, days: tuple[date, ...]) -> tuple[Cell, ...]:
    """The points at the month-ends asked for; nothing after the last statement. `bands`: letters, "" without a target."""
    known = dict(zip((point.on for point in line.points), line.points, strict=True))
    letter_on = dict(zip(known, bands, strict=False))
    return tuple(
        Cell(day, known[day].value, known[day].bound, BAND_OF[letter_on[day]] if bands else "")
        if day in known
        else Cell(day, None, band=NOT_MEASURED)
        for day in days
    )


def in_reading_order(kinds: Iterable[str]) -> list[str]:
    return sorted(kinds, key=lambda kind: KIND_ORDER[kind])
