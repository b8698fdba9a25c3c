"""The obligations that are shipped: how often those who follow a unit go there, as dated data. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "obligations.toml"


@dataclass(frozen=True, slots=True)
class Shipped:
    """`begins` and `last` are both days on which it holds; `tier` "" for every layer; `checked`: compared with the text."""

    code: str
    name: str
    tier: str
    every: str
    visits: int
    attends: tuple[str, ...]
    report_every: str
    report_within: int
    begins: date
    last: date | None
    source: str
    checked: bool


@cache
def shipped() -> dict[str, Shipped]:
    rows = tomllib.loads(DATA.read_text(encoding="utf8"))["obligations"]
    return {row["code"]: _read(row) for row in rows}


def _read(row: dict) -> Shipped:
    return Shipped(
        row["code"],
        row["name"],
        row["tier"],
        row["every"],
        row["visits"],
        tuple(row["attends"]),
        row["report_every"],
        row["report_within"],
        row["from"],
        row.get("to"),
        row["source"],
        row["checked"],
    )
