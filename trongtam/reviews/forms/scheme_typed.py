"""What was typed in the editor of a scheme, as the mapping that `read_scheme` reads. An emptied line goes away, a filled empty
line is added; what says otherwise than it did is no longer compared with the text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from trongtam.ground.errors import Refused

from ..scheme import ALWAYS

Row = dict[str, Any]
Given = Mapping[str, Any]
FIRST = "-"
"""Before everything else in a list."""


def typed_scheme(was: Row, given: Given) -> Row:
    """Raises Refused where something that was taken out is still spoken of."""
    groups = _groups(was, given)
    levels = _levels(was, given)
    _require_items(was, groups, levels)
    kept = {level["code"] for level in levels}
    return {
        **was,
        "title": given["title"],
        "source": given["source"],
        "valid_from": given["valid_from"],
        "valid_to": given["valid_to"],
        "groups": groups,
        "levels": levels,
        "caps": _caps(was, given, kept),
        "steps": _steps(was, given),
        "deductions": _deductions(was, given),
        "nests": [pair for pair in was["nests"] if set(pair) <= kept],
    }


# -- criteria ----------------------------------------------------------------------------------------------------------


def _groups(was: Row, given: Given) -> list[Row]:
    used = {item["code"] for group in was["groups"] for item in group["items"]} | {g["code"] for g in was["groups"]}
    rows = [_group(f"g{place}", row, given, used) for place, row in enumerate(was["groups"])]
    key = f"g{len(was['groups'])}"
    if given.get(f"{key}-name"):
        code = _free(f"group{len(rows) + 1}", used)
        kind = given.get(f"{key}-kind") or "grade"
        like = {"kind": kind, "most": str(len(was["grades"]) if kind == "grade" else 100)}
        rows.append(_group(key, {"code": code, "title": "", "items": [], "like": like}, given, used))
    return [row for row in rows if row["title"]]


def _group(key: str, row: Row, given: Given, used: set[str]) -> Row:
    items: list[Row] = []
    like = row.get("like") or {name: row["items"][0][name] for name in ("kind", "most")}
    place = 0
    while f"{key}-i{place}-name" in given:
        title, most = given[f"{key}-i{place}-name"], given.get(f"{key}-i{place}-most")
        item = row["items"][place] if place < len(row["items"]) else None
        if title:
            if item is None:
                item = {"code": _free(f"{row['code']}{place + 1}", used), **like}
                used.add(item["code"])
            counted = most is not None and like["kind"] in ("points", "all_or_none")
            items.append({**item, "title": title, "most": str(most) if counted else item["most"]})
        place += 1
    changed = {"code": row["code"], "checked": row.get("checked", False), "title": given[f"{key}-name"], "items": items}
    if like["kind"] == "percent":
        most = given.get(f"{key}-most")
        changed["most"] = "0" if most is None else str(most)
    elif like["kind"] == "grade":
        changed["most"] = row.get("most", "0")
    return flagged(changed, row)


def _require_items(was: Row, groups: list[Row], levels: list[Row]) -> None:
    """No condition speaks of a criterion that was taken out."""
    titles = {f"grade:{item['code']}": item["title"] for group in was["groups"] for item in group["items"]}
    kept = {f"grade:{item['code']}" for group in groups for item in group["items"]}
    for level in levels:
        for condition in level["conditions"]:
            if condition["fact"] in titles and condition["fact"] not in kept:
                told = {"item": titles[condition["fact"]], "level": level["title"]}
                sentence = _(
                    "“%(item)s” is taken out, but a condition of “%(level)s” speaks of it. Empty that condition too."
                )
                raise Refused(sentence % told)


# -- levels ------------------------------------------------------------------------------------------------------------


def _levels(was: Row, given: Given) -> list[Row]:
    rows = [_level(f"l{place}", row, given) for place, row in enumerate(was["levels"])]
    key = f"l{len(was['levels'])}"
    if given.get(f"{key}-name"):
        used = {row["code"] for row in was["levels"]}
        within = given.get(f"{key}-within") or None
        code = _free(f"level{len(rows) + 1}", used)
        made = _level(key, {"code": code, "within": within, "checked": False, "conditions": []}, given)
        rows = _put(rows, made, given.get(f"{key}-after") or "")
    kept = [row for row in rows if row["title"]]
    gone = {row["code"] for row in rows} - {row["code"] for row in kept}
    for row in kept:
        if row["within"] in gone:
            sentence = _("“%(level)s” is chosen among a level that is taken out. Empty it too.")
            raise Refused(sentence % {"level": row["title"]})
    return kept


def _level(key: str, row: Row, given: Given) -> Row:
    conditions, place = [], 0
    while f"{key}-k{place}-name" in given:
        name = f"{key}-k{place}"
        if given[f"{name}-name"]:
            value = given[f"{name}-value"]
            typed = {
                "fact": given[f"{name}-fact"],
                "op": given[f"{name}-op"],
                "value": None if value is None else str(value),
                "title": given[f"{name}-name"],
            }
            was = row["conditions"][place] if place < len(row["conditions"]) else {}
            conditions.append(flagged({**typed, "checked": was.get("checked", False)}, was))
        place += 1
    least = None if row["within"] else given.get(f"{key}-least")
    changed = {**row, "title": given[f"{key}-name"], "at_least": None if least is None else str(least)}
    return {**flagged(changed, row), "conditions": conditions}


# -- caps, steps, deductions -------------------------------------------------------------------------------------------


def _caps(was: Row, given: Given, kept: set[str]) -> list[Row]:
    rows, titles = [], {row["code"]: row["title"] for row in was["levels"]}
    for place, row in enumerate([*was["caps"], None]):
        key = f"c{place}"
        if given.get(f"{key}-share") is None:
            continue
        typed = {"share": str(given[f"{key}-share"]), "base": given[f"{key}-base"], "per": given[f"{key}-per"]}
        if row is None:
            row = {"level": given[f"{key}-level"], "of": given[f"{key}-of"], "source": "", "checked": False}
        for code in (row["level"], row["of"]):
            if code not in kept:
                sentence = _("“%(level)s” is taken out, but a share still counts it. Empty that share too.")
                raise Refused(sentence % {"level": titles.get(code, code)})
        rows.append(flagged({**row, **typed}, row))
    return rows


def _steps(was: Row, given: Given) -> list[Row]:
    rows = [_step(f"s{place}", row, given) for place, row in enumerate(was["steps"])]
    key = f"s{len(was['steps'])}"
    if given.get(f"{key}-name"):
        used = {row["code"] for row in was["steps"]}
        code = given.get(f"{key}-code") or _free(f"step{len(rows) + 1}", used)
        if code in {row["code"] for row in rows if row["title"]}:
            raise Refused(_("This step stands there already."))
        made = _step(key, {"code": code, "ballot": False, "checked": False}, given)
        rows = _put([row for row in rows if row["code"] != code], made, given.get(f"{key}-after") or "")
    kept = [row for row in rows if row["title"]]
    if kept and not {row["code"] for row in kept} >= ALWAYS:
        raise Refused(_("The own word and the decision belong to every round: they are not taken out."))
    return kept


def _step(key: str, row: Row, given: Given) -> Row:
    said = {"title": given[f"{key}-name"], "by": given[f"{key}-by"]}
    if f"{key}-ballot" in given:
        said["ballot"] = bool(given[f"{key}-ballot"]) and row["code"] == "collective"
    return flagged({**row, **said}, row)


def _deductions(was: Row, given: Given) -> list[Row]:
    rows = []
    for place in range(len(was["deductions"]) + 1):
        key = f"d{place}"
        if given.get(f"{key}-name"):
            each = given.get(f"{key}-each")
            rows.append(
                {
                    "fact": given[f"{key}-fact"],
                    "of": given[f"{key}-of"],
                    "each": "0" if each is None else str(each),
                    "title": given[f"{key}-name"],
                }
            )
    return rows


# -- small things ------------------------------------------------------------------------------------------------------


def _put(rows: list[Row], made: Row, after: str) -> list[Row]:
    """`made` below the row with the code `after`; at the top for FIRST; just above the last where nothing was chosen."""
    codes = [row["code"] for row in rows]
    place = 0 if after == FIRST else codes.index(after) + 1 if after in codes else max(0, len(rows) - 1)
    return [*rows[:place], made, *rows[place:]]


def _free(code: str, used: set[str]) -> str:
    while code in used:
        code += "n"
    return code


def flagged(row: Row, was: Row) -> Row:
    """What says otherwise than it did is an organ's own, not the text's."""
    same = all(_same(row.get(name), value) for name, value in was.items() if name not in ("most", "conditions", "like"))
    return {**row, "checked": bool(was.get("checked")) and same}


def _same(one: Any, other: Any) -> bool:
    try:
        return one == other or float(one) == float(other)
    except (TypeError, ValueError):
        return False
