"""What a form shows, and by which labels a cell is known again when the form has changed. Pure: no Django.

A form is tables of spots, and blanks in running text. A spot's fingerprint is the nearest words to its left, the nearest heads
above it and its table; digits count as one sign, so that "9 tháng năm 2022" and "6 tháng năm 2023" are the same words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from trongtam.ground.vntext import fold

TEXT, NUMBER, FORMULA, EMPTY = KINDS = ("text", "number", "formula", "empty")
HEADS = 2
_DIGITS = re.compile(r"\d+")
_WORDLESS = re.compile(r"[^a-z]*[ivx]{0,4}[^a-z]*")
BLANK = re.compile(r"[.…_]{3,}|…+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell, with how many columns and rows it covers."""

    place: str
    row: int
    column: int
    text: str
    kind: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Table:
    name: str
    spots: tuple[Spot, ...]

    @cached_property
    def by_cell(self) -> dict[tuple[int, int], Spot]:
        """Every covered cell → its spot."""
        return {
            (row, column): spot
            for spot in self.spots
            for row in range(spot.row, spot.row + spot.down)
            for column in range(spot.column, spot.column + spot.across)
        }

    @cached_property
    def width(self) -> int:
        return max((spot.column + spot.across for spot in self.spots), default=0)

    @property
    def rows(self) -> list[list[Spot]]:
        """Spots by row, for drawing."""
        found: dict[int, list[Spot]] = defaultdict(list)
        for spot in self.spots:
            found[spot.row].append(spot)
        return [sorted(found[row], key=lambda spot: spot.column) for row in sorted(found)]

    def left_of(self, spot: Spot) -> str:
        """The nearest words in the spot's row; numbering and units of measure do not count."""
        for column in range(spot.column - 1, -1, -1):
            beside = self.by_cell.get((spot.row, column))
            if beside is not None and beside.kind == TEXT and has_words(beside.text) and not self._measures(beside):
                return beside.text
        return ""

    def _measures(self, spot: Spot) -> bool:
        """Whether the spot's column is that of the units of measure."""
        return any(plain(head) in ("don vi tinh", "dvt", "don vi") for head in self.above(spot))

    def above(self, spot: Spot) -> tuple[str, ...]:
        """The nearest heads above the spot that stand together, the lowest first; a title over the whole table does not count."""
        found: list[str] = []
        for row in range(spot.row - 1, -1, -1):
            head = self.by_cell.get((row, spot.column))
            if head is None or head.kind != TEXT or not has_words(head.text) or head.across * 5 > self.width * 4:
                if found:
                    break
                continue
            if head.text not in found:
                found.append(head.text)
            if len(found) == HEADS:
                break
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Blank:
    """A dotted blank in running text, with the words before and after it."""

    place: str
    before: str
    after: str


@dataclass(frozen=True)
class Print:
    """A fingerprint: table, words to the left, heads above; the `nth` of `of` spots that share them."""

    table: str
    left: str
    above: tuple[str, ...]
    nth: int
    of: int

    def as_json(self) -> dict[str, object]:
        return {"table": self.table, "left": self.left, "above": list(self.above), "nth": self.nth, "of": self.of}

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> Print:
        above = kept["above"]
        assert isinstance(above, list)
        return cls(str(kept["table"]), str(kept["left"]), tuple(above), int(str(kept["nth"])), int(str(kept["of"])))


@dataclass(frozen=True)
class Layout:
    """A form as it is shown."""

    tables: tuple[Table, ...]
    blanks: tuple[Blank, ...] = ()
    lost: tuple[str, ...] = field(default=())
    """Names of what a filled form will not keep, such as charts."""

    @cached_property
    def spots(self) -> dict[str, tuple[Table, Spot]]:
        return {spot.place: (table, spot) for table in self.tables for spot in table.spots}

    @cached_property
    def prints(self) -> dict[str, Print]:
        """Place → fingerprint, for everything that could be filled."""
        keys: dict[str, tuple[str, str, tuple[str, ...]]] = {
            blank.place: ("", plain(blank.before)[-60:], (plain(blank.after)[:30],)) for blank in self.blanks
        }
        for table in self.tables:
            for spot in table.spots:
                if spot.kind in (EMPTY, NUMBER):
                    heads = tuple(plain(head) for head in table.above(spot))
                    keys[spot.place] = (plain(table.name), plain(table.left_of(spot)), heads)
        counts, seen = Counter(keys.values()), Counter[tuple[str, str, tuple[str, ...]]]()
        found = {}
        for place, key in keys.items():
            seen[key] += 1
            found[place] = Print(*key, nth=seen[key], of=counts[key])
        return found

    def can_fill(self, place: str) -> bool:
        return place in self.prints

    def label(self, place: str) -> str:
        """How people call a place: words to the left and heads above, or the words before a blank."""
        if place in self.spots:
            table, spot = self.spots[place]
            return (
                " · ".join(filter(None, [table.left_of(spot), *reversed(table.above(spot))])) or place.partition("!")[2]
            )
        blank = next((blank for blank in self.blanks if blank.place == place), None)
        return blank.before[-80:].strip() or place if blank else place

    @property
    def expected(self) -> list[str]:
        """Places that a form seems to ask for: empty, with words to the left and above; and blanks."""
        asked = [
            spot.place
            for table in self.tables
            for spot in table.spots
            if spot.kind == EMPTY and table.left_of(spot) and table.above(spot)
        ]
        return asked + [blank.place for blank in self.blanks]

    def likeness(self, other: Layout) -> float:
        """0…1: how many words of labels the two forms share."""
        mine, theirs = ({(p.left, p.above) for p in one.prints.values()} for one in (self, other))
        return len(mine & theirs) / max(len(mine | theirs), 1)


def has_words(text: str) -> bool:
    """Whether a text says more than a number or a numbering such as "1.2", "II", "a)"."""
    folded = fold(text)
    return not _WORDLESS.fullmatch(folded) and len(re.sub(r"[^a-z]", "", folded)) > 1


def plain(text: str) -> str:
    """Words without diacritics, signs and figures: what stays the same from one period to the next."""
    return " ".join(re.sub(r"[^a-z#%]+", " ", _DIGITS.sub("#", fold(text))).split())


def carried(old: Mapping[str, Print], new: Layout) -> dict[str, str]:
    """Old place → the place of a changed form that bears the same labels; places whose labels are gone, or are shared by another
    number of cells than before, have none. No new place is taken twice."""
    whole = {one: place for place, one in new.prints.items()}
    elsewhere: dict[Print, list[str]] = defaultdict(list)
    for place, one in new.prints.items():
        elsewhere[_anywhere(one)].append(place)
    found: dict[str, str] = {}
    for place, one in old.items():
        there = whole.get(one)
        if there is None and one.table and len(elsewhere[_anywhere(one)]) == 1:
            there = elsewhere[_anywhere(one)][0]
        if there is not None:
            found[place] = there
    taken = Counter(found.values())
    return {place: there for place, there in found.items() if taken[there] == 1}


def _anywhere(one: Print) -> Print:
    return Print("", one.left, one.above, one.nth, one.of)


def letters(column: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def place_of(table: int, row: int, column: int) -> str:
    return f"{table}!{letters(column)}{row + 1}"


def kind_of(text: str) -> str:
    """Of a cell's text: dots alone stand for nothing."""
    if not text.strip() or BLANK.fullmatch(text.strip()):
        return EMPTY
    return TEXT if re.search(r"[^\W\d_]", text) else NUMBER


def in_order(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    return tuple(sorted(spots, key=lambda spot: (spot.row, spot.column)))
