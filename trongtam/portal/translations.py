"""Compiling the catalogues with Python alone, so that an installation needs no gettext."""

import gettext
from collections.abc import Iterator
from pathlib import Path

import polib
from asgiref.local import Local
from django.utils.translation import trans_real

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
    if changed:
        forget_loaded()
    return changed


def forget_loaded() -> None:
    """What a catalogue said before it was compiled is not said again: the catalogues are read anew, as Django's own
    reloader does it. Models have asked for words by the time the program can look at its catalogues."""
    for module, name, empty in (
        (gettext, "_translations", {}),
        (trans_real, "_translations", {}),
        (trans_real, "_default", None),
        (trans_real, "_active", Local()),
    ):
        setattr(module, name, empty)
