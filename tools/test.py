"""`make test`: every test on SQLite, those of the database again on a private PostgreSQL, those of the browser once.

    python -m tools.test [FOLDER or FILE …]

Ends with the branch coverage gate (of the pass over SQLite, whole house only) and one line of sums.
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
COVERAGE = RESULTS / "coverage.sqlite"
COMPILED = HOUSE / "var" / "compiled"
NO_TESTS = 5
PARALLEL = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]  # in the order of `testpaths`


def own_environment(**further: str) -> dict[str, str]:
    """That of each process of the tests. What Python compiles is kept under var/, also where it was told to keep nothing: else
    every process compiles the whole house and its tests anew."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(COMPILED), **further}


def run(name: str, arguments: list[str], **environment: str) -> int:
    """One pass of pytest with its own result file; gives its exit code."""
    print(f"— {name}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", *PARALLEL, f"--junit-xml={RESULTS}/{name}.xml", *arguments]
    return subprocess.call(command, cwd=HOUSE, env=own_environment(**environment))


def sums() -> dict[str, int]:
    """Over the result files of all passes."""
    total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for path in sorted(RESULTS.glob("*.xml")):
        for suite in Tree.parse(path).getroot().iter("testsuite"):  # noqa: S314 — a file that pytest has just written
            for key in total:
                total[key] += int(suite.get(key, "0"))
    return total


def passes(chosen: list[str]) -> dict[str, int]:
    # Tracing costs a third of all computing. The pass over SQLite runs the rules, queries, operations and pure modules that
    # the gate judges; the other two would trace the same lines again.
    traced = ["-m", "not browser", "--cov", "--cov-report=", *chosen]
    codes = {"sqlite": run("sqlite", traced, COVERAGE_FILE=str(COVERAGE))}
    with cluster() as address:
        tables = [sys.executable, "-m", "tests.ready", "tables"]
        subprocess.run(tables, cwd=HOUSE, env=own_environment(TRONGTAM_DATABASE_URL=address), check=True)
        place = {"TRONGTAM_DATABASE_URL": address, "TRONGTAM_TEST_TEMPLATE": address.rpartition("/")[2]}
        codes["postgresql"] = run("postgresql", ["-m", "not browser", *chosen], **place)
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
    if not chosen and not coverage_gate.holds([COVERAGE]):
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
