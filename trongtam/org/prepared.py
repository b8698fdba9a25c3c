"""A person as an argument of a prepared question: all that posts open is filled in, the make of these posts is its shape.

A room above whose querysets open more of a person's paths keeps these on the user object under a name that it
adds to `beside`; they are filled in where they were read before the question is asked.

Two people with the same kinds of posts at the same depth of the tree ask with the same SQL. The stand-in has nothing of a
person but his key and his reach: a question that reads anything else of him is asked as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from trongtam.ground.prepared import CannotStand, Opened, StandInText, opened, stand_in_key

from .reach import HeldPost, Reach

USER, PERSON, UNIT = "user", "person", "unit"
Key = tuple[str, int]
Beside = dict[str, tuple[str, ...]]

beside: list[str] = []


class _StandIn:
    """Somebody with a reach, about whom nothing else can be asked."""

    is_authenticated = is_active = True

    def __init__(self, pk: int, reach: Reach, more: dict[str, Any]):
        self.pk = self.id = pk
        self._reach = reach
        self.__dict__.update(more)

    def __getattr__(self, name: str) -> Any:
        raise CannotStand


def register() -> None:
    """Whoever asks is an argument of every question."""
    opened.register(AbstractBaseUser, _opened_person)
    opened.register(AnonymousUser, _opened_person)


def _opened_person(user: Any) -> Opened:
    reach = Reach.of(user)
    if user.is_authenticated and reach.user_id is None:
        raise CannotStand  # a login that is locked
    more = {name: user.__dict__[name] for name in beside if name in user.__dict__}
    known: tuple[Beside, Opened] | None = reach.__dict__.get("_opened")
    if known is None or known[0] != more:
        known = reach.__dict__["_opened"] = more, _opened_reach(reach, more)
    return known[1]


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.split("/") if part]


def _held(reach: Reach, more: Beside) -> Iterator[Key]:
    """Every key that a reach holds, in a fixed order."""
    yield from ((kind, one) for kind, one in ((USER, reach.user_id), (PERSON, reach.person_id)) if one is not None)
    for post in reach.posts:
        yield from ((UNIT, one) for one in (post.unit_id, *_ids(post.unit_path), *_ids(post.path)))
    yield from ((UNIT, one) for one in sorted(reach.sight_units))
    yield from ((UNIT, one) for paths in (reach.earlier, *more.values()) for path in paths for one in _ids(path))


def _opened_reach(reach: Reach, more: Beside) -> Opened:
    """Keys are numbered as they come up, so that what is the same stays the same and what lies below stays below."""
    numbers = {key: number for number, key in enumerate(dict.fromkeys(_held(reach, more)))}
    held = [path for post in reach.posts for path in (post.unit_path, post.path)]
    paths = list(dict.fromkeys([*held, *reach.earlier, *(path for found in more.values() for path in found)]))

    def numbered(path: str) -> tuple[int, ...]:
        return tuple(numbers[UNIT, one] for one in _ids(path))

    shape = (
        reach.user_id is not None,
        reach.person_id is not None,
        tuple((post.kind, post.near, numbered(post.unit_path), numbered(post.path)) for post in reach.posts),
        tuple(numbers[UNIT, one] for one in sorted(reach.sight_units)),
        tuple(map(numbered, reach.earlier)),
        reach.inherits,
        tuple((name, tuple(map(numbered, found))) for name, found in more.items()),
    )

    def stand(turn: int, first: int) -> tuple[Any, list[Any]]:
        keys = {key: stand_in_key(turn, first + number) for key, number in numbers.items()}
        cut = {path: StandInText("/" + "".join(f"{keys[UNIT, one]}/" for one in _ids(path))) for path in paths}
        standing = [*keys.values(), *cut.values()]
        if reach.user_id is None:
            return AnonymousUser(), standing
        also = {name: tuple(cut[path] for path in found) for name, found in more.items()}
        return _StandIn(keys[USER, reach.user_id], _stand_in_reach(reach, keys, cut), also), standing

    return Opened(shape, (*(one for _kind, one in numbers), *paths), stand, whole=False)


def _stand_in_reach(reach: Reach, keys: dict[Key, Any], cut: dict[str, Any]) -> Reach:
    posts = tuple(
        HeldPost(post.kind, keys[UNIT, post.unit_id], cut[post.unit_path], cut[post.path], post.near)
        for post in reach.posts
    )
    return Reach(
        keys.get((USER, reach.user_id or 0)),
        keys.get((PERSON, reach.person_id or 0)),
        posts,
        frozenset(keys[UNIT, one] for one in reach.sight_units),
        tuple(cut[path] for path in reach.earlier),
        reach.inherits,
    )
