"""Does a signed PDF say what the issued Word paper says? Figures and words are counted on both sides. Pure.

A PDF has no cells and no order that could be relied on, so this compares what stands there and how often, not where. Where a
font lacks Vietnamese letters, programs set those from another font and beside their words; so words are compared by the stretches
between such letters. A scan has no text: it cannot be compared by a program, and the answer says so. The signature itself is not
verified here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trongtam.ground.vntext import fold

from .figures import figures_in, is_head, same_figure
from .words import Text

SAME, DIFFERENT, OTHER, SCAN = "same", "different", "other", "scan"
_ORDER = (SAME, DIFFERENT, OTHER, SCAN)
# Below this share of the issued paper's words the file is another paper; above the higher one only figures decide.
OTHER_PAPER, SAME_WORDS = 0.5, 0.97
_FEW_WORDS = 20
_WORD = re.compile(r"[a-z]{2,}")
# Letters that stand beside their word in some files.
_APART = re.compile("[\u1e00-\u1effơưƠƯ]")


@dataclass(frozen=True, slots=True)
class Signed:
    """What the comparison found. `missing`: figures of the issued paper that the PDF lacks, each with its place; `words`: share
    of the issued paper's words that stand in the PDF, 0 to 1."""

    verdict: str
    missing: tuple[tuple[str, str], ...] = ()
    number_there: bool = False
    words: float = 0.0

    def plain(self) -> dict[str, Any]:
        missing = [{"figure": figure, "place": place} for figure, place in self.missing]
        share = f"{self.words:.4f}"
        return {"verdict": self.verdict, "missing": missing, "number_there": self.number_there, "words": share}


def compare_signed(issued: Sequence[Text], readings: Sequence[str], *, number: str) -> Signed:
    """Issued texts against the PDF as it was read in one or more ways, the kindest answer; `number` as printed, "05-BC/ĐU"."""
    found = [_compare(issued, " ".join(reading.split()), number) for reading in readings]
    return min(found, key=lambda one: (_ORDER.index(one.verdict), len(one.missing)), default=Signed(SCAN))


def _compare(issued: Sequence[Text], flat: str, number: str) -> Signed:
    if len(_words(flat)) < _FEW_WORDS:
        return Signed(SCAN)
    words = _share(issued, flat)
    there = _number_stands(number, flat)
    missing = tuple(_missing(issued, flat))
    if words < OTHER_PAPER:
        return Signed(OTHER, missing, there, words)
    same = not missing and there and words >= SAME_WORDS
    return Signed(SAME if same else DIFFERENT, missing, there, words)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(_APART.sub(" ", unicodedata.normalize("NFC", text))))


def _number_stands(number: str, flat: str) -> bool:
    """Whether the PDF has the number with its symbol: "05-BC/ĐU", spaces anywhere."""
    return re.sub(r"\s+", "", number).casefold() in re.sub(r"\s+", "", flat).casefold()


def _share(issued: Sequence[Text], flat: str) -> float:
    here = Counter(_words(" ".join(text.text for text in issued)))
    there = Counter(_words(flat))
    total = sum(here.values())
    return (here & there).total() / total if total else 1.0


def _missing(issued: Sequence[Text], flat: str) -> list[tuple[str, str]]:
    left = Counter(same_figure(one) for one in figures_in(flat))
    gone: list[tuple[str, str]] = []
    for text in issued:
        if is_head(text.text):
            continue
        for figure in figures_in(text.text):
            key = same_figure(figure)
            if left[key]:
                left[key] -= 1
            else:
                place = " · ".join(filter(None, [text.row, text.column])) or text.text[:80]
                gone.append((figure, place))
    return gone
