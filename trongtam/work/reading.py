"""A roadmap and products as people write them, a line each. No Django forms; sentences name the line that cannot be read.

31/03/2021 Ba chi bộ đầu tiên | Chi bộ Thống Nhất | 3 buổi sinh hoạt mẫu
10 nhà văn hóa thôn
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.ground import days, numbers
from trongtam.ground.errors import Refused, Unreadable
from trongtam.ground.vntext import fold

from .plan import ProductLine, Step

if TYPE_CHECKING:
    from trongtam.org.models import Unit

_DAY = re.compile(r"\s*(\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)[\s:;,–-]*(.*)", re.DOTALL)
LONGEST = {"title": 400, "product": 300, "step": 300, "place": 120, "root": 400}
MOST_COUNTED = Decimal(10) ** 11
_COUNTED = re.compile(r"(\d[\d.,]*)\s+(\S.*)")


def fit(text: str, what: str, field: str) -> str:
    """The words, one blank between them. Raises Refused where they are too long to be kept."""
    plain = " ".join(text.split())
    if len(plain) > LONGEST[what]:
        told = {"text": f"{plain[:60]}…", "most": LONGEST[what]}
        raise Refused(_("“%(text)s” is too long: at most %(most)s letters.") % told, field=field)
    return plain


Known = Mapping[tuple[date, str], Step]


def known_of(steps: Iterable[Step]) -> Known:
    """Steps that a work has, as `roadmap` finds them again."""
    return {(step.due, " ".join(step.title.split())): step for step in steps}


def where(step: Step) -> str:
    """The place of a step, or the unit."""
    return step.place or (step.unit.name if step.unit is not None else "")


def roadmap(text: str, known: Known | None = None, units: Mapping[str, Unit] | None = None) -> tuple[Step, ...]:
    """The steps of a text: day, step, then behind bars the place or unit and the product. `known`: the steps that the work has;
    the same step stays the same row. `units`: folded name → unit. Raises Refused at the field `roadmap`."""
    steps = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _DAY.fullmatch(line)
        if found is None:
            raise _unread(number, line)
        try:
            due = days.read(found[1])
        except Unreadable as error:
            raise _unread(number, line) from error
        title, place, product = ([" ".join(part.split()) for part in found[2].split("|")] + ["", ""])[:3]
        steps.append(_step(Step(title, due, place, None, product), (known or {}).get((due, title)), units or {}))
    return tuple(steps)


def _step(told: Step, held: Step | None, units: Mapping[str, Unit]) -> Step:
    """With the key of the one that is there already, and with its unit where nobody wrote another place."""
    key = held.key if held is not None else None
    if held is not None and told.place == where(held):
        return replace(told, place=held.place, unit=held.unit, key=key)
    unit = units.get(fold(told.place)) if told.place else None
    return replace(told, place="" if unit is not None else told.place, unit=unit, key=key)


def _unread(number: int, line: str) -> Refused:
    told = {"number": number, "line": " ".join(line.split())[:60]}
    sentence = _("Line %(number)s of the roadmap begins with a day, as in 31/03/2021: “%(line)s”.")
    return Refused(sentence % told, field="roadmap")


def write_roadmap(steps: tuple[Step, ...]) -> str:
    """What `roadmap` reads back as the same steps."""
    lines = []
    for step in steps:
        parts = [f"{step.due:%d/%m/%Y} {step.title}", where(step), step.product]
        while not parts[-1]:
            parts.pop()
        lines.append(" | ".join(parts))
    return "\n".join(lines)


def products(text: str) -> tuple[ProductLine, ...]:
    """A product a line; a number at its head is what can be counted: “10 nhà văn hóa thôn”."""
    return tuple(_product(" ".join(line.split())) for line in text.splitlines() if line.strip())


def _product(line: str) -> ProductLine:
    found = _COUNTED.fullmatch(line)
    if found is None:
        return ProductLine(line)
    try:
        amount = numbers.read(found[1]).value
    except Unreadable:
        return ProductLine(line)
    return ProductLine(line, amount, found[2][:40]) if amount < MOST_COUNTED else ProductLine(line)
