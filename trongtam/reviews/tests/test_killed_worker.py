"""The worker that writes the zip of all forms is killed like a machine that loses its power; the next one goes on with the
portion that was missing, and the zip is whole."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.ready import copy_to

from .laid_for_killing import MEMBERS

pytestmark = pytest.mark.once
PATIENCE_S = 120


def run(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]


def start_worker(folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "TRONGTAM_VAR": str(folder), "TRONGTAM_DATABASE_URL": ""}
    return subprocess.Popen(run("trongtam", "work"), env=environment)


def asked(folder: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{folder / 'trongtam.sqlite3'}?mode=ro", uri=True, timeout=30)) as database:
        return database.execute(question).fetchall()


def portions(folder: Path) -> dict[int, int]:
    """Number of the portion → id of its row."""
    return dict(asked(folder, "SELECT number, id FROM reviews_formspart WHERE number > 0"))


def wait_until(there: Callable[[], bool], worker: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE_S * 20):
        if there():
            return
        assert worker.poll() is None, "the worker ended by itself"
        time.sleep(0.05)
    pytest.fail("nothing came")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy_to(tmp_path)
    environment = {**os.environ, "TRONGTAM_VAR": str(tmp_path), "TRONGTAM_DATABASE_URL": ""}
    subprocess.run(run("trongtam.reviews.tests.laid_for_killing"), env=environment, check=True)
    return tmp_path


def test_a_killed_worker_s_zip_is_finished_by_the_next(folder: Path) -> None:
    first = start_worker(folder)
    try:
        wait_until(lambda: len(portions(folder)) >= 2, first)
    finally:
        first.kill()
        first.wait()
    before = portions(folder)
    assert 2 <= len(before) < 5, "killed in the middle"
    assert asked(folder, "SELECT state FROM look_job") == [("running",)]
    second = start_worker(folder)
    kept: list[dict[int, int]] = []

    def done() -> bool:
        if found := portions(folder):
            kept.append(found)
        return asked(folder, "SELECT state FROM look_job") == [("done",)]

    try:
        wait_until(done, second)
    finally:
        second.terminate()
        second.wait()
    assert all(found.items() >= before.items() for found in kept), "what was there is not written again"
    ((content,),) = asked(folder, "SELECT content FROM look_jobfile")
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        names = package.namelist()
    assert len(names) == len(set(names))
    assert sum("Nguyễn Thử" in name for name in names) == MEMBERS
    assert portions(folder) == {}
    assert asked(folder, "SELECT count(*) FROM ledger_entry WHERE act = 'reviews.forms_taken_out'") == [(1,)]
