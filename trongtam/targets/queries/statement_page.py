"""One statement with what stood before and after it, and what proves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trongtam.ground.periods import Period

from ..computing.scope import answering_above
from ..models import Evidence, Measurement, Target

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from trongtam.accounts.models import User


@dataclass(frozen=True)
class StatementPage:
    """`versions`: all that was ever stated in this place, newest first; `statement` is one of them.
    `targets`: those that the figure is counted for, of the unit itself first, then of those above it."""

    statement: Measurement
    versions: tuple[Measurement, ...]
    evidence: tuple[Evidence, ...]
    targets: tuple[Target, ...] = ()

    @property
    def is_current(self) -> bool:
        return self.statement.known_to is None

    @property
    def current(self) -> Measurement | None:
        return next((one for one in self.versions if one.known_to is None), None)


def statement_page(statement: Measurement, user: User) -> StatementPage:
    """Three queries; the statement comes with its indicator and unit. Targets are those that the user sees."""
    same_place = Measurement.objects.filter(
        indicator=statement.indicator_id, unit=statement.unit_id, period_code=statement.period_code
    )
    versions = tuple(same_place.select_related("stated_by", "indicator").order_by("-stated_at", "-pk"))
    evidence = Evidence.objects.filter(measurement__in=[one.pk for one in versions]).select_related("file")
    return StatementPage(statement, versions, tuple(evidence.order_by("pk")), tuple(_targets(statement, user)))


def _targets(statement: Measurement, user: User) -> QuerySet[Target]:
    period = Period.parse(statement.period_code)
    seen = Target.objects.visible_to(user).in_force().filter(answering_above(statement.unit))
    during = seen.filter(
        indicator=statement.indicator_id, period_start__lte=period.end, period_end__gte=period.end
    ).select_related("unit", "indicator", "document", "clause__document", "leaf__indicator")
    return during.order_by("-unit__path", "period_start", "pk")
