"""A roadmap and products as people write them, a line each. No Django forms; sentences name the line that cannot be read.

31/03/2021 Ba chi bộ đầu tiên | Chi bộ Thống Nhất | 3 buổi sinh hoạt mẫu
10 nhà văn hóa thôn
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from trongtam.ground import days, numbers
from trongtam.ground.errors import Refused, Unreadable

from .plan import ProductLine, Step

_DAY = re.compile(r"\s*(\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)[\s:;,–-]*(.*)", re.DOTALL)
_COUNTED = re.compile(r"(\d[\d.,]*)\s+(\S.*)")


def roadmap(text: str, known: dict[tuple[str, str], int] | None = None) -> tuple[Step, ...]:
    """The steps of a text: day, step, then behind bars the place and the product. `known`: (day, step) → the key of a step that
    the work has already. Raises Refused at the field `roadmap`."""
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
        title, place, product = ([part.strip() for part in found[2].split("|")] + ["", ""])[:3]
        key = (known or {}).get((due.isoformat(), title))
        steps.append(Step(title, due, place, None, product, key))
    return tuple(steps)


def _unread(number: int, line: str) -> Refused:
    told = {"number": number, "line": " ".join(line.split())[:60]}
    sentence = _("Line %(number)s of the roadmap begins with a day, as in 31/03/2021: “%(line)s”.")
    return Refused(sentence % told, field="roadmap")


def write_roadmap(steps: tuple[Step, ...]) -> str:
    """What `roadmap` reads back as the same steps."""
    lines = []
    for step in steps:
        parts = [f"{step.due:%d/%m/%Y} {step.title}", step.place, step.product]
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
    return ProductLine(line, amount, found[2][:40])
