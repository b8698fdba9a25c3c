"""The sheets of this room, out and in: assigned works, and the steps of their roadmaps."""

from trongtam.imports.kinds import kinds

from . import steps, works


def register_all() -> None:
    kinds.register("works", works.KIND, order=8)
    kinds.register("work_steps", steps.KIND, order=9)
