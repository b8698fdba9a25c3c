"""Every word the program says stands in Vietnamese: `python -m tools.catalogues` checks, `--write` updates the catalogues."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from tools import HOUSE
from tools.system import need

# Tests say words of their own that nobody reads.
OPTIONS = "-l vi --no-location --no-wrap --no-obsolete --ignore tests -v 0"
# %(name)s, %s, %d and {name}; a doubled percent sign is text.
PLACEHOLDER = re.compile(r"%\([\w.]+\)[a-z]|(?<!%)(?:%%)*%[sd]|\{\w*\}")


def extract(package: Path) -> None:
    """Bring the catalogues of every room below `package` up to date; a room without one gets its folder."""
    need("gettext")
    for room in package.iterdir():
        if (room / "apps.py").exists():
            (room / "locale").mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "trongtam", "makemessages", *OPTIONS.split()],
        cwd=package,
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"Extracting the words failed:\n{done.stderr}")


def tidy(package: Path) -> None:
    """A header that says what is true and changes on no other day than the words."""
    for path in sorted(package.glob("*/locale/vi/LC_MESSAGES/*.po")):
        catalogue = polib.pofile(str(path), wrapwidth=0)
        catalogue.header = "Vietnamese for Trọng Tâm. `make messages` brings it up to date."
        catalogue.metadata_is_fuzzy = False
        catalogue.metadata = {
            "Language": "vi",
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": "nplurals=1; plural=0;",
        }
        catalogue.save()


def catalogues(folder: Path) -> dict[str, polib.POFile]:
    return {
        str(path.relative_to(folder)): polib.pofile(str(path))
        for path in sorted(folder.glob("trongtam/*/locale/vi/*/*.po"))
    }


def freshly_extracted() -> dict[str, polib.POFile]:
    """What the catalogues would be if they were extracted now, made in a copy so that the checkout stays as it is."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(HOUSE / "trongtam", copy / "trongtam", ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        extract(copy / "trongtam")
        return catalogues(copy)


def words(catalogue: polib.POFile) -> set[tuple[str, str, str]]:
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "") for entry in catalogue if not entry.obsolete}


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


def faults(entry: polib.POEntry) -> list[str]:
    said = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    found = []
    if not all(said):
        found.append("has no Vietnamese")
    if entry.fuzzy:
        found.append("is marked fuzzy")
    expected = placeholders(entry.msgid_plural or entry.msgid)
    found += [f"has placeholders other than {expected}" for text in said if text and placeholders(text) != expected]
    return found


def complaints() -> list[str]:
    held, needed = catalogues(HOUSE), freshly_extracted()
    found = []
    for name in sorted(held | needed):
        in_git = words(held[name]) if name in held else set()
        wanted = words(needed[name]) if name in needed else set()
        found += [
            f"{name}: {word[1]!r} is not in the catalogue; run `make messages`" for word in sorted(wanted - in_git)
        ]
        found += [f"{name}: {word[1]!r} is said nowhere; run `make messages`" for word in sorted(in_git - wanted)]
    for name, catalogue in held.items():
        for entry in catalogue:
            found += [f"{name}: {entry.msgid!r} {fault}" for fault in faults(entry) if not entry.obsolete]
    return found


if __name__ == "__main__":
    if "--write" in sys.argv:
        extract(HOUSE / "trongtam")
        tidy(HOUSE / "trongtam")
        sys.exit()
    sys.exit("\n".join(complaints()) or 0)
