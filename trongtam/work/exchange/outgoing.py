"""Works as lines of the sheet, read in portions: few queries and little memory, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from trongtam.ground import days
from trongtam.ground.sheets import Value
from trongtam.resolutions.models import Clause
from trongtam.resolutions.roots import root_kinds, roots_of

from ..life import ASSIGNED_ONCE
from ..models import Focus, Kind, Milestone, Product, RootKind, Work, WorkState
from ..plan import Step
from ..queries.works import works_of
from .cells import code_of, write_stage, write_steps
from .who import PERSON, UNIT, Everybody

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.imports.kinds import Scope

PORTION = 1000
SHORT = 120


def ours(user: User, scope: Scope) -> QuerySet[Work]:
    """What the sheet speaks of: works below the organ that were assigned."""
    return works_of(scope.subject, user).filter(state__in=[state.value for state in ASSIGNED_ONCE])


@dataclass(frozen=True)
class _Lines:
    """What stands below the works of a portion, by the id of the work."""

    steps: Mapping[int, list[Step]]
    products: Mapping[int, list[str]]
    helpers: Mapping[int, list[int]]
    roots: Mapping[tuple[str, int], str]


class Written:
    """Writes works as cells by the keys of the fields; what is the same for many is made once."""

    def __init__(self, user: User, who: Everybody):
        self.user, self.who = user, who
        self._kinds = {str(value): str(label) for value, label in Kind.choices}
        self._focuses = {str(value): str(label) for value, label in Focus.choices}
        self._states = {str(value): str(label) for value, label in WorkState.choices}
        self._words = {str(value): str(label) for value, label in RootKind.choices}

    def cells(self, works: Iterable[Work]) -> dict[int, dict[str, Value]]:
        """Work id → its cells, as text but for days and percent. Four queries, and few for roots in documents."""
        every = list(works)
        self.who.remember(every)
        lines = _lines_of(every, self.user)
        return {work.pk: self._cells(work, lines) for work in every}

    def _cells(self, work: Work, lines: _Lines) -> dict[str, Value]:
        label = self.who.label
        return {
            "code": code_of(work.pk),
            "title": work.title,
            "kind": self._kinds[work.kind],
            "focus": "; ".join(self._focuses[one] for one in work.focuses),
            "holder": self.who.holder_of(work),
            "place": self.who.place(work.home_id),
            "supervisor": label(PERSON, work.supervisor_id),
            "cooperating": "\n".join(sorted(label(UNIT, pk) for pk in lines.helpers.get(work.pk, ()))),
            "year": work.period_code,
            "stage": write_stage(work.stage_code),
            "start": work.start,
            "due": work.due,
            "products": "\n".join(lines.products.get(work.pk, ())),
            "steps": write_steps(lines.steps.get(work.pk, ())),
            "root": lines.roots.get((work.root_kind, work.root_id or 0)) or self._words_of_root(work),
            "percent": work.percent,
            "state": self._states[work.state],
        }

    def _words_of_root(self, work: Work) -> str:
        """A root of words alone; empty for one that the reader does not see."""
        label = self._words.get(work.root_kind, "")
        return f"{label}: {work.root_text}" if label and work.root_text else label


def _lines_of(works: Sequence[Work], user: User) -> _Lines:
    ids = [one.pk for one in works]
    steps: dict[int, list[Step]] = defaultdict(list)
    left = Milestone.objects.filter(work__in=ids, dropped_on__isnull=True).order_by("order", "pk")
    for pk, title, due, place, product in left.values_list("work_id", "title", "due", "place", "product"):
        steps[pk].append(Step(title, due, place, None, product))
    products: dict[int, list[str]] = defaultdict(list)
    for pk, text in Product.objects.filter(work__in=ids).order_by("order").values_list("work_id", "text"):
        products[pk].append(text)
    helpers: dict[int, list[int]] = defaultdict(list)
    for pk, unit in Work.cooperating.through.objects.filter(work__in=ids).values_list("work_id", "unit_id"):
        helpers[pk].append(unit)
    return _Lines(steps, products, helpers, _root_cells(works, user))


def clause_cell(label: str, number: str, title: str) -> str:
    """ "II.1, 05-NQ/ĐU": the number of the clause, then its document by number or title."""
    return f"{label}, {number or title}"


def _root_cells(works: Sequence[Work], user: User) -> dict[tuple[str, int], str]:
    """(kind, id) → how a cell says it. A query for the clauses of a portion, and one for each other kind that stands there."""
    pairs = {(one.root_kind, one.root_id) for one in works if one.root_id is not None}
    ids = [pk for kind, pk in pairs if kind == "clause"]
    clauses = Clause.objects.visible_to(user).filter(pk__in=ids).select_related("document") if ids else ()
    found = {
        ("clause", one.pk): clause_cell(one.shown_label, one.document.number, one.document.title)
        for one in clauses
        if one.shown_label
    }
    kinds = root_kinds()
    others = roots_of([pair for pair in pairs if pair not in found], user)
    told = {pair: f"{kinds[pair[0]].label}: {_short(root.text)} ({root.source})" for pair, root in others.items()}
    return found | told


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else f"{flat[: SHORT - 1]}…"


def lines(user: User, scope: Scope, year: int, keys: Sequence[str]) -> Iterator[Sequence[Value]]:
    """The works of a year's list, by place and day."""
    written = Written(user, Everybody(scope.subject, user))
    asked = ours(user, scope).filter(period_code=str(year)).order_by("home__path", "due", "pk")
    going = asked.iterator(chunk_size=PORTION)
    while portion := list(islice(going, PORTION)):
        for cells in written.cells(portion).values():
            yield [cells[key] for key in keys]


def day_text(value: Value) -> str:
    """A cell as a person would type it: what a line that came in is held against."""
    return days.write(value) if hasattr(value, "isoformat") else str("" if value is None else value)  # type: ignore[arg-type]  # a day
