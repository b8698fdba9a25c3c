"""Backup of the commune while the program stands, and its restoration into an empty installation."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from bench import Measure
from bench.commune import LOADED_AT, Commune
from trongtam.archive.operations import store_file

SAFETY_S = 30.0
FILES, FILE_KB = 40, 500


def measures(commune: Commune, *, quick: bool) -> Iterator[Measure]:
    _files(commune, 2 if quick else FILES)
    with tempfile.TemporaryDirectory(prefix="trongtam-bench-") as folder:
        backup = Path(folder) / "backup.zip"
        yield Measure("portal.backup", _seconds("backup", backup, os.environ), "s", SAFETY_S)
        yield Measure("portal.backup_size", backup.stat().st_size / 1e6, "MB")
        other = {**os.environ, "TRONGTAM_VAR": str(Path(folder) / "var"), **_another_database()}
        yield Measure("portal.restore", _seconds("restore", backup, other), "s", SAFETY_S)


def _files(commune: Commune, count: int) -> None:
    """Evidence: papers of half a megabyte that do not compress."""
    for number in range(count):
        noise = bytes((number * 31 + place * place) % 251 for place in range(4096)) * (FILE_KB // 4)
        upload = SimpleUploadedFile(f"minh-chung-{number}.pdf", b"%PDF-1.4\n" + noise + b"\n%%EOF\n")
        store_file(upload, by=commune.office, unit=commune.unit, at=LOADED_AT)


def _seconds(command: str, file: Path, environment: dict[str, str] | os._Environ[str]) -> float:
    """The whole command, with the start of the program."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "trongtam", command, str(file)], env=environment, check=True, capture_output=True
    )
    return time.perf_counter() - started


def _another_database() -> dict[str, str]:
    """An empty one beside this one, in the same cluster."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE restored")
    address = os.environ["TRONGTAM_DATABASE_URL"]
    return {"TRONGTAM_DATABASE_URL": address.removesuffix(str(settings.DATABASES["default"]["NAME"])) + "restored"}
