"""Counts of several cells, pasted at once one to a line, as people have them: "Chi bộ ấp Một 34/36". Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from trongtam.ground.vntext import fold

_COUNTS = re.compile(r"(\d{1,5})\s*/\s*(\d{1,5})")
_TWO = re.compile(r"(.*\S)\s(\d{1,5})\s+(?:trên\s+|of\s+)?(\d{1,5})")
_EDGES = " \t:;,.-–—|"
_NUMBERING = re.compile(r"\d{1,3}\s*[.)]\s*")


def counts_in(line: str) -> tuple[str, str]:
    """(name, counts) of a line: what stands around "34/36", or before the two numbers at its end. Where no counts are found the
    whole line is the name and the counts are empty: who reads it refuses it."""
    plain = " ".join(line.split())
    found = _COUNTS.search(plain)
    if found is not None:
        around = f"{plain[: found.start()]} {plain[found.end() :]}"
        return _name(around), f"{found[1]}/{found[2]}"
    two = _TWO.fullmatch(plain)
    if two is not None:
        return _name(two[1]), f"{two[2]}/{two[3]}"
    return _name(plain), ""


def _name(text: str) -> str:
    return _NUMBERING.sub("", " ".join(text.split()).strip(_EDGES), count=1).strip(_EDGES)


def pasted_counts(text: str) -> list[tuple[str, str]]:
    """Every line that says anything, in its order."""
    lines = (" ".join(line.split()) for line in text.replace("\xa0", " ").splitlines())
    return [counts_in(line) for line in lines if line]


def meant(text: str, names: Mapping[str, str]) -> str:
    """The code of the only unit whose name is the text, or holds it as whole words ("ấp Một" in "Chi bộ ấp Một"); else the text
    itself. `names`: code → name."""
    wanted = fold(text)
    exact = [code for code, name in names.items() if fold(name) == wanted]
    if len(exact) == 1:
        return exact[0]
    within = [code for code, name in names.items() if f" {wanted} " in f" {fold(name)} "] if wanted else []
    return within[0] if len(within) == 1 and not exact else text
