"""Words of the domain in headings and labels become tappable, once a page: a room above knows them (`registry.explain`)."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from . import registry


def explained(context: Any, text: Any) -> Any:
    """A heading, its first word of the domain tappable."""
    return registry.explain(context.get("request"), text)


def asked_word(context: Any, bound: Any, label: Any = None) -> Any:
    """The small question mark beside a label that holds a word of the domain. Only words of the program count: a label that is
    the name of a unit or a target holds such words by chance."""
    words = label or bound.label
    if bound.is_hidden or not isinstance(words, Promise | SafeString):
        return ""
    return registry.explain_label(context.get("request"), words)


def term_of(fact: Any) -> Any:
    return fact["term"] if isinstance(fact, dict) else fact.term
