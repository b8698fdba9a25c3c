"""`make format`: code by ruff, templates by djade. `python -m tools.format --check` only looks at the templates."""

import subprocess
import sys

from tools import HOUSE
from tools.check import program
from tools.templates import templates


def djade(*options: str) -> int:
    names = [str(path) for path in templates() if path.suffix == ".html"]
    return subprocess.call([program("djade"), *options, "--target-version", "5.2", *names], cwd=HOUSE) if names else 0


def main() -> int:
    if "--check" in sys.argv:
        return djade("--check")
    subprocess.call([program("ruff"), "check", "--fix", "--quiet", "."], cwd=HOUSE)
    djade()  # exits 1 when it changed a file
    return subprocess.call([program("ruff"), "format", "--quiet", "."], cwd=HOUSE)


if __name__ == "__main__":
    sys.exit(main())
