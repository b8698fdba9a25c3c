"""One statement with what stood before and after it, and what proves it."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Evidence, Measurement


@dataclass(frozen=True)
class StatementPage:
    """`versions`: all that was ever stated in this place, newest first; `statement` is one of them."""

    statement: Measurement
    versions: tuple[Measurement, ...]
    evidence: tuple[Evidence, ...]

    @property
    def is_current(self) -> bool:
        return self.statement.known_to is None

    @property
    def current(self) -> Measurement | None:
        return next((one for one in self.versions if one.known_to is None), None)


def statement_page(statement: Measurement) -> StatementPage:
    """Two queries; the statement comes with its indicator and unit."""
    same_place = Measurement.objects.filter(
        indicator=statement.indicator_id, unit=statement.unit_id, period_code=statement.period_code
    )
    versions = tuple(same_place.select_related("stated_by", "indicator").order_by("-stated_at", "-pk"))
    evidence = Evidence.objects.filter(measurement__in=[one.pk for one in versions]).select_related("file")
    return StatementPage(statement, versions, tuple(evidence.order_by("pk")))
