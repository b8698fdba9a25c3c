"""JSON values of a case, each checked as it is taken: numbers as decimals, and an error that names field and reason."""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period

from ..figures.exact import half_up

DIGITS = 400
"""A number with more digits than this, written out, is refused: it measures nothing and would only slow the others down."""

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


# -- fields ------------------------------------------------------------------------------------------------------------


def only(case: Mapping[str, Any], known: str, *, inside: str = "") -> None:
    """Refuse the first field that is not known, and the first doubled one."""
    if isinstance(case, Doubled):
        raise Malformed(f"{inside}{case.field}", "is given twice")
    allowed = set(known.split())
    for name in case:
        if name not in allowed:
            raise Malformed(f"{inside}{name}", "is not a known field")


def present(case: Mapping[str, Any], field: str, *, inside: str = "") -> Any:
    value = case.get(field)
    if value is None:
        raise Malformed(f"{inside}{field}", "is missing")
    return value


def is_sane(value: Decimal) -> bool:
    """True for a finite number that needs no more than DIGITS digits before or after its point."""
    if not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and abs(exponent) <= DIGITS and (not value or abs(value.adjusted()) <= DIGITS)


def as_number(value: Any, field: str) -> Decimal:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = Decimal(value)
    if isinstance(value, NotANumber):
        raise Malformed(field, "is not a finite number")
    if not isinstance(value, Decimal):
        raise Malformed(field, "must be a number")
    if not is_sane(value):
        raise Malformed(field, "is out of range")
    return value if value else abs(value)


def required(case: Case, field: str) -> Decimal:
    return as_number(present(case, field), field)


def optional(case: Case, field: str) -> Decimal | None:
    value = case.get(field)
    return None if value is None else as_number(value, field)


def as_count(value: Any, field: str) -> int:
    number = as_number(value, field)
    if number != number.to_integral_value():
        raise Malformed(field, "must be a whole number")
    return int(number)


def choice(case: Case, field: str, choices: tuple[str, ...]) -> str:
    value = present(case, field)
    if not isinstance(value, str) or value not in choices:
        raise Malformed(field, f"must be one of {', '.join(choices)}")
    return value


def day(case: Case, field: str) -> date | None:
    value = case.get(field)
    if value is None:
        return None
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Malformed(field, "must be a date, as 2022-09-30")


def as_list(value: Any, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise Malformed(field, "must be a list")
    return value


def as_table(value: Any, field: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Malformed(field, "must be an object")
    if isinstance(value, Doubled):
        raise Malformed(f"{field}.{value.field}", "is given twice")
    return value


def optional_table(case: Case, field: str) -> dict[str, Any]:
    value = case.get(field)
    return {} if value is None else as_table(value, field)


def period(case: Case) -> Period:
    code = present(case, "period")
    if not isinstance(code, str):
        raise Malformed("period", "must be a text")
    try:
        return Period.parse(code)
    except Refused as problem:
        raise Malformed("period", str(problem)) from None


def two_decimals(value: Decimal | None) -> str | None:
    return None if value is None else f"{half_up(value, 2):f}"
