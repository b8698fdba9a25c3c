"""The choices of a work's form, brought together: few queries, however many units there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trongtam.org.models import Person, Post, Unit
from trongtam.resolutions.roots import Root, root_kinds, root_of
from trongtam.targets.models import AdoptedCriterion, Target

from ..models import RootKind
from . import choices

if TYPE_CHECKING:
    from trongtam.accounts.models import User

LONGEST = 90


class Offered:
    """What may be chosen for a work in the list of an organ. Each list is read when somebody looks at it: a form that is sent
    in looks only at those of which something was chosen.

    `holders`, `roots`: grouped choices; `rows`: field → the rows that it offers. `named`: a root that the page was opened with,
    "kind:id", of a kind that a room above has registered; it is offered too where one sees it. `serving`: keys of targets that
    the work serves already or is given for.
    """

    def __init__(self, unit: Unit, year: str, user: User, day: date, *, named: str = "", serving: Collection[int] = ()):
        self.unit, self.user, self.day, self.named = unit, user, day, named
        self.rows: dict[str, Callable[[], QuerySet[Any]]] = {
            "supervisor": lambda: _as_rows(Person, choices.supervising_people(unit, day)).order_by("folded"),
            "targets": lambda: _as_rows(Target, choices.targets(unit, year, user, serving)).select_related("indicator"),
            "criteria": lambda: _as_rows(AdoptedCriterion, choices.criteria(unit, user)).select_related("adoption"),
            "cooperating": lambda: Unit.objects.filter(pk__in=[one.pk for one in self._units]).order_by("path"),
        }

    @cached_property
    def _units(self) -> list[Unit]:
        return choices.holding_units(self.unit, self.user, self.day)

    @cached_property
    def _posts(self) -> list[Post]:
        return choices.holding_posts(self.unit, self.user, self.day)

    def may_hold(self, value: str) -> bool:
        """Whether `holders` offers it."""
        if value.startswith("unit:"):
            return any(value == f"unit:{one.pk}" for one in self._units)
        return any(value == f"person:{one.person_id}" for one in self._posts)

    def held_by_unit(self, pk: int) -> Unit:
        """The unit of a chosen holder; it need not be one of those offered where the holder is not chosen but kept."""
        return next((one for one in self._units if one.pk == pk), None) or Unit.objects.get(pk=pk)

    def held_by_person(self, pk: int) -> Person:
        return next((one.person for one in self._posts if one.person_id == pk), None) or Person.objects.get(pk=pk)

    @cached_property
    def units_by_name(self) -> dict[str, Unit]:
        """Folded name → unit, for steps of a roadmap that name one; not of names that several have."""
        several = Counter(one.folded for one in self._units)
        return {one.folded: one for one in self._units if several[one.folded] == 1}

    @cached_property
    def holders(self) -> list[tuple[Any, Any]]:
        return holders(self._units, self._posts)

    @cached_property
    def roots(self) -> list[tuple[Any, Any]]:
        """Words alone first; then what the line can really end in."""
        listed = [*((one.value, str(one.label)) for one in RootKind), *line_roots(self.unit, self.user)]
        known = {value for _name, rows in listed if isinstance(rows, list) for value, _shown in rows}
        return listed if self.named in known else [*listed, *_named_root(self.root)]

    @cached_property
    def root(self) -> Root | None:
        """The root that the page was opened with, where the person sees it."""
        kind, _colon, pk = self.named.partition(":")
        return root_of(kind, int(pk), self.user) if pk.isdecimal() and kind in root_kinds() else None


def holders(units: list[Unit], posts: list[Post]) -> list[tuple[Any, Any]]:
    """Units and people, each a group."""
    groups = [
        (_("Units"), [(f"unit:{one.pk}", one.name) for one in units]),
        (_("People"), [(f"person:{one.person_id}", f"{one.person.full_name} · {one.title}") for one in posts]),
    ]
    return [group for group in groups if group[1]]


def line_roots(unit: Unit, user: User) -> list[tuple[Any, Any]]:
    """What a line can really end in."""
    groups: list[tuple[Any, Any]] = []
    clauses = [(f"clause:{one.pk}", _short(f"{one.label} {one.text}")) for one in choices.clauses(user)]
    named = [(f"shortcoming:{one.pk}", _short(one.clause.text)) for one in choices.shortcomings(user)]
    criteria = [(f"criterion:{one.pk}", f"{one} · {one.adoption}") for one in choices.criteria(unit, user)]
    for name, rows in (
        (_("Sentence of a document"), clauses),
        (_("Named shortcoming"), named),
        (_("Criterion"), criteria),
    ):
        if rows:
            groups.append((name, rows))
    return groups


def _named_root(root: Root | None) -> list[tuple[Any, Any]]:
    """A group of its own for one root."""
    if root is None:
        return []
    return [(root_kinds()[root.kind].label, [(f"{root.kind}:{root.pk}", _short(root.text))])]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"


def _as_rows(model: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows, as a list from which one can be picked."""
    found: QuerySet[Any] = model.objects.filter(pk__in=rows.values("pk"))
    return found
