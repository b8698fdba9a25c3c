"""A kept batch is undone as a whole, or not at all: what later acts built on is listed, and nothing changes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground.errors import Refused

from ..kinds import CREATED, UPDATED, Desk, Done, Errand, kinds
from ..models import Batch, Line, State
from .receiving import Tell, locked, portions, scope_of, silent

if TYPE_CHECKING:
    from trongtam.accounts.models import User

PORTION = 5000
MOST_NAMED = 200


def undo_batch(batch: Batch, *, by: User, tell: Tell = silent, at: datetime | None = None) -> Batch:
    """Withdraw what the batch stated and restore what it changed. Raises NotAllowed, Refused where something stands in the way
    (`batch.in_the_way` then lists it)."""
    moment = at or timezone.now()
    try:
        return _undo(batch, by, tell, moment)
    except InTheWay as found:
        Batch.objects.filter(pk=batch.pk).update(in_the_way=found.lines[:MOST_NAMED])
        raise Refused(found.sentence) from found


class InTheWay(Refused):
    """Lines that later acts built on: [number, label, sentence]."""

    def __init__(self, lines: list[list[object]]):
        sentence = ngettext(
            "%(n)d line cannot be undone, since something later built on it. Nothing was changed.",
            "%(n)d lines cannot be undone, since something later built on them. Nothing was changed.",
            len(lines),
        )
        super().__init__(sentence % {"n": len(lines)})
        self.lines = lines


@transaction.atomic
def _undo(batch: Batch, by: User, tell: Tell, at: datetime) -> Batch:
    batch = locked(batch)
    if batch.state != State.KEPT:
        raise Refused(_("Only a sheet that was kept can be undone."))
    errand = Errand(by=by, scope=scope_of(batch, by), reason=_undoing(batch), at=batch.keeping_since, day=batch.day)
    desk = kinds[batch.kind].desk(errand)
    lines = _done(batch)
    _refuse_built_on(desk, lines)
    for number, portion in enumerate(portions(lines, PORTION)):
        tell(number * PORTION, len(lines), _("Being undone"))
        desk.take_back(portion, at=at)
    batch.state, batch.undone_at, batch.in_the_way = State.UNDONE, at, []
    batch.save(update_fields=["state", "undone_at", "in_the_way"])
    return batch


def _undoing(batch: Batch) -> str:
    return _("The import of “%(name)s” was undone.") % {"name": batch.file_name[:180]}


def _done(batch: Batch) -> list[Done]:
    """The last line first: what stands below another goes before it."""
    kept = Line.objects.filter(batch=batch, outcome__in=(CREATED, UPDATED), kept_at__isnull=False)
    rows = kept.order_by("-number").values_list("number", "outcome", "label", "plan", "kept")
    return [Done(number, outcome, label, plan or {}, told or {}) for number, outcome, label, plan, told in rows]


def _refuse_built_on(desk: Desk, lines: list[Done]) -> None:
    found: dict[int, str] = {}
    for portion in portions(lines, PORTION):
        found |= desk.in_the_way(portion)
    if found:
        names = {line.number: line.label for line in lines}
        raise InTheWay([[number, names[number], found[number]] for number in sorted(found)])
