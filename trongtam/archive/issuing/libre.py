"""LibreOffice turns the issued Word file into PDF, where it is installed. One conversion at a time has its own profile."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 120
PROGRAMS = ("soffice", "libreoffice")


class NoConversion(Exception):
    """LibreOffice is not there, or gave no file."""


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def to_pdf(word: bytes) -> bytes:
    """The PDF of a .docx. Raises NoConversion."""
    return convert(word, "docx", "pdf")


def convert(content: bytes, ending: str, wanted: str) -> bytes:
    """A file saved again as another type, or as its own. Raises NoConversion."""
    soffice = program()
    if soffice is None:
        raise NoConversion("LibreOffice is not installed")
    with tempfile.TemporaryDirectory(prefix="trongtam-office-") as folder:
        source, out = Path(folder) / f"paper.{ending}", Path(folder) / "out"
        source.write_bytes(content)
        profile = (Path(folder) / "profile").as_uri()
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", wanted]
        command += ["--outdir", str(out), str(source)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 fixed words
        except subprocess.TimeoutExpired as late:
            raise NoConversion(f"longer than {SECONDS} s") from late
        made = out / f"paper.{wanted}"
        if done.returncode or not made.exists():
            raise NoConversion(done.stderr.decode("utf8", "replace")[-300:])
        return made.read_bytes()
