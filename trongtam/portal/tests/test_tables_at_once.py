"""A new installation gets its tables at once: the same as the migrations lead to."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from trongtam.portal import installation

# A table of Django that we do not use: its migrations give the key eight bytes, its models of today four.
APART = {"auth_group_permissions"}
Described = dict[str, tuple[Any, ...]]


def described() -> Described:
    """Of every table in sight: its columns with their types, and its keys, indexes and conditions.

    What SQLite keeps for itself (``sqlite_stat1`` after an ANALYZE of another test) is none of ours.
    """
    with connection.cursor() as cursor:
        tables = sorted(t for t in connection.introspection.table_names(cursor) if not t.startswith("sqlite_"))
        return {table: _table(cursor, table) for table in tables}


def _table(cursor: Any, table: str) -> tuple[Any, ...]:
    columns = sorted(
        (column.name, str(column.type_code), column.internal_size, column.precision, column.scale, column.null_ok)
        for column in connection.introspection.get_table_description(cursor, table)
    )
    constraints = connection.introspection.get_constraints(cursor, table)
    named = sorted((_kept_name(name, found), repr(found)) for name, found in constraints.items())
    return columns, named, _conditions(cursor, table)


def _kept_name(name: str, found: dict[str, Any]) -> str:
    """SQLite numbers nameless keys by their place, and places differ where a column came later."""
    nameless = name.startswith("__") or (connection.vendor == "sqlite" and found["foreign_key"])
    return "" if nameless else name


def _conditions(cursor: Any, table: str) -> list[str]:
    """What each check, and each index of only some rows, says."""
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = to_regclass(%s) AND contype = 'c'"
            " UNION ALL SELECT replace(indexdef, schemaname || '.', '') FROM pg_indexes"
            " WHERE schemaname = current_schema() AND tablename = %s AND indexdef LIKE '%% WHERE %%'",
            [table, table],
        )
    else:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name = %s", [table])
    return sorted(row[0] for row in cursor.fetchall())


@pytest.fixture
def nowhere(tmp_path: Path) -> Iterator[None]:
    """A place without any table: a schema on PostgreSQL, a file of its own on SQLite."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA at_once")
            cursor.execute("SET LOCAL search_path TO at_once")
        yield
        return
    used = connections["default"]
    elsewhere = used.copy()
    elsewhere.settings_dict["NAME"] = str(tmp_path / "at_once.sqlite3")
    connections["default"] = elsewhere
    try:
        yield
    finally:
        elsewhere.close()
        connections["default"] = used


@pytest.fixture
def laid(db: None) -> Described:
    """Tests stand on a database whose tables were laid at once."""
    found = described()
    assert len(found) > 100
    return found


@pytest.fixture
def without_collecting() -> Iterator[None]:
    """The states between the migrations are thousands of classes: a third of the time went into looking for dead ones."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.no_cover  # tracing would double the time that the migrations take
def test_the_migrations_lead_to_the_tables_that_are_laid_at_once(
    laid: Described, nowhere: None, without_collecting: None
):
    assert described() == {}
    call_command("migrate", verbosity=0)
    migrated = described()
    assert sorted(migrated) == sorted(laid)
    assert {name: facts for name, facts in migrated.items() if facts != laid[name] and name not in APART} == {}


def test_a_database_laid_at_once_lacks_no_migration(db: None, nowhere: None):
    installation.lay_tables()
    assert not installation.behind()
    assert ("reviews", "0001_schemes") in MigrationRecorder(connection).applied_migrations()


def test_what_breaks_off_leaves_nothing(db: None, nowhere: None, monkeypatch: pytest.MonkeyPatch):
    def break_off(*_names: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(MigrationRecorder, "record_applied", break_off)
    with pytest.raises(KeyboardInterrupt):
        installation.lay_tables()
    assert described() == {}
