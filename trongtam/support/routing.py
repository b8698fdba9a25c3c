"""Which organ of a commune answers what: the dated table of `data/routing.toml`, and what its words propose. No database.

The program proposes, a person decides. What is no recommendation at all, a denunciation, is known by its words here too.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from trongtam.ground.vntext import fold, spell
from trongtam.reminders.holidays import is_quiet, unchecked

DATA = Path(__file__).parent / "data" / "routing.toml"
OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Organ:
    """One of the five. `kinds`: kinds of units; `names`: how the unit's folded name begins where it is no kind of its own."""

    code: str
    name: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of competence and the words that point at it."""

    code: str
    name: str
    organ: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Where one of `any_of` stands: `field` with one of `beside`, else `otherwise`."""

    any_of: tuple[str, ...]
    beside: tuple[str, ...]
    field: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Table:
    """The routing that holds since a day."""

    valid_from: date
    source: str
    checked: bool
    organs: tuple[Organ, ...]
    fields: tuple[Field, ...]
    overlaps: tuple[Overlap, ...]

    def field(self, code: str) -> Field | None:
        return next((one for one in self.fields if one.code == code), None)

    def organ(self, code: str) -> Organ | None:
        return next((one for one in self.organs if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the words of a text point at, and which words those were."""

    field: Field
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """How many days an answer may take, for what was raised since a day."""

    valid_from: date
    days: int
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Denunciation:
    """Words by which one is known, and phrases that only speak of the matter in general."""

    words: tuple[str, ...]
    general: tuple[str, ...]
    source: str
    checked: bool


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf8"))


@cache
def tables() -> tuple[Table, ...]:
    """All routing tables, by day."""
    return tuple(sorted((_table(row) for row in _read()["tables"]), key=lambda one: one.valid_from))


def _table(row: dict[str, Any]) -> Table:
    return Table(
        row["valid_from"],
        row["source"],
        row["checked"],
        tuple(
            Organ(one["code"], one["name"], tuple(one.get("kinds", ())), tuple(one.get("names", ())))
            for one in row["organs"]
        ),
        tuple(Field(one["code"], one["name"], one["organ"], tuple(one["words"])) for one in row["fields"]),
        tuple(Overlap(tuple(one["any"]), tuple(one["with"]), one["field"], one["else"]) for one in row["overlaps"]),
    )


def table_on(day: date) -> Table:
    """The routing of a day; the first one for days before it."""
    return next((one for one in reversed(tables()) if one.valid_from <= day), tables()[0])


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that words are looked for in, as whole words. One with diacritics is compared with them (“đề” is no “đê”, “tổ cao
    tuổi” denounces nobody), one without is compared folded."""

    flat: str
    marked: bool

    @classmethod
    def of(cls, text: str) -> _Text:
        flat = _even(text)
        folded = fold(flat)
        return cls(flat, True) if folded != flat else cls(folded, False)

    def holds(self, word: str) -> bool:
        asked = _even(word) if self.marked else fold(word)
        return re.search(rf"(?<!\w){re.escape(asked)}(?!\w)", self.flat) is not None

    def without(self, phrases: Iterable[str]) -> _Text:
        flat = self.flat
        for phrase in sorted(phrases, key=len, reverse=True):
            flat = flat.replace(_even(phrase) if self.marked else fold(phrase), " · ")
        return _Text(flat, self.marked)


def _even(text: str) -> str:
    """In one spelling and one encoding, lower case, single blanks."""
    return " ".join(spell(unicodedata.normalize("NFC", text), "old").casefold().split())


def propose(text: str, table: Table) -> Proposal | None:
    """The field that a text points at: the overlap rules first, then the field with most signs, longer phrases weighing more, in
    the order of the table where two weigh the same. None where no word is known."""
    asked = _Text.of(text)
    for rule in table.overlaps:
        if found := tuple(filter(asked.holds, rule.any_of)):
            beside = tuple(filter(asked.holds, rule.beside))
            field = table.field(rule.field if beside else rule.otherwise)
            if field is not None:
                return Proposal(field, found + beside)
    best, weight = None, 0
    for field in table.fields:
        signs = tuple(filter(asked.holds, field.words))
        weighs = sum(len(word.split()) ** 2 for word in signs)
        if weighs > weight:
            best, weight = Proposal(field, signs), weighs
    return best


# -- by when -----------------------------------------------------------------------------------------------------------


@cache
def deadlines() -> tuple[Deadline, ...]:
    rows = [Deadline(one["valid_from"], one["days"], one["source"], one["checked"]) for one in _read()["deadlines"]]
    return tuple(sorted(rows, key=lambda one: one.valid_from))


def deadline_on(day: date) -> Deadline:
    return next((one for one in reversed(deadlines()) if one.valid_from <= day), deadlines()[0])


def due_after(day: date) -> date:
    """The day by which an answer is owed: so many days later, moved on to a working day."""
    due = day + timedelta(days=deadline_on(day).days)
    while is_quiet(due, weekends=True, feasts=True):
        due += timedelta(days=1)
    return due


def holidays_unchecked(day: date) -> bool:
    """Whether the holidays of the day's year were not compared with their announcement."""
    return unchecked(day.year)


# -- a denunciation ----------------------------------------------------------------------------------------------------


@cache
def denunciation() -> Denunciation:
    row = _read()["denunciation"]
    return Denunciation(tuple(row["words"]), tuple(row["general"]), row["source"], row["checked"])


def is_denunciation(text: str) -> bool:
    """Whether a text denounces: one of the words stands in it outside the phrases about the matter in general."""
    known = denunciation()
    asked = _Text.of(text).without(known.general)
    return any(map(asked.holds, known.words))
