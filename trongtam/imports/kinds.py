"""What a room registers so that one of its lists goes out as a sheet and comes back in: columns, what a line means, the act.

    kinds.register("measurements", Kind(title=…, fields=(…), scope=…, require=…, rows=…, desk=…))

The machine reads and keeps the sheet, shows the preview, tells how far it is and undoes; it knows no business. Every line goes
through the operation of its own room, called by the `Desk`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground import days
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.incoming import Cell, Wrong, shown
from trongtam.ground.sheets import Kind as ColumnKind
from trongtam.ground.sheets import Value
from trongtam.ground.vntext import fold
from trongtam.look.registry import Registry

CREATED, UPDATED, UNCHANGED, REFUSED = "created", "updated", "unchanged", "refused"
OUTCOMES = (CREATED, UPDATED, UNCHANGED, REFUSED)


@dataclass(frozen=True, slots=True)
class Field:
    """A column. Its title in each language of the house is recognised. `told`: only for the reader's eye, it
    goes out and is not read back. `also`: how offices begin the heading of such a column in their own sheets; proposed, never
    taken for granted. `every(scope)`: values (as a cell would hold them, with their words) that may stand for every line
    where a foreign sheet has no such column."""

    key: str
    title: Any
    kind: ColumnKind = "text"
    required: bool = False
    told: bool = False
    width: float = 16
    hint: Any = ""
    decimals: int = 6
    also: tuple[str, ...] = ()
    every: Callable[[Scope], Iterable[tuple[str, Any]]] | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a sheet is of: a unit, by its code; `subject` is the room's own object."""

    code: str
    name: str
    subject: Any
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the sheet: its number there, and its cells by the keys of the fields."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, key: str) -> str:
        """The cell as text. Raises Refused for a cell without a value that counts."""
        cell = self.cells.get(key)
        if cell is Wrong.FORMULA:
            raise Refused(
                _("This cell holds a formula without a value: open the sheet in Excel and save it."), field=key
            )
        if cell is Wrong.ERROR:
            raise Refused(_("This cell shows an error of Excel instead of a value."), field=key)
        return shown(cell)

    def number_text(self, key: str) -> str | Decimal:
        """A number as it stands: a Decimal, or the text that a person typed. Raises Refused for a date."""
        cell = self.cells.get(key)
        if isinstance(cell, Decimal):
            return cell
        if cell is not None and not isinstance(cell, str | Wrong):
            sentence = _("Excel made a date of it (%(day)s). Format the cell as text and type it again, like 3/6.")
            raise Refused(sentence % {"day": shown(cell)}, field=key)
        return self.text(key)

    def day(self, key: str) -> Any:
        """A date cell, or a day as people write it; None when empty. Raises Refused."""
        text = self.text(key)
        return days.read(text) if text else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line would do. `key` names what it speaks of, so that a second line about the same is refused. `plan` (plain JSON
    values) is kept with the line and handed to the undoing; `meant` is the room's own and lives only as long as the desk.
    `mark` tells what stood there: when it is another at the keeping, somebody changed it meanwhile."""

    outcome: str
    label: str = ""
    said: str = ""
    key: str = ""
    mark: str = ""
    plan: Mapping[str, Any] | None = None
    meant: Any = None


@dataclass(frozen=True, slots=True)
class NotKept:
    """A line that its operation refused although the preview let it through."""

    said: str


@dataclass(frozen=True, slots=True)
class Done:
    """A line that was kept, for undoing: `plan` of its verdict, `kept` what the keeping answered."""

    number: int
    outcome: str
    label: str
    plan: Mapping[str, Any]
    kept: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Errand:
    """Who imports what, why, and the moment at which the batch is kept. `day`: from when changes hold whose line says no day."""

    by: Any
    scope: Scope
    reason: str
    at: datetime | None = None
    day: date | None = None


class Desk(Protocol):
    """One batch's dealings with a room. `keep` and `take_back` run inside a transaction of the machine."""

    def judge(self, entries: Sequence[Entry]) -> list[Verdict]:
        """One verdict for each line; reads, never writes."""

    def keep(self, lines: Sequence[tuple[Entry, Verdict]]) -> list[Mapping[str, Any] | NotKept | None]:
        """Do what the verdicts mean; for each line what its undoing needs, None where its plan is enough."""

    def in_the_way(self, lines: Sequence[Done]) -> Mapping[int, str]:
        """Lines that cannot be undone, since a later act built on them: number → sentence."""

    def take_back(self, lines: Sequence[Done], *, at: datetime) -> None:
        """Undo; the lines come in the order of their numbers, the last first."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`scope(user, code)` loads what the sheet is of as far as the person sees it (else 404); `require(user, scope)` raises
    NotAllowed; `rows` gives what goes out, in the order of `fields`; `portion`: lines that are kept in one transaction.
    `yearly`: the sheet goes out for one year. `taken(user, scope)` notes in the book that a sheet of persons went out.
    `asks_day`: what the preview asks where lines hold from a day that they may leave open; empty where no day is needed."""

    title: Any
    lead: Any
    fields: Sequence[Field]
    scope: Callable[[Any, str], Scope]
    require: Callable[[Any, Scope], None]
    rows: Callable[[Any, Scope, int], Iterable[Sequence[Value]]]
    desk: Callable[[Errand], Desk]
    home: Callable[[Scope], str]
    portion: int = 100
    yearly: bool = False
    asks_day: Any = ""
    note: Any = ""
    taken: Callable[[Any, Scope], Any] | None = None

    def titles(self) -> dict[str, str]:
        """Folded title, in each language → key of the field."""
        found: dict[str, str] = {}
        for one in self.fields:
            for language in ("en", "vi"):
                with override(language):
                    found[fold(str(one.title))] = one.key
        return found


kinds: Registry[Kind] = Registry("kinds of sheets")


def one_by_one(
    lines: Sequence[tuple[Entry, Verdict]], act: Callable[[Entry, Verdict], Mapping[str, Any] | None]
) -> list[Mapping[str, Any] | NotKept | None]:
    """Keep lines each by itself: what its operation refuses is not kept, the others are."""
    kept: list[Mapping[str, Any] | NotKept | None] = []
    for entry, verdict in lines:
        try:
            with transaction.atomic():
                kept.append(act(entry, verdict))
        except Refused as refusal:
            kept.append(NotKept(str(refusal)))
    return kept


def judged(entries: Sequence[Entry], one: Callable[[Entry], Verdict]) -> list[Verdict]:
    """The verdicts of lines judged each by itself; a refusal of the sense or of the right becomes the line's."""
    found = []
    for entry in entries:
        try:
            found.append(one(entry))
        except (Refused, NotAllowed) as refusal:
            found.append(Verdict(REFUSED, said=str(refusal)))
    return found
