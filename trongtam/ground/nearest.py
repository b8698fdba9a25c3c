"""Which known names come nearest to one that is not known? By pairs of letters of the folded words: diacritics, both spellings
(uỷ, ủy), capital letters and the order of the words do not count, a slip of the finger counts little. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from .vntext import fold, sort_key

K = TypeVar("K", bound=Hashable)

LEAST = 0.45  # of all pairs have to be common: below it a name is another name
MOST = 3


def _pairs(text: str) -> Counter[str]:
    """Pairs of neighbouring letters of every word, with its beginning and its end."""
    found: Counter[str] = Counter()
    for word in fold(text).split():
        marked = f"^{word}$"
        found.update(marked[at : at + 2] for at in range(len(marked) - 1))
    return found


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same words): twice the common pairs by all pairs."""
    first, second = _pairs(one), _pairs(other)
    whole = first.total() + second.total()
    return 2 * (first & second).total() / whole if whole else 0.0


class Names(Generic[K]):
    """Names to look in, each with a key; made once, asked often."""

    def __init__(self, names: Iterable[tuple[K, str]]):
        self._names: dict[K, str] = {}
        self._totals: dict[K, int] = {}
        self._holders: dict[str, list[tuple[K, int]]] = defaultdict(list)
        for key, name in names:
            self._names[key] = name
            pairs = _pairs(name)
            self._totals[key] = pairs.total()
            for pair, count in pairs.items():
                self._holders[pair].append((key, count))

    def nearest(self, text: str, most: int = MOST, least: float = LEAST) -> list[K]:
        """The keys of the names that are at least so like, the nearest first; equal ones by the dictionary."""
        asked = _pairs(text)
        total, common = asked.total(), Counter[K]()
        for pair, count in asked.items():
            for key, held in self._holders.get(pair, ()):
                common[key] += min(count, held)
        found = [(2 * n / (total + self._totals[key]), key) for key, n in common.items()]
        near = [(score, key) for score, key in found if score >= least]
        near.sort(key=lambda one: (-one[0], sort_key(self._names[one[1]]), self._names[one[1]]))
        return [key for _score, key in near[:most]]
