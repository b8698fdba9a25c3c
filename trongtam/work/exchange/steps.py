"""The roadmaps of works as a sheet of their own: one line for one step. A new line adds a step to a work that was assigned, a
changed line changes the step, by the act that adjusts the work. A step that no line names stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from trongtam.ground.sheets import Value
from trongtam.imports.kinds import Kind, Scope

from ..models import Milestone, Work
from .outgoing import PORTION, ours
from .step_desk import StepsDesk
from .step_fields import FIELDS
from .step_lines import step_cells
from .who import UNIT, Everybody
from .works import board_of, require, scope_of

if TYPE_CHECKING:
    from trongtam.accounts.models import User

KEYS = tuple(one.key for one in FIELDS)


def rows(user: User, scope: Scope, year: int) -> Iterator[Sequence[Value]]:
    """The steps of a year's works, by place and day of the work, then as the roadmap has them. Three queries a portion of
    works, and few for names that are not listed any more."""
    who = Everybody(scope.subject, user)
    asked = ours(user, scope).filter(period_code=str(year)).order_by("home__path", "due", "pk")
    going = asked.iterator(chunk_size=PORTION)
    while portion := list(islice(going, PORTION)):
        who.remember(portion)
        yield from _lines(portion, who)


def _lines(portion: Sequence[Work], who: Everybody) -> Iterator[Sequence[Value]]:
    steps = steps_of(portion)
    for work in portion:
        for step in steps.get(work.pk, ()):
            cells = step_cells(step, work, who.holder_of(work), who.label(UNIT, step.unit_id))
            yield [cells[key] for key in KEYS]


def steps_of(works: Iterable[Work]) -> Mapping[int, list[Milestone]]:
    """Work id → its steps that were not dropped. One query."""
    found: dict[int, list[Milestone]] = defaultdict(list)
    left = Milestone.objects.filter(work__in=[one.pk for one in works], dropped_on__isnull=True)
    for step in left.order_by("order", "pk"):
        found[step.work_id].append(step)
    return found


KIND = Kind(
    title=_("Roadmaps of works"),
    lead=_(
        "One line for one step of an assigned work. New lines add a step, changed ones change it, with the reason; to drop a step"
        " go to the work's page."
    ),
    fields=FIELDS,
    scope=scope_of,
    require=require,
    rows=rows,
    desk=StepsDesk,
    home=board_of,
    yearly=True,
)
