"""The sheet of this room, out and in: assigned works."""

from trongtam.imports.kinds import kinds

from .works import KIND


def register_all() -> None:
    kinds.register("works", KIND, order=8)
