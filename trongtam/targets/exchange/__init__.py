"""Sheets of this room, out and in: figures, targets, their parts, indicators."""

from trongtam.imports.kinds import kinds

from . import measurements


def register_all() -> None:
    kinds.register("measurements", measurements.KIND, order=10)
