"""The checks before a sheet is sent, over what the database holds; the questions themselves are in `figures.doubts`."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from trongtam.ground.periods import Period

from .computing.lines import DEFAULT_TOLERANCE, tolerances
from .figures import doubts
from .figures.doubts import Based, Doubt
from .figures.reading import Statement, quotient
from .models import Indicator, Measurement, Target
from .queries.asked import Asked, asked_of
from .queries.entry_sheet import EntryRow, EntrySheet
from .queries.rows import TargetRow, listed, rows_of
from .stated import Figure


def doubts_of_sheet(sheet: EntrySheet, whole: Period) -> list[Doubt]:
    """What looks wrong about a sheet as it stands, for a round's period; in the order of its lines."""
    rows = [row for row in sheet.rows if not row.is_live]
    statements = _statements(sheet, rows, whole)
    sheets = asked_of([sheet.unit], whole.months()).get(sheet.unit.pk, {})
    asked = [line for lines in sheets.values() for line in lines.values()]
    found: list[Doubt | None] = []
    for row in rows:
        found += _of_line(row)
        found += _over_time(row, statements[row.indicator.pk], whole, sheet, asked)
    found += doubts.bases_apart(based for row in rows if (based := _based(row)) is not None)
    found += _behind(sheet, rows)
    order = {row.indicator.pk: place for place, row in enumerate(rows)}
    return sorted((one for one in found if one is not None), key=lambda one: order[one.key])


def _value(figure: Figure | None, indicator: Indicator) -> Decimal | None:
    """What two figures of an indicator are compared by."""
    if figure is None:
        return None
    if figure.numerator is not None:
        found = quotient(figure.numerator, figure.denominator, indicator.scale)
        return None if found is None else Decimal(found)
    return figure.value


def _compared(row: EntryRow) -> Figure | None:
    """The figure before, where it speaks of a period of the same length and this one was typed."""
    if row.figure is None or row.figure.kept or row.last is None:
        return None
    return row.last if Period.parse(row.last_period).kind == row.period.kind else None


def _of_line(row: EntryRow) -> list[Doubt | None]:
    key, figure, last = row.indicator.pk, row.figure, _compared(row)
    if figure is None:
        return []
    return [
        doubts.out_of_line(key, row.indicator.measure, _value(figure, row.indicator), _value(last, row.indicator)),
        doubts.parts_off(key, figure.parts),
        doubts.base_off(key, figure.denominator, last.denominator if last else None),
    ]


def _based(row: EntryRow) -> Based | None:
    last = _compared(row)
    if row.figure is None or last is None or not row.figure.denominator or not last.denominator:
        return None
    return Based(row.indicator.pk, row.indicator.name, row.figure.denominator, last.denominator)


def _statements(sheet: EntrySheet, rows: list[EntryRow], whole: Period) -> dict[int, list[Statement]]:
    """Indicator → what the unit has stated inside the year. One query."""
    year = Period.year(whole.start.year)
    held = Measurement.objects.current().filter(
        unit=sheet.unit,
        indicator__in=[row.indicator.pk for row in rows],
        period_start__gte=year.start,
        period_end__lte=year.end,
    )
    found: dict[int, list[Statement]] = defaultdict(list)
    for one in held:
        said = Statement(
            one.period_start, one.period_end, one.stated_at, value=one.value, bound=one.bound, finality=one.finality
        )
        found[one.indicator_id].append(said)
    return found


def _over_time(
    row: EntryRow, statements: list[Statement], whole: Period, sheet: EntrySheet, asked: list[Asked]
) -> list[Doubt | None]:
    """Statements that disagree, and months without any: of a flow in the whole period, of a state in its last one."""
    indicator = row.indicator
    if indicator.measure != "flow":
        return [doubts.unstated(indicator.pk, indicator.measure, statements, row.period, [row.period])]
    periods = sorted(line.period for line in asked if line.indicator == indicator.pk)
    year = Period.year(whole.start.year)
    return [
        doubts.disagreeing(indicator.pk, statements, year, sheet.period.end, non_negative=indicator.non_negative),
        doubts.unstated(indicator.pk, indicator.measure, statements, whole, periods),
    ]


def _behind(sheet: EntrySheet, rows: list[EntryRow]) -> list[Doubt | None]:
    """The unit's own targets of these lines that are far behind pace at the month's end. Three queries."""
    own = [row.target.pk for row in rows if row.target is not None]
    if not own:
        return []
    targets = list(listed(Target.objects.filter(pk__in=own)))
    tolerance = tolerances(targets)
    judged = rows_of(targets, sheet.period.end, user=None, tolerance=tolerance)
    return [_far(row, tolerance.get(row.pk, DEFAULT_TOLERANCE)) for row in judged]


def _far(row: TargetRow, tolerance: Decimal) -> Doubt | None:
    return doubts.far_behind(row.target.indicator_id, row.judged.gap, tolerance)
