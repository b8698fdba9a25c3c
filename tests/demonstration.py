"""The demonstration for tests: built once in a session by the program's own operations, then copied for each test."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from django.db import connection

from trongtam.portal.demonstration.build import build


@pytest.fixture(scope="session")
def built_once() -> Iterator[sqlite3.Connection]:
    """An empty database in memory; the first test that asks for the demonstration leaves it here."""
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    yield kept
    kept.close()


@pytest.fixture
def demonstration(transactional_db: None, built_once: sqlite3.Connection) -> None:
    """The demonstration's communes in the test's database. Its tests run once, on SQLite, whose pages copy in a moment."""
    connection.ensure_connection()
    if built_once.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
        build()
        connection.connection.backup(built_once)
    else:
        built_once.backup(connection.connection)
