"""A word of the domain made tappable: its explanation lies beside it, closed, and needs neither script nor network.

On a page each term is explained once, where it stands first. What the page has explained is remembered on its request.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .terms import Term, all_terms, first_term


def language() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def _told(request: Any) -> set[str] | None:
    """What this page has explained; None where nothing is to be: no page, or a piece of one that stands already."""
    if request is None or getattr(request, "htmx", False):
        return None
    if not hasattr(request, "_terms_told"):
        request._terms_told = set()
    told: set[str] = request._terms_told
    return told


def drawn(term: Term, word: str, *, sign: bool = False) -> SafeString:
    """The button and its box. `sign`: a small question mark that follows the word, where the word itself cannot be one."""
    return _box(term.key, word, language(), sign)


# `typed` keeps words that are safe already apart from the same words that are not.
@lru_cache(maxsize=1024, typed=True)
def _box(key: str, word: str, spoken: str, sign: bool) -> SafeString:
    term = all_terms()[key]
    given = {"term": term, "word": word, "title": term.words[spoken], "says": term.says[spoken], "sign": sign}
    return SafeString(render_to_string("guide/term.html", given).strip())


def explained(request: Any, text: Any) -> Any:
    """A heading with its first term tappable; HTML is left as it is. Words written in a template count as HTML to Django."""
    told = _told(request)
    plain = str(text or "")
    if told is None or not plain or (isinstance(text, SafeString) and ("<" in plain or "&" in plain)):
        return text
    hit = first_term(plain, language(), told)
    if hit is None:
        return text
    told.add(hit.term.key)
    return format_html("{}{}{}", plain[: hit.start], drawn(hit.term, plain[hit.start : hit.end]), plain[hit.end :])


def signed(request: Any, text: Any) -> SafeString:
    """For a label: the question mark of its first term, to stand beside it; empty where there is none."""
    told = _told(request)
    hit = first_term(str(text or ""), language(), told) if told is not None else None
    if hit is None or told is None:
        return SafeString("")
    told.add(hit.term.key)
    return drawn(hit.term, hit.term.words[language()], sign=True)


def named(request: Any, key: str, word: str = "") -> SafeString:
    """A term that a page names: tappable the first time, a plain word after. Raises KeyError for a term that is not there."""
    term = all_terms()[key]
    word = word or term.words[language()]
    told = _told(request)
    if told is None or key in told:
        return conditional_escape(word)
    told.add(key)
    return drawn(term, word)
