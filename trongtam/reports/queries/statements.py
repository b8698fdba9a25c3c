"""The statements under the targets of a report: for the workbook, and the reasons that people gave with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from trongtam.ground.periods import Period
from trongtam.org.models import Placement, Unit
from trongtam.org.models.units import on_date
from trongtam.resolutions.rules import territory
from trongtam.targets.models import Measurement

if TYPE_CHECKING:
    from trongtam.accounts.models import User
    from trongtam.targets.queries import TargetRow

MOST_REASONS = 3


@dataclass(frozen=True)
class Stated:
    """One statement under a target; quantities in the indicator's unit."""

    row: TargetRow
    unit: Unit
    period: Period
    value: Decimal | bool | None
    numerator: Decimal | None
    denominator: Decimal | None
    measurement: Measurement


@dataclass(frozen=True)
class Reason:
    """Why a target stands where it does, in the words of the unit that stated the figure."""

    row: TargetRow
    unit: str
    period: Period
    note: str
    invented: bool


def _under(rows: Sequence[TargetRow], until: date, known_on: datetime | None) -> QuerySet[Measurement]:
    """Current statements (or those of an earlier day of knowledge) that lie in the periods of the targets, up to a day."""
    wanted = Q(pk__in=[])
    for row in rows:
        wanted |= stood_under(row.target.unit) & Q(
            indicator_id=row.target.indicator_id,
            period_start__gte=row.target.period_start,
            period_end__lte=until,
        )
    known = Measurement.objects.current() if known_on is None else Measurement.objects.known_on(known_on)
    return known.filter(wanted).select_related("unit", "indicator").order_by("period_end", "unit__path", "pk")


def stood_under(unit: Unit) -> Q:
    """Condition on statements: of the units that a target's unit answers for; of one that has ended, those of its last day."""
    if unit.ended_on is None:
        return Q(unit__path__startswith=territory(unit))
    return Q(unit__in=units_that_stood_under(unit))


def units_that_stood_under(unit: Unit) -> QuerySet[Placement, int]:
    """Ids of the units that stood below one, or ended with it, on its last day."""
    return _stood(unit).values_list("unit_id", flat=True)


def _stood(unit: Unit) -> QuerySet[Placement]:
    top = int(territory(unit).strip("/").rsplit("/", 1)[-1])
    last = unit.ended_on - timedelta(days=1) if unit.ended_on else unit.founded_on
    return Placement.objects.filter(on_date(last), path__contains=f"/{top}/")


Gone = dict[int, dict[int, str]]
"""Unit that has ended → the units of its last day, each with its path of then."""


def _gone(rows: Iterable[TargetRow]) -> Gone:
    units = {row.target.unit_id: row.target.unit for row in rows}
    return {pk: dict(_stood(unit).values_list("unit_id", "path")) for pk, unit in units.items() if unit.ended_on}


def _is_under(one: Measurement, unit: Unit, gone: Gone) -> bool:
    return one.unit_id in gone[unit.pk] if unit.pk in gone else one.unit.path.startswith(territory(unit))


def _path_then(one: Measurement, unit: Unit, gone: Gone) -> str:
    """Where the stating unit stood, as the order of a list has it: the same after the units have merged."""
    return gone[unit.pk][one.unit_id] if unit.pk in gone else one.unit.path


def _owners(rows: Iterable[TargetRow]) -> dict[int, list[TargetRow]]:
    owners: dict[int, list[TargetRow]] = defaultdict(list)
    for row in rows:
        owners[row.target.indicator_id].append(row)
    return owners


def statements_of(
    rows: Sequence[TargetRow], until: date, *, user: User, known_on: datetime | None = None
) -> list[Stated]:
    """Statements that the person sees under each target, in the order of the targets. Hidden targets keep theirs hidden."""
    shown = [row for row in rows if not row.masked]
    stated: dict[int, list[Stated]] = defaultdict(list)
    owners = _owners(shown)
    gone = _gone(shown)
    for one in _under(shown, until, known_on) & Measurement.objects.visible_to(user):
        for row in owners[one.indicator_id]:
            if _is_under(one, row.target.unit, gone):
                stated[row.pk].append(_stated(row, one))
    for row in shown:
        stated[row.pk].sort(
            key=lambda one: (one.period.end, _path_then(one.measurement, one.row.target.unit, gone), one.measurement.pk)
        )
    return [one for row in shown for one in stated[row.pk]]


def _stated(row: TargetRow, one: Measurement) -> Stated:
    to_value = one.indicator.to_value
    value = one.yes if one.yes is not None else to_value(one.value)
    if value is None and one.stated_share is not None:
        value = Decimal(one.stated_share).scaleb(-6)
    return Stated(
        row, one.unit, Period.parse(one.period_code), value, to_value(one.numerator), to_value(one.denominator), one
    )


def reasons_for(rows: Sequence[TargetRow], until: date, known_on: datetime | None) -> list[Reason]:
    """Notes stated with the figures of targets that are behind: the newest three of each, in the order given."""
    if not rows:
        return []
    owners = _owners(rows)
    gone = _gone(rows)
    kept: dict[int, list[tuple[Any, Reason]]] = defaultdict(list)
    for one in _under(rows, until, known_on).exclude(note=""):
        for row in owners[one.indicator_id]:
            if _is_under(one, row.target.unit, gone):
                period = Period.parse(one.period_code)
                place = (-one.period_end.toordinal(), _path_then(one, row.target.unit, gone), one.pk)
                kept[row.pk].append((place, Reason(row, one.unit.name, period, one.note.strip(), one.is_invented)))
    newest = {pk: sorted(told, key=itemgetter(0))[:MOST_REASONS] for pk, told in kept.items()}
    return [reason for row in rows for _place, reason in newest.get(row.pk, ())]
