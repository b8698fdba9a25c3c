"""A work as it was known at an earlier moment, told from its trail. No Django; the acts of a trail in, what stood then out.

What was agreed is walked back from today: each act that came later keeps what it replaced. How far it had come is walked forward.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from .life import Act

SUCCEED = "succeed"
PLACES = ("unit", "home", "holder_unit")


@dataclass(frozen=True, slots=True)
class Done:
    """An act of a trail. `said`: what it changed; `on`: the day that a report speaks of, else that of the act."""

    at: datetime
    on: date
    act: str
    after: str
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StepWas:
    """A step of the roadmap as it was agreed; `key` is its row."""

    key: int | None
    due: date
    title: str
    place: str = ""
    product: str = ""
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed about a work: units and people by their numbers. `steps` None: as its rows say today."""

    title: str
    kind: str
    stage: str
    start: date
    due: date
    unit: int
    home: int
    holder_unit: int | None
    holder_person: int | None
    supervisor: int | None
    products: tuple[str, ...]
    steps: tuple[StepWas, ...] | None = None


@dataclass(frozen=True, slots=True)
class Come:
    """How far a work had come: its state, its percent, the day of the last word about it."""

    state: str
    percent: int
    heard_on: date | None


def was_of(agreed: Agreed) -> dict[str, Any]:
    """What an act that writes a work anew keeps in its trail, as plain values; no name of a person among them."""
    steps = agreed.steps or ()
    return {
        "title": agreed.title,
        "kind": agreed.kind,
        "stage": agreed.stage,
        "start": agreed.start.isoformat(),
        "due": agreed.due.isoformat(),
        "home": agreed.home,
        "holder_unit": agreed.holder_unit,
        "holder_person": agreed.holder_person,
        "supervisor": agreed.supervisor,
        "products": list(agreed.products),
        "steps": [[one.key, one.due.isoformat(), one.title, one.place, one.product, one.unit] for one in steps],
    }


def agreed_before(now: Agreed, later: Sequence[Done]) -> Agreed:
    """What was agreed before the acts that came later; `later` in their order."""
    for one in reversed(later):
        now = _without(now, one)
    return now


def is_unkept(later: Iterable[Done]) -> bool:
    """Whether one of the acts that came later wrote the work anew without keeping how it was agreed before: works of the first
    versions of the program."""
    return any(one.act in (Act.ADJUST, Act.REWRITE) and not isinstance(one.said.get("was"), Mapping) for one in later)


def _without(now: Agreed, one: Done) -> Agreed:
    if isinstance(was := one.said.get("was"), Mapping):
        return _read(now, was)
    if one.act == Act.EXTEND:
        return replace(now, due=date.fromisoformat(one.said["due"][0]))
    if one.act == Act.HAND_OVER:
        return _held_before(now, one.said)
    if one.act == SUCCEED:
        return replace(now, **{place: one.said[place][0] for place in PLACES if place in one.said})
    return now


def _read(now: Agreed, was: Mapping[str, Any]) -> Agreed:
    """The other way round of `was_of`; who kept the list is what it was."""
    return Agreed(
        title=was["title"],
        kind=was["kind"],
        stage=was["stage"],
        start=date.fromisoformat(was["start"]),
        due=date.fromisoformat(was["due"]),
        unit=now.unit,
        home=was["home"],
        holder_unit=was["holder_unit"],
        holder_person=was["holder_person"],
        supervisor=was["supervisor"],
        products=tuple(was["products"]),
        steps=tuple(StepWas(key, date.fromisoformat(due), *words) for key, due, *words in was["steps"]),
    )


def _held_before(now: Agreed, said: Mapping[str, Any]) -> Agreed:
    kind, _colon, pk = said["holder"][0].rpartition(":")
    is_person = kind.endswith("person")
    home = said["home"][0] if "home" in said else now.home if is_person else int(pk)
    return replace(
        now,
        home=home,
        holder_unit=None if is_person else int(pk),
        holder_person=int(pk) if is_person else None,
    )


def come_by(acts: Iterable[Done]) -> Come | None:
    """How far it had come after the acts, in their order; None where it was not there yet."""
    state, percent, heard = "", 0, None
    for one in acts:
        state = one.after
        if one.act == "begin":
            # One that was carried over goes on from where it stood.
            percent = int(one.said.get("percent", 0))
        if one.act in ("begin", Act.APPROVE, Act.REOPEN):
            heard = one.on
        elif one.act in (Act.PROGRESS, Act.HAND_IN):
            percent = one.said["percent"][1] if one.act == Act.PROGRESS else 100
            heard = max(heard or one.on, one.on)
    return Come(state, percent, heard) if state else None
