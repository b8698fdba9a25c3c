"""The columns of the sheet of criteria, and what the cells of a line say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.ground import numbers
from trongtam.ground.errors import Refused
from trongtam.ground.sheets import Value
from trongtam.ground.vntext import fold
from trongtam.imports.kinds import Entry, Field

from ..criteria.lines import AT, AT_COLUMNS, EVERYWHERE, Line, plainly
from ..criteria.rows import YES
from ..criteria.shapes import AT_LEAST, AT_MOST, DONE, GROUP, GROUPS, REGION, REGIONS, CriteriaSet
from .measurements import NO
from .measurements import YES as YES_WORDS

ASKS = {
    DONE: gettext_lazy("must be done"),
    AT_LEAST: gettext_lazy("at least"),
    AT_MOST: gettext_lazy("at most"),
}
BYS = {REGION: gettext_lazy("by region"), GROUP: gettext_lazy("by group of communes")}
TICKS = ("if_any", "by_province", "hamlets", "yearly", "verified")
NUMBERS = (*AT_COLUMNS, "relative_percent")
_WHOLE = ("criterion", "enough", "year")

FIELDS = (
    Field("set", gettext_lazy("Code of the set"), width=14),
    Field("criterion", gettext_lazy("Criterion no."), required=True, width=8),
    Field("criterion_name", gettext_lazy("Criterion"), required=True, width=28),
    Field("indicator", gettext_lazy("Indicator no."), width=10),
    Field("indicator_name", gettext_lazy("Indicator of the criterion"), width=44),
    Field("leaf", gettext_lazy("Part no."), width=10),
    Field("leaf_name", gettext_lazy("Part of the indicator"), width=44),
    Field("ask", gettext_lazy("What is asked"), width=12),
    Field("unit", gettext_lazy("Unit of measure"), width=14),
    Field("said", gettext_lazy("What the set says"), told=True, width=40),
    Field("year", gettext_lazy("Thresholds of the year"), width=10),
    Field(EVERYWHERE, gettext_lazy("Threshold everywhere"), kind="number", width=12),
    *(Field(f"{AT}{code}", name, kind="number", width=14) for code, name in (REGIONS | GROUPS).items()),
    Field("enough", gettext_lazy("How many parts suffice"), width=10),
    Field("if_any", gettext_lazy("Only if there is any"), width=10),
    Field("by_province", gettext_lazy("The province says more"), width=10),
    Field("hamlets", gettext_lazy("Each hamlet answers"), width=10),
    Field("yearly", gettext_lazy("Another threshold every year"), width=10),
    Field("relative_set", gettext_lazy("Taken from the set"), width=14),
    Field("relative_leaf", gettext_lazy("Taken from the part"), width=10),
    Field("relative_percent", gettext_lazy("Percent of it"), kind="number", width=10),
    Field("measure", gettext_lazy("Measured by the indicator"), width=20),
    Field("verified", gettext_lazy("Checked against the text"), width=10),
    Field("source", gettext_lazy("Where it was checked"), width=30),
    Field("note", gettext_lazy("Note"), width=30),
    Field("head:name", gettext_lazy("Name of the set"), width=36),
    Field("head:tier", gettext_lazy("Tier"), width=16),
    Field("head:decision", gettext_lazy("Decision of the set"), width=24),
    Field("head:issued", gettext_lazy("Issued on"), kind="date", width=12),
    Field("head:valid_from", gettext_lazy("Valid from"), kind="date", width=12),
    Field("head:valid_to", gettext_lazy("Valid until"), kind="date", width=12),
    Field("head:by", gettext_lazy("Thresholds go"), width=16),
    Field("head:source", gettext_lazy("Source of the set"), width=30),
    Field("head:note", gettext_lazy("Note on the set"), width=30),
)
HEAD = tuple(one.key.removeprefix("head:") for one in FIELDS if one.key.startswith("head:"))
DATES = ("issued", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: its cells (empty where it says nothing), and of its set what stands above the criteria."""

    line: Line
    head: Mapping[str, Any]


def written(line: Line, one: CriteriaSet, said: str) -> tuple[Value, ...]:
    """The cells of a line that goes out, in the order of `FIELDS`."""
    head: dict[str, Value] = {f"head:{name}": getattr(one, name) for name in HEAD}
    head["head:by"] = str(BYS[one.by])
    cells: dict[str, Value] = {**line, **head, "set": one.code, "said": said}
    cells |= {name: "có" if line[name] else None for name in TICKS}
    cells |= {name: Decimal(line[name]) if line[name] else None for name in NUMBERS}
    cells["ask"] = str(ASKS[line["ask"]]) if line["ask"] else None
    return tuple(None if cells[one.key] == "" else cells[one.key] for one in FIELDS)


def read_line(entry: Entry, stands: Line | None, empty: Line) -> Line:
    """The line as cells of text; a column that the sheet lacks says what stands. Raises Refused, naming the field."""
    line = dict(stands or empty)
    for name in empty:
        if name in entry.cells:
            line[name] = _cell(entry, name)
    line["leaf"] = line["leaf"] or line["indicator"]
    line["leaf_name"] = line["leaf_name"] or line["indicator_name"]
    if line["leaf"] and not line["indicator"]:
        raise Refused(_("“%(title)s” is missing.") % {"title": _("Indicator no.")}, field="indicator")
    if line["indicator"] and not line["ask"]:
        raise Refused(_("“%(title)s” is missing.") % {"title": _("What is asked")}, field="ask")
    if line["relative_set"] and not (line["relative_leaf"] and line["relative_percent"]):
        raise Refused(
            _("Say from which part the threshold is taken, and how many percent of it."), field="relative_set"
        )
    return line


def key_cells(entry: Entry) -> tuple[str, str]:
    """Which line of its set is meant, as `lines.key_of_line` tells it."""
    number = _cell(entry, "criterion")
    return _cell(entry, "leaf") or _cell(entry, "indicator") or f"#{number}", _cell(entry, "year")


def _cell(entry: Entry, name: str) -> str:
    if name in TICKS:
        return _tick(entry, name)
    if name in NUMBERS:
        return _number(entry, name)
    text = " ".join(entry.text(name).split())
    if name == "ask" and text:
        return _ask(text)
    if name in _WHOLE and text and not (text.isdecimal() and int(text) < 10_000):
        raise Refused(_("“%(text)s” must be a whole number.") % {"text": text}, field=name)
    if name == "criterion" and not text:
        raise Refused(_("“%(title)s” is missing.") % {"title": _("Criterion no.")}, field=name)
    return str(int(text)) if name in _WHOLE and text else text


def _tick(entry: Entry, name: str) -> str:
    text = fold(entry.text(name))
    if text and text not in YES_WORDS | NO:
        raise Refused(_("“%(text)s” is neither yes nor no.") % {"text": text}, field=name)
    return YES if text in YES_WORDS else ""


def _number(entry: Entry, name: str) -> str:
    cell = entry.number_text(name)
    if isinstance(cell, str):
        cell = cell.rstrip("%").strip()
    if cell == "":
        return ""
    return plainly(cell if isinstance(cell, Decimal) else numbers.read(cell).value)


def _ask(text: str) -> str:
    signs = {">=": AT_LEAST, "≥": AT_LEAST, "<=": AT_MOST, "≤": AT_MOST}
    known = {fold(str(word)): ask for ask, word in ASKS.items()} | {fold(ask): ask for ask in ASKS}
    found = signs.get(text) or known.get(fold(text))
    if found is None:
        names = {"text": text, "known": ", ".join(str(word) for word in ASKS.values())}
        raise Refused(_("“%(text)s” is none of: %(known)s.") % names, field="ask")
    return found


def read_head(entry: Entry, stands: CriteriaSet | None) -> dict[str, Any]:
    """What the line says of its set; an empty cell says what stands. Raises Refused."""
    told: dict[str, Any] = {}
    for name in HEAD:
        key = f"head:{name}"
        value: Any = entry.day(key) if name in DATES else " ".join(entry.text(key).split())
        if name == "by" and value:
            value = _by(value)
        before = getattr(stands, name) if stands is not None else None
        told[name] = value or before or (None if name in DATES else REGION if name == "by" else "")
    return told


def _by(text: str) -> str:
    known = {fold(str(word)): by for by, word in BYS.items()} | {by: by for by in BYS}
    if (found := known.get(fold(text))) is None:
        names = {"text": text, "known": ", ".join(str(word) for word in BYS.values())}
        raise Refused(_("“%(text)s” is none of: %(known)s.") % names, field="head:by")
    return found


def new_set(code: str, head: Mapping[str, Any]) -> CriteriaSet:
    """An empty set of that head. Raises Refused for what is missing."""
    titles = {one.key: one.title for one in FIELDS}
    for name in ("name", "valid_from", "valid_to"):
        if not head[name]:
            raise Refused(_("“%(title)s” is missing.") % {"title": titles[f"head:{name}"]}, field=f"head:{name}")
    return with_head(CriteriaSet(code, "", "", "", date.min, date.max, REGION, ()), head)


def with_head(one: CriteriaSet, head: Mapping[str, Any]) -> CriteriaSet:
    return replace(one, **head)
