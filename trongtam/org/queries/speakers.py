"""A pasted list of who speaks for which unit, as offices keep it: read line by line against the units that stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trongtam.ground.vntext import fold

from ..models import Person, Unit
from .first_steps import UnitLogin

_PARTS = re.compile(r"\t|\s*[|;]\s*")
_PHONE = re.compile(r"\+?[\d .-]{9,16}")
_LEADING = re.compile(r"^\s*(?:[-–•*+]|\(?\d{1,3}[.)/:])\s*")
# What stands before a name in such lists, and is no part of it.
_TITLES = re.compile(r"^(?:đ/c|đc|đồng chí|ông|bà|anh|chị)\.?\s+", re.I)
LONGEST = 120

NEW, STANDS, SIGNS_IN, OTHER, NO_UNIT, NO_NAME, TWICE = (
    "new",
    "stands",
    "signs_in",
    "other",
    "no_unit",
    "no_name",
    "twice",
)
MADE = frozenset({NEW, STANDS})


@dataclass(frozen=True)
class Speaker:
    """A line. `state`: new; stands (holds the post, has no login); signs_in; other (somebody else holds the post); no_unit;
    no_name; twice (an earlier line names the unit)."""

    line: int
    text: str
    unit: Unit | None
    full_name: str
    phone: str
    state: str
    holder: Person | None = None


def read_speakers(text: str, logins: Sequence[UnitLogin]) -> list[Speaker]:
    """The lines with a unit or a name; a line of headings and empty ones are left out. No query."""
    by_name = _names(logins)
    seen: set[int] = set()
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        columns = [" ".join(_LEADING.sub("", part).split()) for part in _PARTS.split(line)]
        columns = [one for one in columns if one and not one.isdigit()] + _phones(columns)
        login = next((by_name[fold(one)] for one in columns if fold(one) in by_name), None)
        name = next((_name(one) for one in columns if fold(one) not in by_name and _is_name(_name(one))), "")
        if (login is None and not name) or _is_heading(columns):
            continue
        phone = next(iter(_phones(columns)), "")
        unit = login.unit if login else None
        state = _state(login, name, seen)
        holder = login.holder if login and state == STANDS else None
        found.append(Speaker(number, " · ".join(dict.fromkeys(columns)), unit, name, phone, state, holder))
        if unit is not None:
            seen.add(unit.pk)
    return found


def _names(logins: Sequence[UnitLogin]) -> dict[str, UnitLogin]:
    """Units by their name; also by what follows the first word or two (“Chi bộ ấp Một”: ấp Một), where no other is called so."""
    whole = {fold(row.unit.name): row for row in logins}
    short: dict[str, list[UnitLogin]] = {}
    for row in logins:
        words = fold(row.unit.name)
        if words.startswith("chi bo "):
            short.setdefault(words.removeprefix("chi bo "), []).append(row)
    return {name: rows[0] for name, rows in short.items() if len(rows) == 1} | whole


def _state(login: UnitLogin | None, name: str, seen: set[int]) -> str:
    if login is None:
        return NO_UNIT
    if login.unit.pk in seen:
        return TWICE
    if login.signs_in:
        return SIGNS_IN
    if login.holder is not None:
        return STANDS if not name or fold(name) == fold(login.holder.full_name) else OTHER
    return NEW if name else NO_NAME


def _phones(columns: Iterable[str]) -> list[str]:
    return [one for one in columns if _PHONE.fullmatch(one) and sum(sign.isdigit() for sign in one) >= 9]


def _name(text: str) -> str:
    return _TITLES.sub("", text).strip()


def _is_name(text: str) -> bool:
    """Two to six words, each with a capital letter first and none with a digit."""
    words = text.split()
    return 2 <= len(words) <= 6 and len(text) <= LONGEST and all(one[0].isupper() and one.isalpha() for one in words)


def _is_heading(columns: Sequence[str]) -> bool:
    return any(fold(one) in {"ho va ten", "ho ten", "ten chi bo", "don vi"} for one in columns)
