"""A scheme from a plain mapping (a data file, a row's JSON, what the editor sends) and back. Pure; numbers travel as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from trongtam.ground.errors import Refused
from trongtam.ground.phrases import Phrase, gettext_noop

from .scheme import Cap, Condition, Deduction, Group, Item, Level, Scheme, Step, levels_from

Row = Mapping[str, Any]


def read_scheme(mapping: Row) -> Scheme:
    """The scheme of a mapping. Raises Refused with a sentence for one that lacks something or contradicts itself."""
    try:
        levels = tuple(_level(row) for row in mapping["levels"])
        return Scheme(
            code=mapping["code"],
            title=mapping["title"],
            subject=mapping["subject"],
            form=mapping["form"],
            valid_from=_day(mapping["valid_from"]),
            valid_to=_day(mapping["valid_to"]) if mapping.get("valid_to") else None,
            groups=tuple(_group(row) for row in mapping["groups"]),
            levels=levels,
            caps=tuple(_cap(row, levels) for row in mapping.get("caps", ())),
            steps=tuple(_step(row) for row in mapping.get("steps", ())),
            deductions=tuple(_deduction(row) for row in mapping.get("deductions", ())),
            grades=tuple(mapping.get("grades", ())),
            nests=tuple((inner, head) for inner, head in mapping.get("nests", ())),
            cycle=mapping.get("cycle", "year"),
            source=mapping.get("source", ""),
            checked=mapping.get("checked", False),
            notes=tuple(mapping.get("notes", ())),
        )
    except (KeyError, TypeError, IndexError) as error:
        raise Refused(Phrase(gettext_noop("The scheme lacks %(what)s."), what=str(error))) from None


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refused(Phrase(gettext_noop("“%(text)s” is no day."), text=value)) from None


def _number(value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Refused(Phrase(gettext_noop("“%(text)s” is no number."), text=value))
    return number


def _group(row: Row) -> Group:
    items = tuple(
        Item(one["code"], one["title"], _number(one.get("most", 100)), one.get("kind", "points"))
        for one in row["items"]
    )  # fmt: skip
    summed = sum((item.most for item in items), Decimal(0))
    most = _number(row["most"]) if "most" in row else summed
    return Group(row["code"], row["title"], items, most, row.get("checked", False))


def _level(row: Row) -> Level:
    least = row.get("at_least")
    return Level(
        row["code"],
        row["title"],
        None if least is None else _number(least),
        tuple(_condition(one) for one in row.get("conditions", ())),
        row.get("within"),
        row.get("checked", False),
    )


def _condition(row: Row) -> Condition:
    value = row.get("value")
    number = None if value is None else _number(value)
    return Condition(row["fact"], row["op"], number, row["title"], row.get("checked", False))


def _cap(row: Row, levels: tuple[Level, ...]) -> Cap:
    of = row["of"]
    counted = levels_from(levels, of) if row.get("base", "level") == "level_or_better" else (of,)
    return Cap(
        row["level"], of, counted, _number(row["share"]), row.get("per", "unit"), row.get("source", ""),
        row.get("checked", False),
    )  # fmt: skip


def _step(row: Row) -> Step:
    return Step(row["code"], row["title"], row.get("by", ""), row.get("ballot", False), row.get("checked", False))


def _deduction(row: Row) -> Deduction:
    return Deduction(row["fact"], row["of"], _number(row["each"]), row["title"])


# -- back to plain values ----------------------------------------------------------------------------------------------


def write_scheme(scheme: Scheme) -> dict[str, Any]:
    """The mapping that `read_scheme` reads back as the same scheme; fit for JSON."""
    return {
        "code": scheme.code,
        "title": scheme.title,
        "subject": scheme.subject,
        "form": scheme.form,
        "cycle": scheme.cycle,
        "valid_from": scheme.valid_from.isoformat(),
        "valid_to": scheme.valid_to.isoformat() if scheme.valid_to else None,
        "source": scheme.source,
        "checked": scheme.checked,
        **content_of(scheme),
    }


def content_of(scheme: Scheme) -> dict[str, Any]:
    """What the scheme says, without what names and dates it."""
    return {
        "groups": [_group_row(group) for group in scheme.groups],
        "levels": [_level_row(level) for level in scheme.levels],
        "caps": [_cap_row(cap) for cap in scheme.caps],
        "steps": [
            {"code": one.code, "title": one.title, "by": one.by, "ballot": one.ballot, "checked": one.checked}
            for one in scheme.steps
        ],
        "deductions": [
            {"fact": one.fact, "of": one.of, "each": f"{one.each:f}", "title": one.title} for one in scheme.deductions
        ],
        "grades": list(scheme.grades),
        "nests": [list(pair) for pair in scheme.nests],
        "notes": list(scheme.notes),
    }


def _group_row(group: Group) -> dict[str, Any]:
    items = [
        {"code": item.code, "title": item.title, "most": f"{item.most:f}", "kind": item.kind} for item in group.items
    ]
    return {
        "code": group.code, "title": group.title, "most": f"{group.most:f}", "checked": group.checked, "items": items,
    }  # fmt: skip


def _level_row(level: Level) -> dict[str, Any]:
    conditions = [
        {
            "fact": one.fact,
            "op": one.op,
            "value": None if one.value is None else f"{one.value:f}",
            "title": one.title,
            "checked": one.checked,
        }
        for one in level.conditions
    ]
    return {
        "code": level.code,
        "title": level.title,
        "at_least": None if level.at_least is None else f"{level.at_least:f}",
        "conditions": conditions,
        "within": level.within,
        "checked": level.checked,
    }


def _cap_row(cap: Cap) -> dict[str, Any]:
    return {
        "level": cap.level,
        "of": cap.of,
        "base": "level" if cap.counted == (cap.of,) else "level_or_better",
        "share": f"{cap.share:f}",
        "per": cap.per,
        "source": cap.source,
        "checked": cap.checked,
    }
