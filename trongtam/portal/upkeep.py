"""What the embedded database does not do by itself. PostgreSQL counts its tables anew after a load; SQLite waits to be told, and
without the counts may choose the wrong index."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

EVERY = timedelta(days=1)
# So many entries of an index are looked at, however long it is: a few milliseconds.
LOOKED_AT = 1000


class TableCount:
    """The clock's act: done once a day by each worker."""

    def __init__(self) -> None:
        self.due: datetime | None = None

    def __call__(self, *, at: datetime) -> int:
        if connection.vendor != "sqlite" or (self.due is not None and at < self.due):
            return 0
        count_tables()
        self.due = at + EVERY
        return 1


def count_tables() -> None:
    """How common which values are, for SQLite's choice of indexes."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
        cursor.execute("ANALYZE")
