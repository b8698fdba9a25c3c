"""What a cell probably asks for: the name of an indicator beside it, and what the head above says. Pure: no Django."""

from __future__ import annotations

from collections.abc import Mapping

from .layout import Layout, plain
from .spans import CUMULATIVE, CUMULATIVE_LAST_YEAR

# Words of a head, without diacritics, the first that fits → what, and for which period.
HEADS = (
    (("% so voi cung ky", "so voi cung ky", "% cung ky"), "growth", CUMULATIVE),
    (("cung ky", "nam truoc"), "value", CUMULATIVE_LAST_YEAR),
    (("% ke hoach", "% so voi ke hoach", "% thuc hien", "ty le dat", "dat %"), "percent", CUMULATIVE),
    (("ke hoach", "chi tieu giao", "muc tieu"), "plan", CUMULATIVE),
    (("thuc hien", "ket qua", "uoc dat"), "value", CUMULATIVE),
)


def asked_by(heads: tuple[str, ...]) -> tuple[str, str] | None:
    """(what, relative period) that the nearest telling head names."""
    for head in heads:
        for words, what, relative in HEADS:
            if any(word in plain(head) for word in words):
                return what, relative
    return None


def proposals(layout: Layout, names: Mapping[int, str]) -> dict[str, tuple[int, str, str]]:
    """Place → (indicator id, what, relative period) for empty cells beside the very name of one indicator."""
    known: dict[str, list[int]] = {}
    for pk, name in names.items():
        known.setdefault(plain(name), []).append(pk)
    found = {}
    for place in layout.expected:
        if place not in layout.spots:
            continue
        table, spot = layout.spots[place]
        indicators, asked = known.get(plain(table.left_of(spot)), []), asked_by(table.above(spot))
        if len(indicators) == 1 and asked is not None:
            found[place] = (indicators[0], *asked)
    return found
