"""Roll-ups over very many units, answered by the database in one statement each. For indicators that add up or are ratios
of sums, over one period code as it was stated; what needs the whole rule (gaps, conflicts, weights) reads `computing`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

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


# `member` pairs every stating unit with the unit it is summed for. Without weights, so the covering index alone is read.
_ROLLUP = """
WITH member AS MATERIALIZED (
    SELECT unit.id AS unit_id, above.id AS above_id
    FROM org_unit above JOIN org_unit unit ON substr(unit.path, 1, length(above.path)) = above.path
    WHERE above.id IN ({above}) AND unit.kind IN ({kinds})
)
SELECT m.indicator_id, member.above_id, SUM(m.value), SUM(m.numerator), SUM(m.denominator),
       MIN(NULLIF(m.bound, 'exactly')), MAX(NULLIF(m.bound, 'exactly')), COUNT(*)
FROM targets_measurement m JOIN member ON member.unit_id = m.unit_id
WHERE m.known_to IS NULL AND m.period_code = %s AND m.indicator_id IN ({indicators})
GROUP BY m.indicator_id, member.above_id
"""


def current_rollup(indicators: Sequence[Indicator], period_code: str, by: Sequence[Unit]) -> list[UnitSum]:
    """What is stated now for one period, summed for each of the units `by`, in today's tree. One query.

    Ordered by indicator, then unit. Combinations without any statement are not listed: they are not zero.
    """
    known = {indicator.pk: indicator for indicator in indicators if indicator.across in ("sum", "ratio")}
    if not known or not by:
        return []
    kinds = sorted({indicator.stated_by for indicator in known.values()})
    above = [unit.pk for unit in by]
    sql = _ROLLUP.format(
        above=", ".join(["%s"] * len(above)),
        kinds=", ".join(["%s"] * len(kinds)),
        indicators=", ".join(["%s"] * len(known)),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*above, *kinds, period_code, *known])
        rows = cursor.fetchall()
    return sorted(_sum(known[row[0]], *row) for row in rows)


def _sum(
    indicator: Indicator,
    indicator_id: int,
    unit_id: int,
    value: int | None,
    top: int | None,
    bottom: int | None,
    least: str | None,
    most: str | None,
    counted: int,
) -> UnitSum:
    shift = -indicator.decimals
    numerator = None if top is None else Decimal(top).scaleb(shift)
    denominator = None if bottom is None else Decimal(bottom).scaleb(shift)
    if indicator.measure == "ratio":
        total = quotient(numerator, denominator, indicator.scale)
    else:
        total = None if value is None else Decimal(value).scaleb(shift)
    bound = weakest([name for name in (least, most) if name is not None])
    return UnitSum(indicator_id, unit_id, total, numerator, denominator, str(bound), counted)


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
