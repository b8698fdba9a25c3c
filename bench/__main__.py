"""`python -m bench [SUBJECT …] [--database sqlite|postgresql]`: measure, print a table, write var/bench/<database>.json."""

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from bench import Measure
from tools import HOUSE
from tools.postgres import cluster

DATABASES = ("sqlite", "postgresql")
RESULTS = HOUSE / "var" / "bench"


def subjects(chosen: list[str]) -> list[str]:
    known = [path.stem.removeprefix("of_") for path in sorted((HOUSE / "bench").glob("of_*.py"))]
    if unknown := [name for name in chosen if name not in known]:
        sys.exit(f"Unknown subject {', '.join(unknown)}; known: {', '.join(known) or 'none yet'}.")
    return chosen or known


def row(measure: Measure) -> str:
    limit = "" if measure.limit is None else f"{measure.limit:,.6g}"
    mark = "short" if measure.falls_short else "ok" if measure.limit is not None else ""
    return f"{measure.name:<52} {measure.value:>14,.6g} {measure.unit:<8} {limit:>12}  {mark}"


def measure_here(database: str, chosen: list[str]) -> None:
    """In a process whose environment names the database: prepare it, measure every subject, write the figures."""
    import django

    django.setup()
    from trongtam.portal.installation import prepare

    prepare()
    print(f"— {database}\n{'what':<52} {'value':>14} {'unit':<8} {'limit':>12}", flush=True)
    found: list[Measure] = []
    for subject in chosen:
        for measure in importlib.import_module(f"bench.of_{subject}").measures():
            found.append(measure)
            print(row(measure), flush=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(measure) for measure in found], ensure_ascii=False, indent=1)
    (RESULTS / f"{database}.json").write_text(text + "\n", encoding="utf8")
    short = sum(measure.falls_short for measure in found)
    print(f"{len(found)} figures on {database}, {short} short of their limit.", flush=True)


def measure_apart(database: str, chosen: list[str], address: str) -> int:
    """The same in a child process with an empty installation of its own."""
    with tempfile.TemporaryDirectory(prefix="trongtam-bench-") as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "trongtam.portal.settings",
            "TRONGTAM_VAR": str(Path(folder)),
            "TRONGTAM_DATABASE_URL": address,
        }
        command = [sys.executable, "-m", "bench", "--here", "--database", database, *chosen]
        return subprocess.call(command, cwd=HOUSE, env=environment)


def main() -> int:
    reader = argparse.ArgumentParser(prog="bench")
    reader.add_argument("subject", nargs="*")
    reader.add_argument("--database", choices=DATABASES)
    reader.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = reader.parse_args()
    chosen = subjects(arguments.subject)
    if arguments.here:
        measure_here(arguments.database, chosen)
        return 0
    started = time.monotonic()
    wanted = [arguments.database] if arguments.database else list(DATABASES)
    codes = []
    if "sqlite" in wanted:
        codes.append(measure_apart("sqlite", chosen, ""))
    if "postgresql" in wanted:
        # Synced to disk as in production: these are figures to be believed.
        with cluster(durable=True) as address:
            codes.append(measure_apart("postgresql", chosen, address))
    print(f"Measured in {time.monotonic() - started:.0f} s; the figures are in {RESULTS.relative_to(HOUSE)}/.")
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
