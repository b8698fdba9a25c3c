"""What the office entered for a unit, as the unit's pages tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trongtam.ledger.changes import words_of
from trongtam.org.queries.book import book_url

from ..acts import SHEET

if TYPE_CHECKING:
    from trongtam.ledger.models import Entry
    from trongtam.org.models import Unit


@dataclass(frozen=True)
class Entered:
    """`what`: in words, empty for a whole sheet. `waits`: an objection has no answer yet. `confirmed`: the unit has said that
    it is right."""

    entry: Entry
    what: str
    book_url: str
    waits: bool
    confirmed: bool


def entered(entries: Iterable[Entry], unit: Unit) -> list[Entered]:
    """The newest first; entries come from `entered_for`."""
    return [
        Entered(
            entry,
            what="" if entry.act == SHEET else words_of(entry),
            book_url=book_url(unit, entry),
            waits=bool(getattr(entry, "waits", False)),
            confirmed=hasattr(entry, "confirmation"),
        )
        for entry in sorted(entries, key=lambda entry: entry.at, reverse=True)
    ]
