"""What time does to a loaded installation, done at once before anything is measured."""

from __future__ import annotations

from django.db import connection

from trongtam.portal.server import settle
from trongtam.portal.upkeep import count_tables


def settled() -> None:
    """The database has counted its tables, PostgreSQL by itself and SQLite by the clock, and the process has settled as every
    worker of the server does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    else:
        count_tables()
    settle()
