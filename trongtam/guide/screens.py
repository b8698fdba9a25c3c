"""Which topic of the guides belongs to which screen. Each room says it for its own addresses in `ready()`.

A topic is the name that stands above a section of the guides, in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping

from trongtam.look.registry import AlreadyRegistered

_topic_of: dict[str, str] = {}


def add(topics: Mapping[str, tuple[str, ...]]) -> None:
    """`{"figures": ("targets:entry", …)}`: names of addresses by topic. Raises AlreadyRegistered where one is named twice."""
    for topic, addresses in topics.items():
        for address in addresses:
            if address in _topic_of:
                raise AlreadyRegistered(f"{address} has its topic already: {_topic_of[address]}")
            _topic_of[address] = topic


def topic_of(address: str) -> str:
    """Empty where no room has said anything."""
    return _topic_of.get(address, "")


def known() -> frozenset[str]:
    return frozenset(_topic_of.values())
