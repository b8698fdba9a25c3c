"""LibreOffice saves many files again at once: it is slow to start and quick to save."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from trongtam.archive.issuing import libre

SECONDS = 240


def saved_again(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Name → the file as LibreOffice saved it, in an empty folder; one call for all Excel files, one for all Word files."""
    program = libre.program()
    assert program, "LibreOffice is missing: `make test` installs it, or says how."
    (folder / "in").mkdir()
    for ending in ("xlsx", "docx"):
        sources = [folder / "in" / name for name in files if name.endswith(f".{ending}")]
        for source in sources:
            source.write_bytes(files[source.name])
        profile = (folder / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", ending]
        command += ["--outdir", str(folder / "out"), *map(str, sources)]
        if sources:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)  # fixed words, own files
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
