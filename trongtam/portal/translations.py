"""Compiling the catalogues with Python alone, so that an installation needs no gettext."""

from collections.abc import Iterator
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent


def stale() -> Iterator[Path]:
    """Catalogues whose compiled twin is missing or older."""
    for source in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            yield source


def compile_stale() -> list[Path]:
    """Compile what changed since the last time; gives the catalogues that were compiled."""
    changed = list(stale())
    for source in changed:
        # Written aside and put in place at once: a second process must never read half a catalogue.
        aside = source.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(aside))
        aside.replace(source.with_suffix(".mo"))
    return changed
