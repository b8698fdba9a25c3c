"""The sheet of this room, out and in: how many came to which meeting."""

from trongtam.imports.kinds import kinds

from .attendance import KIND

ATTENDANCE = "attendance"


def register_all() -> None:
    kinds.register(ATTENDANCE, KIND, order=15)
