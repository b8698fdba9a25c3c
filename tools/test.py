"""`make test`: every test on SQLite, those of the database again on a private PostgreSQL, those of the browser once.

    python -m tools.test [FOLDER or FILE …]

Ends with the branch coverage gate (whole house only) and one line of sums.
"""

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as Tree

from tools import HOUSE, coverage_gate
from tools.postgres import cluster
from tools.system import need

RESULTS = HOUSE / "var" / "test"
NO_TESTS = 5
PARALLEL = ["-n", "2", "--dist", "loadfile"]


def run(name: str, arguments: list[str], **environment: str) -> int:
    """One pass of pytest with its own coverage file and result file; gives its exit code."""
    print(f"— {name}", flush=True)
    settings = {**os.environ, **environment, "COVERAGE_FILE": str(RESULTS / f"coverage.{name}")}
    command = [sys.executable, "-m", "pytest", "-q", "--cov", "--cov-report=", f"--junit-xml={RESULTS}/{name}.xml"]
    return subprocess.call([*command, *arguments], cwd=HOUSE, env=settings)


def sums() -> dict[str, int]:
    """Over the result files of all passes."""
    total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for path in sorted(RESULTS.glob("*.xml")):
        for suite in Tree.parse(path).getroot().iter("testsuite"):  # noqa: S314 — a file that pytest has just written
            for key in total:
                total[key] += int(suite.get(key, "0"))
    return total


def passes(chosen: list[str]) -> dict[str, int]:
    codes = {"sqlite": run("sqlite", ["-m", "not browser", *PARALLEL, *chosen])}
    with cluster() as address:
        codes["postgresql"] = run(
            "postgresql", ["-m", "not browser", *PARALLEL, *chosen], TRONGTAM_DATABASE_URL=address
        )
    # Native tracebacks: reading source as a tree inside the driver's greenlets fails on Python 3.11 (SystemError, "AST
    # constructor recursion depth mismatch"), and one failing test would end the whole pass.
    codes["browser"] = run("browser", ["-m", "browser", "--tb=native", *chosen])
    return codes


def main() -> int:
    chosen = sys.argv[1:]
    need("postgresql", "chromium", "fonts", "libreoffice")
    shutil.rmtree(RESULTS, ignore_errors=True)
    RESULTS.mkdir(parents=True)
    codes = passes(chosen)
    # A chosen folder may hold no test for one of the passes; the whole house must hold some for each.
    allowed = {0, NO_TESTS} if chosen else {0}
    failed = [name for name, code in codes.items() if code not in allowed]
    if not chosen and not coverage_gate.holds(sorted(RESULTS.glob("coverage.*"))):
        failed.append("coverage")
    total = sums()
    broken = total["failures"] + total["errors"]
    print(f"Failed: {', '.join(failed)}." if failed else "All passes hold.")
    print(
        f"{total['tests'] - broken - total['skipped']} passed, {broken} failed, {total['skipped']} skipped", flush=True
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
