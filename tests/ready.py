"""An empty database with every table, made once by the program's own `migrate` and copied for whoever needs one.

Migrating takes ten seconds of computing, and every process of tests and every program that a test starts needs a database:
they begin from a copy. The file lies in var/ready/ under the digest of what made it; a changed migration makes a new one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import HOUSE

FOLDER = HOUSE / "var" / "ready"


def empty_database() -> Path:
    """The SQLite file to copy. Of several processes that ask, the first makes it and the others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        file = FOLDER / f"empty-{_digest()}.sqlite3"
        if not file.exists():
            for older in FOLDER.glob("empty-*"):
                older.unlink()
            _make(file)
    return file


def copy_to(folder: Path) -> None:
    """A new installation in the folder whose database is migrated already."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(empty_database(), folder / "trongtam.sqlite3")


def _digest() -> str:
    """Of all migrations: those of the house, and those of the packages by their locked releases."""
    whole = hashlib.sha256()
    for path in [HOUSE / "requirements.lock", *sorted((HOUSE / "trongtam").glob("*/migrations/*.py"))]:
        whole.update(f"{path.relative_to(HOUSE)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


def _make(file: Path) -> None:
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        environment = {**os.environ, "TRONGTAM_VAR": folder, "TRONGTAM_DATABASE_URL": ""}
        migrate = [sys.executable, "-m", "trongtam", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=HOUSE, env=environment, check=True)
        os.replace(Path(folder) / "trongtam.sqlite3", file)
