"""A step of a roadmap as a line of its own: its cells, its code, and what a line says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ground.sheets import Value
from trongtam.imports.kinds import Entry
from trongtam.org.models import Unit

from ..models import Milestone, Work
from ..plan import Step
from . import cells
from .outgoing import day_text
from .who import UNIT

if TYPE_CHECKING:
    from .who import Everybody

PREFIX = "BC"
SAID = ("step", "due", "place", "unit", "product")


def code_of(pk: int) -> str:
    """The stable code of a step in sheets."""
    return f"{PREFIX}{pk}"


def pk_of(code: str) -> int | None:
    """The id behind a code; None for what is no code of a step."""
    digits = code.upper().removeprefix(PREFIX)
    return int(digits) if digits.isdecimal() and digits != code and len(digits) < 18 else None


def step_cells(step: Milestone, work: Work, holder: str, unit: str) -> dict[str, Value]:
    return {
        "code": code_of(step.pk),
        "work": cells.code_of(work.pk),
        "title": work.title,
        "holder": holder,
        "year": work.period_code,
        "step": step.title,
        "due": step.due,
        "place": step.place,
        "unit": unit,
        "product": step.product,
        "done": step.done_on,
    }


def mark_of(work: Work, told: Mapping[str, Value]) -> str:
    """Another one as soon as the step, or the state of its work, is another."""
    return digest(repr([work.state, *((name, day_text(told[name])) for name in (*SAID, "done"))]))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def differing(entry: Entry, told: Mapping[str, Value]) -> list[str]:
    """What the line says otherwise, blanks and line ends aside. Raises Refused for a cell that cannot be read."""
    return [
        name for name in SAID if name in entry.cells and _plain(entry, name).split() != day_text(told[name]).split()
    ]


def _plain(entry: Entry, name: str) -> str:
    text = entry.text(name)
    return day_text(cells.last_day(text)) if name == "due" and text else text


def read(entry: Entry, who: Everybody, before: Step | None) -> Step:
    """The step as the line has it; of what the sheet has no column for stays what stands. Raises Refused."""
    due = _day(entry)
    held = before or Step("", due)
    step = Step(
        title=cells.fit(entry.text("step"), "step", "step"),
        due=due,
        place=_fit(entry, "place", "place", held.place),
        unit=_unit(entry, who, held, due),
        product=_fit(entry, "product", "product", held.product),
        key=held.key,
    )
    if not step.title:
        raise Refused(_("Please say what the step is."), field="step")
    return step


def _day(entry: Entry) -> date:
    text = entry.text("due")
    if not text:
        raise Refused(_("“%(title)s” is missing.") % {"title": _("Step done by")}, field="due")
    return cells.last_day(text)


def _fit(entry: Entry, name: str, what: str, stands: str) -> str:
    return cells.fit(entry.text(name), what, name) if name in entry.cells else stands


def _unit(entry: Entry, who: Everybody, held: Step, due: date) -> Unit | None:
    if "unit" not in entry.cells:
        return held.unit
    text = entry.text("unit")
    if held.unit is not None and text.split() == who.label(UNIT, held.unit.pk).split():
        return held.unit
    return who.unit(text, due) if text else None
