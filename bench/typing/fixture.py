"""The fixture of the typing count, and the old way counted from it. No Django."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from trongtam.ground.periods import Period

FILE = Path(__file__).with_name("nine_months.toml")


@dataclass(frozen=True)
class Line:
    """A target of the report; see the head of the fixture."""

    code: str
    name: str
    unit: str
    sector: str
    stated_by: str
    comes: str
    measure: str
    plan: int
    decimals: int = 0
    provider: str = ""
    base: int = 0
    spread: int = 1
    whole: int = 0
    cell_sheet: bool = True

    @property
    def in_cell_sheet(self) -> bool:
        return self.stated_by == "cell" and self.cell_sheet

    @property
    def figures(self) -> int:
        """How many figures one statement has with the program: a share is typed as “34/36”."""
        return 2 if self.measure == "ratio" else 1

    def amount(self, place: int, month: int, year: int) -> int:
        """The figure of a month (of a ratio the count above), as an integer of 10^-decimals; `place`: number of the unit."""
        turn = 0 if self.comes == "kept" else month
        return self.base + (place * 5 + turn * 3 + year % 2) % self.spread


@dataclass(frozen=True)
class Fixture:
    period: Period
    month: Period
    cells: int
    at_most: Fraction
    papers: dict[str, list[str]]
    counts: dict[str, dict[str, int]]
    lines: tuple[Line, ...]

    def coming(self, comes: str, stated_by: str = "") -> list[Line]:
        return [one for one in self.lines if one.comes == comes and stated_by in ("", one.stated_by)]

    @property
    def limit(self) -> float:
        """How many figures may be typed with the program."""
        return float(sum(old_way(self).values()) * self.at_most)


@cache
def nine_months() -> Fixture:
    read: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf8"))
    return Fixture(
        period=Period.parse(read["period"]),
        month=Period.parse(read["month"]),
        cells=read["cells"],
        at_most=Fraction(read["at_most"]),
        papers=read["old_way"],
        counts=read["counts"],
        lines=tuple(Line(**one) for one in read["target"]),
    )


def old_way(of: Fixture) -> dict[str, int]:
    """Paper → figures typed or copied into it by hand, where the sheets are Excel and the report is Word."""
    sheets = of.cells * sum(one.in_cell_sheet for one in of.lines)
    return {"cell_sheets": sheets} | {paper: len(of.lines) * len(shown) for paper, shown in of.papers.items()}


def expected(of: Fixture) -> dict[str, int]:
    """Who types with the program → how many figures: what no machine knows yet."""
    return {
        "cells": of.cells * sum(one.figures for one in of.coming("hand", "cell")),
        "office": sum(one.figures for one in of.coming("hand", "commune")),
    }
