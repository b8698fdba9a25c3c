"""What an entry changed, in words that people read: fields by their names, numbers and days as they are written here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
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


def changes_of(entry: Entry) -> list[Change]:
    """What the entry changed; nothing where it was erased, or where no word for a field is known."""
    if entry.payload is None:
        return []
    if own := act_of(entry.act).changes:
        return own(entry)
    before, after = entry.payload.get("before"), entry.payload.get("after")
    if isinstance(before, dict) or isinstance(after, dict):
        return _fields(
            entry.on_kind, before if isinstance(before, dict) else {}, after if isinstance(after, dict) else {}
        )
    change = Change("", shown(before), shown(after))
    return [change] if change.before or change.after else []


def words_of(entry: Entry) -> str:
    """What the act's own room says of the entry, if it says anything."""
    describe = act_of(entry.act).describe
    return describe(entry) if describe and entry.payload is not None else ""


def _fields(kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    found = []
    for key in sorted(before.keys() | after.keys()):
        label = _label(kind, key)
        change = Change(label, shown(before.get(key)), shown(after.get(key)))
        if label and change.before != change.after:
            found.append(change)
    return found


def _label(kind: str, key: str) -> str:
    """The name of a field of the thing; empty where it has none of its own (then it is a word of the code)."""
    if key == "count":
        return gettext("How many")
    try:
        field = apps.get_model(kind)._meta.get_field(key)
    except (LookupError, ValueError, FieldDoesNotExist):
        return ""
    label = str(getattr(field, "verbose_name", ""))
    return "" if label == key.replace("_", " ") else label[:1].upper() + label[1:]


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
