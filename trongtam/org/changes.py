"""Rooms above that keep things by the tree follow its changes: each registers at start-up, in its `apps.py`.

`tree_followers`: acts that run when a unit moves or ends, in the same transaction.

`set_up_followers`: what the guided set-up lays for rooms above, in its own transaction: `follow(commune, by=, at=)`.

`erasure_followers`: what rooms above know of a person in words goes with his data, in its own transaction:
`forget(person, by=, at=)`.

`carriers`: what a merger or a split does to a room's own things (targets, rounds, duties). A carrier is asked once,
`carrier(reorganisation) -> Carriage`; the rehearsal shows what the carriage tells, the operation lets it carry. So what was
shown and what is done can never differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from trongtam.look.registry import Registry

from .reorganising import heirs

if TYPE_CHECKING:
    from trongtam.accounts.models import User

    from .models import Unit

tree_followers: Registry[Callable[[list[str]], None]] = Registry("followers of the tree")
set_up_followers: Registry[Callable[..., Any]] = Registry("followers of the guided set-up")
erasure_followers: Registry[Callable[..., Any]] = Registry("followers of the erasure of a person")


def tree_changed(*paths: str) -> None:
    """Tell every follower the paths (before and after) between which units have changed their place."""
    for follow in tree_followers:
        follow([path for path in paths if path])


@dataclass(frozen=True)
class Reorganisation:
    """Units that end on a day and who carries them on: `links` of (unit id, key of the new unit, share); `names` of the new
    units by key. `kind`: merged or split."""

    kind: str
    on: date
    basis: str
    links: Sequence[tuple[int, str, Fraction]]
    names: Mapping[str, str]

    @cached_property
    def heirs(self) -> dict[int, str]:
        """Ending unit → key of the one new unit that takes over what cannot be divided."""
        return heirs(self.links)


@dataclass(frozen=True)
class Told:
    """One line of a rehearsal: what, what becomes of it, and whether somebody has to look after it afterwards."""

    what: str
    becomes: str
    open: bool = False


class Carriage(Protocol):
    title: Any

    def told(self) -> list[Told]:
        """What would be carried over and what would not, for the rehearsal."""

    def problems(self) -> list[str]:
        """Sentences on what stands in the way; nothing is done while there is one."""

    def carry(self, units: Mapping[str, Unit], *, by: User | None, at: datetime | None) -> Mapping[str, Any]:
        """Carry it over to the new units (by their keys), inside the operation; answers what the book keeps of it."""


carriers: Registry[Callable[[Reorganisation], Carriage]] = Registry("carriers of a merger or a split")
