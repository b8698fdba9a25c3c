"""A set as the rows of a sheet, one a leaf, and back: `set_of(rows_of(one), one)` is `one`.

A row says: criterion, its name; indicator, its name, how many parts suffice, whether it may be not applicable; the leaf, its
name, unit, what it asks; then one column of thresholds a key (`levels.key_of`). Cells are text; numbers as Decimal writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from .shapes import CriteriaSet, Criterion, Indicator, Leaf, Relative, check_set, read_levels

PLAIN = (
    "criterion",
    "criterion_name",
    "indicator",
    "indicator_name",
    "enough",
    "if_any",
    "by_province",
    "verified",
    "source",
    "note",
    "leaf",
    "leaf_name",
    "unit",
    "ask",
    "measure",
    "hamlets",
    "yearly",
    "relative_set",
    "relative_leaf",
    "relative_percent",
)
LEVEL = "level:"
YES = "x"

Row = dict[str, str]


def columns_of(one: CriteriaSet) -> list[str]:
    """The columns of a set's sheet: the plain ones, then one for each key that some leaf has a threshold under."""
    keys = sorted({key for _c, _i, leaf in one.leaves() for key in leaf.levels})
    return [*PLAIN, *(f"{LEVEL}{key}" for key in keys)]


def rows_of(one: CriteriaSet) -> list[Row]:
    """One row a leaf in the order of the set; a criterion without indicators is a row of its number and name."""
    rows = []
    for criterion in one.criteria:
        head = {"criterion": str(criterion.number), "criterion_name": criterion.name}
        if not criterion.indicators:
            rows.append(_filled(one, head))
        rows += [
            _filled(one, {**head, **_indicator_cells(indicator), **_leaf_cells(leaf)})
            for indicator in criterion.indicators
            for leaf in indicator.leaves
        ]
    return rows


def set_of(rows: Iterable[Mapping[str, str]], head: CriteriaSet) -> CriteriaSet:
    """A set from rows; what stands above its criteria (code, name, years …) is that of `head`. Raises Refused."""
    criteria: dict[int, Criterion] = {}
    for row in rows:
        number = int(row["criterion"])
        known = criteria.get(number) or Criterion(number, row["criterion_name"])
        criteria[number] = _with_leaf(known, row) if row.get("indicator") else known
    made = replace(head, criteria=tuple(criteria.values()))
    check_set(made)
    return made


def _filled(one: CriteriaSet, cells: dict[str, str]) -> Row:
    return {column: cells.get(column, "") for column in columns_of(one)}


def _indicator_cells(one: Indicator) -> dict[str, str]:
    return {
        "indicator": one.code,
        "indicator_name": one.name,
        "enough": str(one.enough or ""),
        "if_any": YES if one.if_any else "",
        "by_province": YES if one.by_province else "",
        "verified": YES if one.verified else "",
        "source": one.source,
        "note": one.note,
    }


def _leaf_cells(one: Leaf) -> dict[str, str]:
    other = one.relative
    return {
        "leaf": one.code,
        "leaf_name": one.name,
        "unit": one.unit,
        "ask": one.ask,
        "measure": one.measure,
        "hamlets": YES if one.hamlets else "",
        "yearly": YES if one.yearly else "",
        "relative_set": other.set_code if other else "",
        "relative_leaf": other.leaf if other else "",
        "relative_percent": str(other.percent) if other else "",
        **{f"{LEVEL}{key}": str(value) for key, value in one.levels.items()},
    }


def _with_leaf(criterion: Criterion, row: Mapping[str, str]) -> Criterion:
    leaf = _leaf(row, criterion.number)
    *before, last = criterion.indicators or (None,)
    if last is not None and last.code == row["indicator"]:
        grown = replace(last, leaves=(*last.leaves, leaf))
        return replace(criterion, indicators=(*(one for one in before if one is not None), grown))
    made = Indicator(
        code=row["indicator"],
        name=row["indicator_name"],
        leaves=(leaf,),
        enough=int(row.get("enough") or 0),
        if_any=_yes(row, "if_any"),
        by_province=_yes(row, "by_province"),
        verified=_yes(row, "verified"),
        source=row.get("source", ""),
        note=row.get("note", ""),
    )
    return replace(criterion, indicators=(*criterion.indicators, made))


def _leaf(row: Mapping[str, str], number: int) -> Leaf:
    levels: dict[str, Any] = {
        column.removeprefix(LEVEL): cell for column, cell in row.items() if column.startswith(LEVEL) and cell
    }
    other = row.get("relative_set")
    code = row.get("leaf") or row["indicator"]
    return Leaf(
        code=code,
        name=row.get("leaf_name") or row["indicator_name"],
        ask=row["ask"],
        unit=row.get("unit", ""),
        levels=read_levels(levels, number, code),
        relative=Relative(other, row["relative_leaf"], Decimal(row["relative_percent"])) if other else None,
        measure=row.get("measure", ""),
        hamlets=_yes(row, "hamlets"),
        yearly=_yes(row, "yearly"),
    )


def _yes(row: Mapping[str, str], column: str) -> bool:
    return bool(row.get(column))
