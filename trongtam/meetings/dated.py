"""The dated rules of this room's data files: each holds from a day to a day and names its source. Pure.

A file is a table of lists; the row in force on a day is the one that began last among those that hold.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

DATA = Path(__file__).parent / "data"


class Dated(Protocol):
    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


@cache
def table(file: str) -> dict[str, Any]:
    """A data file as it stands."""
    return tomllib.loads((DATA / file).read_text(encoding="utf8"))


Rule = TypeVar("Rule", bound=Dated)


def in_force(rules: Iterable[Rule], day: date) -> Rule:
    """The rule of a day; the earliest known one for a day before all of them. Raises LookupError where a gap is left."""
    known = list(rules)
    holding = [one for one in known if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]
    if holding:
        return max(holding, key=lambda one: one.valid_from)
    first = min(known, key=lambda one: one.valid_from)
    if day < first.valid_from:
        return first
    raise LookupError(f"no rule holds on {day}")
