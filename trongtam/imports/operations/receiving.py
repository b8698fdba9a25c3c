"""A sheet comes in: its columns are recognised or named, and every line is judged. Nothing of the rooms is changed yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground import incoming
from trongtam.ground.errors import Refused
from trongtam.ground.incoming import Cell
from trongtam.ground.vntext import fold

from ..headings import EVERY, digest_of, left_out, matched, missing
from ..kinds import REFUSED, Entry, Errand, Scope, Verdict, kinds
from ..models import Batch, Columns, Line, State
from .laying import lay_lines

if TYPE_CHECKING:
    from trongtam.accounts.models import User

PORTION = 1000
Tell = Callable[[int, int, Any], None]


def silent(_done: int, _total: int, _said: Any = "") -> None:
    """Nobody listens."""


def scope_of(batch: Batch, by: User) -> Scope:
    """What the batch is of, as far as the person sees it and may change it still."""
    kind = kinds[batch.kind]
    scope = kind.scope(by, batch.scope)
    kind.require(by, scope)
    return scope


@transaction.atomic
def receive(
    kind_key: str, scope: Scope, *, by: User, file_name: str, data: bytes, reason: str = "", at: datetime | None = None
) -> Batch:
    """Look at a sheet and keep it. Columns are known by the house's titles, or as they were named before for these headings;
    else the batch waits for them. Raises NotAllowed, Unreadable, Refused."""
    kind = kinds[kind_key]
    kind.require(by, scope)
    found = incoming.look_at(data, list(kind.titles()))
    columns = matched(kind, found.headings, found.heading.number)
    named = Columns.objects.filter(kind=kind_key, scope=scope.code, headings=digest_of(found.headings)).first()
    if named is not None:
        columns = named.columns
    ready = named is not None or not missing(kind, columns)
    moment = at or timezone.now()
    return Batch.objects.create(
        user=by,
        kind=kind_key,
        scope=scope.code,
        scope_name=scope.name[:200],
        file_name=file_name[:255],
        content=data,
        reason=reason.strip() or _("From the sheet “%(name)s”") % {"name": file_name[:180]},
        headings=list(found.headings),
        heading_row=found.heading.number,
        columns=columns,
        state=State.READING if ready else State.COLUMNS,
        notes=_notes_of(found),
        day=timezone.localdate(moment) if kind.asks_day else None,
        sent_at=moment,
    )


def _notes_of(found: incoming.Found) -> list[str]:
    notes = []
    if found.hidden:
        notes.append(_("Hidden sheets were not read: %(names)s.") % {"names": ", ".join(found.hidden)})
    if found.further:
        notes.append(
            _("Only the sheet “%(title)s” was read, not: %(names)s.")
            % {"title": found.title, "names": ", ".join(found.further)}
        )
    return notes


@transaction.atomic
def name_columns(batch: Batch, columns: Mapping[str, int | str], *, by: User, at: datetime | None = None) -> Batch:
    """Say which column is which, or which value stands for every line (“=” before it); remembered for every later sheet with
    these headings. Raises Refused, NotAllowed."""
    batch = locked(batch)
    kind = kinds[batch.kind]
    scope_of(batch, by)
    if batch.state not in (State.COLUMNS, State.READY):
        raise Refused(_("The columns of this sheet can no longer be changed."))
    if lacking := missing(kind, columns):
        raise Refused(_("Please say which column gives: %(names)s.") % {"names": ", ".join(lacking)})
    taken = Counter(column for column in columns.values() if isinstance(column, int))
    twice = [column for column, count in taken.items() if count > 1]
    if twice:
        raise Refused(_("One column cannot stand for two things: %(name)s.") % {"name": batch.headings[twice[0]]})
    told = {"columns": dict(columns), "by": by, "at": at or timezone.now()}
    Columns.objects.update_or_create(
        kind=batch.kind, scope=batch.scope, headings=digest_of(batch.headings), defaults=told
    )
    batch.columns, batch.state = dict(columns), State.READING
    batch.save(update_fields=["columns", "state"])
    return batch


@transaction.atomic
def set_day(batch: Batch, day: date, *, by: User, at: datetime | None = None) -> Batch:
    """Say from which day the changes hold whose line says none; the lines are read anew. Raises Refused, NotAllowed."""
    batch = locked(batch)
    scope_of(batch, by)
    if batch.state != State.READY or not kinds[batch.kind].asks_day:
        raise Refused(_("The day of this sheet can no longer be changed."))
    if day > timezone.localdate(at):
        raise Refused(_("The date lies in the future: enter it when the day has come."), field="day")
    batch.day, batch.state = day, State.READING
    batch.save(update_fields=["day", "state"])
    return batch


def judge_batch(batch: Batch, *, by: User, tell: Tell = silent) -> Batch:
    """Read every line and say what it would do; in portions, so that others may write meanwhile. Begun anew, it starts over.

    Raises NotAllowed, Unreadable, Refused.
    """
    errand = Errand(by=by, scope=scope_of(batch, by), reason=batch.reason, day=batch.day)
    desk = kinds[batch.kind].desk(errand)
    Line.objects.filter(batch=batch).delete()
    seen: dict[str, int] = {}
    counts: Counter[str] = Counter()
    computed = 0
    lines = incoming.read_lines(bytes(batch.content), batch.heading_row)
    while portion := list(islice(lines, PORTION)):
        entries = [entry_of(batch, line.number, line.cells) for line in portion]
        sums = {line.number for line in portion if is_sum(line.cells)}
        judged = iter(desk.judge([entry for entry in entries if entry.number not in sums]))
        verdicts = [_sums() if entry.number in sums else _but_once(entry, next(judged), seen) for entry in entries]
        lay_lines(batch, list(zip(portion, verdicts, strict=True)))
        counts.update(verdict.outcome for verdict in verdicts)
        computed += sum(line.computed for line in portion)
        tell(counts.total(), 0, _("%(n)s lines read") % {"n": counts.total()})
    if not counts:
        raise Refused(_("The sheet holds no line below its headings."))
    batch.notes = list(dict.fromkeys([*batch.notes, *_notes_of_reading(batch, computed)]))
    batch.counts, batch.state = dict(counts), State.READY
    batch.save(update_fields=["counts", "state", "notes"])
    return batch


def _sums() -> Verdict:
    return Verdict(REFUSED, label=_("Sums"), said=_("A line of sums is not read: the program adds up by itself."))


def _notes_of_reading(batch: Batch, computed: int) -> list[str]:
    """What is known once the columns are named and the lines were read."""
    notes = [_formulas(computed)] if computed else []
    if unread := left_out(batch.headings, batch.columns):
        notes.append(_("Columns that were not read: %(names)s.") % {"names": ", ".join(unread)})
    return notes


def _formulas(count: int) -> str:
    return ngettext(
        "%(n)d cell holds a formula: the value that Excel kept with it counts.",
        "%(n)d cells hold formulas: the values that Excel kept with them count.",
        count,
    ) % {"n": count}


def entry_of(batch: Batch, number: int, cells: Sequence[Cell]) -> Entry:
    """The line by its fields; a field whose column the sheet has is there, empty too."""
    told: dict[str, Cell] = {}
    for key, column in batch.columns.items():
        if isinstance(column, str):
            told[key] = column.removeprefix(EVERY)
        else:
            told[key] = cells[column] if column < len(cells) else None
    return Entry(number, told)


_SUMS = re.compile(r"(?:tong cong|cong|tong so|tong|total)\b[ :.\d(]*(?:\(.*)?")


def is_sum(cells: Sequence[Cell]) -> bool:
    """A line of sums, as it closes the sheets of offices: its first words are “Tổng cộng” or the like, and nothing else."""
    first = next((cell for cell in cells if cell not in (None, "")), None)
    return isinstance(first, str) and _SUMS.fullmatch(fold(first)) is not None


def _but_once(entry: Entry, verdict: Verdict, seen: dict[str, int]) -> Verdict:
    """A second line about the same thing is refused, so that no line silently undoes another."""
    if verdict.outcome == REFUSED or not verdict.key:
        return verdict
    first = seen.setdefault(verdict.key, entry.number)
    if first == entry.number:
        return verdict
    said = _("Line %(number)s of the sheet speaks of the same. Keep one of them.") % {"number": first}
    return Verdict(REFUSED, label=verdict.label, said=said)


def fail(batch: Batch, said: str) -> None:
    """The sheet could not be read to its end: the page says why, and nothing more of the sheet is kept."""
    Line.objects.filter(batch=batch).delete()
    Batch.objects.filter(pk=batch.pk).update(state=State.FAILED, said=said, content=b"")


def locked(batch: Batch) -> Batch:
    return Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


def portions(lines: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(lines), size):
        yield lines[start : start + size]
