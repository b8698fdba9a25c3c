"""The guided set-up of an empty installation as a path: each step says what stands already, and leads to where it is done.

Rooms above register their steps in `apps.py` `ready()`: `first_steps.register(key, maker, order=)`, where
`maker(user, commune, at) -> FirstStep` reads the data and nothing else, so that a step is done by whoever did it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from trongtam.look.registry import Registry

if TYPE_CHECKING:
    from .models import Unit


@dataclass(frozen=True)
class FirstStep:
    """`done`: all of it; of a part done `stands` says how far (“1 trên 3 đơn vị”).

    `stands`: what the data shows now (“12 chi bộ, 9 ấp”); `action`: the words of the way to `url`; `also`: other ways to the
    same, each with its words and address.
    """

    title: Any
    text: Any
    done: bool
    url: str
    action: Any
    stands: str = ""
    also: tuple[tuple[Any, str], ...] = ()


Maker = Callable[[Any, "Unit", datetime], FirstStep]

first_steps: Registry[Maker] = Registry("first steps")


def steps_of(user: Any, commune: Unit, at: datetime) -> list[FirstStep]:
    """The whole path, in its order."""
    return [maker(user, commune, at) for maker in first_steps]


def next_of(steps: list[FirstStep]) -> FirstStep | None:
    """The first step that is still to do."""
    return next((step for step in steps if not step.done), None)
