"""The contract of `trongtam assess`: cases in, results out, as plain dicts of JSON values. Pure: no Django, no files.

`read` turns JSON text into values whose numbers are decimals; `assess` answers every case; `dump` makes JSON text of the
results; `Unassessable` says why nothing can be answered. What the design leaves open is in docs/decisions/0006-assess.md.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from trongtam.ground.errors import Refused

from .standing import standing
from .tables import fits, growth, shares
from .values import Case, Doubled, Malformed, Unassessable, is_sane, present, read

__all__ = ["Unassessable", "assess", "dump", "read"]

KINDS: dict[str, Callable[[Case], dict[str, Any]]] = {
    "standing": standing,
    "shares": shares,
    "fits": fits,
    "growth": growth,
}


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
    if isinstance(value, Decimal) and is_sane(value) and value == value.to_integral_value():
        return int(value)
    raise MissingId("id", "must be a text or a whole number")


def _kind(case: Case) -> Callable[[Case], dict[str, Any]]:
    kind = present(case, "kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Malformed("kind", f"must be one of {', '.join(KINDS)}")
    return KINDS[kind]


def dump(results: list[dict[str, Any]], *, escaped: bool = False) -> str:
    """The answer as JSON text, one result a line; escaped: in ASCII alone."""
    lines = ",\n".join(json.dumps(result, ensure_ascii=escaped) for result in results)
    return f'{{"results": [\n{lines}\n]}}' if lines else '{"results": []}'
