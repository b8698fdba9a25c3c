"""Write the locks anew, or check that they name no host: `python -m tools.lock [--check]`."""

import re
import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import HOUSE, project

RUNTIME, S3, DEV = (HOUSE / f"requirements{kind}.lock" for kind in ("", "-s3", "-dev"))
COMPILE = "uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q"
HOST = re.compile(r"://|--(index-url|extra-index-url|find-links|trusted-host)|@ file")


def write() -> None:
    with_s3 = ["--extra", "s3", "-c", RUNTIME.name, "-o", S3.name]
    steps = [["-o", RUNTIME.name], with_s3, ["--group", "dev", "-c", RUNTIME.name, "-o", DEV.name]]
    for step in steps:
        done = subprocess.run([*COMPILE.split(), "pyproject.toml", *step], cwd=HOUSE, check=False)
        if done.returncode:
            sys.exit("The locks were not written; the lines above say why.")


def locked(lock: Path) -> dict[str, str]:
    pins = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", lock.read_text(encoding="utf8"), re.M)
    return {canonicalize_name(name): version for name, version in pins}


def unlocked(lock: Path, wanted: list[str]) -> list[str]:
    """The requirements that the lock does not meet."""
    pins = locked(lock)
    missing = []
    for text in wanted:
        requirement = Requirement(text)
        version = pins.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            missing.append(text)
    return missing


def complaints() -> list[str]:
    found = []
    stated = project()
    runtime = stated["project"]["dependencies"]
    of_s3 = [*runtime, *stated["project"]["optional-dependencies"]["s3"]]
    for lock, wanted in ((RUNTIME, runtime), (S3, of_s3), (DEV, [*runtime, *stated["dependency-groups"]["dev"]])):
        found += [f"{lock.name} does not hold {text}: run `make lock`" for text in unlocked(lock, wanted)]
        for number, line in enumerate(lock.read_text(encoding="utf8").splitlines(), 1):
            if HOST.search(line):
                found.append(f"{lock.name}:{number} names a host: {line.strip()}")
    held = [locked(S3), locked(DEV)]
    different = {name for name, version in locked(RUNTIME).items() for other in held if other.get(name) != version}
    return found + [f"{name} differs between the locks: run `make lock`" for name in sorted(different)]


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit("\n".join(complaints()) or 0)
    write()
