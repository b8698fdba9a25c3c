"""The root of a line of proof: a clause, a named shortcoming, later a superior's assignment, a criterion, a decision …

Each kind is registered by the room that brings it, in its `apps.py`:

    register_root("clause", label=_("Clause of a document"), load=load_clauses)

`load(ids, user)` answers {id: Root} for those of the ids that the person may see, in a number of queries that does not grow.
Pages of upper rooms keep a root as the pair (kind, id) and ask `root_of` or `roots_of`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from trongtam.look.registry import Registry


@dataclass(frozen=True, slots=True)
class Root:
    """What a page shows of a root: the words themselves, where they stand, and the address of its page."""

    kind: str
    pk: int
    text: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class RootKind:
    """A kind of root: its name for people and how its rows are loaded."""

    kind: str
    label: Any
    load: Callable[[Iterable[int], Any], dict[int, Root]]


# No row has a larger number; what an address or a form brings may have one, at which a database would fail.
LARGEST = 2**63 - 1

roots: Registry[RootKind] = Registry("kinds of roots")


def register_root(kind: str, *, label: Any, load: Callable[[Iterable[int], Any], dict[int, Root]]) -> RootKind:
    """Make a kind of root known. Raises AlreadyRegistered when the kind is taken."""
    return roots.register(kind, RootKind(kind, label, load))


def root_kinds() -> dict[str, RootKind]:
    return {known.kind: known for known in roots}


def roots_of(pairs: Iterable[tuple[str, int]], user: Any) -> dict[tuple[str, int], Root]:
    """The roots behind (kind, id) pairs that the person may see; unknown kinds and hidden rows are left out."""
    wanted: dict[str, set[int]] = {}
    for kind, pk in pairs:
        if pk <= LARGEST:
            wanted.setdefault(kind, set()).add(pk)
    kinds = root_kinds()
    return {
        (kind, pk): root
        for kind, ids in wanted.items()
        if kind in kinds
        for pk, root in kinds[kind].load(ids, user).items()
    }


def root_of(kind: str, pk: int, user: Any) -> Root | None:
    return roots_of([(kind, pk)], user).get((kind, pk))
