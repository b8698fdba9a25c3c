"""What looks wrong about a figure before it is sent. Each check is one question; the answer is a doubt on its line, or none.

A doubt stops nobody: it is shown, and sent along once the person says that the figure is right. `far_behind` alone asks
for words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from trongtam.ground.periods import Period

from .reading import FINALITY_RANK, State, Statement, read
from .spans import is_answered

if TYPE_CHECKING:
    from datetime import date

WHOLE = Decimal(100)
# A flow swings from month to month, a state does not.
FACTOR = {"flow": Decimal(3), "stock": Decimal("1.5"), "ratio": Decimal("1.5")}
# Counts up to here are too small to be out of line with anything.
SMALL = Decimal(10)
# A base that moves by more than this share has become another one.
BASE_MOVES = Decimal("0.05")
# So many points behind pace are far behind: four times what counts as behind at all.
FAR = 4


class Code(StrEnum):
    OUT_OF_LINE = "out_of_line"
    PARTS = "parts"
    BASE = "base"
    BASES_APART = "bases_apart"
    CONFLICT = "conflict"
    GAP = "gap"
    FAR_BEHIND = "far_behind"


@dataclass(frozen=True)
class Doubt:
    """`key`: the line it stands on. `said`: what the sentence names, as text."""

    code: Code
    key: int
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the person sends back to say that the figure is right."""
        return f"{self.code}:{self.key}"

    @property
    def asks_words(self) -> bool:
        return self.code == Code.FAR_BEHIND


def out_of_line(key: int, measure: str, value: Decimal | None, last: Decimal | None) -> Doubt | None:
    """More than so many times the last period's figure, or less than that part of it."""
    factor = FACTOR.get(measure)
    if factor is None or value is None or last is None:
        return None
    less, more = sorted((abs(value), abs(last)))
    turned = value * last < 0
    if more <= SMALL and measure != "ratio":
        return None
    if turned or more > less * factor:
        return Doubt(Code.OUT_OF_LINE, key, {"value": str(value), "last": str(last)})
    return None


def parts_off(key: int, parts: Mapping[str, Decimal] | None) -> Doubt | None:
    """Parts of one whole that are not 100 together; rounding explains a little, and it is said all the same."""
    if not parts:
        return None
    total = sum(parts.values(), Decimal(0))
    return None if total == WHOLE else Doubt(Code.PARTS, key, {"total": str(total)})


def base_off(key: int, base: Decimal | None, last: Decimal | None) -> Doubt | None:
    """Another number to count out of than last time."""
    if not base or not last or abs(base - last) <= abs(last) * BASE_MOVES:
        return None
    return Doubt(Code.BASE, key, {"base": str(base), "last": str(last)})


@dataclass(frozen=True)
class Based:
    """A line that counts something out of a base, now and last time."""

    key: int
    name: str
    base: Decimal
    last: Decimal


def bases_apart(lines: Iterable[Based]) -> list[Doubt]:
    """Lines that were counted out of the same base last time and no longer are: each names the first one beside it."""
    together: dict[Decimal, list[Based]] = {}
    for line in lines:
        together.setdefault(line.last, []).append(line)
    found = []
    for same in together.values():
        for line in same:
            other = next((one for one in same if one.base != line.base), None)
            if other is not None:
                said = {"base": str(line.base), "other": str(other.base), "name": other.name}
                found.append(Doubt(Code.BASES_APART, line.key, said))
    return found


def disagreeing(
    key: int, statements: Sequence[Statement], period: Period, on: date, *, non_negative: bool
) -> Doubt | None:
    """Statements of a flow that cannot be true together up to a day."""
    found = read("flow", statements, period, on, non_negative=non_negative)
    if found.state != State.CONFLICT:
        return None
    spans = sorted({(one.start, one.end) for one in found.conflicts})
    return Doubt(Code.CONFLICT, key, {"spans": " ".join(f"{start}..{end}" for start, end in spans)})


def unstated(
    key: int, measure: str, statements: Sequence[Statement], period: Period, asked: Sequence[Period]
) -> Doubt | None:
    """Asked periods inside a round's period that no statements answer."""
    spans = [(one.start, one.end) for one in statements if one.finality in FINALITY_RANK]
    lacking = [
        one.code
        for one in asked
        if period.start <= one.start and one.end <= period.end and not is_answered(measure, one, spans)
    ]
    return Doubt(Code.GAP, key, {"periods": " ".join(lacking)}) if lacking else None


def far_behind(key: int, gap: Decimal | None, tolerance: Decimal) -> Doubt | None:
    """Further behind pace than four times the points that count as behind."""
    if gap is None or gap >= -FAR * tolerance:
        return None
    return Doubt(Code.FAR_BEHIND, key, {"gap": str(-gap)})
