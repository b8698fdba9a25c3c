"""Works as lines of the sheet, read in portions: few queries and little memory, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from trongtam.ground import days
from trongtam.ground.sheets import Value
from trongtam.resolutions.models import Clause
from trongtam.resolutions.roots import root_kinds, roots_of

from ..life import ASSIGNED_ONCE
from ..models import Milestone, Product, RootKind, Work
from ..plan import Step
from ..queries.works import works_of
from .cells import code_of, write_stage, write_steps
from .who import Everybody

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.imports.kinds import Scope

PORTION = 1000
SHORT = 120


def ours(user: User, scope: Scope) -> QuerySet[Work]:
    """What the sheet speaks of: works below the organ that were assigned, with all that a line reads."""
    found = works_of(scope.subject, user).filter(state__in=[state.value for state in ASSIGNED_ONCE])
    return with_lines(found)


def with_lines(works: QuerySet[Work]) -> QuerySet[Work]:
    steps = Milestone.objects.filter(dropped_on__isnull=True).select_related("unit").order_by("order", "pk")
    return works.select_related("unit", "home", "holder_unit", "holder_person", "supervisor").prefetch_related(
        Prefetch("milestones", steps, to_attr="steps_left"),
        Prefetch("products", Product.objects.order_by("order"), to_attr="products_in_order"),
        "cooperating",
    )


class Written:
    """Writes works as cells by the keys of the fields."""

    def __init__(self, user: User, who: Everybody):
        self.user, self.who = user, who

    def cells(self, works: Iterable[Work]) -> dict[int, dict[str, Value]]:
        """Work id → its cells, as text but for days and percent."""
        every = list(works)
        roots = _root_cells(every, self.user)
        return {work.pk: self._cells(work, roots) for work in every}

    def _cells(self, work: Work, roots: Mapping[tuple[str, int], str]) -> dict[str, Value]:
        steps = [
            Step(one.title, one.due, one.place, one.unit, one.product, one.pk)
            for one in work.steps_left  # type: ignore[attr-defined]  # prefetched by `with_lines`
        ]
        made = work.products_in_order  # type: ignore[attr-defined]  # prefetched by `with_lines`
        return {
            "code": code_of(work.pk),
            "title": work.title,
            "kind": str(work.get_kind_display()),
            "focus": str(work.get_focus_display()) if work.focus else "",
            "holder": self.who.label(work.holder_unit or work.holder_person),
            "place": work.home.name,
            "supervisor": self.who.label(work.supervisor),
            "cooperating": "\n".join(sorted(self.who.label(one) for one in work.cooperating.all())),
            "year": work.period_code,
            "stage": write_stage(work.stage_code),
            "start": work.start,
            "due": work.due,
            "products": "\n".join(one.text for one in made),
            "steps": write_steps(steps),
            "root": roots.get((work.root_kind, work.root_id or 0)) or words_of_root(work),
            "percent": work.percent,
            "state": str(work.get_state_display()),
        }


def words_of_root(work: Work) -> str:
    """A root of words alone; empty for one that the reader does not see."""
    if work.root_kind not in RootKind.values:
        return ""
    label = str(RootKind(work.root_kind).label)
    return f"{label}: {work.root_text}" if work.root_text else label


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
