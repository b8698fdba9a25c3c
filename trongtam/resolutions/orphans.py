"""Lists of what hangs loose: a clause without target, a document without clauses … Each upper room adds its own.

    register_orphans("targets.without_owner", label=_("Targets without owner"), find=targets_without_owner)

`find(user, document)` answers the loose things that a person sees, of one document or (None) of all, at most MOST of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from trongtam.look.registry import Registry

MOST = 200


@dataclass(frozen=True, slots=True)
class Orphan:
    """One loose thing: what it is, where it stands, where to open it."""

    title: Any
    detail: Any
    url: str


@dataclass(frozen=True, slots=True)
class OrphanKind:
    """A list: its name for people, one sentence on what to do, and how it is found."""

    key: str
    label: Any
    advice: Any
    find: Callable[[Any, Any], list[Orphan]]


@dataclass(frozen=True, slots=True)
class OrphanList:
    kind: OrphanKind
    orphans: list[Orphan]


orphan_kinds: Registry[OrphanKind] = Registry("lists of orphans")

# What an upper room lets hang on a clause without a column of its own: `() -> Exists(… OuterRef("pk"))`.
clause_carriers: Registry[Callable[[], Any]] = Registry("what carries clauses")


def register_orphans(
    key: str, *, label: Any, advice: Any = "", find: Callable[[Any, Any], list[Orphan]], order: int = 100
) -> OrphanKind:
    """Add a list. Raises AlreadyRegistered when the key is taken."""
    return orphan_kinds.register(key, OrphanKind(key, label, advice, find), order=order)


def orphan_lists(user: Any, document: Any = None) -> list[OrphanList]:
    """All lists in their order, empty ones too (they say that nothing hangs loose)."""
    return [OrphanList(kind, kind.find(user, document)) for kind in orphan_kinds]
