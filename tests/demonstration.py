"""The demonstration for tests: laid once by the program's own command, then copied for each test."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from .ready import DATABASE, laid_demonstration


def fill_with(installation: Path) -> None:
    """Put a kept installation into the test's database, on SQLite, whose pages copy in a moment; and its files beside."""
    connection.ensure_connection()
    with closing(sqlite3.connect(installation / DATABASE)) as kept:
        kept.backup(connection.connection)
    if (installation / "files").exists():
        shutil.copytree(installation / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)


@pytest.fixture
def demonstration(transactional_db: None) -> None:
    """The demonstration's communes in the test's database. Its tests run once, on SQLite."""
    fill_with(laid_demonstration())
