"""Words of the domain in headings and labels become tappable, once a page: a room above knows them (`registry.explain`)."""

from __future__ import annotations

from typing import Any

from . import registry


def explained(context: Any, text: Any) -> Any:
    """A heading, its first word of the domain tappable."""
    return registry.explain(context.get("request"), text)


def asked_word(context: Any, bound: Any, label: Any = None) -> Any:
    """The small question mark beside a label that holds a word of the domain."""
    return "" if bound.is_hidden else registry.explain_label(context.get("request"), label or bound.label)


def term_of(fact: Any) -> Any:
    return fact["term"] if isinstance(fact, dict) else fact.term
