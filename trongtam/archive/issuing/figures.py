"""The figures of a Word file by place, and which of them were changed by hand. Pure.

The head of the paper is left out: its number and its date are written on the way and are no figures of the report.
Dates inside the text count, each as one figure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from trongtam.ground.vntext import fold

from .words import Text, texts_of

_FIGURE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}"
    r"|(?:(?<![\w/])[-−–])?(?:(?<![\d.,])\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|(?<!\d)\d+(?:[.,]\d+)?)%?"
)
_NUMBER_LINE = re.compile(r"số:?\s*[\d.… ]*[-/]\s*\w+(?:[-/]\w+)*", re.IGNORECASE)
_DATE_LINE = re.compile(r"[^\d,]{2,60},\s*ngày\s*[\d.…]*\s*tháng\s*[\d.…]*\s*năm\s*[\d.… ]*", re.IGNORECASE)
_NEAR = 32


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs. `place` says where in words of the paper; "" in `before` or `after`: there is none.

    `heading` the chapter, `near` the words around it.
    """

    before: str
    after: str
    place: str
    heading: str = ""
    near: str = ""

    def plain(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two versions: figures one by one, and how many paragraphs or cells have other words."""

    changes: tuple[Change, ...]
    reworded: int

    @property
    def same(self) -> bool:
        return not self.changes and not self.reworded

    def plain(self) -> dict[str, Any]:
        return {"changes": [change.plain() for change in self.changes], "reworded": self.reworded}


def figures_in(text: str) -> list[str]:
    """ "vượt 133,33% (4/3)" gives ["133,33%", "4", "3"]."""
    return [found[0] for found in _FIGURE.finditer(text)]


def same_figure(figure: str) -> str:
    """One form for figures that say the same: "1.250" and "1250", "05" and "5" (not inside a date)."""
    plain = re.sub(r"\.(?=\d{3}(?!\d))", "", figure).replace("−", "-").replace("–", "-")
    return re.sub(r"^(-?)0+(?=\d)", r"\1", plain) if "/" not in plain else plain


def is_head(text: str) -> bool:
    """Whether a line is the paper's own number, or its place and date."""
    return bool(_NUMBER_LINE.fullmatch(text) or _DATE_LINE.fullmatch(text))


def counted(texts: Iterable[Text]) -> Counter[str]:
    """How often each figure stands in a paper, the head left out."""
    return Counter(same_figure(one) for text in texts if not is_head(text.text) for one in figures_in(text.text))


def compare(compiled: bytes, final: bytes) -> Comparison:
    """The figures that stand differently in `final`, in its order. Raises NotWord."""
    return compare_texts(texts_of(compiled), texts_of(final))


def compare_texts(old: Sequence[Text], new: Sequence[Text]) -> Comparison:
    """Texts are paired by what they are besides their figures, so that a changed figure does not part its sentence in two."""
    old = [text for text in old if not is_head(text.text)]
    new = [text for text in new if not is_head(text.text)]
    matcher = SequenceMatcher(None, [_bones(text) for text in old], [_bones(text) for text in new], autojunk=False)
    changes: list[Change] = []
    reworded = 0
    for kind, first, last, other_first, other_last in matcher.get_opcodes():
        before, after = old[first:last], new[other_first:other_last]
        if kind == "equal":
            for one, other in zip(before, after, strict=True):
                changes += _differences([one], [other])
        else:
            reworded += max(len(before), len(after))
            changes += _differences(before, after)
    return Comparison(tuple(changes), reworded)


def _bones(text: Text) -> tuple[str, str]:
    """The text without its figures; a cell that is nothing but a figure is known by its row and column."""
    bare = _FIGURE.sub("#", fold(text.text))
    return (bare, _FIGURE.sub("#", f"{text.row}|{text.column}") if text.table else "")


@dataclass(frozen=True, slots=True)
class _Spot:
    figure: str
    text: Text
    start: int


def _spots(texts: Iterable[Text]) -> Iterator[_Spot]:
    for text in texts:
        for found in _FIGURE.finditer(text.text):
            yield _Spot(found[0], text, found.start())


def _differences(old: Sequence[Text], new: Sequence[Text]) -> list[Change]:
    before, after = list(_spots(old)), list(_spots(new))
    first, second = [same_figure(one.figure) for one in before], [same_figure(one.figure) for one in after]
    if first == second:
        return []
    changes: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone, come = before[a:b], after[c:d]
        for place in range(max(len(gone), len(come))):
            one = gone[place] if place < len(gone) else None
            other = come[place] if place < len(come) else None
            changes.append(_change(one, other))
    return changes


def _change(one: _Spot | None, other: _Spot | None) -> Change:
    spot = other or one
    assert spot is not None
    text = spot.text
    place = " · ".join(filter(None, [text.row, text.column])) if text.table and (text.row or text.column) else ""
    near = _near(text.text, spot)
    return Change(
        before=one.figure if one else "",
        after=other.figure if other else "",
        place=place or near,
        heading=text.heading,
        near=near,
    )


def _near(text: str, spot: _Spot) -> str:
    start, end = max(spot.start - _NEAR, 0), min(spot.start + len(spot.figure) + _NEAR, len(text))
    if start:
        start = text.find(" ", start, spot.start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", spot.start + len(spot.figure), end), spot.start + len(spot.figure))
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")
