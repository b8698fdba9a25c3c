"""A rehearsal as its page tells it: who begins, what goes over, what ends, what somebody has to do afterwards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..changes import Told
from ..models import PostKind, UnitKind
from ..nesting import KIND_ORDER
from ..reorganising import MERGED, NewUnit, PostFact
from .reorganise import Rehearsal


@dataclass(frozen=True)
class Begins:
    """A new unit and those that it carries on for."""

    name: str
    kind: str
    sources: str


@dataclass(frozen=True)
class Goes:
    """Units of one kind that go over to a new one, by name."""

    to: str
    kind: str
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Room:
    """What another room carries over."""

    title: str
    lines: tuple[Told, ...]


@dataclass(frozen=True)
class Words:
    """Everything that a rehearsal's page prints. `after`: what is left to do, in sentences."""

    begins: tuple[Begins, ...]
    goes: tuple[Goes, ...]
    people: tuple[str, ...]
    posts: tuple[str, ...]
    rooms: tuple[Room, ...]
    after: tuple[str, ...]


def told(shown: Rehearsal) -> Words:
    rooms = tuple(Room(str(one.title), tuple(lines)) for one in shown.carriages if (lines := one.told()))
    return Words(_begins(shown), _goes(shown), _people(shown), _posts(shown), rooms, _after(shown, rooms))


def _begins(shown: Rehearsal) -> tuple[Begins, ...]:
    return tuple(
        Begins(new.name, str(UnitKind(new.kind).label), " + ".join(_source(shown, new, pk) for pk, _ in new.sources))
        for new in shown.plan.founded
    )


def _source(shown: Rehearsal, new: NewUnit, pk: int) -> str:
    name = shown.units[pk].name
    share = dict(new.sources)[pk]
    return name if share == 1 else f"{float(share * 100):g}".replace(".", ",") + f"% {name}"


def _goes(shown: Rehearsal) -> tuple[Goes, ...]:
    names = {new.key: new.name for new in shown.plan.founded}
    grouped: dict[tuple[str, str], list[str]] = {}
    for move in shown.plan.moved:
        unit = shown.facts.units[move.unit]
        called = f"{move.name} ({unit.name})" if move.name else unit.name
        grouped.setdefault((move.to, unit.kind), []).append(called)
    order = sorted(grouped, key=lambda key: (key[0].count("."), key[0], KIND_ORDER[key[1]]))
    return tuple(
        Goes(names[to], str(UnitKind(kind).label), len(grouped[to, kind]), tuple(grouped[to, kind]))
        for to, kind in order
    )


def _people(shown: Rehearsal) -> tuple[str, ...]:
    units = [shown.facts.units[pk] for pk in shown.plan.ended]
    members, people = sum(unit.members for unit in units), sum(unit.people for unit in units)
    said = []
    if members:
        said.append(ngettext("%(n)d member goes over.", "%(n)d members go over.", members) % {"n": members})
    if people:
        said.append(
            ngettext("The record of %(n)d person goes over.", "The records of %(n)d people go over.", people)
            % {"n": people}
        )
    return tuple(said)


def _posts(shown: Rehearsal) -> tuple[str, ...]:
    carried = Counter(goes.post.kind for goes in shown.plan.posts if goes.to)
    ended = [goes.post for goes in shown.plan.posts if not goes.to]
    said = [
        _("%(post)s: %(n)d goes on") % {"post": PostKind(kind).label, "n": number}
        for kind, number in sorted(carried.items())
    ]
    return tuple(said + [_("%(post)s %(name)s: ends") % _named(post) for post in ended])


def _named(post: PostFact) -> dict[str, str]:
    return {"post": str(PostKind(post.kind).label), "name": post.person_name}


def heads(shown: Rehearsal) -> dict[tuple[str, str], list[PostFact]]:
    """(key of the new unit, post) → those who hold it now, of posts that one person holds. Only in a merger."""
    found: dict[tuple[str, str], list[PostFact]] = {}
    if shown.plan.kind == MERGED:
        for goes in shown.plan.posts:
            if goes.post.single:
                found.setdefault((shown.plan.people_to[goes.post.unit], goes.post.kind), []).append(goes.post)
    return found


def _after(shown: Rehearsal, rooms: tuple[Room, ...]) -> tuple[str, ...]:
    names = {new.key: new.name for new in shown.plan.founded}
    held = {(goes.to, goes.post.kind) for goes in shown.plan.posts if goes.to}
    said = [
        _("Name the %(post)s of %(unit)s.") % {"post": str(PostKind(kind).label).lower(), "unit": names[key]}
        for key, kind in heads(shown)
        if (key, kind) not in held
    ]
    if any(shown.facts.units[pk].members or shown.facts.units[pk].people for pk in shown.plan.ended):
        said.append(_("Grant sight of Party records anew: what was granted for the old units ends."))
    if any(line.open for room in rooms for line in room.lines):
        said.append(_("Set new targets where the old ones stay with the old units."))
    return tuple(said)
