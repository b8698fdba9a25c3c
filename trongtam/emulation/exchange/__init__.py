"""The sheet of this room, out and in: awards."""

from trongtam.imports.kinds import kinds

from . import awards


def register_all() -> None:
    kinds.register("awards", awards.KIND, order=12)
