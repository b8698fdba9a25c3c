"""An empty database with every table, and one with the demonstration, made once and copied for whoever needs one.

Every process of tests and every program that a test starts needs them: they begin from a copy. What is made lies in var/ready/
under the digest of what it was made from: the migrations; for the demonstration the whole program and the day.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from tools import HOUSE

FOLDER = HOUSE / "var" / "ready"
DATABASE = "trongtam.sqlite3"
MADE_FROM = {".py", ".toml", ".tsv", ".json", ".html", ".po"}
QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a thousand sign-ins of tests need no hard ones


def empty_database() -> Path:
    """The SQLite file to copy. Of several processes that ask, the first makes it and the others wait.

    Its tables are laid at once; that the migrations lead to the same is a test of its own, and every change of a table brings
    a migration.
    """
    made_from = [HOUSE / "requirements.lock", *_sources("*/migrations/*.py")]
    return _kept("empty", _digest(made_from), _lay_tables) / DATABASE


def laid_demonstration() -> Path:
    """The folder of an installation with the demonstration: `trongtam.sqlite3` and, where it has any, `files/`."""
    made_from = [HOUSE / "requirements.lock", *(path for path in _sources("**/*") if path.suffix in MADE_FROM)]
    return _kept("demonstration", _digest(made_from, timezone.localdate().isoformat()), _lay_demonstration)


def copy_to(folder: Path) -> None:
    """A new installation in the folder whose database is migrated already."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(empty_database(), folder / DATABASE)


def _kept(name: str, digest: str, make: Callable[[Path], None]) -> Path:
    """The folder under var/ready/ that `make` fills, made once."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = FOLDER / f"{name}-{digest}"
        if not folder.exists():
            for older in FOLDER.glob(f"{name}-*"):
                shutil.rmtree(older) if older.is_dir() else older.unlink()
            with tempfile.TemporaryDirectory(dir=FOLDER) as working:
                make(Path(working))
                os.rename(Path(working), folder)
                Path(working).mkdir()
    return folder


def _sources(pattern: str) -> list[Path]:
    return sorted(path for path in (HOUSE / "trongtam").glob(pattern) if path.is_file() and "tests" not in path.parts)


def _digest(paths: list[Path], *words: str) -> str:
    whole = hashlib.sha256("".join(words).encode())
    for path in paths:
        content = path.read_bytes() if path.is_file() else path.name.encode()
        whole.update(f"{path.relative_to(HOUSE)} {hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


def _lay_tables(folder: Path) -> None:
    _run(folder, "tests.ready", "tables")


def _lay_demonstration(folder: Path) -> None:
    copy_to(folder)
    _run(folder, "tests.ready", "demonstration")


def _run(folder: Path, module: str, *arguments: str) -> None:
    """A program over an installation in the folder."""
    environment = {**os.environ, "TRONGTAM_VAR": str(folder), "TRONGTAM_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", module, *arguments], cwd=HOUSE, env=environment, check=True)


def main() -> None:
    """In a process of its own: the tables, or the demonstration, into the installation that the environment names."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trongtam.portal.settings")
    django.setup()
    from django.conf import settings

    from trongtam.portal import installation

    if sys.argv[1] == "tables":
        installation.migrate()
    else:
        settings.PASSWORD_HASHERS = QUICK_HASHERS
        installation.make_demonstration()


if __name__ == "__main__":
    main()
