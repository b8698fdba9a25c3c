"""Where a work comes from, as one cell says it: a clause of a named document, or words. No database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trongtam.ground.vntext import fold

_LEADING = re.compile(r"^(?:muc|diem|khoan|phan|cau|dieu|so|tai|theo|thuoc|clause|of)\b[ .:]*")
_TRAILING = re.compile(r"[\s,;:.()–-]+$|\b(?:cua|thuoc|trong|tai|of|nghi quyet|ke hoach|chuong trinh|so)$")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that a cell may name."""

    pk: int
    number: str
    title: str

    @property
    def name(self) -> str:
        """How cells name it: by its number, which is shorter, else by its title."""
        return self.number or self.title


@dataclass(frozen=True, slots=True)
class Named:
    """What a cell says of documents: those that fit best, and what is left of the words: the number of the clause, folded."""

    papers: tuple[Paper, ...]
    label: str


def papers_in(text: str, papers: Iterable[Paper]) -> Named | None:
    """The documents whose number or title stands in the text, the longest name first; None where none does."""
    whole = fold(text)
    best: list[tuple[Paper, str]] = []
    for paper in papers:
        for name in (fold(paper.number), fold(paper.title)):
            if name and name in whole and len(name) >= (len(best[0][1]) if best else 1):
                best = [one for one in best if len(one[1]) == len(name)] + [(paper, name)]
    if not best:
        return None
    named = best[0][1]
    return Named(tuple(dict.fromkeys(paper for paper, name in best if name == named)), clause_label(whole, named))


def clause_label(whole: str, name: str) -> str:
    """What a folded text says beside the document's name: “muc ii.1, nghi quyet 05-nq/du” gives “ii.1”."""
    left = whole.replace(name, " ", 1).strip(" ,;:.()–-")
    for pattern in (_LEADING, _TRAILING):
        while (shorter := pattern.sub("", left).strip()) != left:
            left = shorter
    return left


def by_label(label: str, clauses: Sequence[tuple[int, str]]) -> list[int]:
    """The ids of the clauses that are numbered so; a stop at the end and blanks do not count."""
    asked = _bare(label)
    return [pk for pk, shown in clauses if asked and _bare(shown) == asked]


def _bare(label: str) -> str:
    return fold(label).replace(" ", "").strip(".)")
