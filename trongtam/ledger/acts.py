"""What each act is called on the page. Every room registers its own in `apps.py` `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Act:
    """An act of the book. `personal`: its entry is about one person, so pages of a unit mask who that is and what
    changed. `describe` may say in words what an entry changed, `changes` list it (`trongtam.ledger.changes.Change`),
    `opens` name the page where the thing itself is seen: its words and its address (both empty: there is none)."""

    code: str
    name: Any
    personal: bool = False
    describe: Callable[[Any], str] | None = None
    changes: Callable[[Any], list[Any]] | None = None
    opens: Callable[[Any], tuple[str, str]] | None = None


class AlreadyRegistered(ValueError):
    """Two names for one act."""


_ACTS: dict[str, Act] = {}


def register(
    code: str,
    name,
    *,
    personal: bool = False,
    describe: Callable[[Any], str] | None = None,
    changes: Callable[[Any], list[Any]] | None = None,
    opens: Callable[[Any], tuple[str, str]] | None = None,
) -> Act:
    """Name an act: `register("targets.measurement_stated", _("stated a figure"))`."""
    if code in _ACTS:
        raise AlreadyRegistered(f"{code} has a name already")
    _ACTS[code] = Act(code, name, personal, describe, changes, opens)
    return _ACTS[code]


def forget(code: str) -> None:
    """Take an act out again (tests)."""
    _ACTS.pop(code, None)


def act_of(code: str) -> Act:
    """The act of a code; one that nobody has named is called "an act", never by its code."""
    return _ACTS.get(code) or Act(code, _("an act"), personal=True)


def registered() -> list[Act]:
    return list(_ACTS.values())


def unnamed(codes) -> list[str]:
    """Those codes that no room has named (a test of the house keeps this empty)."""
    return sorted(code for code in set(codes) if code not in _ACTS)
