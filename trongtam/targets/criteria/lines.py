"""A set as the lines of the sheet that goes out and comes in, and a set after some of its lines were changed. Pure.

A line is a row of `rows` whose thresholds of one year stand side by side: one column for everywhere, one a region, one a group of
communes. A leaf with thresholds by year has a line for each year. What no line speaks of stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from .levels import Levels, key_of
from .rows import LEVEL, PLAIN, Row, rows_of, set_of
from .shapes import DONE, GROUPS, REGIONS, CriteriaSet, Leaf

AT = "at:"
EVERYWHERE = f"{AT}"
PLACES = ("", *REGIONS, *GROUPS)
AT_COLUMNS = tuple(f"{AT}{place}" for place in PLACES)
CRITERION = ("criterion", "criterion_name")
INDICATOR = ("indicator", "indicator_name", "enough", "if_any", "by_province", "verified", "source", "note")
LEAF = tuple(name for name in PLAIN if name not in CRITERION + INDICATOR)

Line = dict[str, str]
Key = tuple[str, str]  # the leaf (or "#4" for a criterion without indicators), the year


def lines_of(one: CriteriaSet, laid: Mapping[str, Levels] | None = None) -> list[Line]:
    """The lines of a set in its order, with its own thresholds or with those that are `laid` over it."""
    found = []
    for row in rows_of(one):
        leaf = one.leaf(row["leaf"]) if row["leaf"] else None
        table: Levels = {} if leaf is None else leaf.levels if laid is None else laid.get(leaf.code, {})
        plain = {name: row[name] for name in PLAIN}
        for year in sorted({key.partition("/")[0] if "/" in key else "" for key in table}) or [""]:
            found.append({**plain, "year": year, **_cells(table, year)})
    return found


def key_of_line(line: Mapping[str, str]) -> Key:
    return line["leaf"] or f"#{line['criterion']}", line["year"]


def _cells(table: Levels, year: str) -> Line:
    of_year = int(year) if year else None
    cells = {f"{AT}{place}": table.get(key_of(place, of_year)) for place in PLACES}
    return {name: "" if value is None else plainly(value) for name, value in cells.items()}


def plainly(value: Decimal) -> str:
    """A threshold as one and the same text, however it was written: 80.50 as 80.5."""
    return format(value.normalize(), "f")


def table_after(table: Mapping[str, Any], line: Mapping[str, str]) -> dict[str, Any]:
    """The thresholds of a leaf after its line: those of the line's year are replaced; a table by year and one for all years never
    stand together, the line's kind holds. A line without year and thresholds leaves a table by year as it is."""
    year, prefix = line["year"], f"{line['year']}/"
    given = {place: line[f"{AT}{place}"] for place in PLACES if line.get(f"{AT}{place}")}
    if year:
        kept = {key: value for key, value in table.items() if "/" in key and not key.startswith(prefix)}
        return kept | {f"{prefix}{place}": value for place, value in given.items()}
    by_year = {key: value for key, value in table.items() if "/" in key}
    return given if given or not by_year else by_year


def merged(one: CriteriaSet, lines: Iterable[Mapping[str, str]]) -> CriteriaSet:
    """The set after its lines: known ones are changed, new ones stand at the end of their indicator or criterion. Raises Refused
    where the parts contradict each other."""
    rows = [dict(row) for row in rows_of(one)]
    for line in lines:
        _lay(rows, line)
    return set_of(rows, one)


def _lay(rows: list[Row], line: Mapping[str, str]) -> None:
    plain = {name: line[name] for name in PLAIN}
    for row in rows:  # what several lines say together is said in all of them
        if row["criterion"] == plain["criterion"]:
            row["criterion_name"] = plain["criterion_name"]
            if plain["indicator"] and row["indicator"] == plain["indicator"]:
                row.update({name: plain[name] for name in INDICATOR})
    key = plain["leaf"] or f"#{plain['criterion']}"
    place = next((n for n, row in enumerate(rows) if (row["leaf"] or f"#{row['criterion']}") == key), None)
    before = {} if place is None else _table(rows[place])
    made = {**plain, **{f"{LEVEL}{level}": value for level, value in table_after(before, line).items()}}
    if place is not None and _home(rows[place]) == _home(made):
        rows[place] = made
        return
    if place is not None:
        rows.pop(place)
    if made["leaf"]:
        rows[:] = [row for row in rows if row["leaf"] or row["criterion"] != made["criterion"]]
    elif any(row["criterion"] == made["criterion"] for row in rows):
        return  # the criterion has indicators: its name was said above
    rows.insert(_place_for(rows, made), made)


def _table(row: Row) -> dict[str, str]:
    return {name.removeprefix(LEVEL): cell for name, cell in row.items() if name.startswith(LEVEL) and cell}


def _home(row: Mapping[str, str]) -> tuple[str, str]:
    return row["criterion"], row["indicator"]


def _place_for(rows: Sequence[Row], made: Row) -> int:
    """Behind its indicator, else behind its criterion, else before the first criterion of a higher number."""
    for alike in (lambda row: _home(row) == _home(made), lambda row: row["criterion"] == made["criterion"]):
        if found := [n for n, row in enumerate(rows) if alike(row)]:
            return found[-1] + 1
    number = int(made["criterion"])
    return next((n for n, row in enumerate(rows) if int(row["criterion"]) > number), len(rows))


def lacking(one: CriteriaSet, leaf: Leaf) -> list[str]:
    """Where a leaf has no threshold: the codes of regions or groups; one empty code where it has none at all."""
    if leaf.ask == DONE or leaf.relative is not None:
        return []
    places = {key.rpartition("/")[2] for key in leaf.levels}
    if not places:
        return [""]
    return [] if "" in places else [place for place in one.place_names if place not in places]


def without(one: CriteriaSet, leaf_code: str) -> CriteriaSet:
    """The set without a leaf; an indicator that loses its last one goes with it."""
    criteria = []
    for criterion in one.criteria:
        indicators = []
        for indicator in criterion.indicators:
            leaves = tuple(leaf for leaf in indicator.leaves if leaf.code != leaf_code)
            if leaves:
                indicators.append(replace(indicator, leaves=leaves, enough=min(indicator.enough, len(leaves))))
        criteria.append(replace(criterion, indicators=tuple(indicators)))
    return replace(one, criteria=tuple(criteria))
