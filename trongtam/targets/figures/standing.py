"""The judgement of one target: % of plan, band, pace, outlook, change. Rules: the table "Standing" of the numbers' design.

Values are exact; nothing is rounded here. Percentages and gaps come out as decimals (see `exact`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from trongtam.ground.periods import Period
from trongtam.ground.phrases import gettext_noop

from .bounds import Bound, flip, of_difference, of_quotient, weakest
from .errors import Inconsistent
from .exact import Number, decimal, fraction
from .goal import Form, Goal
from .overall import Band

DAYS_OF_YEAR = Fraction(1461, 4)


@dataclass(frozen=True, slots=True)
class Change:
    """Difference from a base; `relative_percent` is None for a base of zero or below; `in_points` between two percentages.

    `bound` speaks of the signed difference, and of the relative one too.
    """

    absolute: Decimal
    relative_percent: Decimal | None
    in_points: bool
    bound: Bound = Bound.EXACTLY


@dataclass(frozen=True, slots=True)
class Outlook:
    """An estimate of the period's end; basis: stated_forecast, last_year_share, straight_line, last_value."""

    value: Decimal
    basis: str
    bound: Bound = Bound.EXACTLY


@dataclass(frozen=True, slots=True)
class Actual:
    """What was read for a target's period.

    value: the reading in the indicator's unit, a bool for yes_no, None when there is none.
    settled: False when the reading is incomplete or in conflict: shown, not judged.
    same_period, last_year_total: readings of the year before, of the same part of it and of the whole.
    forecast: a value stated for the whole period before its end. Each comes with the bound under which it was stated.
    """

    value: Number | bool | None
    bound: str = Bound.EXACTLY
    settled: bool = True
    same_period: Number | None = None
    last_year_total: Number | None = None
    forecast: Number | None = None
    same_period_bound: str = Bound.EXACTLY
    last_year_total_bound: str = Bound.EXACTLY
    forecast_bound: str = Bound.EXACTLY


@dataclass(frozen=True, slots=True)
class Standing:
    """percent, elapsed and gap in percent (points); `judged`: what was set against the plan (a change for some forms), with
    its `bound`, which the percentage carries too."""

    percent: Decimal | None
    bound: Bound
    band: Band
    rule: str
    judged: Decimal | bool | None
    elapsed: Decimal
    gap: Decimal | None
    pace: str | None
    over_plan: Change | None
    change_same_period: Change | None
    change_baseline: Change | None
    outlook: Outlook | None
    so_far: bool

    @property
    def met(self) -> bool:
        return self.band == Band.MET


class Mark(NamedTuple):
    """What of a standing is counted over many targets."""

    band: Band
    pace: str | None


class Grade(NamedTuple):
    """What of a standing says whether a target rose or fell."""

    band: Band
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What one row of the table says. holds: "met when", None where only the percentage decides."""

    rule: str
    percent: Fraction | None
    holds: bool | None


def judge(goal: Goal, actual: Actual, as_of: date) -> Standing:
    """Set what was read until a day against what was promised. The same judgement comes on many pages, and is made once."""
    return _judged(goal, actual, isinstance(actual.value, bool), as_of)


@lru_cache(maxsize=4096)
def _judged(goal: Goal, actual: Actual, answered: bool, as_of: date) -> Standing:
    """`answered` keeps a yes apart from a 1, which are equal."""
    elapsed = _elapsed(goal.period, as_of)
    value = _judged_value(goal, actual.value, actual.settled, as_of)
    verdict = _verdict(goal, value)
    gap = _gap(goal, value, verdict.percent, elapsed)
    bound = _judged_bound(goal, actual)
    number = None if value is None or isinstance(value, bool) else value
    level = None if number is None else fraction(actual.value)
    return Standing(
        percent=_out(verdict.percent),
        bound=bound,
        band=_band(goal, verdict),
        rule=verdict.rule,
        judged=value if isinstance(value, bool) else _out(value),
        elapsed=decimal(elapsed * 100),
        gap=_out(gap),
        pace=_pace(gap, goal.pace_tolerance),
        over_plan=change(number, goal.plan, goal.judged_in_points, bound=bound),
        change_same_period=change(
            level, actual.same_period, goal.in_points, bound=of_difference(actual.bound, actual.same_period_bound)
        ),
        change_baseline=change(
            level, goal.baseline, goal.in_points, bound=of_difference(actual.bound, goal.baseline_bound)
        ),
        outlook=_outlook(goal, actual, level, elapsed, as_of),
        so_far=goal.measure == "flow" and goal.better == "less" and as_of < goal.period.end,
    )


def mark(goal: Goal, value: Number | bool | None, settled: bool, as_of: date) -> Mark:
    """Band and pace of what `judge` says, by the same steps, without the figures that only a page shows."""
    judged = _judged_value(goal, value, settled, as_of)
    verdict = _verdict(goal, judged)
    gap = _gap(goal, judged, verdict.percent, _elapsed(goal.period, as_of))
    return Mark(_band(goal, verdict), _pace(gap, goal.pace_tolerance))


def grade(goal: Goal, value: Number | bool | None, settled: bool, as_of: date) -> Grade:
    """Band and percent of plan of what `judge` says, by the same steps, without the figures that only a page shows."""
    return _graded(goal, value, isinstance(value, bool), settled, as_of)


@lru_cache(maxsize=4096)
def _graded(goal: Goal, value: Number | bool | None, answered: bool, settled: bool, as_of: date) -> Grade:
    verdict = _verdict(goal, _judged_value(goal, value, settled, as_of))
    return Grade(_band(goal, verdict), _out(verdict.percent))


@lru_cache(maxsize=4096)
def _elapsed(period: Period, day: date) -> Fraction:
    return period.elapsed(day)


def change(
    value: Number | None, base: Number | None, in_points: bool, *, bound: Bound = Bound.EXACTLY
) -> Change | None:
    """Difference of a value from a base, absolute and relative; None when either is unknown. `bound`: of the difference."""
    if value is None or base is None:
        return None
    start = fraction(base)
    difference = fraction(value) - start
    relative = decimal(difference / start * 100) if start > 0 else None
    return Change(decimal(difference), relative, in_points, bound)


def _out(value: Fraction | None) -> Decimal | None:
    return None if value is None else decimal(value)


# -- what is judged ----------------------------------------------------------------------------------------------------


def _judged_value(goal: Goal, value: Number | bool | None, settled: bool, as_of: date) -> Fraction | bool | None:
    """The level, or for the other forms the change since the baseline in the wanted direction."""
    if value is None or not settled:
        return None
    if isinstance(value, bool) != (goal.measure == "yes_no"):
        raise Inconsistent("actual", gettext_noop("A yes or no is stated exactly where one is asked for."))
    if isinstance(value, bool):
        return value
    level = fraction(value)
    if goal.form == Form.LEVEL:
        return level
    return _change_since_baseline(goal, level, as_of)


def _change_since_baseline(goal: Goal, level: Fraction, as_of: date) -> Fraction | None:
    if goal.baseline is None:
        return None
    base = fraction(goal.baseline)
    wanted = base - level if goal.better == "less" else level - base
    if goal.form == Form.CHANGE_RELATIVE:
        return wanted / base * 100 if base > 0 else None
    if goal.form == Form.AVERAGE_PER_YEAR:
        days = (as_of - goal.baseline_on).days if goal.baseline_on else 0
        return wanted / (Fraction(days) / DAYS_OF_YEAR) if days > 0 else None
    return wanted


def _judged_bound(goal: Goal, actual: Actual) -> Bound:
    """The bound of what is set against the plan: of a level its own, of a change that of the difference."""
    if goal.form == Form.LEVEL:
        return Bound(actual.bound)
    bound = of_difference(actual.bound, goal.baseline_bound)
    return flip(bound) if goal.better == "less" else bound


# -- the table ---------------------------------------------------------------------------------------------------------


def _verdict(goal: Goal, value: Fraction | bool | None) -> _Verdict:
    if value is None:
        return _Verdict("not_measured", None, None)
    if isinstance(value, bool):
        return _Verdict("yes_no", Fraction(100 if value else 0), value)
    assert goal.plan is not None  # a goal in numbers has one
    plan = fraction(goal.plan)
    if plan < 0:
        return _Verdict("plan_negative", None, _comparator_holds(goal, value, plan))
    better = "more" if goal.form != Form.LEVEL else goal.better
    rows: dict[str | None, Callable[[Goal, Fraction, Fraction], _Verdict]] = {
        "more": _more, "less": _less, "exact": _exact, "range": _range,
    }  # fmt: skip
    return rows[better](goal, value, plan)


def _comparator_holds(goal: Goal, value: Fraction, plan: Fraction) -> bool:
    checks: dict[str, Callable[[], bool]] = {
        ">=": lambda: value >= plan,
        ">": lambda: value > plan,
        "<=": lambda: value <= plan,
        "<": lambda: value < plan,
        "=": lambda: value == plan,
        "~": lambda: _close(goal, value, plan),
        "range": lambda: _inside(goal, value, plan),
    }
    return checks[goal.comparator]()


def _close(goal: Goal, value: Fraction, plan: Fraction) -> bool:
    room = fraction(goal.tolerance) if goal.comparator == "~" and goal.tolerance is not None else Fraction(0)
    return abs(value - plan) <= room


def _inside(goal: Goal, value: Fraction, plan: Fraction) -> bool:
    return goal.plan_to is not None and plan <= value <= fraction(goal.plan_to)


def _more(goal: Goal, value: Fraction, plan: Fraction) -> _Verdict:
    if plan == 0:
        return _Verdict("plan_zero", None, value > 0)
    return _Verdict("actual_over_plan", value / plan * 100, None)


def _less(goal: Goal, value: Fraction, plan: Fraction) -> _Verdict:
    if goal.baseline is not None and (base := fraction(goal.baseline)) > plan:
        return _Verdict("from_baseline", (base - value) / (base - plan) * 100, None)
    if plan == 0:
        return _Verdict("plan_zero", None, value == 0)
    if value <= plan:
        return _Verdict("within_plan", Fraction(100), True)
    return _Verdict("plan_over_actual", plan / value * 100, None)


def _exact(goal: Goal, value: Fraction, plan: Fraction) -> _Verdict:
    close = _close(goal, value, plan)
    percent: Fraction | None = None
    if value == plan:
        percent = Fraction(100)
    elif value > 0 and plan > 0:
        percent = min(value, plan) / max(value, plan) * 100
    return _Verdict("equal" if close else "unequal", percent, close)


def _range(goal: Goal, value: Fraction, plan: Fraction) -> _Verdict:
    if _inside(goal, value, plan):
        return _Verdict("within_range", Fraction(100), True)
    if value < plan:
        return _Verdict("outside_range", value / plan * 100 if plan else None, False)
    upper = fraction(goal.plan_to) if goal.plan_to is not None else plan
    return _Verdict("outside_range", upper / value * 100, False)


def _band(goal: Goal, verdict: _Verdict) -> Band:
    if verdict.rule == "not_measured":
        return Band.NOT_MEASURED
    lower, upper = (fraction(edge) for edge in goal.edges)
    if verdict.holds or (verdict.percent is not None and verdict.percent >= upper):
        return Band.MET
    if verdict.percent is not None and verdict.percent >= lower:
        return Band.PARTLY
    return Band.NOT_MET


# -- pace and outlook --------------------------------------------------------------------------------------------------


def _gap(goal: Goal, value: Fraction | bool | None, percent: Fraction | None, elapsed: Fraction) -> Fraction | None:
    """Points ahead of the calendar (positive) or behind it; None where pace says nothing."""
    if goal.measure != "flow" or value is None or isinstance(value, bool) or goal.form == Form.AVERAGE_PER_YEAR:
        return None
    if goal.better == "less" and goal.form == Form.LEVEL:
        plan = fraction(goal.plan or 0)
        return elapsed * 100 - value / plan * 100 if plan > 0 else None
    if goal.better not in ("more", "less") or percent is None:
        return None
    return percent - elapsed * 100


def _pace(gap: Fraction | None, tolerance: Number) -> str | None:
    if gap is None:
        return None
    room = fraction(tolerance)
    if gap > room:
        return "ahead"
    return "behind" if gap < -room else "on_pace"


def _outlook(goal: Goal, actual: Actual, level: Fraction | None, elapsed: Fraction, as_of: date) -> Outlook | None:
    if actual.forecast is not None:
        return Outlook(decimal(fraction(actual.forecast)), "stated_forecast", Bound(actual.forecast_bound))
    if level is None:
        return None
    if goal.measure == "flow":
        return _flow_outlook(actual, level, elapsed)
    if goal.measure == "stock":
        return _stock_outlook(goal, level, as_of, actual.bound)
    return Outlook(decimal(level), "last_value", Bound(actual.bound)) if goal.measure == "ratio" else None


def _flow_outlook(actual: Actual, level: Fraction, elapsed: Fraction) -> Outlook | None:
    same, total = actual.same_period, actual.last_year_total
    if same is not None and total is not None and same > 0 and total > 0:
        bound = weakest((of_quotient(actual.bound, actual.same_period_bound), actual.last_year_total_bound))
        return Outlook(decimal(level / fraction(same) * fraction(total)), "last_year_share", bound)
    return Outlook(decimal(level / elapsed), "straight_line", Bound(actual.bound)) if elapsed else None


def _stock_outlook(goal: Goal, level: Fraction, as_of: date, bound: str) -> Outlook | None:
    if goal.baseline is None or goal.baseline_on is None or (days := (as_of - goal.baseline_on).days) <= 0:
        return None
    base = fraction(goal.baseline)
    whole = (goal.period.end - goal.baseline_on).days
    # Written out, the level counts whole ÷ days times and the baseline is taken off as often less one.
    known = Bound(bound) if whole <= days else of_difference(bound, goal.baseline_bound)
    return Outlook(decimal(base + (level - base) * whole / days), "straight_line", known)


def reading_day(period: Period, today: date) -> date:
    """The day up to which a period is read when none is asked for: today, but no later than its end."""
    return min(today, period.end)
