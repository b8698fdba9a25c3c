"""What pages of a movement read: who has committed, who has not, where each stands on its criteria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from trongtam.org.models import Unit
from trongtam.targets.computing.scope import scope_path
from trongtam.targets.models import Measure

from ..models import Commitment, Movement, MovementCriterion, MovementReview
from .figures import Figure, figures

if TYPE_CHECKING:
    from trongtam.accounts.models import User

KINDS_THAT_COMMIT = ("cell", "hamlet", "government", "front", "organisation", "peoples_council")
MOST = 200


@dataclass(frozen=True, slots=True)
class Stand:
    """One committed unit on one criterion. `meets` None: nothing is read, or no amount is asked for. `since`: what adds up is
    counted from this day, the first of the month in which the movement began."""

    criterion: MovementCriterion
    unit: Unit
    value: Decimal | None
    on: date | None
    meets: bool | None
    since: date | None = None


def movements(user: User) -> Any:
    """Newest first, with how many have committed."""
    rows = Movement.objects.visible_to(user).select_related("unit").annotate(committed=Count("commitments"))
    return rows.order_by("-valid_from", "-pk")


def commitments_of(movement: Movement, user: User) -> list[Commitment]:
    """What units in reach took upon themselves, in the tree's order."""
    from trongtam.org.reach import Reach

    rows = movement.commitments.filter(Reach.of(user).reached_units("unit__"))
    return list(rows.select_related("unit", "unit_before", "by").order_by("unit__path"))


def silent_units(movement: Movement, user: User, day: date) -> list[Unit]:
    """Units that it calls, in the person's reach, that have not committed yet."""
    called = Unit.objects.reached_by(user).on(day).filter(path__startswith=scope_path(movement.keeper))
    called = called.filter(kind__in=KINDS_THAT_COMMIT).exclude(commitments__movement=movement)
    return list(called.order_by("path")[:MOST])


def figures_of(movement: Movement, day: date, units: Sequence[Unit] | None = None) -> list[Stand]:
    """Of every committed unit (or of some) on each criterion that has an indicator, as of the last month known up to a day."""
    criteria = list(movement.criteria.select_related("indicator__weight"))
    measured = [one for one in criteria if one.indicator is not None]
    if units is None:
        units = list(Unit.objects.filter(commitments__movement=movement).order_by("path"))
    indicators = list({one.indicator_id: one.indicator for one in measured}.values())
    last, first = min(day, movement.valid_to), movement.valid_from.replace(day=1)
    # What adds up is told by the year: the months before the movement are read too, to be taken off.
    read = figures(units, [one for one in indicators if one is not None], first.replace(month=1), last)
    return [
        _stand(criterion, unit, read.get((unit.pk, criterion.indicator_id or 0), {}), first, last)
        for criterion in measured
        for unit in units
    ]


def _stand(criterion: MovementCriterion, unit: Unit, known: dict[date, Figure], first: date, last: date) -> Stand:
    on = max((each for each in known if first <= each and each.replace(day=1) <= last), default=None)
    adds_up = criterion.indicator is not None and criterion.indicator.measure == Measure.FLOW
    value = None if on is None else since(known, first, on) if adds_up else known[on].value
    return Stand(criterion, unit, value, on, _meets(criterion, value), first if adds_up else None)


def since(known: dict[date, Figure], first: date, on: date) -> Decimal:
    """What added up from the month of `first` to a month-end, over years: `known` holds sums from the beginning of each year. The
    months of `first`'s year before it are taken off as far as they were stated by themselves."""
    ends = [max((day for day in known if day.year == year and day <= on), default=None) for year in _years(first, on)]
    before = max((day for day in known if day.year == first.year and day < first), default=None)
    total = sum((known[day].value for day in ends if day is not None), Decimal(0))
    return total - (known[before].value if before is not None else 0)


def _years(first: date, last: date) -> range:
    return range(first.year, last.year + 1)


def _meets(criterion: MovementCriterion, value: Decimal | None) -> bool | None:
    if value is None or criterion.at_least is None or criterion.indicator is None:
        return None
    return value >= criterion.at_least if criterion.indicator.better == "more" else value <= criterion.at_least


def frozen(rows: Sequence[Stand]) -> list[dict[str, Any]]:
    """As a review keeps them."""
    return [
        {
            "criterion": one.criterion.pk,
            "unit": one.unit.pk,
            "value": None if one.value is None else format(one.value.normalize(), "f"),
            "on": one.on.isoformat() if one.on else None,
            "meets": one.meets,
        }
        for one in rows
    ]


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of what a review kept: a unit on a criterion, as it was read on that day."""

    unit: Unit
    criterion: MovementCriterion
    value: Decimal | None
    meets: bool | None


def kept_figures(
    reviews: Sequence[MovementReview], criteria: Sequence[MovementCriterion], user: User
) -> dict[int, list[Kept]]:
    """Review id → what it kept of units in reach, by criterion and in the tree's order. One query, none without figures."""
    asked = {row["unit"] for one in reviews for row in one.figures}
    if not asked:
        return {}
    units = {one.pk: one for one in Unit.objects.reached_by(user).filter(pk__in=asked)}
    known = {one.pk: one for one in criteria}
    found: dict[int, list[Kept]] = {}
    for one in reviews:
        rows = [
            Kept(units[row["unit"]], known[row["criterion"]], _read(row["value"]), row["meets"])
            for row in one.figures
            if row["unit"] in units and row["criterion"] in known
        ]
        found[one.pk] = sorted(rows, key=lambda row: (row.criterion.order, row.unit.path))
    return found


def _read(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def open_for(user: User, units: Sequence[int], day: date) -> Any:
    """Movements that run on a day and to which one of these units has not committed."""
    mine = Q(commitments__unit__in=units)
    rows = Movement.objects.visible_to(user).filter(closed_on__isnull=True, valid_from__lte=day, valid_to__gte=day)
    return rows.exclude(pk__in=Movement.objects.filter(mine).values("pk")).select_related("unit").order_by("valid_to")
