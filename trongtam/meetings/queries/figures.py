"""The figure that a target's point asks for, and what it will change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trongtam.ground.periods import Period
from trongtam.targets.models import Measurement, Target
from trongtam.targets.queries.days import asked_period

from ..models import Meeting

TYPED = frozenset({"flow", "stock"})


@dataclass(frozen=True, slots=True)
class Asked:
    """`last`: the last figure before the month; `now`: the one that stands for it; in `measure`."""

    period: Period
    measure: str
    last: Decimal | None
    now: Decimal | None


def asked_of(target: Target, meeting: Meeting) -> Period | None:
    """The period whose figure the meeting's month asks of the unit itself; None where the sheet asks for more than one number,
    where another unit states it, or where it is counted by the program."""
    indicator = target.indicator
    if indicator.measure not in TYPED or indicator.source != "stated" or indicator.stated_by != meeting.unit.kind:
        return None
    return asked_period(indicator.every, meeting.month)


def figures_asked(meeting: Meeting, targets: list[Target]) -> dict[int, Asked]:
    """Target → what its point asks. One query."""
    asked = {target.pk: (target, period) for target in targets if (period := asked_of(target, meeting)) is not None}
    rows = Measurement.objects.current().filter(
        unit=meeting.unit, indicator__in=[target.indicator_id for target, _period in asked.values()]
    )
    known: dict[int, list[Measurement]] = {}
    for row in rows.order_by("period_end"):
        known.setdefault(row.indicator_id, []).append(row)
    found = {}
    for pk, (target, period) in asked.items():
        mine = known.get(target.indicator_id, [])
        to_value = target.indicator.to_value
        before = [row for row in mine if row.period_end < period.start and row.value is not None]
        here = [row for row in mine if row.period_code == period.code]
        found[pk] = Asked(
            period,
            target.indicator.unit_of_measure,
            to_value(before[-1].value) if before else None,
            to_value(here[-1].value) if here else None,
        )
    return found
