"""The words of the domain, each with one or two sentences in both languages: `data/terms.toml`. Pure.

Matching is by whole words, in either spelling (uỷ, ủy), the longest first; a term with `loose = false` is too common a word
to be found by itself and stands only where a page names it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from trongtam.ground.vntext import fold, sort_key, spell

DATA = Path(__file__).parent / "data" / "terms.toml"


@dataclass(frozen=True)
class Term:
    """`words`: by language, as people read it; `also`: other words that mean it; `says`: by language; `source`: of a rule."""

    key: str
    words: dict[str, str]
    also: dict[str, tuple[str, ...]]
    says: dict[str, str]
    source: str
    loose: bool

    def all_words(self, language: str) -> tuple[str, ...]:
        return (self.words[language], *self.also.get(language, ()))


@dataclass(frozen=True)
class Hit:
    """Where in a text a term stands."""

    term: Term
    start: int
    end: int


@lru_cache(maxsize=1)
def all_terms() -> dict[str, Term]:
    listed = tomllib.loads(DATA.read_text(encoding="utf8"))
    return {key: _term(key, row) for key, row in listed.items()}


def _term(key: str, row: dict) -> Term:
    return Term(
        key=key,
        words={"vi": row["vi"], "en": row["en"]},
        also={language: tuple(row.get(f"also_{language}", ())) for language in ("vi", "en")},
        says={"vi": row["says_vi"], "en": row["says_en"]},
        source=row.get("source", ""),
        loose=row.get("loose", True),
    )


def spelled(text: str) -> str:
    """As words are compared: lower case, one spelling. As long as the text, so that places stay the same."""
    return spell(text, "old").lower()


@lru_cache(maxsize=2)
def _index(language: str) -> tuple[re.Pattern[str], dict[str, Term]]:
    by_word = {spelled(word): term for term in all_terms().values() if term.loose for word in term.all_words(language)}
    longest_first = sorted(by_word, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)"), by_word


def first_term(text: str, language: str, but: Collection[str] = ()) -> Hit | None:
    """The first term in a text whose key is not among `but`; None where there is none."""
    low = spelled(text)
    if len(low) != len(text):  # a sign that changes its length when lowered: better no explanation than a torn word
        return None
    pattern, by_word = _index(language)
    for match in pattern.finditer(low):
        term = by_word[match[0]]
        if term.key not in but:
            return Hit(term, match.start(), match.end())
    return None


def listed(language: str, asked: str = "") -> list[tuple[str, list[Term]]]:
    """Terms by first letter in the order of the alphabet; those whose words or explanation hold what is asked for."""
    wanted = fold(asked)
    found = [
        term
        for term in all_terms().values()
        if not wanted or wanted in fold(" ".join((*term.all_words("vi"), *term.all_words("en"), term.says[language])))
    ]
    found.sort(key=lambda term: sort_key(term.words[language]))
    letters: dict[str, list[Term]] = {}
    for term in found:
        letters.setdefault(_letter(term.words[language]), []).append(term)
    return list(letters.items())


def _letter(word: str) -> str:
    """A ă â stand under their own letters, tones under the letter without: Ủ → U."""
    bare = sort_key(word[:1])[:2]
    return next((letter for letter in "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYFJWZ" if sort_key(letter)[:2] == bare), word[:1])
