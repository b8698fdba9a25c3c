"""Sheets of this room, out and in: figures, targets and their parts, indicators, criteria."""

from trongtam.imports.kinds import kinds

from . import criteria, indicators, measurements, promises


def register_all() -> None:
    kinds.register("measurements", measurements.KIND, order=10)
    kinds.register("targets", promises.TARGETS, order=20)
    kinds.register("allotments", promises.ALLOTMENTS, order=30)
    kinds.register("indicators", indicators.KIND, order=40)
    kinds.register("criteria", criteria.KIND, order=45)
