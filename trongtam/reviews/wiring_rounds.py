"""What rounds register at start-up."""

from __future__ import annotations


def register_all() -> None:
    from . import facts
    from .queries.counting import PROVIDERS

    for code, provider in PROVIDERS.items():
        facts.register(code, provider)
