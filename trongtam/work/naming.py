"""Holders by their names as sheets write them: a unit, or a person with the place of his post where names are alike. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from trongtam.ground.nearest import Names
from trongtam.ground.vntext import fold

# What people write before a name. "Bà Rịa" is a place: it is tried only where the whole is nobody's name.
_FORMS_OF_ADDRESS = ("dong chi ", "d/c ", "dc ", "ong ", "ba ", "anh ", "chi ")
_JOINTS = ("(", " – ", " — ", " - ", ", ", " · ", "; ")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who may be written in a sheet. `key`: ("unit" or "person", id). `places`: of a person the units of his posts and
    the posts themselves; `spans`: from when until (not any more) when the unit stood or the posts were held."""

    key: tuple[str, int]
    name: str
    code: str
    places: tuple[str, ...] = ()
    spans: tuple[tuple[date, date | None], ...] = ()

    def holds_on(self, day: date) -> bool:
        return any(begin <= day and (end is None or day < end) for begin, end in self.spans)

    @property
    def full(self) -> str:
        """The name with the first place: how two of one name are told apart."""
        return f"{self.name} ({self.places[0]})" if self.places else f"{self.name} ({self.code})"


class Unknown(LookupError):
    """Nobody is called so; `near`: whose names come nearest."""

    def __init__(self, near: list[Named]):
        super().__init__()
        self.near = near


class Several(LookupError):
    """`found` have one name."""

    def __init__(self, found: list[Named]):
        super().__init__()
        self.found = found


class Directory:
    """All whom a sheet may name."""

    def __init__(self, everybody: Iterable[Named]):
        self._all = list(everybody)
        self._by_code = {one.code: one for one in self._all}
        self._by_key = {one.key: one for one in self._all}
        self._labels: dict[tuple[str, int], str] = {}
        self._by_name: dict[str, list[Named]] = defaultdict(list)
        for one in self._all:
            self._by_name[fold(one.name)].append(one)
        self._near: Names[int] | None = None

    def find(self, text: str, day: date | None = None) -> Named:
        """By code, by name, or by name and place or code: “Nguyễn Văn Mẫu (Chi bộ A)”. With a day those who hold a post or
        stand on it go before others of the name. Raises Unknown, Several."""
        if (found := self._by_code.get(text.strip())) is not None:
            return found
        whole = fold(text)
        for written in _without_address(whole):
            if named := self._written(written):
                return _one_of(named, day)
        raise Unknown(self.nearest(text))

    def _written(self, text: str) -> list[Named]:
        if named := self._by_name.get(text):
            return named
        for name, more in _split(text):
            if fits := [one for one in self._by_name.get(name, ()) if _is_of(one, more)]:
                return fits
        return []

    def nearest(self, text: str) -> list[Named]:
        if self._near is None:
            self._near = Names((place, one.name) for place, one in enumerate(self._all))
        return [self._all[place] for place in self._near.nearest(text)]

    def label_of(self, key: tuple[str, int]) -> str:
        """As `label`, by the key; empty for whom the directory does not know."""
        if key not in self._labels:
            self._labels[key] = self.label(self._by_key[key]) if key in self._by_key else ""
        return self._labels[key]

    def label(self, one: Named) -> str:
        """The shortest that `find` reads as nobody else."""
        for text in (one.name, one.full, f"{one.name} ({one.code})"):
            try:
                if self.find(text) == one:
                    return text
            except LookupError:
                continue
        return one.code


def _without_address(text: str) -> Iterator[str]:
    yield text
    for address in _FORMS_OF_ADDRESS:
        if text.startswith(address):
            yield text.removeprefix(address)


def _split(text: str) -> Iterator[tuple[str, str]]:
    """Name and what tells him apart, at each joint from the left."""
    for joint in _JOINTS:
        at = text.find(joint)
        while at > 0:
            more = text[at + len(joint) :].strip()
            if joint == "(":
                more = more.removesuffix(")").strip()
            if more:
                yield text[:at].strip(), more
            at = text.find(joint, at + 1)


def _is_of(one: Named, more: str) -> bool:
    """Whether a folded place, post or code is his."""
    return fold(one.code) == more or any(fold(place) == more for place in one.places)


def _one_of(named: list[Named], day: date | None) -> Named:
    if len(named) > 1 and day is not None:
        named = [one for one in named if one.holds_on(day)] or named
    if len(named) > 1:
        raise Several(named)
    return named[0]
