"""The schemes that came with the program, from `data/*.toml`. Pure.

A file has `parts` (lists that several schemes share, named in their place) and `schemes`; `for` says for whom a scheme stands
and makes one scheme each. A change of what rates people raises `version` in its file: rounds that used the old one keep it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .scheme import Scheme
from .scheme_reading import read_scheme

DATA = Path(__file__).parent / "data"
PARTS = ("groups", "levels", "steps")


@dataclass(frozen=True, slots=True)
class Shipped:
    version: int
    scheme: Scheme


@cache
def shipped_schemes() -> tuple[Shipped, ...]:
    """Every scheme that came with the program. Raises Refused for one that contradicts itself."""
    return tuple(found for path in sorted(DATA.glob("*.toml")) for found in _read(path))


def _read(path: Path) -> Iterator[Shipped]:
    table = tomllib.loads(path.read_text(encoding="utf8"))
    for row in table["schemes"]:
        parts = {name: table["parts"][row[name]]["rows"] for name in PARTS}
        for who in row["for"]:
            scheme = read_scheme({**row, **parts, **who, "code": _code(row, who)})
            yield Shipped(row.get("version", 1), scheme)


def _code(row: dict[str, Any], who: dict[str, str]) -> str:
    form = who["form"].lower().replace("đ", "d")
    quarter = "-quy" if row.get("cycle") == "quarter" else ""
    return f"{row['code']}-{who['subject']}-{form}{quarter}"
