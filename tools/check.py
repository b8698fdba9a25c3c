"""`make check`: every check of the house, each named, as many at once as there are cores, all run even when one fails; exit 1 if
any did.

python -m tools.check [NAME …]
"""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import HOUSE
from tools.system import need

PYTHON = sys.executable
PROGRAMS = Path(sys.executable).parent
LONG = ("types", "permissions")


def program(name: str) -> str:
    """A program of this environment, else of the machine."""
    return str(PROGRAMS / name) if (PROGRAMS / name).exists() else shutil.which(name) or name


def checks() -> dict[str, list[str]]:
    table = {
        "format": [program("ruff"), "format", "--check", "--quiet", "."],
        "lint": [program("ruff"), "check", "--quiet", "."],
        "imports": [program("lint-imports"), "--no-cache"],
        "types": [program("mypy")],
        "sizes": [PYTHON, "-m", "tools.sizes"],
        "system": [PYTHON, "-m", "trongtam", "check", "--fail-level", "WARNING"],
        "deployment": [PYTHON, "-m", "tools.deployment"],
        "migrations": [PYTHON, "-m", "trongtam", "makemigrations", "--check", "--dry-run"],
        "templates": [PYTHON, "-m", "tools.templates"],
        "template style": [PYTHON, "-m", "tools.format", "--check"],
        "translations": [PYTHON, "-m", "tools.catalogues"],
        "documentation": [PYTHON, "-m", "tools.documentation"],
        "notice": [PYTHON, "-m", "tools.notice"],
        "locks": [PYTHON, "-m", "tools.lock", "--check"],
    }
    # A check that a room brings is a module `tools/check_<name>.py`; it complains on its output and exits 1.
    for path in sorted((HOUSE / "tools").glob("check_*.py")):
        table[path.stem.removeprefix("check_").replace("_", " ")] = [PYTHON, "-m", f"tools.{path.stem}"]
    return table


def run(command: list[str]) -> tuple[int, str, float]:
    """A check: its exit code, what it said, its seconds."""
    started = time.monotonic()
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr, time.monotonic() - started


def shortened(text: str) -> str:
    """The complaints as they are, or the first ones and how many more: `make check ARGS=NAME` shows one check alone."""
    lines = text.splitlines()
    if len(sys.argv) > 1 or len(lines) <= 40:
        return text
    return "\n".join([*lines[:40], f"… and {len(lines) - 40} lines more"])


def main() -> int:
    need("gettext", "git")
    every = checks()
    chosen = sys.argv[1:] or list(every)
    if unknown := [name for name in chosen if name not in every]:
        sys.exit(f"Unknown check {', '.join(unknown)}; known: {', '.join(every)}.")
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as hands:
        # The longest first, else the last hand waits for it; told in the order of the table all the same.
        begun = {name: hands.submit(run, every[name]) for name in sorted(chosen, key=lambda name: name not in LONG)}
        for name in chosen:
            code, told, seconds = begun[name].result()
            print(f"{'failed' if code else 'ok':>6}  {name} ({seconds:.1f} s)", flush=True)
            if code:
                failed.append(name)
                print(shortened(told), flush=True)
    print(f"Checks failed: {', '.join(failed)}." if failed else f"All {len(chosen)} checks hold.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
