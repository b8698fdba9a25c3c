"""Which column of a sheet is which field: by the house's own titles, or as a person has settled it once. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground.errors import Refused
from trongtam.ground.incoming import place_of
from trongtam.ground.vntext import fold

from .kinds import Kind, Scope

EVERY = "="  # before a value that stands for every line of the sheet


def reason_title() -> str:
    """The column of refused lines that says why."""
    return _("Why this line was refused")


def _reason_titles() -> set[str]:
    found = set()
    for language in ("en", "vi"):
        with override(language):
            found.add(fold(reason_title()))
    return found


def digest_of(headings: Sequence[str]) -> str:
    """By this a foreign sheet is known again; the column of reasons that the house adds does not count."""
    ours = _reason_titles()
    plain = [fold(heading) for heading in headings]
    while plain and (not plain[-1] or plain[-1] in ours):
        plain.pop()
    return sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def matched(kind: Kind, headings: Sequence[str], row: int) -> dict[str, int]:
    """Field → column (from 0) for the titles that are known. Raises Refused where one stands twice."""
    titles = kind.titles()
    found: dict[str, int] = {}
    for column, heading in enumerate(headings):
        key = titles.get(fold(heading)) if heading else None
        if key is None:
            continue
        if key in found:
            sentence = _("The heading “%(heading)s” stands twice, in %(one)s and %(other)s. Keep one of these columns.")
            places = {"one": place_of(found[key], row), "other": place_of(column, row)}
            raise Refused(sentence % {"heading": heading, **places})
        found[key] = column
    return found


def proposed(
    kind: Kind, scope: Scope, headings: Sequence[str], columns: Mapping[str, int | str]
) -> dict[str, int | str]:
    """What a person is asked to confirm: known columns, those whose heading begins as offices write it, and for what is
    required and has no column the first value that may stand for every line."""
    found = dict(columns)
    plain = [fold(heading) for heading in headings]
    for one in kind.fields:
        if one.told or one.key in found:
            continue
        free = [column for column in range(len(plain)) if plain[column] and column not in found.values()]
        column = next((at for begin in one.also for at in free if begins(plain[at], begin)), None)
        if column is not None:
            found[one.key] = column
        elif one.required and one.every is not None and (values := list(one.every(scope))):
            found[one.key] = f"{EVERY}{values[0][0]}"
    return found


def begins(heading: str, words: str) -> bool:
    """Whole words at the beginning, or after the parts of a heading of several rows."""
    return any(part == words or part.startswith(f"{words} ") for part in heading.split(" · "))


def missing(kind: Kind, columns: Mapping[str, int | str]) -> list[str]:
    """The titles of required fields that no column gives."""
    return [str(one.title) for one in kind.fields if one.required and one.key not in columns]


def left_out(headings: Sequence[str], columns: Mapping[str, int | str]) -> list[str]:
    """Headings of columns that are not read."""
    read, ours = set(columns.values()), _reason_titles()
    return [
        heading
        for column, heading in enumerate(headings)
        if heading and column not in read and fold(heading) not in ours
    ]
