"""A line of the sheet becomes a plan: of a new work, or of one that stands with what the line says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused
from trongtam.ground.periods import Period
from trongtam.imports.kinds import Entry
from trongtam.org.models import Person, Unit

from ..plan import Plan
from . import cells
from .rooted import Roots
from .who import Everybody

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Reader:
    def __init__(self, who: Everybody, user: User):
        self.who, self.roots = who, Roots(user)

    def new(self, entry: Entry) -> Plan:
        """Without a beginning it begins with its year or stage. Raises Refused."""
        year, stage = cells.year_and_stage(entry.text("year"), entry.text("stage"))
        start = _day(entry, "start") or Period.parse(stage or year).start
        unit, person = self._holder(entry, start)
        return Plan(
            title=self._title(entry),
            kind=cells.kind_of(entry.text("kind")),
            focus=cells.focus_of(entry.text("focus")),
            root=self.roots.read(entry.text("root")),
            year=year,
            stage=stage,
            start=start,
            due=self._due(entry),
            unit=unit,
            person=person,
            supervisor=self._supervisor(entry, start),
            cooperating=self._cooperating(entry, start),
            products=cells.products(entry.text("products")),
            roadmap=cells.steps(entry.text("steps")),
        )

    def changed(self, entry: Entry, before: Plan, differing: Sequence[str], today: date) -> Plan:
        """The plan with those columns as the line has them. Raises Refused."""
        read: dict[str, Callable[[], dict[str, Any]]] = {
            "title": lambda: {"title": self._title(entry)},
            "kind": lambda: {"kind": cells.kind_of(entry.text("kind"))},
            "focus": lambda: {"focus": cells.focus_of(entry.text("focus"))},
            "year": lambda: {"stage": self._stage(entry, before)},
            "stage": lambda: {"stage": self._stage(entry, before)},
            "start": lambda: {"start": _day(entry, "start") or before.start},
            "due": lambda: {"due": self._due(entry)},
            "holder": lambda: dict(zip(("unit", "person"), self._holder(entry, today), strict=True)),
            "supervisor": lambda: {"supervisor": self._supervisor(entry, today)},
            "cooperating": lambda: {"cooperating": _in_order(self._cooperating(entry, today), before.cooperating)},
            "products": lambda: {"products": _counted(cells.products(entry.text("products")), before.products)},
            "steps": lambda: {"roadmap": cells.steps(entry.text("steps"))},
            "root": lambda: {"root": self.roots.read(entry.text("root"))},
        }
        told: dict[str, Any] = {}
        for name in differing:
            told |= read[name]()
        return replace(before, **told)

    def _title(self, entry: Entry) -> str:
        text = cells.fit(entry.text("title"), "title", "title")
        if not text:
            raise Refused(_("Please say what the work is."), field="title")
        return text

    def _stage(self, entry: Entry, before: Plan) -> str:
        """The year of a work changes by carrying it over alone."""
        told_year = entry.text("year") if "year" in entry.cells else before.year
        told_stage = entry.text("stage") if "stage" in entry.cells else cells.write_stage(before.stage)
        year, stage = cells.year_and_stage(told_year, told_stage)
        if year != before.year:
            raise Refused(_("A work stays in the list of its year: carry it over on its page."), field="year")
        return stage

    def _holder(self, entry: Entry, day: date) -> tuple[Unit | None, Person | None]:
        return self.who.holder(entry.text("holder"), day)

    def _supervisor(self, entry: Entry, day: date) -> Person | None:
        text = entry.text("supervisor")
        return self.who.person(text, day) if text else None

    def _cooperating(self, entry: Entry, day: date) -> tuple[Unit, ...]:
        texts = [text.strip() for line in entry.text("cooperating").splitlines() for text in line.split(";")]
        return tuple(dict.fromkeys(self.who.unit(text, day) for text in texts if text))

    def _due(self, entry: Entry) -> date:
        text = entry.text("due")
        if not text:
            raise Refused(_("“%(title)s” is missing.") % {"title": _("Done by")}, field="due")
        return cells.last_day(text)


def _day(entry: Entry, key: str) -> date | None:
    found: date | None = entry.day(key)
    return found


def _in_order(told: tuple[Unit, ...], stand: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The same units are the same list, in whatever order a cell has them."""
    return stand if set(told) == set(stand) else told


def _counted(told: tuple[Any, ...], stand: tuple[Any, ...]) -> tuple[Any, ...]:
    """A product that stays keeps what was counted of it."""
    known = {one.text: one for one in stand}
    return tuple(known.get(one.text, one) for one in told)
