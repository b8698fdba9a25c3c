"""What an entry changed, in words that people read: fields by their names, numbers and days as they are written here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, SlugField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trongtam.ground.numbers import write

from .acts import act_of
from .models import Entry

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,12})?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_REFERENCE = re.compile(r"[a-z_]+\.[a-z_]+:\S+")


@dataclass(frozen=True)
class Change:
    """A field (empty: the thing itself) before and after; empty text where there was nothing."""

    field: str
    before: str
    after: str


# Kind of a thing and its number → its name.
Names = dict[tuple[str, str], str]


def names_of(entries: Iterable[Entry]) -> Names:
    """What the things are called that these entries point to by a number (a unit's parent, the keeper of a record): one
    query for each kind of thing, however many entries there are."""
    asked: dict[type[Model], set[str]] = {}
    for entry in entries:
        for kind, number in _pointed(entry):
            asked.setdefault(kind, set()).add(number)
    return {
        (kind._meta.label_lower, str(key)): str(found)
        for kind, numbers in asked.items()
        for key, found in kind._base_manager.in_bulk(numbers).items()
    }


def _pointed(entry: Entry) -> Iterator[tuple[type[Model], str]]:
    payload = entry.payload or {}
    for side in (payload.get("before"), payload.get("after")):
        for key, value in side.items() if isinstance(side, dict) else ():
            kind = _kind_behind(entry.on_kind, key)
            if kind is not None and str(value).isdecimal():
                yield kind, str(value)


def _kind_behind(kind: str, key: str) -> type[Model] | None:
    """What a field of the thing points to; None for a plain field."""
    field = _field(kind, key)
    return getattr(field, "related_model", None) if getattr(field, "many_to_one", False) else None


def link_of(entry: Entry) -> tuple[str, str]:
    """Words and address of the page where the thing is seen; both empty where there is none."""
    opens = act_of(entry.act).opens
    return opens(entry) if opens and entry.payload is not None else ("", "")


def changes_of(entry: Entry, names: Names | None = None) -> list[Change]:
    """What the entry changed; nothing where it was erased, or where no word for a field is known. `names`: `names_of` the
    entries of the page, asked for here where they are not given."""
    if entry.payload is None:
        return []
    if own := act_of(entry.act).changes:
        return own(entry)
    before, after = entry.payload.get("before"), entry.payload.get("after")
    if isinstance(before, dict) or isinstance(after, dict):
        sides = (before if isinstance(before, dict) else {}, after if isinstance(after, dict) else {})
        return _fields(entry.on_kind, *sides, names_of([entry]) if names is None else names)
    change = Change("", shown(before), shown(after))
    return [change] if change.before or change.after else []


def words_of(entry: Entry) -> str:
    """What the act's own room says of the entry, if it says anything."""
    describe = act_of(entry.act).describe
    return describe(entry) if describe and entry.payload is not None else ""


def _fields(kind: str, before: dict[str, Any], after: dict[str, Any], names: Names) -> list[Change]:
    found = []
    for key in sorted(before.keys() | after.keys()):
        label = _label(kind, key)
        behind = _kind_behind(kind, key)
        choices = _choices(kind, key)
        said = [_named(_chosen(side.get(key), choices), behind, names) for side in (before, after)]
        change = Change(label, *said)
        if label and change.before != change.after:
            found.append(change)
    return found


def _label(kind: str, key: str) -> str:
    """The name of a field of the thing; empty where it has none of its own (then it is a word of the code)."""
    if key == "count":
        return gettext("How many")
    field = _field(kind, key)
    if isinstance(field, SlugField):
        return ""  # what stands in addresses and sheets says nothing that the name does not say
    label = str(getattr(field, "verbose_name", ""))
    return "" if label == key.replace("_", " ") else label[:1].upper() + label[1:]


def _field(kind: str, key: str) -> Any:
    try:
        return apps.get_model(kind)._meta.get_field(key)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def _choices(kind: str, key: str) -> dict[Any, Any]:
    """The values that may stand in a field, with their words; empty where any may."""
    return dict(getattr(_field(kind, key), "flatchoices", ()))


def _chosen(value: Any, choices: dict[Any, Any]) -> Any:
    """A value of a choice in words; any other as it is."""
    return str(choices[value]) if isinstance(value, str | int) and value in choices else value


def _named(value: Any, behind: type[Model] | None, names: Names) -> str:
    """A value as people write it; what points to another thing by that thing's name, never by its number."""
    if behind is None or not str(value).isdecimal():
        return shown(value)
    return names.get((behind._meta.label_lower, str(value)), "")


def shown(value: Any) -> str:
    """A value of the payload as people write it; what only machines read (references, lists) is left out."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    text = str(value)
    if _DAY.fullmatch(text):
        return _day(text)
    if _NUMBER.fullmatch(text):
        return _number(text)
    return "" if _REFERENCE.fullmatch(text) else text


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


def _number(text: str) -> str:
    return write(Decimal(text))
