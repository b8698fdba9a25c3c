"""Cells as JSON keeps them, and back: text bare, numbers, days and wrong cells as a pair. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from trongtam.ground.incoming import Cell, Wrong


def packed(cells: Sequence[Cell]) -> list[Any]:
    return [_pack(cell) for cell in cells]


def unpacked(cells: Sequence[Any]) -> list[Cell]:
    return [_unpack(cell) for cell in cells]


def _pack(cell: Cell) -> Any:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, Decimal):
        return ["n", str(cell)]
    return ["w", cell.value] if isinstance(cell, Wrong) else ["d", cell.isoformat()]


def _unpack(cell: Any) -> Cell:
    if cell is None or isinstance(cell, str):
        return cell
    kind, value = cell
    if kind == "n":
        return Decimal(value)
    return Wrong(value) if kind == "w" else date.fromisoformat(value)
