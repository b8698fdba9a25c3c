"""Places of clauses in their document. Pure: `0002.0001.` is the first clause below the second one of the document."""

from collections.abc import Iterable

DEEPEST = 8
STEP = 5  # characters of one level


def place_of(parent_place: str, number: int) -> str:
    """The place of the `number`-th child (from 1). Raises ValueError beyond 9,999 children."""
    if not 1 <= number <= 9999:
        raise ValueError(f"a clause has room for 9,999 below it, not {number}")
    return f"{parent_place}{number:04d}."


def depth(place: str) -> int:
    """1 for a clause at the top."""
    return len(place) // STEP


def places(nodes: Iterable[tuple[int, int | None]]) -> dict[int, str]:
    """New places for (id, parent id) pairs, siblings in the order given, parents anywhere. Raises ValueError for a ring."""
    children: dict[int | None, list[int]] = {}
    total = 0
    for node, parent in nodes:
        children.setdefault(parent, []).append(node)
        total += 1
    found: dict[int, str] = {}
    waiting: list[tuple[int | None, str]] = [(None, "")]
    while waiting:
        parent, above = waiting.pop()
        for number, node in enumerate(children.get(parent, ()), 1):
            found[node] = place_of(above, number)
            waiting.append((node, found[node]))
    if len(found) != total:
        raise ValueError("the clauses do not form a tree")
    return found


def parents_by_depth(depths: Iterable[int]) -> list[int | None]:
    """For rows in reading order with a depth each, the index of the row above each one hangs on (None: at the top).

    A row deeper than its forerunner by more than one hangs on that forerunner.
    """
    open_rows: list[tuple[int, int]] = []
    found: list[int | None] = []
    for index, level in enumerate(depths):
        while open_rows and open_rows[-1][0] >= level:
            open_rows.pop()
        found.append(open_rows[-1][1] if open_rows else None)
        open_rows.append((level, index))
    return found
