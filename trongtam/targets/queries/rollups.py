"""Roll-ups over very many units, answered by the database in one statement each. For indicators that add up or are ratios
of sums, over one period code as it was stated; what needs the whole rule (gaps, conflicts, weights) reads `computing`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from trongtam.org.models import Unit, UnitKind

from ..figures.bounds import weakest
from ..figures.reading import quotient
from ..models import Indicator


class UnitSum(NamedTuple):
    """What the stating units under `unit_id` stated together for the period, in the indicator's unit; `value` of a ratio is
    the quotient of the sums. `counted`: how many of them stated."""

    indicator_id: int
    unit_id: int
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    bound: str
    counted: int


# `member` pairs every stating unit with the unit it is summed for; beside it the covering index alone is read.
_MEMBER = """
WITH RECURSIVE below(unit_id, above_id, kind) AS (
    SELECT id, id, kind FROM org_unit WHERE id IN ({above})
    UNION ALL SELECT unit.id, below.above_id, unit.kind FROM org_unit unit JOIN below ON unit.parent_id = below.unit_id
), member AS MATERIALIZED (SELECT unit_id, above_id FROM below WHERE kind IN ({kinds}))
SELECT m.indicator_id, member.above_id, {figures}
FROM targets_measurement m JOIN member ON member.unit_id = m.unit_id
WHERE m.known_to IS NULL AND m.period_code = %s AND m.indicator_id IN ({indicators}){condition}
GROUP BY m.indicator_id, member.above_id
"""
_VALUES = "COUNT(*), COUNT(NULLIF(m.bound, 'exactly')), SUM(m.value)"
_COUNTS = "COUNT(*), COUNT(NULLIF(m.bound, 'exactly')), SUM(m.value), SUM(m.numerator), SUM(m.denominator)"
_BOUNDS = "MIN(m.bound), MAX(m.bound)"
_INEXACT = " AND m.bound <> 'exactly'"


def current_rollup(indicators: Sequence[Indicator], period_code: str, by: Sequence[Unit]) -> list[UnitSum]:
    """What is stated now for one period, summed for each of the units `by`, in today's tree. One query, and a second for the
    bounds where any statement is not exact.

    Ordered by indicator, then unit. Combinations without any statement are not listed: they are not zero.
    """
    known = {indicator.pk: indicator for indicator in indicators if indicator.across in ("sum", "ratio")}
    if not known or not by:
        return []
    ratios = any(indicator.measure == "ratio" for indicator in known.values())
    rows = _grouped(known, period_code, by, _COUNTS if ratios else _VALUES)
    inexact = any(row[3] for row in rows)
    bounds = _bounds(known, period_code, by) if inexact else {}
    return sorted(_sum(known[row[0]], row, bounds.get((row[0], row[1]), "exactly")) for row in rows)


def _grouped(
    known: dict[int, Indicator], period_code: str, by: Sequence[Unit], figures: str, condition: str = ""
) -> list[tuple[Any, ...]]:
    kinds = sorted({indicator.stated_by for indicator in known.values()})
    above = [unit.pk for unit in by]
    sql = _MEMBER.format(
        figures=figures,
        condition=condition,
        above=", ".join(["%s"] * len(above)),
        kinds=", ".join(["%s"] * len(kinds)),
        indicators=", ".join(["%s"] * len(known)),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*above, *kinds, period_code, *known])
        return list(cursor.fetchall())


def _bounds(known: dict[int, Indicator], period_code: str, by: Sequence[Unit]) -> dict[tuple[int, int], str]:
    """The bound of each sum that has one: that of its inexact parts where they agree, else about."""
    rows = _grouped(known, period_code, by, _BOUNDS, _INEXACT)
    return {(indicator_id, unit_id): str(weakest((least, most))) for indicator_id, unit_id, least, most in rows}


def _sum(indicator: Indicator, row: tuple[Any, ...], bound: str) -> UnitSum:
    indicator_id, unit_id, counted, _, value, *counts = row
    shift = -indicator.decimals
    numerator, denominator = (None if one is None else Decimal(one).scaleb(shift) for one in (*counts, None, None)[:2])
    if indicator.measure == "ratio":
        total = quotient(numerator, denominator, indicator.scale)
    else:
        total = None if value is None else Decimal(value).scaleb(shift)
    return UnitSum(indicator_id, unit_id, total, numerator, denominator, bound, counted)


_BANDS = """
SELECT unit_id, band, COUNT(*) FROM targets_standing WHERE period_code = %s{condition} GROUP BY unit_id, band
"""


def bands_by_unit(period_code: str, *, under: Unit | None = None) -> dict[int, dict[str, int]]:
    """Unit → band → number of its targets for a period, of all units or of those under one. One query."""
    condition, values = "", [period_code]
    if under is not None:
        condition = " AND unit_id IN (SELECT id FROM org_unit WHERE substr(path, 1, length(%s)) = %s)"
        values += [under.path, under.path]
    with connection.cursor() as cursor:
        cursor.execute(_BANDS.format(condition=condition), values)
        found: dict[int, dict[str, int]] = {}
        for unit_id, band, count in cursor.fetchall():
            found.setdefault(unit_id, {})[band] = count
    return found


def provinces() -> list[Unit]:
    """The units that a country is read by."""
    return list(Unit.objects.filter(kind=UnitKind.PROVINCE).order_by("path"))
