"""Roll-ups over very many units, answered by the database in one statement each. For indicators that add up or are ratios
of sums, over one period code as it was stated; what needs the whole rule (gaps, conflicts, weights) reads `computing`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection

from trongtam.org.models import Unit, UnitKind
from trongtam.org.nesting import may_hold_its_own_kind

from ..figures.bounds import weakest
from ..figures.reading import quotient
from ..models import Indicator


class UnitSum(NamedTuple):
    """What the stating units under `unit_id` stated together for the period; `counted`: how many of them stated.

    Kept as the database summed it (amounts of 10^-decimals); quantities in the indicator's unit are made when they are read.
    """

    indicator: Indicator
    unit_id: int
    counted: int
    bound: str
    amount: int | None
    top: int | None = None
    bottom: int | None = None

    @property
    def indicator_id(self) -> int:
        return self.indicator.pk

    @property
    def value(self) -> Decimal | None:
        """Of a ratio the quotient of the sums."""
        if self.indicator.measure == "ratio":
            return quotient(self.numerator, self.denominator, self.indicator.scale)
        return self._quantity(self.amount)

    @property
    def numerator(self) -> Decimal | None:
        return self._quantity(self.top)

    @property
    def denominator(self) -> Decimal | None:
        return self._quantity(self.bottom)

    def _quantity(self, amount: int | None) -> Decimal | None:
        return None if amount is None else Decimal(amount).scaleb(-self.indicator.decimals)


# `member` pairs every stating unit with the unit it is summed for; beside it the covering index alone is read, one stretch a
# unit: CROSS JOIN keeps SQLite to that order.
_MEMBER = """
WITH RECURSIVE below(unit_id, above_id, kind) AS (
    SELECT id, id, kind FROM org_unit WHERE id IN ({above})
    UNION ALL SELECT unit.id, below.above_id, unit.kind FROM org_unit unit JOIN below ON unit.parent_id = below.unit_id
), member AS MATERIALIZED (SELECT unit_id, above_id FROM below WHERE kind = %s)
SELECT m.indicator_id, member.above_id, {figures}
FROM member CROSS JOIN targets_measurement m
WHERE member.unit_id = m.unit_id AND m.known_to IS NULL AND m.period_code = %s
AND {sift}m.indicator_id IN ({indicators}){condition}
GROUP BY m.indicator_id, member.above_id
"""
_VALUES = "COUNT(*), COUNT(NULLIF(m.bound, 'exactly')), SUM(m.value), NULL, NULL"
_COUNTS = "COUNT(*), COUNT(NULLIF(m.bound, 'exactly')), SUM(m.value), SUM(m.numerator), SUM(m.denominator)"
FEW = 8
_BOUNDS = "MIN(m.bound), MAX(m.bound)"
_INEXACT = " AND m.bound <> 'exactly'"

# A unit that states for itself, with none of its kind below it, is its own sum: it has one current statement a period at most.
_STATED = """
SELECT m.indicator_id, m.unit_id, 1, m.bound, m.value, m.numerator, m.denominator FROM targets_measurement m
WHERE m.known_to IS NULL AND m.period_code = %s AND m.unit_id IN ({units}) AND {sift}m.indicator_id IN ({indicators})
"""


def current_rollup(indicators: Sequence[Indicator], period_code: str, by: Sequence[Unit]) -> list[UnitSum]:
    """What is stated now for one period, summed for each of the units `by`, in today's tree. For each kind that states, one query
    for the units of that kind and one for those above them, with a third for the bounds where any statement is not exact.

    Ordered by indicator, then unit. Combinations without any statement are not listed: they are not zero.
    """
    known = {indicator.pk: indicator for indicator in indicators if indicator.across in ("sum", "ratio")}
    rows: list[tuple[Any, ...]] = []
    for kind in sorted({indicator.stated_by for indicator in known.values()}):
        asked = {pk: indicator for pk, indicator in known.items() if indicator.stated_by == kind}
        # Those merged into a unit stand below it in today's tree: it is summed with them.
        own_kind = [] if may_hold_its_own_kind(kind) else [unit for unit in by if unit.kind == kind]
        alone = [unit.pk for unit in own_kind if not unit.inherits]
        above = sorted({unit.pk for unit in by} - set(alone))
        rows += _stated(asked, period_code, alone) if alone else []
        rows += _summed(asked, period_code, above) if above else []
    # Twice by whole numbers: what comes in the order of an index takes hardly a comparison.
    rows.sort(key=itemgetter(1))
    rows.sort(key=itemgetter(0))
    return [
        UnitSum(known[pk], unit_id, counted, bound, amount, top, bottom)
        for pk, unit_id, counted, bound, amount, top, bottom in rows
    ]


def _stated(known: dict[int, Indicator], period_code: str, units: Sequence[int]) -> list[tuple[Any, ...]]:
    sql = _STATED.format(units=_marks(units), sift=_sift(known), indicators=_marks(known))
    with connection.cursor() as cursor:
        cursor.execute(sql, [period_code, *units, *known])
        return list(cursor.fetchall())


def _summed(known: dict[int, Indicator], period_code: str, above: Sequence[int]) -> list[tuple[Any, ...]]:
    ratios = any(indicator.measure == "ratio" for indicator in known.values())
    rows = _grouped(known, period_code, above, _COUNTS if ratios else _VALUES)
    bounds = _bounds(known, period_code, above) if any(row[3] for row in rows) else {}
    return [
        (pk, unit_id, counted, bounds.get((pk, unit_id), "exactly") if inexact else "exactly", *sums)
        for pk, unit_id, counted, inexact, *sums in rows
    ]


def _grouped(
    known: dict[int, Indicator], period_code: str, above: Sequence[int], figures: str, condition: str = ""
) -> list[tuple[Any, ...]]:
    sql = _MEMBER.format(
        figures=figures, sift=_sift(known), condition=condition, above=_marks(above), indicators=_marks(known)
    )
    kind = next(iter(known.values())).stated_by
    with connection.cursor() as cursor:
        cursor.execute(sql, [*above, kind, period_code, *known])
        return list(cursor.fetchall())


def _bounds(known: dict[int, Indicator], period_code: str, above: Sequence[int]) -> dict[tuple[int, int], str]:
    """The bound of each sum that has one: that of its inexact parts where they agree, else about."""
    rows = _grouped(known, period_code, above, _BOUNDS, _INEXACT)
    return {(indicator_id, unit_id): str(weakest((least, most))) for indicator_id, unit_id, least, most in rows}


def _marks(values: Collection[int]) -> str:
    return ", ".join(["%s"] * len(values))


def _sift(known: Collection[int]) -> str:
    """With many indicators the whole stretch of a unit is read and sifted (`+` keeps their list out of the search), with few
    each is sought."""
    return "+" if len(known) > FEW else ""


_BANDS = """
SELECT unit_id, band, COUNT(*) FROM targets_standing WHERE period_code = %s{condition} GROUP BY unit_id, band
"""
# A path holds digits and strokes alone and ends with a stroke, after which comes 0. Each is what the database finds by index.
_UNDER = {
    "sqlite": " AND unit_id IN (SELECT id FROM org_unit WHERE path >= %s AND path < %s)",
    "postgresql": " AND unit_id IN (SELECT id FROM org_unit WHERE path LIKE %s)",
}


def _subtree(path: str) -> list[str]:
    return [path, f"{path[:-1]}0"] if connection.vendor == "sqlite" else [f"{path}%"]


def bands_by_unit(period_code: str, *, under: Unit | None = None) -> dict[int, dict[str, int]]:
    """Unit → band → number of its targets for a period, of all units or of those under one. One query."""
    condition, values = "", [period_code]
    if under is not None:
        condition = _UNDER[connection.vendor]
        values += _subtree(under.path)
    with connection.cursor() as cursor:
        cursor.execute(_BANDS.format(condition=condition), values)
        found: dict[int, dict[str, int]] = {}
        for unit_id, band, count in cursor.fetchall():
            found.setdefault(unit_id, {})[band] = count
    return found


def provinces() -> list[Unit]:
    """The units that a country is read by."""
    return list(Unit.objects.filter(kind=UnitKind.PROVINCE).order_by("path"))
