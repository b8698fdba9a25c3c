"""Vietnamese text: folding for search, alphabetical order, the two spellings of a tone, initials. Pure.

A tone on the open rhymes oa, oe, uy is written in two ways: "hòa, khỏe, ủy" (old) and "hoà, khoẻ, uỷ" (new).
Both are in official use, so search and order never see the difference; which one is printed is a setting.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Style = Literal["old", "new"]
STYLES: tuple[Style, Style] = ("old", "new")

# Dictionary order of the tones: level, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
# Marks that make another letter of the alphabet: ă, â ê ô, ơ ư.
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_LETTER_RANK = {
    ("a", _BREVE): "1",
    ("a", _CIRCUMFLEX): "2",
    ("e", _CIRCUMFLEX): "1",
    ("o", _CIRCUMFLEX): "1",
    ("o", _HORN): "2",
    ("u", _HORN): "1",
}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# The Icelandic eth looks the same as đ and comes in with text converted from old encodings.
_D_BAR = str.maketrans({"đ": "d", "ð": "d"})
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")


def fold(text: str) -> str:
    """The text as search compares it: lower case, no diacritics, đ as d, single spaces, whatever the encoding.

    "Đảng  uỷ" and "đảng ủy" both give "dang uy". Idempotent.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_INVISIBLE)).casefold().translate(_D_BAR)
    bare = "".join(c for c in unicodedata.normalize("NFKD", decomposed) if not unicodedata.combining(c))
    return " ".join(bare.split())


def sort_key(text: str) -> str:
    """A key whose plain order is Vietnamese dictionary order: a ă â b c d đ e ê …, syllable by syllable; within a
    syllable first the letters, then the tone (level, huyền, hỏi, ngã, sắc, nặng). Case, punctuation and the place of
    the tone mark do not count; runs of digits are ordered as numbers ("Ấp 2" before "Ấp 10").

    The key holds only a–z and 0–9, so databases of any collation order it alike and it can be stored.
    """
    clean = unicodedata.normalize("NFC", text.translate(_INVISIBLE)).casefold()
    return "".join(
        _number_key(token) if token.isascii() and token.isdigit() else _word_key(token)
        for token in _TOKEN.findall(clean)
    )


def _number_key(digits: str) -> str:
    digits = digits.lstrip("0") or "0"
    return f"1{min(len(digits), 999):03d}{digits}"


@lru_cache(maxsize=8192)  # the same syllables come again in all names
def _word_key(word: str) -> str:
    """Each letter two signs, then 0 (below any letter, so a shorter word comes first), then the tone."""
    letters: list[str] = []
    tone = 0
    for char in word:
        parts = unicodedata.normalize("NFD", char)
        base, marks = parts[0], parts[1:]
        if base in "đð":
            letters.append("d1")
        elif "a" <= base <= "z":
            letters.append(base + next((r for m in marks if (r := _LETTER_RANK.get((base, m)))), "0"))
        elif not unicodedata.combining(base):
            letters.append(f"z9{ord(base):06x}")
        tone = tone or next((t for m in parts if (t := _TONES.get(m))), 0)
    return f"{''.join(letters)}0{tone}"


def given_name_sort_key(name: str) -> str:
    """Key for lists of persons, which go by the given name (the last word), then by family and middle names."""
    words = name.split()
    return sort_key(" ".join(words[-1:] + words[:-1]))


def initials(name: str) -> str:
    """First letters of family and given name, without tone: "Võ Giả Định" gives "VĐ", "Nguyễn Văn Mẫu" "NM".

    One word gives one letter, no letter at all gives "".
    """
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", name.translate(_INVISIBLE)))
    return "".join(_without_tone(word[0]).upper()[:1] for word in (words[:1] + words[1:][-1:]))


def _without_tone(char: str) -> str:
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", char) if c not in _TONES))


def _pairs() -> dict[Style, dict[str, str]]:
    """Spelling of each toned open rhyme, per target style and per case of its two letters."""
    to: dict[Style, dict[str, str]] = {"old": {}, "new": {}}
    for first, second in ("oa", "oe", "uy"):
        for mark in _TONES:
            for a in (first, first.upper()):
                for b in (second, second.upper()):
                    old = unicodedata.normalize("NFC", a + mark) + b
                    new = a + unicodedata.normalize("NFC", b + mark)
                    to["new"][old] = new
                    to["old"][new] = old
    return to


_SPELLINGS = _pairs()
# Only at the end of a syllable (hoàn, khuỷu stay), and not after q, whose u is part of the consonant (quý stays).
_RHYMES = {
    style: re.compile(rf"(?<![qQ])(?:{'|'.join(pairs)})(?![^\W\d_])", re.UNICODE) for style, pairs in _SPELLINGS.items()
}


def spell(text: str, style: Style) -> str:
    """The text with its tones placed in one style, composed (NFC): "old" prints ủy, hòa; "new" prints uỷ, hoà.

    Raises ValueError for another style.
    """
    if style not in STYLES:
        raise ValueError(f"style must be one of {STYLES}, not {style!r}")
    pairs = _SPELLINGS[style]
    return _RHYMES[style].sub(lambda found: pairs[found[0]], unicodedata.normalize("NFC", text))
