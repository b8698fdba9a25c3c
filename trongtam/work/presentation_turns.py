"""What an act on a work changed, in words: what was agreed before and after, who held it before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from trongtam.ground import days
from trongtam.ground.phrases import gettext_noop
from trongtam.org.models import Person, Unit

from .life import Act
from .models import Kind, Turn, focus_labels

LABELS = {
    "title": gettext_noop("What is to be done"),
    "kind": gettext_noop("Kind of work"),
    "focus": gettext_noop("Chosen from"),
    "start": gettext_noop("From the day"),
    "stage": gettext_noop("Stage"),
    "root": gettext_noop("Where it comes from"),
    "supervisor": gettext_noop("Who looks on"),
    "products": gettext_noop("Products"),
    "roadmap": gettext_noop("Roadmap"),
    "cooperating": gettext_noop("Who works along"),
    "targets": gettext_noop("Targets that it serves"),
    "criteria": gettext_noop("Criteria that it serves"),
}
ARROW = "{} → {}"


def holders_named(turns: Iterable[Turn], named: bool) -> dict[str, str]:
    """Mark of a holder → name, of those between whom works went; of persons only where one reads names. No query where no
    work changed hands."""
    marks = {mark for one in turns if one.act == Act.HAND_OVER for mark in one.said.get("holder", ())}
    parted = [(mark, *mark.rpartition(":")[::2]) for mark in marks]
    units = Unit.objects.in_bulk([int(pk) for _mark, kind, pk in parted if kind.endswith("unit")])
    people = Person.objects.in_bulk([int(pk) for _mark, kind, pk in parted if named and kind.endswith("person")])
    told = {f"org.unit:{pk}": unit.name for pk, unit in units.items()}
    return told | {f"org.person:{pk}": person.full_name for pk, person in people.items()}


def changes(turn: Turn, holders: Mapping[str, str]) -> tuple[str, ...]:
    """A line for each thing that the act changed."""
    said = turn.said
    if turn.act == Act.EXTEND and "due" in said:
        return (ARROW.format(*(days.write(date.fromisoformat(one)) for one in said["due"])),)
    if turn.act == Act.HAND_OVER and "holder" in said:
        before, after = (holders.get(mark, "") for mark in said["holder"])
        return (ARROW.format(before or _("a person"), after or _("a person")),)
    if turn.act == Act.ADJUST:
        return tuple(f"{_(label)}: {_changed(name, *said[name])}" for name, label in LABELS.items() if name in said)
    return ()


def _changed(name: str, before: Any, after: Any) -> str:
    if isinstance(before, list) or isinstance(after, list):
        return _parts(before or [], after or [])
    if name in ("supervisor", "root"):
        # The trail keeps no name of a person, and of a root its words alone.
        return _("changed")
    return ARROW.format(_shown(name, before), _shown(name, after))


def _parts(before: list[str], after: list[str]) -> str:
    out, new = ([_step(one) for one in some if one not in other] for some, other in ((before, after), (after, before)))
    told = [_("taken out: %(list)s") % {"list": "; ".join(out)}] if out else []
    told += [_("added: %(list)s") % {"list": "; ".join(new)}] if new else []
    return ". ".join(told) or _("changed")


def _step(text: str) -> str:
    """A step of the roadmap begins with its day, as data has it."""
    first, _space, rest = text.partition(" ")
    try:
        return f"{days.write(date.fromisoformat(first))} {rest}"
    except ValueError:
        return text


def _shown(name: str, value: Any) -> str:
    if not value:
        return "—"
    if name == "start":
        return days.write(date.fromisoformat(value))
    if name == "stage":
        first, _dots, last = value.partition("..")
        return f"{first[:4]}–{last[:4]}"
    if name == "focus":
        return ", ".join(focus_labels(value)) or f"“{value}”"
    return str(Kind(value).label) if name == "kind" and value in Kind.values else f"“{value}”"
