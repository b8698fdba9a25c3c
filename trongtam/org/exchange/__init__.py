"""Sheets of this room, out and in: units and people."""

from trongtam.imports.kinds import kinds

from . import people, units


def register_all() -> None:
    kinds.register("units", units.KIND, order=50)
    kinds.register("people", people.KIND, order=60)
