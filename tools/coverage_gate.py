"""Branch coverage of rules, queries, operations and pure modules, at least 95 %."""

import json
import tempfile
from pathlib import Path

import coverage

from tools import HOUSE
from tools.modules import is_judged, sources

GATE = 95.0


def measured(files: list[Path]) -> dict[str, dict]:
    """Lines and branches by file name, of the combined data of several passes."""
    with tempfile.TemporaryDirectory() as folder:
        whole = coverage.Coverage(data_file=f"{folder}/coverage", config_file=str(HOUSE / "pyproject.toml"))
        whole.combine([str(path) for path in files], keep=True)
        whole.json_report(outfile=f"{folder}/report.json", ignore_errors=True)
        return json.loads(Path(f"{folder}/report.json").read_text(encoding="utf8"))["files"]


def holds(files: list[Path]) -> bool:
    """Print each judged module below the gate and the whole; False when the whole falls short."""
    by_name = measured(files)
    covered = possible = unmeasured = 0
    print("— coverage of rules, queries, operations and pure modules")
    for path in filter(is_judged, sources("trongtam")):
        name = str(path.relative_to(HOUSE))
        if name not in by_name:
            unmeasured += 1
            print(f"  unmeasured  {name}: no package reaches it; does its folder lack an __init__.py?")
            continue
        summary = by_name[name]["summary"]
        reached = summary["covered_lines"] + summary["covered_branches"]
        asked = summary["num_statements"] + summary["num_branches"]
        covered, possible = covered + reached, possible + asked
        if asked and 100 * reached / asked < GATE:
            print(f"  {100 * reached / asked:5.1f} %  {name}  lines {by_name[name]['missing_lines']}")
    share = 100 * covered / possible if possible else 100.0
    print(f"  {share:5.1f} %  together (gate {GATE:.0f} %)", flush=True)
    return share >= GATE and not unmeasured
