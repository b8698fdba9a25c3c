"""`python -m bench [SUBJECT …] [--database sqlite|postgresql]`: measure, print a table, write var/bench/<database>.json."""

import argparse
import importlib
import json
import os
import shutil
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
    return f"{measure.name:<52} {measure.value:>14,.6g} {measure.unit:<10} {limit:>12}  {mark}"


def measure_here(subject: str, quick: bool, result: Path) -> None:
    """In a process whose environment names an empty installation: prepare it, measure, write the figures."""
    import django

    django.setup()
    from trongtam.portal.installation import prepare

    prepare()
    found: list[Measure] = []
    for measure in importlib.import_module(f"bench.of_{subject}").measures(quick=quick):
        found.append(measure)
        print(row(measure), flush=True)
    result.write_text(json.dumps([asdict(measure) for measure in found]), encoding="utf8")


def measure_apart(subject: str, quick: bool, address: str, begin_with: Path | None = None) -> list[Measure] | None:
    """The same in a child process with an empty installation of its own; None where it failed.

    `begin_with`: a migrated SQLite file that the installation gets as a copy instead of migrating for itself.
    """
    with tempfile.TemporaryDirectory(prefix="trongtam-bench-") as folder:
        if begin_with:
            (Path(folder) / "var").mkdir()
            shutil.copyfile(begin_with, Path(folder) / "var" / "trongtam.sqlite3")
        result = Path(folder) / "result.json"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "trongtam.portal.settings",
            "TRONGTAM_VAR": str(Path(folder) / "var"),
            "TRONGTAM_DATABASE_URL": address,
        }
        command = [sys.executable, "-m", "bench", "--here", str(result), *(["--quick"] if quick else []), subject]
        if subprocess.call(command, cwd=HOUSE, env=environment) or not result.exists():
            return None
        return [Measure(**one) for one in json.loads(result.read_text(encoding="utf8"))]


def measure(database: str, subject: str, quick: bool) -> list[Measure] | None:
    if database == "sqlite":
        return measure_apart(subject, quick, "")
    # Synced to disk as in production: these are figures to be believed.
    with cluster(durable=True) as address:
        return measure_apart(subject, quick, address)


def keep(database: str, found: list[Measure], whole: bool) -> None:
    """Write the figures; those of subjects that were not measured this time stay."""
    path = RESULTS / f"{database}.json"
    known = [] if whole or not path.exists() else json.loads(path.read_text(encoding="utf8"))
    figures = {one["name"]: one for one in [*known, *map(asdict, found)]}
    RESULTS.mkdir(parents=True, exist_ok=True)
    text = json.dumps(list(figures.values()), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf8")


def main() -> int:
    reader = argparse.ArgumentParser(prog="bench")
    reader.add_argument("subject", nargs="*")
    reader.add_argument("--database", choices=DATABASES)
    reader.add_argument("--quick", action="store_true", help="very little data: tries the way, keeps no figures")
    reader.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    arguments = reader.parse_args()
    chosen = subjects(arguments.subject)
    if arguments.here:
        measure_here(chosen[0], arguments.quick, arguments.here)
        return 0
    started = time.monotonic()
    failed = False
    for database in [arguments.database] if arguments.database else DATABASES:
        print(f"— {database}\n{'what':<52} {'value':>14} {'unit':<10} {'limit':>12}", flush=True)
        found: list[Measure] = []
        for subject in chosen:
            figures = measure(database, subject, arguments.quick)
            failed = failed or figures is None
            found += figures or []
        short = [one.name for one in found if one.falls_short]
        print(f"{len(found)} figures on {database}; short of the limit: {', '.join(short) or 'none'}.", flush=True)
        if not arguments.quick:
            keep(database, found, whole=not arguments.subject)
    where = "kept nowhere" if arguments.quick else f"in {RESULTS.relative_to(HOUSE)}/"
    print(f"Measured in {time.monotonic() - started:.0f} s; the figures are {where}.")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
