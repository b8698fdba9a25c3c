"""The database's fast way to keep very many statements that were checked before: what they share is written once.

PostgreSQL copies; SQLite takes hundreds of rows a statement. A first load drops what the database would look up row by row
and builds it anew at the end, in one pass and in the same transaction: a row that breaks a constraint breaks the load.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from ..computing.facts import parse_period
from ..models import Measurement

if TYPE_CHECKING:
    from .bulk import BulkRow

_OWN = ("indicator_id", "unit_id", "value", "numerator", "denominator")
_SHARED = (
    "period_code", "period_start", "period_end", "bound", "finality", "source", "note", "stated_at", "stated_by_id",
    "proxy", "reason", "withdrawn_reason", "is_invented",
)  # fmt: skip
# Rows a statement; SQLite takes 32,766 values at most.
ROWS = 250
# Lines that are handed to a copy at once.
LINES = 4096
# Room for sorting while indexes are built, which is given back at the end of the transaction: KB on SQLite.
_ROOM_KB = 131_072
_ROOM = "256MB"


class Stamp(NamedTuple):
    """What the rows of one period share by what they say of themselves."""

    period_code: str
    bound: str
    finality: str


class Origin(NamedTuple):
    """What all rows of a load share."""

    at: datetime
    by_id: int
    proxy: bool
    invented: bool


def insert(rows: Sequence[BulkRow], origin: Origin) -> None:
    """Keep checked rows. Raises IntegrityError for what a constraint forbids."""
    if connection.vendor == "postgresql":
        _copy(rows, origin)
    else:
        _insert_by_hundreds(rows, origin)


class _Shared(dict[Stamp, tuple[Any, ...]]):
    """Stamp → the values of `_SHARED` in the database's form."""

    def __init__(self, origin: Origin):
        super().__init__()
        self._origin = origin

    def __missing__(self, stamp: Stamp) -> tuple[Any, ...]:
        period, ops, origin = parse_period(stamp.period_code), connection.ops, self._origin
        days = ops.adapt_datefield_value(period.start), ops.adapt_datefield_value(period.end)
        moment = ops.adapt_datetimefield_value(origin.at)
        self[stamp] = values = (
            period.code, *days, stamp.bound, stamp.finality, "stated", "", moment, origin.by_id, origin.proxy, "", "",
            origin.invented,
        )  # fmt: skip
        return values


def _copy(rows: Sequence[BulkRow], origin: Origin) -> None:
    with connection.cursor() as cursor:
        # The copy runs beside Django's cursor, so its errors are put into Django's here.
        names = ", ".join((*_OWN, *_SHARED))
        command = f"COPY {Measurement._meta.db_table} ({names}) FROM STDIN"
        with connection.wrap_database_errors, cursor.copy(command) as copy:
            lines = _lines(rows, _Shared(origin))
            while piece := "".join(islice(lines, LINES)):
                copy.write(piece)


def _lines(rows: Iterable[BulkRow], shared: Mapping[Stamp, tuple[Any, ...]]) -> Iterator[str]:
    """Lines of the copy: the row's own numbers, then what it shares, which is put into text once."""
    ends: dict[tuple[str, str, str], str] = {}
    for indicator_id, unit_id, code, value, numerator, denominator, bound, finality in rows:
        end = ends.get((code, bound, finality))
        if end is None:
            stamp = Stamp(code, bound, finality)
            end = ends[stamp] = "\t".join(map(_copied, shared[stamp])) + "\n"
        yield (
            f"{indicator_id}\t{unit_id}\t{_NULL if value is None else value}\t{_NULL if numerator is None else numerator}"
            f"\t{_NULL if denominator is None else denominator}\t{end}"
        )


_NULL = "\\N"


def _copied(value: Any) -> str:
    text = ("t" if value else "f") if isinstance(value, bool) else str(value)
    for sign, written in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(sign, written)
    return text


def _insert_by_hundreds(rows: Sequence[BulkRow], origin: Origin) -> None:
    """An INSERT a row would keep the counter of ids, and step through a statement of 18 values, five million times."""
    alike: dict[tuple[str, str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for indicator_id, unit_id, code, value, numerator, denominator, bound, finality in rows:
        alike[code, bound, finality].append((indicator_id, unit_id, value, numerator, denominator))
    shared = _Shared(origin)
    with connection.cursor() as cursor:
        for stamp, own in alike.items():
            head = shared[Stamp(*stamp)]
            whole = len(own) - len(own) % ROWS
            pieces = (own[start : start + ROWS] for start in range(0, whole, ROWS))
            cursor.executemany(_statement(ROWS), [(*head, *chain.from_iterable(piece)) for piece in pieces])
            if rest := own[whole:]:
                cursor.execute(_statement(len(rest)), (*head, *chain.from_iterable(rest)))


def _statement(rows: int) -> str:
    names = ", ".join((*_SHARED, *_OWN))
    shared = ", ".join(["%s"] * len(_SHARED))
    own = ", ".join(["(" + ", ".join(["%s"] * len(_OWN)) + ")"] * rows)
    return f"INSERT INTO {Measurement._meta.db_table} ({names}) SELECT {shared}, own.* FROM (VALUES {own}) own"  # noqa: S608  # own names


# -- a first load ------------------------------------------------------------------------------------------------------

# What is dropped for a first load, and what restores it, as the database itself tells; what a constraint of uniqueness needs
# stays. PostgreSQL would otherwise look up every foreign key of every row: the checker has seen them, and adding the
# constraint again proves them all in one pass.
_BUILT = {
    "sqlite": """SELECT 'DROP INDEX "' || name || '"', sql FROM sqlite_master
        WHERE type = 'index' AND tbl_name = 'targets_measurement' AND sql IS NOT NULL""",
    "postgresql": """SELECT 'DROP INDEX ' || indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index
        WHERE indrelid = 'targets_measurement'::regclass
        AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
        UNION ALL
        SELECT 'ALTER TABLE targets_measurement DROP CONSTRAINT ' || quote_ident(conname),
        'ALTER TABLE targets_measurement ADD CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE conrelid = 'targets_measurement'::regclass AND contype = 'f'""",
}


@contextmanager
def built_at_the_end() -> Iterator[None]:
    """A first load builds its indexes once, at the end. Within the load's transaction; an error leaves it to be rolled back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with unanswered checks cannot be altered
        cursor.execute(_BUILT[connection.vendor])
        built = cursor.fetchall()
        for drop, _restore in built:
            cursor.execute(drop)
    yield
    with connection.cursor() as cursor, _room_to_sort(cursor):
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no index is built beside checks that are still to come
        for _drop, restore in built:
            cursor.execute(restore)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def _room_to_sort(cursor: Any) -> Iterator[None]:
    if connection.vendor == "postgresql":
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{_ROOM}'")
        yield
        return
    cursor.execute("PRAGMA cache_size")
    usual = int(cursor.fetchone()[0])
    cursor.execute(f"PRAGMA cache_size = -{_ROOM_KB}")
    try:
        yield
    finally:
        cursor.execute(f"PRAGMA cache_size = {usual}")
