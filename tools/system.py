"""What a machine must have beside Python: found, or installed with apt where the user is root, or named in one sentence.

python3 tools/system.py venv postgresql chromium …
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path


def postgres_binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`: Debian keeps them outside PATH, the newest version first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -int(folder.parent.name))
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def has_font(name: str) -> bool:
    listing = shutil.which("fc-list")
    if listing is None:
        return False
    found = subprocess.run([listing, name], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def has_venv() -> bool:
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def has_office() -> bool:
    """LibreOffice with its sheets: the program alone may have come for letters only."""
    found = shutil.which("soffice")
    return found is not None and (Path(found).resolve().parent / "libsclo.so").exists()


# piece: (how it is found, the Debian packages that bring it)
PIECES: dict[str, tuple[Callable[[], object], list[str]]] = {
    "venv": (has_venv, [f"python3.{sys.version_info.minor}-venv"]),
    "postgresql": (postgres_binaries, ["postgresql"]),
    "chromium": (chromium, ["chromium"]),
    "fonts": (
        lambda: has_font("Noto Sans") and has_font("Liberation Serif"),
        ["fontconfig", "fonts-noto-core", "fonts-liberation"],
    ),
    "libreoffice": (has_office, ["libreoffice-writer-nogui", "libreoffice-calc-nogui"]),
    "gettext": (lambda: shutil.which("xgettext"), ["gettext"]),
    "git": (lambda: shutil.which("git"), ["git"]),
}


def missing(pieces: list[str]) -> list[str]:
    return [piece for piece in pieces if not PIECES[piece][0]()]


def need(*pieces: str) -> None:
    """Make sure of every piece; exits with one sentence where that cannot be done."""
    absent = missing(list(pieces))
    if not absent:
        return
    packages = [package for piece in absent for package in PIECES[piece][1]]
    command = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        sys.exit(
            f"This machine lacks {', '.join(absent)}: install it first, on Debian or Ubuntu with `sudo {command}`."
        )
    print(f"Installing {' '.join(packages)} …", flush=True)
    install(packages)
    importlib.invalidate_caches()
    if still := missing(absent):
        sys.exit(f"{', '.join(still)} could not be installed: run `{command}` and read what it says.")


def install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"apt-get {arguments[0]} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    if unknown := [piece for piece in sys.argv[1:] if piece not in PIECES]:
        sys.exit(f"Unknown piece {', '.join(unknown)}; known: {', '.join(PIECES)}.")
    need(*sys.argv[1:])
