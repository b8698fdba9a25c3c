"""Statements and units of many subjects, loaded at once, read at many days.

A subject is an indicator read for one unit and period. Its value is the unit's own reading where the unit states it, else the
roll-up over the units of the stating kind in its territory (numbers design, "Roll-up over units").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import QuerySet

from trongtam.ground.periods import Period
from trongtam.ground.prepared import Prepared

from ..figures.reading import Reading, State, Statement, read_series
from ..figures.rollup import Entry, RollUp, roll_up
from ..models import Indicator, Measurement
from . import inherited
from .family import Family, load_family
from .scope import UnitRow, scope_path
from .units import load_units, tree_for

parse_period = lru_cache(maxsize=8192)(Period.parse)

_ALWAYS = ("pk", "indicator_id", "unit_id", "period_code", "value", "numerator", "denominator", "bound", "finality")


@dataclass(frozen=True)
class Subject:
    """What is read: an indicator (or one part of a composition) for a unit and a period."""

    indicator: Indicator
    unit: UnitRow
    period: Period
    part: str = ""


_NOBODY: Mapping[int, tuple[UnitRow, ...]] = MappingProxyType({})


class Read(NamedTuple):
    """A value with its proof. Quantities are in the indicator's unit; `reading` for a stating unit, `roll` for a roll-up.

    `by_unit` (unit, reading) lists what was combined, in the units' order; `within` names, for a unit that has been merged or
    split, the units that carry it on.
    """

    value: Decimal | bool | None
    numerator: Decimal | None
    denominator: Decimal | None
    bound: str
    finality: str | None
    settled: bool
    reading: Reading | None = None
    roll: RollUp | None = None
    by_unit: tuple[tuple[UnitRow, Reading], ...] = ()
    within: Mapping[int, tuple[UnitRow, ...]] = _NOBODY

    @property
    def counted(self) -> int:
        return len(self.roll.counted) if self.roll else int(self.value is not None)

    @property
    def left_out(self) -> int:
        return len(self.roll.left_out) if self.roll else 0


@dataclass
class Facts:
    """Everything that some subjects need; `Facts.load` runs at most three queries, however many subjects."""

    units: dict[str, list[UnitRow]]
    """Territory → units of every stating kind in it, in the tree's order."""
    statements: dict[tuple[int, int], list[Statement]]
    met: Mapping[tuple[int, int, str], Mapping[date, bool | None]] = field(default_factory=dict)
    """(indicator, unit, period code) → day → is the unit's own target met? For `share_of_units`; loaded by `lines`."""
    family: Family = field(default_factory=Family)
    tree: date | None = None
    """The day whose units and places are read; today's where there is none."""

    @classmethod
    def load(
        cls,
        subjects: Sequence[Subject],
        *,
        known_on: datetime | None = None,
        tree: date | None = None,
        last_year: bool = True,
    ) -> Facts:
        """Load what the subjects need. `known_on`: as it was known at a moment. `tree`: the units as they were on a day; else
        today's, but for a unit that has ended those of its last day."""
        stated = [subject for subject in subjects if subject.indicator.source == "stated"]
        if not stated:
            return cls({}, {})
        units = load_units(stated, tree)
        indicators = {subject.indicator.pk: subject.indicator for subject in stated}
        weights = {i.weight_id for i in indicators.values() if i.weight_id} - set(indicators)
        indicators |= Indicator.objects.in_bulk(weights) if weights else {}
        read = {row.id: row for rows in (*units.values(), [subject.unit for subject in stated]) for row in rows}
        family = load_family(read.values())
        starts = [subject.period.start for subject in stated]
        first = min(starts).replace(month=1, day=1)
        if last_year:
            first = first.replace(year=first.year - 1)
        last = max(subject.period.end for subject in stated)
        statements = load_statements(indicators, {*read, *family.rows}, first, last, known_on=known_on)
        return cls(units, statements, family=family, tree=tree)

    # -- readings ----------------------------------------------------------------------------------------------------

    def unit_series(self, subject: Subject, unit_id: int, days: Sequence[date], period: Period) -> list[Reading]:
        """What one unit itself stated, at each day."""
        indicator = subject.indicator
        readings = read_series(
            indicator.measure,
            self.statements.get((indicator.pk, unit_id), ()),
            period,
            days,
            scale=indicator.scale,
            non_negative=indicator.non_negative,
        )
        return [reading.part(subject.part) for reading in readings] if subject.part else readings

    def stating_units(self, subject: Subject) -> list[UnitRow]:
        """The units of the stating kind in the subject's territory; of those merged or split, who carries them on."""
        rows, tree = self.units.get(scope_path(subject.unit), ()), tree_for(subject.unit, self.tree)
        return [row for row in rows if row.kind == subject.indicator.stated_by and not row.has_passed_on(tree)]

    def series(self, subject: Subject, days: Sequence[date], period: Period | None = None) -> list[Read]:
        """The subject's value at each day (ascending); `period` reads another period than the subject's."""
        period = period or subject.period
        stating = self.stating_units(subject)
        own_kind = subject.unit.kind == subject.indicator.stated_by
        if own_kind or (len(stating) == 1 and subject.indicator.across != "share_of_units"):
            unit = subject.unit if own_kind else stating[0]
            if self.family.lineage.carries_on(unit.id):
                return inherited.of_one(self, subject, unit, days, period)
            return [direct(subject, unit, reading) for reading in self.unit_series(subject, unit.id, days, period)]
        if any(self.family.lineage.carries_on(row.id) for row in stating):
            return inherited.rolled(self, subject, stating, days, period)
        return self._rolled(subject, stating, days, period)

    def _rolled(self, subject: Subject, stating: list[UnitRow], days: Sequence[date], period: Period) -> list[Read]:
        indicator = subject.indicator
        readings = [(row, self.unit_series(subject, row.id, days, period)) for row in stating]
        weights = [self.weights(indicator, row.id, days, period) for row in stating] if indicator.weight_id else None
        own = self.unit_series(subject, subject.unit.id, days, period)
        reads = []
        for place, day in enumerate(days):
            listed = [
                (row, series[place], weights[number][place] if weights else None)
                for number, (row, series) in enumerate(readings)
                if belongs(row, series[place], day, period, indicator.measure)
            ]
            entries = [
                Entry(row.id, reading, weight, self.is_met(indicator, row, period, day, reading))
                for row, reading, weight in listed
            ]
            scale = 100 if indicator.across == "share_of_units" else indicator.scale
            roll = roll_up(indicator.across, entries, scale=scale, own=own[place])
            reads.append(rolled_read(indicator, roll, tuple((row, reading) for row, reading, _ in listed)))
        return reads

    def weights(self, indicator: Indicator, unit_id: int, days: Sequence[date], period: Period) -> list[Any]:
        weight = indicator.weight
        if weight is None:
            return [None] * len(days)
        readings = read_series(
            weight.measure, self.statements.get((weight.pk, unit_id), ()), period, days, scale=weight.scale
        )
        return [reading.value if reading.settled else None for reading in readings]

    def is_met(self, indicator: Indicator, row: UnitRow, period: Period, day: date, reading: Reading) -> bool | None:
        """Whether the unit's own standing is met. Without a target of its own a yes is met, a no is not."""
        if indicator.across != "share_of_units":
            return None
        own = self.met.get((indicator.pk, row.id, period.code))
        if own is not None and day in own:
            return own[day]
        return reading.truth if reading.settled else None


# -- one value ---------------------------------------------------------------------------------------------------------


def quantity(indicator: Indicator, amount: int | Decimal | None) -> Decimal | None:
    """A sum of stored amounts in the indicator's unit. Values of ratios are kept in it already."""
    if amount is None:
        return None
    value = Decimal(amount)
    return value if indicator.measure in ("ratio", "composition") else value.scaleb(-indicator.decimals)


def direct(subject: Subject, unit: UnitRow, reading: Reading) -> Read:
    indicator = subject.indicator
    value: Decimal | bool | None = reading.truth if reading.truth is not None else quantity(indicator, reading.value)
    return Read(
        value=value,
        numerator=indicator.to_value(reading.numerator),  # type: ignore[arg-type]  # stored counts are integers
        denominator=indicator.to_value(reading.denominator),  # type: ignore[arg-type]
        bound=reading.bound,
        finality=reading.finality,
        settled=reading.settled,
        reading=reading,
        by_unit=((unit, reading),),
    )


def rolled_read(indicator: Indicator, roll: RollUp, by_unit: tuple[tuple[UnitRow, Reading], ...]) -> Read:
    share = indicator.across == "share_of_units"
    return Read(
        value=roll.value if share else quantity(indicator, roll.value),  # type: ignore[arg-type]  # a share is a decimal
        numerator=_count(indicator, roll.numerator, share),
        denominator=_count(indicator, roll.denominator, share),
        bound=roll.bound,
        finality=roll.finality,
        settled=roll.value is not None,
        roll=roll,
        by_unit=by_unit,
    )


def _count(indicator: Indicator, amount: Any, share: bool) -> Decimal | None:
    if amount is None:
        return None
    return Decimal(amount) if share else indicator.to_value(amount)


def belongs(row: UnitRow, reading: Reading, day: date, period: Period, measure: str) -> bool:
    """Units that exist on the day; of a flow also what units stated that have ended inside the period."""
    if row.exists_on(day):
        return True
    ended = row.ended_on is not None and period.start < row.ended_on <= day
    return measure == "flow" and ended and reading.state != State.NOTHING


# -- loading -----------------------------------------------------------------------------------------------------------


def _stated(
    units: Collection[int], indicators: Collection[int], first: date, last: date, known_on: datetime | None, rare: bool
) -> QuerySet[Measurement, tuple[Any, ...]]:
    rows = Measurement.objects.current() if known_on is None else Measurement.objects.known_on(known_on)
    rows = rows.filter(unit_id__in=units, indicator_id__in=indicators, period_start__gte=first, period_end__lte=last)
    return rows.values_list(*_ALWAYS, *(("yes", "parts") if rare else ()))


_STATED = Prepared(_stated)


def load_statements(
    indicators: Mapping[int, Indicator],
    unit_ids: Collection[int],
    first: date,
    last: date,
    *,
    known_on: datetime | None = None,
) -> dict[tuple[int, int], list[Statement]]:
    """(indicator, unit) → statements that lie within first…last, current or as known at a moment. One query.

    Amounts are the stored integers but for the value of a ratio, which is in its unit; the key is the measurement's id,
    which also orders statements by when they were stated.
    """
    rare = any(indicator.measure in ("yes_no", "composition") for indicator in indicators.values())
    scaled = {pk: i.decimals for pk, i in indicators.items() if i.measure == "ratio"}
    found: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    for row in _STATED(unit_ids, list(indicators), first, last, known_on, rare):
        pk, indicator_id, unit_id, code, value, numerator, denominator, bound, finality = row[:9]
        if value is not None and indicator_id in scaled:
            value = Decimal(value).scaleb(-scaled[indicator_id])
        period = parse_period(code)
        yes, parts = (row[9], row[10]) if rare else (None, None)
        if parts is not None:
            parts = {name: Decimal(part) for name, part in parts.items()}
        found[indicator_id, unit_id].append(
            Statement(period.start, period.end, pk, value, numerator, denominator, yes, parts, bound, finality, pk)
        )
    return found
