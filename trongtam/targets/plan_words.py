"""The words around a plan: "từ 95 trở lên", "hơn 87", "không quá 5", "khoảng 40", "9–12". Text in, plain values out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from trongtam.ground import numbers
from trongtam.ground.errors import Unreadable
from trongtam.ground.phrases import Phrase, gettext_noop
from trongtam.ground.vntext import fold

SPAN = re.compile(r"^(?:tu )?(?P<low>\d[\d.,]*)\s*(?:%\s*)?(?:-|–|den)\s*(?P<high>\d[\d.,]*)(?P<rest>.*)$")
# Words before the number, longest first; the text is folded and lower case.
_BEFORE = (
    (">=", ("khong duoi", "khong it hon", "toi thieu", "it nhat", "tu", ">=", "≥", "dat tu", "dat it nhat")),
    (">", ("tren", "hon", "nhieu hon", ">")),
    ("<=", ("khong qua", "khong vuot qua", "khong hon", "toi da", "nhieu nhat", "<=", "≤")),
    ("<", ("duoi", "thap hon", "it hon", "<")),
    ("=", ("bang", "dung", "=")),
    ("~", ("khoang", "xap xi", "gan", "~", "≈")),
)
_BY_LENGTH = sorted(((word, sign) for sign, words in _BEFORE for word in words), key=lambda pair: -len(pair[0]))
_AFTER = {"tro len": ">=", "tro xuong": "<=", "tro di": ">="}
# The English words that a field takes; they carry a bound, not a limit.
_OF_BOUND = {numbers.EXACTLY: "", numbers.MORE_THAN: ">", numbers.LESS_THAN: "<", numbers.ABOUT: "~"}


@dataclass(frozen=True)
class Plan:
    """A plan as typed: the comparator that its words say ("" where they say none), the number, and the end of a range."""

    comparator: str
    low: Decimal
    high: Decimal | None = None


def read_plan(text: str, *, unit: str = "") -> Plan:
    """Read one typed plan; only `unit` may stand behind its numbers. Raises Unreadable."""
    plain = fold(text)
    if re.sub(r"[^0-9]", "", plain) != re.sub(r"[^0-9]", "", text):
        plain = ""  # signs such as ² or ½ would fold into digits
    sign, body = split_words(plain)
    if (span := SPAN.match(body)) and _only(span["rest"], unit):
        low, high = numbers.read(span["low"]).value, numbers.read(span["high"]).value
        if high < low:
            sentence = gettext_noop("In “%(text)s” the second number is smaller than the first.")
            raise Unreadable(Phrase(sentence, text=text))
        return Plan("range", low, high)
    try:
        found = numbers.read(body, unit=unit) if body else numbers.read(text, unit=unit)
    except Unreadable:
        found = numbers.read(text, unit=unit)  # the same refusal, in the words that were typed
    return Plan(sign or _OF_BOUND[found.bound], found.value)


def _only(rest: str, unit: str) -> bool:
    return rest.strip() in {"", fold(unit)}


def split_words(body: str) -> tuple[str, str]:
    """The comparator that the words around the number of a folded text say, and the rest."""
    for words, sign in _AFTER.items():
        if body.endswith(words):
            rest = body[: -len(words)].strip()
            return sign, _without(rest, ("tu", "dat tu", "dat"))
    if SPAN.match(body):
        return "", body
    body = _without(body, ("dat",)) if not body.startswith("dat tu") else body
    for word, sign in _BY_LENGTH:
        if body.startswith(word) and not body[len(word) : len(word) + 1].isalpha():
            return sign, body[len(word) :].strip()
    return "", body


def _without(body: str, words: tuple[str, ...]) -> str:
    for word in sorted(words, key=len, reverse=True):
        if body.startswith(f"{word} "):
            return body[len(word) :].strip()
    return body
