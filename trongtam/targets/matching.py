"""Which clause does a pasted line come from? By the words of its name; where two would do, none is chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping

MOST_OFFERED = 12  # sentences that are offered for one line
ENOUGH = 0.75  # of the name's words must stand in the clause
_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+")


def words_of(folded: str) -> frozenset[str]:
    """The distinct words and numbers of a folded text."""
    return frozenset(_WORD.findall(folded))


def match_clauses(names: Mapping[int, str], clauses: Mapping[int, str]) -> dict[int, int]:
    """Line number → clause id, from folded names and folded texts. A clause is taken once, by the line that fits it best.

    A line whose best clauses are equal gets none: a wrong root is worse than a missing one.
    """
    texts = {key: words_of(text) for key, text in clauses.items()}
    fits: list[tuple[float, int, int]] = []
    for line, name in names.items():
        asked = words_of(name)
        scores = {key: len(asked & words) / len(asked) for key, words in texts.items()} if asked else {}
        best = max(scores.values(), default=0.0)
        chosen = [key for key, score in scores.items() if score == best]
        if best >= ENOUGH and len(chosen) == 1:
            fits.append((best, line, chosen[0]))
    found: dict[int, int] = {}
    taken: dict[int, float] = {}
    for score, line, key in sorted(fits, key=lambda fit: (-fit[0], fit[1])):
        if key not in taken:
            found[line], taken[key] = key, score
        elif taken[key] == score:
            # Two lines fit one clause equally well: neither is surely its target.
            found = {other: clause for other, clause in found.items() if clause != key}
    return found


def near_clauses(names: Mapping[int, str], clauses: Mapping[int, str]) -> dict[int, list[int]]:
    """Line number → ids of the clauses to choose from, the nearest first; equal ones, and all that share no word, in order."""
    texts = {key: words_of(text) for key, text in clauses.items()}
    places = {key: place for place, key in enumerate(clauses)}
    found = {}
    for line, name in names.items():
        asked = words_of(name)
        near = sorted(texts, key=lambda key: (-len(asked & texts[key]), places[key]))
        found[line] = near[:MOST_OFFERED]
    return found
