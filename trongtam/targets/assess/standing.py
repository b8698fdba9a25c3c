"""Kind `standing`: one target, judged."""

from decimal import Decimal
from typing import Any

from ..figures.bounds import Bound
from ..figures.display import DEFAULT_EDGES
from ..figures.exact import fraction, plain
from ..figures.goal import COMPARATORS, Goal
from ..figures.standing import Actual, Change, Outlook, judge
from .values import Case, Malformed, as_list, as_number, choice, day, only, optional, period, required, two_decimals

_STANDING_FIELDS = (
    "id kind measure better comparator plan plan_to tolerance period actual bound numerator denominator scale "
    "baseline baseline_on same_period last_year_total unit as_of edges pace_tolerance"
)


def standing(case: Case) -> dict[str, Any]:
    only(case, _STANDING_FIELDS)
    measure = choice(case, "measure", ("flow", "stock", "ratio", "yes_no"))
    goal = _goal(case, measure)
    bound = choice(case, "bound", tuple(Bound)) if case.get("bound") is not None else Bound.EXACTLY
    value = _actual_of_yes_no(case) if measure == "yes_no" else _actual(case, measure)
    same, total = optional(case, "same_period"), optional(case, "last_year_total")
    as_of = day(case, "as_of") or goal.period.end
    found = judge(goal, Actual(value, bound=bound, same_period=same, last_year_total=total), as_of)
    return {
        "percent": two_decimals(found.percent),
        "bound": str(found.bound),
        "band": str(found.band),
        "pace": found.pace,
        "elapsed_percent": two_decimals(found.elapsed),
        "gap_points": two_decimals(found.gap),
        "over_plan": _change(found.over_plan),
        "change_same_period": _change(found.change_same_period),
        "change_baseline": _change(found.change_baseline),
        "outlook": _outlook(found.outlook),
        "rule": found.rule,
    }


def _goal(case: Case, measure: str) -> Goal:
    numeric = measure != "yes_no"
    better = choice(case, "better", tuple(COMPARATORS)) if numeric else case.get("better")
    if better is not None and not numeric:
        raise Malformed("better", "does not go with yes_no")
    tolerance = optional(case, "pace_tolerance")
    return Goal(
        measure=measure,
        better=better,
        comparator=choice(case, "comparator", (">=", ">", "<=", "<", "=", "~", "range", "status")),
        period=period(case),
        plan=required(case, "plan") if numeric else optional(case, "plan"),
        plan_to=optional(case, "plan_to"),
        tolerance=optional(case, "tolerance"),
        baseline=optional(case, "baseline"),
        baseline_on=day(case, "baseline_on"),
        in_points=_unit(case) == "%",
        edges=_edges(case),
        pace_tolerance=Decimal(5) if tolerance is None else tolerance,
    )


def _unit(case: Case) -> str | None:
    unit = case.get("unit")
    if unit is not None and not isinstance(unit, str):
        raise Malformed("unit", "must be a text")
    return unit


def _edges(case: Case) -> tuple[Decimal, Decimal]:
    edges = case.get("edges")
    if edges is None:
        return DEFAULT_EDGES
    numbers = [as_number(edge, "edges") for edge in as_list(edges, "edges")]
    if len(numbers) != 2:
        raise Malformed("edges", "must be two numbers")
    return numbers[0], numbers[1]


def _actual_of_yes_no(case: Case) -> bool | None:
    value = case.get("actual")
    if value is not None and not isinstance(value, bool):
        raise Malformed("actual", "must be true or false")
    _no_counts(case)
    return value


def _no_counts(case: Case) -> None:
    for field in ("numerator", "denominator"):
        if case.get(field) is not None:
            raise Malformed(field, "belongs to a ratio only")


def _actual(case: Case, measure: str) -> Any:
    """The stated value, or the quotient of a ratio's counts as an exact fraction."""
    stated, scale = optional(case, "actual"), optional(case, "scale")
    if measure != "ratio":
        _no_counts(case)
        return stated
    numerator, denominator = optional(case, "numerator"), optional(case, "denominator")
    if numerator is None and denominator is None:
        return stated
    if numerator is None or denominator is None:
        raise Malformed("numerator" if numerator is None else "denominator", "is missing")
    if denominator == 0:
        raise Malformed("denominator", "must not be 0")
    factor = Decimal(100) if case.get("unit") == "%" else Decimal(1) if scale is None else scale
    computed = fraction(numerator) / fraction(denominator) * fraction(factor)
    if stated is not None and fraction(stated) != computed:
        raise Malformed("actual", "is not the numerator over the denominator")
    return computed


def _change(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    relative = two_decimals(change.relative_percent)
    return {"absolute": plain(change.absolute), "relative_percent": relative, "in_points": change.in_points}


def _outlook(outlook: Outlook | None) -> dict[str, Any] | None:
    return None if outlook is None else {"value": two_decimals(outlook.value), "basis": outlook.basis}
