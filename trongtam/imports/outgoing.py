"""Sheets that go out: a list as it can come in again, and the lines that were refused, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trongtam.ground.incoming import Cell, Wrong, shown
from trongtam.ground.sheets import Column, Value, write_long

from .cells import unpacked
from .headings import reason_title
from .kinds import REFUSED, Kind, Scope
from .models import Batch, Line

if TYPE_CHECKING:
    from trongtam.accounts.models import User


def sheet_of(kind: Kind, scope: Scope, *, by: User, year: int, tell: Callable[[int, int, Any], None]) -> bytes:
    """The list as a workbook: what is sent in again as it is changes nothing."""
    columns = [Column(str(one.title), one.kind, one.width, one.decimals) for one in kind.fields]
    told = _told(kind.rows(by, scope, year), tell)
    return write_long(str(kind.title), columns, told, demo=scope.demo)


def _told(rows: Iterable[Sequence[Value]], tell: Callable[[int, int, Any], None]) -> Iterator[Sequence[Value]]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % 1000 == 0:
            tell(number, 0, _("%(n)s lines written") % {"n": number})


def refused_of(batch: Batch) -> bytes:
    """The refused lines under the headings that they came with, and why; put right, the sheet can be sent in again."""
    lines = Line.objects.filter(batch=batch, outcome=REFUSED).order_by("number")
    columns = [Column(heading, decimals=6) for heading in _headings_of(batch)]
    return write_long(
        _("Refused lines"), [*columns, Column(reason_title(), width=60)], _refused_rows(lines, len(columns))
    )


def _refused_rows(lines: QuerySet[Line], width: int) -> Iterator[Sequence[Value]]:
    for line in lines.iterator(chunk_size=2000):
        row: list[Value] = [_value(cell) for cell in unpacked(line.cells)[:width]]
        yield [*row, *[None] * (width - len(row)), line.said]


def _headings_of(batch: Batch) -> list[str]:
    headings = list(batch.headings)
    while headings and not headings[-1]:
        headings.pop()
    if headings and headings[-1] == reason_title():
        headings.pop()
    return headings


def _value(cell: Cell) -> Value:
    return shown(cell) if isinstance(cell, Wrong) else cell
