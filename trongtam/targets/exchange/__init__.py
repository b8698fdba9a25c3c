"""Sheets of this room, out and in: figures, targets and their parts."""

from trongtam.imports.kinds import kinds

from . import measurements, promises


def register_all() -> None:
    kinds.register("measurements", measurements.KIND, order=10)
    kinds.register("targets", promises.TARGETS, order=20)
    kinds.register("allotments", promises.ALLOTMENTS, order=30)
