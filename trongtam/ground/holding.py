"""Rows that hold every word of a search, as each room asks its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])


def holding(rows: Rows, words: Iterable[Any], *fields: str) -> Rows:
    """Rows with every folded word in one of the fields (`folded` when none is named), not each in the same."""
    for word in words:
        somewhere = Q()
        for name in fields or ("folded",):
            somewhere |= Q(**{f"{name}__contains": word})
        rows = rows.filter(somewhere)
    return rows
