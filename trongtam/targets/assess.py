"""The contract of `trongtam assess`: cases in, results out, as plain dicts of JSON values. Pure: no Django, no files.

`read` turns JSON text into values whose numbers are decimals; `assess` answers every case; `Unassessable` says why none
can be answered.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period

from .figures.bounds import Bound
from .figures.display import DEFAULT_EDGES
from .figures.exact import fraction, half_up, plain
from .figures.fits import find_fits
from .figures.goal import COMPARATORS, Goal
from .figures.growth import grow, grow_series
from .figures.shares import Nested, share_out
from .figures.standing import Actual, Change, Outlook, judge

DIGITS = 400
"""A number with more digits than this, written out, is refused: it measures nothing, and would only slow the others down."""

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Case = dict[str, Any]


class Unassessable(Exception):
    """The input is no JSON, or JSON of another shape; the message is one sentence."""


class Malformed(Exception):
    """A case that cannot be answered, because of one field."""

    def __init__(self, field: str, reason: str):
        super().__init__(f"{field}: {reason}")


# -- reading JSON ------------------------------------------------------------------------------------------------------


class NotANumber:
    """A JSON number that no decimal holds: NaN, an infinity, an exponent out of all range."""

    def __init__(self, text: str):
        self.text = text


class Doubled(dict[str, Any]):
    """A JSON object that names a field twice; `field` is the first such name."""

    field: str


def read(text: str) -> list[Any]:
    """The cases of a JSON text. Raises Unassessable."""
    try:
        whole = json.loads(
            text, parse_float=_number, parse_int=_number, parse_constant=NotANumber, object_pairs_hook=_object
        )
    except (ValueError, RecursionError):
        raise Unassessable("The input is not readable JSON.") from None
    if type(whole) is not dict or set(whole) != {"cases"} or not isinstance(whole["cases"], list):
        raise Unassessable('The input must be one object with one list: {"cases": [...]}.')
    return whole["cases"]


def _number(text: str) -> Decimal | NotANumber:
    try:
        return Decimal(text)
    except InvalidOperation:
        return NotANumber(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = Doubled(found)
    names = [name for name, _ in pairs]
    doubled.field = next(name for place, name in enumerate(names) if name in names[:place])
    return doubled


# -- answering ---------------------------------------------------------------------------------------------------------


def assess(cases: list[Any]) -> tuple[list[dict[str, Any]], bool]:
    """One result a case, in the same order, and whether every case could be answered."""
    results: list[dict[str, Any]] = []
    seen: set[str | int] = set()
    for index, case in enumerate(cases):
        results.append(_answer(index, case, seen))
    return results, not any("error" in result for result in results)


def _answer(index: int, case: Any, seen: set[str | int]) -> dict[str, Any]:
    known: str | int = index
    try:
        if not isinstance(case, dict):
            raise Malformed("case", "must be an object")
        known = _id(case)
        if known in seen:
            raise Malformed("id", "was used by an earlier case")
        seen.add(known)
        if isinstance(case, Doubled):
            raise Malformed(case.field, "is given twice")
        return {"id": known, **_kind(case)(case)}
    except MissingId as problem:
        return {"id": index, "error": str(problem)}
    except Malformed as problem:
        return {"id": known, "error": str(problem)}
    except Refused as problem:
        return {"id": known, "error": f"{problem.field or 'case'}: {problem}"}


class MissingId(Malformed):
    """The case has no usable id: its index stands for it."""


def _id(case: Case) -> str | int:
    value = case.get("id")
    if value is None:
        raise MissingId("id", "is missing")
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal) and _is_sane(value) and value == value.to_integral_value():
        return int(value)
    raise MissingId("id", "must be a text or a whole number")


def _kind(case: Case) -> Callable[[Case], dict[str, Any]]:
    kind = _present(case, "kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Malformed("kind", f"must be one of {', '.join(KINDS)}")
    return KINDS[kind]


# -- fields ------------------------------------------------------------------------------------------------------------


def _only(case: Mapping[str, Any], known: str, *, inside: str = "") -> None:
    """Refuse the first field that is not known, and the first doubled one."""
    if isinstance(case, Doubled):
        raise Malformed(f"{inside}{case.field}", "is given twice")
    allowed = set(known.split())
    for name in case:
        if name not in allowed:
            raise Malformed(f"{inside}{name}", "is not a known field")


def _present(case: Mapping[str, Any], field: str, *, inside: str = "") -> Any:
    value = case.get(field)
    if value is None:
        raise Malformed(f"{inside}{field}", "is missing")
    return value


def _is_sane(value: Decimal) -> bool:
    """True for a finite number that needs no more than DIGITS digits before or after its point."""
    if not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and abs(exponent) <= DIGITS and (not value or abs(value.adjusted()) <= DIGITS)


def _as_number(value: Any, field: str) -> Decimal:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = Decimal(value)
    if isinstance(value, NotANumber):
        raise Malformed(field, "is not a finite number")
    if not isinstance(value, Decimal):
        raise Malformed(field, "must be a number")
    if not _is_sane(value):
        raise Malformed(field, "is out of range")
    return value if value else abs(value)


def _required(case: Case, field: str) -> Decimal:
    return _as_number(_present(case, field), field)


def _optional(case: Case, field: str) -> Decimal | None:
    value = case.get(field)
    return None if value is None else _as_number(value, field)


def _as_count(value: Any, field: str) -> int:
    number = _as_number(value, field)
    if number != number.to_integral_value():
        raise Malformed(field, "must be a whole number")
    return int(number)


def _choice(case: Case, field: str, choices: tuple[str, ...]) -> str:
    value = _present(case, field)
    if not isinstance(value, str) or value not in choices:
        raise Malformed(field, f"must be one of {', '.join(choices)}")
    return value


def _day(case: Case, field: str) -> date | None:
    value = case.get(field)
    if value is None:
        return None
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Malformed(field, "must be a date, as 2022-09-30")


def _list(value: Any, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise Malformed(field, "must be a list")
    return value


def _table(value: Any, field: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Malformed(field, "must be an object")
    if isinstance(value, Doubled):
        raise Malformed(f"{field}.{value.field}", "is given twice")
    return value


def _optional_table(case: Case, field: str) -> dict[str, Any]:
    value = case.get(field)
    return {} if value is None else _table(value, field)


def _period(case: Case) -> Period:
    code = _present(case, "period")
    if not isinstance(code, str):
        raise Malformed("period", "must be a text")
    try:
        return Period.parse(code)
    except Refused as problem:
        raise Malformed("period", str(problem)) from None


# -- kind standing -----------------------------------------------------------------------------------------------------

_STANDING_FIELDS = (
    "id kind measure better comparator plan plan_to tolerance period actual bound numerator denominator scale "
    "baseline baseline_on same_period last_year_total unit as_of edges pace_tolerance"
)


def _standing(case: Case) -> dict[str, Any]:
    _only(case, _STANDING_FIELDS)
    measure = _choice(case, "measure", ("flow", "stock", "ratio", "yes_no"))
    goal = _goal(case, measure)
    bound = _choice(case, "bound", tuple(Bound)) if case.get("bound") is not None else Bound.EXACTLY
    value = _actual_of_yes_no(case) if measure == "yes_no" else _actual(case, measure)
    same, total = _optional(case, "same_period"), _optional(case, "last_year_total")
    as_of = _day(case, "as_of") or goal.period.end
    found = judge(goal, Actual(value, bound=bound, same_period=same, last_year_total=total), as_of)
    return {
        "percent": _two(found.percent),
        "bound": str(found.bound),
        "band": str(found.band),
        "pace": found.pace,
        "elapsed_percent": _two(found.elapsed),
        "gap_points": _two(found.gap),
        "over_plan": _change(found.over_plan),
        "change_same_period": _change(found.change_same_period),
        "change_baseline": _change(found.change_baseline),
        "outlook": _outlook(found.outlook),
        "rule": found.rule,
    }


def _goal(case: Case, measure: str) -> Goal:
    numeric = measure != "yes_no"
    better = _choice(case, "better", tuple(COMPARATORS)) if numeric else case.get("better")
    tolerance = _optional(case, "pace_tolerance")
    return Goal(
        measure=measure,
        better=better,
        comparator=_choice(case, "comparator", (">=", ">", "<=", "<", "=", "~", "range", "status")),
        period=_period(case),
        plan=_required(case, "plan") if numeric else _optional(case, "plan"),
        plan_to=_optional(case, "plan_to"),
        tolerance=_optional(case, "tolerance"),
        baseline=_optional(case, "baseline"),
        baseline_on=_day(case, "baseline_on"),
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
    numbers = [_as_number(edge, "edges") for edge in _list(edges, "edges")]
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
    stated, scale = _optional(case, "actual"), _optional(case, "scale")
    if measure != "ratio":
        _no_counts(case)
        return stated
    numerator, denominator = _optional(case, "numerator"), _optional(case, "denominator")
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


def _two(value: Decimal | None) -> str | None:
    return None if value is None else f"{half_up(value, 2):f}"


def _change(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    relative = _two(change.relative_percent)
    return {"absolute": plain(change.absolute), "relative_percent": relative, "in_points": change.in_points}


def _outlook(outlook: Outlook | None) -> dict[str, Any] | None:
    return None if outlook is None else {"value": _two(outlook.value), "basis": outlook.basis}


# -- kind shares -------------------------------------------------------------------------------------------------------


def _shares(case: Case) -> dict[str, Any]:
    _only(case, "id kind base parts within printed")
    base = _as_count(_present(case, "base"), "base")
    parts = {
        name: _as_count(count, f"parts.{name}") for name, count in _table(_present(case, "parts"), "parts").items()
    }
    within = {name: _nested(name, value) for name, value in _optional_table(case, "within").items()}
    printed = {name: _as_number(share, f"printed.{name}") for name, share in _optional_table(case, "printed").items()}
    found = share_out(base, parts, within=within, printed=printed)
    return {
        "shares": {name: _two(share) for name, share in found.shares.items()},
        "within": {name: {"of_all": _two(s.of_all), "of_part": _two(s.of_part)} for name, s in found.within.items()},
        "sum": _two(found.sum),
        "sum_printed": _two(found.sum_printed),
        "warnings": [{"code": str(w.code), "of": w.of, "message": str(w.message)} for w in found.warnings],
    }


def _nested(name: str, value: Any) -> Nested:
    inside = f"within.{name}."
    table = _table(value, f"within.{name}")
    _only(table, "of count", inside=inside)
    of = _present(table, "of", inside=inside)
    if not isinstance(of, str):
        raise Malformed(f"{inside}of", "must be a text")
    return Nested(of, _as_count(_present(table, "count", inside=inside), f"{inside}count"))


# -- kind fits ---------------------------------------------------------------------------------------------------------


def _fits(case: Case) -> dict[str, Any]:
    _only(case, "id kind printed closes max_base")
    printed = [_as_number(share, "printed") for share in _list(_present(case, "printed"), "printed")]
    closes = _present(case, "closes")
    if not isinstance(closes, bool):
        raise Malformed("closes", "must be true or false")
    found = find_fits(printed, closes=closes, max_base=_as_count(_present(case, "max_base"), "max_base"))
    return {
        "fits": [[base, list(counts)] for base, counts in found.rounded],
        "truncated": [[base, list(counts)] for base, counts in found.truncated],
        "more": found.more,
    }


# -- kind growth -------------------------------------------------------------------------------------------------------


def _growth(case: Case) -> dict[str, Any]:
    _only(case, "id kind series first last years")
    if case.get("series") is not None:
        for field in ("first", "last", "years"):
            if case.get(field) is not None:
                raise Malformed(field, "does not go with a series")
        found = grow_series([_as_number(value, "series") for value in _list(case["series"], "series")])
    else:
        if all(case.get(field) is None for field in ("first", "last", "years")):
            raise Malformed("series", "is missing")
        found = grow(_required(case, "first"), _required(case, "last"), _required(case, "years"))
    return {
        "total_percent": _two(found.total),
        "compound_percent": _two(found.compound),
        "simple_percent": _two(found.simple),
        "mean_percent": _two(found.mean),
    }


KINDS: dict[str, Callable[[Case], dict[str, Any]]] = {
    "standing": _standing,
    "shares": _shares,
    "fits": _fits,
    "growth": _growth,
}


def dump(results: list[dict[str, Any]], *, escaped: bool = False) -> str:
    """The answer as JSON text, one result a line; escaped: in ASCII alone."""
    lines = ",\n".join(json.dumps(result, ensure_ascii=escaped) for result in results)
    return f'{{"results": [\n{lines}\n]}}' if lines else '{"results": []}'
