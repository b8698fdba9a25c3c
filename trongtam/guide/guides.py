"""The guides that are shipped with the program: `texts/<language>/<guide>.md`, which are `docs/` themselves."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trongtam.look.registry import Slot

from .reading import Guide, Section, read_guide

if TYPE_CHECKING:
    from django.http import HttpRequest

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("vi", "en")
# In the order in which they are offered to somebody of whom nothing is known.
NAMES = ("unit-secretary", "office", "secretary", "superior", "administrator", "upgrade")
INDEX = "README"


def _all(_request: HttpRequest | None) -> tuple[str, ...]:
    return NAMES


# Which guides are a person's, the nearest first; the room that knows posts says it.
readers: Slot[tuple[str, ...]] = Slot("readers", _all)


@lru_cache(maxsize=32)
def guide(name: str, language: str) -> Guide:
    """Raises FileNotFoundError for a name that is no guide."""
    folder = TEXTS / (language if language in LANGUAGES else LANGUAGES[0])
    return read_guide(name, (folder / f"{name}.md").read_text(encoding="utf8"))


def own_guides(request: Any) -> tuple[str, ...]:
    return readers(request) or NAMES


def answers(topic: str, names: tuple[str, ...], language: str) -> tuple[Guide, tuple[Section, ...]] | None:
    """The first of the guides that says something on the topic, and what; None where none does."""
    for name in names:
        found = guide(name, language)
        if sections := found.on(topic):
            return found, sections
    return None
