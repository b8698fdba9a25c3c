"""Long work of this room: a sheet goes out, is read, kept, undone; its refused lines go back."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.look.work import Kind, MadeFile, Outcome, Task
from trongtam.look.work import kinds as works

from . import operations, outgoing
from .kinds import CREATED, UPDATED, kinds
from .models import Batch

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read(task: Task) -> Outcome:
    """`given`: batch (key)."""
    batch = _batch(task)
    try:
        operations.judge_batch(batch, by=task.by, tell=task.progress)
    except (Refused, NotAllowed) as refusal:
        operations.fail(batch, str(refusal))
        raise
    return Outcome(_("The sheet was read."), _address(batch))


def keep(task: Task) -> Outcome:
    """`given`: batch (key)."""
    batch = operations.keep_batch(_batch(task), by=task.by, tell=task.progress)
    kept = batch.count(CREATED) + batch.count(UPDATED)
    return Outcome(ngettext("%(n)d line was kept.", "%(n)d lines were kept.", kept) % {"n": kept}, _address(batch))


def undo(task: Task) -> Outcome:
    """`given`: batch (key)."""
    batch = operations.undo_batch(_batch(task), by=task.by, tell=task.progress)
    return Outcome(_("The import was undone."), _address(batch))


def export(task: Task) -> Outcome:
    """`given`: kind, scope (code), year."""
    kind = kinds[task.given["kind"]]
    scope = kind.scope(task.by, task.given["scope"])
    kind.require(task.by, scope)
    content = outgoing.sheet_of(kind, scope, by=task.by, year=task.given["year"], tell=task.progress)
    if kind.taken is not None:
        kind.taken(task.by, scope)
    return Outcome(file=MadeFile(f"{kind.title} - {scope.name}.xlsx", EXCEL, content))


def refused(task: Task) -> Outcome:
    """`given`: batch (key)."""
    batch = _batch(task)
    name = batch.file_name.rsplit(".", 1)[0]
    return Outcome(
        file=MadeFile(_("%(name)s - refused lines.xlsx") % {"name": name}, EXCEL, outgoing.refused_of(batch))
    )


def _batch(task: Task) -> Batch:
    return Batch.objects.visible_to(task.by).get(key=task.given["batch"])


def _address(batch: Batch) -> str:
    return reverse("imports:batch", args=[batch.key])


def register_all() -> None:
    works.register("imports.read", Kind(run=read))
    works.register("imports.keep", Kind(run=keep))
    works.register("imports.undo", Kind(run=undo, again=False))
    works.register("imports.export", Kind(run=export))
    works.register("imports.refused", Kind(run=refused))
