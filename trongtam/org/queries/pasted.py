"""A pasted list of names of units, read line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trongtam.ground.vntext import fold

from ..models import Unit

_LEADING = re.compile(r"^\s*(?:[-–•*+]|\(?\d{1,3}[.)/:]|\d{1,3}(?=\t))\s*")
LONGEST = 160


@dataclass(frozen=True)
class PastedUnit:
    """A line: `state` is new, here (exists already), twice (in the list), long."""

    line: int
    name: str
    state: str


def _name_of(line: str) -> str:
    """The name in a line: the first column that is not just a number, without bullet or number before it."""
    columns = [_LEADING.sub("", column).strip() for column in line.split("\t")]
    return next((" ".join(text.split()) for text in columns if text and not text.isdigit()), "")


def read_units(text: str, kind: str, parent: Unit) -> list[PastedUnit]:
    """The lines of a pasted list with what would become of each. Empty lines are left out. One query."""
    here = set(Unit.objects.filter(parent=parent, kind=kind, ended_on__isnull=True).values_list("folded", flat=True))
    rows: list[PastedUnit] = []
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        name = _name_of(line)
        if not name:
            continue
        key = fold(name)
        state = "here" if key in here else "twice" if key in seen else "long" if len(name) > LONGEST else "new"
        seen.add(key)
        rows.append(PastedUnit(number, name, state))
    return rows
