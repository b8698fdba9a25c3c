"""Types of papers, their symbols, and how far a row of numbers reaches. Pure.

Party papers are numbered without a break per type within a term, from congress to congress (QĐ 399-QĐ/TW and HD 05-HD/VPTW of
2026; before them QĐ 66-QĐ/TW and HD 36-HD/VPTW; read through handbooks). State papers begin anew each year (NĐ 30/2020/NĐ-CP,
checked). Both count each organ and each type for itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trongtam.ground.papers import layout_for, number_line
from trongtam.ground.papers.layouts import PARTY, STATE, Side

HIGHEST = 99_999


@dataclass(frozen=True, slots=True)
class PaperType:
    """`symbol` stands before the organ's; two types may share one (quyết định and quy định), yet each has its own numbers."""

    code: str
    symbol: str
    sides: frozenset[str]


_BOTH, _PARTY = frozenset({PARTY, STATE}), frozenset({PARTY})
TYPES = (
    PaperType("report", "BC", _BOTH),
    PaperType("resolution", "NQ", _BOTH),
    PaperType("decision", "QĐ", _BOTH),
    PaperType("rule", "QĐ", _PARTY),
    PaperType("regulation", "QC", _BOTH),
    PaperType("conclusion", "KL", _PARTY),
    PaperType("notice", "TB", _BOTH),
    PaperType("plan", "KH", _BOTH),
    PaperType("programme", "CTr", _BOTH),
    PaperType("scheme", "ĐA", _BOTH),
    PaperType("option", "PA", _BOTH),
    PaperType("guidance", "HD", _BOTH),
    PaperType("submission", "TTr", _BOTH),
    PaperType("letter", "CV", _BOTH),
    PaperType("minutes", "BB", _BOTH),
)
TYPE_OF = {one.code: one for one in TYPES}


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a row of numbers reaches: `key` is unique for the organ, "term-7" or "year-2026"."""

    key: str


def scope_of(side: str, day: date, term: int | None) -> Scope | None:
    """The row that a paper of a day belongs to; `term` is the key of the organ's term on that day.

    None: a Party organ without a term on that day has no row.
    """
    if side == STATE:
        return Scope(f"year-{day.year}")
    return Scope(f"term-{term}") if term is not None else None


def symbol_of(side: str, type_code: str, organ_symbol: str) -> str:
    """ "BC/ĐU" for the Party, "BC-UBND" for the State, where letters carry the organ's symbol alone ("UBND")."""
    if side == STATE:
        return organ_symbol if type_code == "letter" else f"{TYPE_OF[type_code].symbol}-{organ_symbol}"
    return f"{TYPE_OF[type_code].symbol}/{organ_symbol}"


def next_number(last: int) -> int:
    """The number after the last one of the row. Raises OverflowError above HIGHEST."""
    if not 0 <= last < HIGHEST:
        raise OverflowError(last)
    return last + 1


def gaps(numbers: Iterable[int], begins_after: int = 0) -> list[int]:
    """The numbers of a row that no paper has, between its beginning and its highest."""
    taken = set(numbers)
    return [number for number in range(begins_after + 1, max(taken, default=0)) if number not in taken]


def shown_number(side: Side, number: int | None, symbol: str, day: date) -> str:
    """ "05-BC/ĐU" or "05/BC-UBND", in the layout of the day; "" without a number."""
    if number is None:
        return ""
    layout = layout_for(side, day)
    return number_line(layout, number, symbol).removeprefix(layout.number_mark).strip()
