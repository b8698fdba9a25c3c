"""Figures of many units, indicators and months at once, as boards and papers read them: stated ones through the roll-up, counted
ones from their room. Queries do not grow with units, indicators or months (counted indicators: one call each and year)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trongtam.ground.periods import Period
from trongtam.org.models import Unit
from trongtam.targets import live
from trongtam.targets.computing.facts import Facts, Subject
from trongtam.targets.computing.family import load_family
from trongtam.targets.computing.lines import points_at
from trongtam.targets.computing.scope import UnitRow
from trongtam.targets.computing.units import load_units
from trongtam.targets.models import Across, Better, Indicator, Measure, Measurement, Source, Target

COMPARED = (Measure.FLOW, Measure.STOCK, Measure.RATIO)
Key = tuple[int, int]
"""(unit id, indicator id)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A month-end: the quantity in the indicator's unit, and what the unit has planned for that year."""

    on: date
    value: Decimal
    plan: Decimal | None = None

    @property
    def percent(self) -> Decimal | None:
        """Of the own plan; None without one, and where less is better (a percent of it would say nothing)."""
        return self.value / self.plan * 100 if self.plan else None


Figures = dict[Key, dict[date, Figure]]


def comparable() -> dict[str, object]:
    """Conditions on `Indicator`: those of which it can be said which figure is better."""
    return {"measure__in": COMPARED, "better__in": (Better.MORE, Better.LESS)}


def shared_indicators(first: Unit, second: Unit) -> list[Indicator]:
    """What both have figures or targets of, by name. Three queries."""
    known: dict[int, set[int]] = {first.pk: set(), second.pk: set()}
    both = [first.pk, second.pk]
    targets = Target.objects.in_force().filter(unit__in=both, part="", for_criteria=False)
    for unit, indicator in targets.values_list("unit_id", "indicator_id"):
        known[unit].add(indicator)
    stated = Measurement.objects.current().filter(unit__in=both).values_list("unit_id", "indicator_id").distinct()
    for unit, indicator in stated:
        known[unit].add(indicator)
    rows = Indicator.objects.filter(pk__in=known[first.pk] & known[second.pk], **comparable())
    return list(rows.exclude(across=Across.SHARE_OF_UNITS).order_by("folded", "pk"))


def figures(units: Sequence[Unit], indicators: Sequence[Indicator], since: date, until: date) -> Figures:
    """Month-ends from the month of `since` to that of `until`; only those of which something is known. Nine queries, and two
    for the counted ones."""
    found: Figures = defaultdict(dict)
    if not units or not indicators:
        return found
    years = [Period.year(year) for year in range(since.year, until.year + 1)]
    days = {year: [day for day in year.month_ends() if since <= day and day.replace(day=1) <= until] for year in years}
    plans = _plans(units, indicators, years)
    rows = [UnitRow.of(unit) for unit in units]
    subjects = [Subject(one, row, year) for one in indicators for row in rows for year in years]
    for subject, on, value in [*_stated(subjects, days), *_counted(subjects, days, until)]:
        key = (subject.unit.id, subject.indicator.pk)
        found[key][on] = Figure(on, value, plans.get((*key, subject.period.code)))
    return found


def _plans(
    units: Sequence[Unit], indicators: Sequence[Indicator], years: Sequence[Period]
) -> dict[tuple[int, int, str], Decimal]:
    """One query."""
    codes = [year.code for year in years]
    rows = Target.objects.in_force().filter(
        unit__in=[unit.pk for unit in units],
        indicator__in=[one.pk for one in indicators],
        indicator__better=Better.MORE,
        period_code__in=codes,
        part="",
        form="level",
        for_criteria=False,
        plan__gt=0,
    )
    return {
        (one.unit_id, one.indicator_id, one.period_code): Decimal(one.plan or 0).scaleb(-one.decimals)
        for one in rows.order_by("pk")
    }


Read = tuple[Subject, date, Decimal]


def _stated(subjects: Sequence[Subject], days: dict[Period, list[date]]) -> list[Read]:
    asked = [one for one in subjects if one.indicator.source == Source.STATED]
    if not asked:
        return []
    facts = Facts.load(asked, last_year=False)
    return [
        (subject, point.on, point.value)
        for subject in asked
        for point in points_at(facts, subject, days[subject.period])
        if isinstance(point.value, Decimal) and point.settled
    ]


def _counted(subjects: Sequence[Subject], days: dict[Period, list[date]], until: date) -> list[Read]:
    asked = [
        one for one in subjects if one.indicator.source == Source.LIVE and live.is_registered(one.indicator.provider)
    ]
    if not asked:
        return []
    units, family = load_units(asked), load_family([one.unit for one in asked])
    together: dict[tuple[int, Period], list[Subject]] = defaultdict(list)
    for one in asked:
        together[one.indicator.pk, one.period].append(one)
    found: list[Read] = []
    for group in together.values():
        indicator, period = group[0].indicator, group[0].period
        stating = {one.unit.id: live.stating_ids_with_before(indicator, one.unit, units, family) for one in group}
        read = live.read_live(indicator, stating, live.spans_of(period, days[period]), until)
        for one in group:
            for day in days[period]:
                figure = read.get((one.unit.id, day))
                if figure is not None and isinstance(figure.value, Decimal):
                    found.append((one, day, figure.value))
    return found
