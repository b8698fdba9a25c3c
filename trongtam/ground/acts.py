"""How an act that looks first and writes afterwards is bound into a transaction."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")


def looks_first(act: Callable[P, R]) -> Callable[P, R]:
    """As `transaction.atomic`, for an act that has looked at everything (lock, right, sense) before it writes its first row.

    Alone it is one transaction. Within another it needs no savepoint: a refusal finds nothing written that would have to be
    undone, and what breaks while it writes is an error that ends the whole transaction, never a refusal that somebody answers.
    """

    @wraps(act)
    def bound(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return act(*args, **kwargs)
        with transaction.atomic():
            return act(*args, **kwargs)

    return bound
