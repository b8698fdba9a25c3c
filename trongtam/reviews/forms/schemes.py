"""The editor of a scheme: everything it says as fields, with an empty line below each list. An emptied line goes away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.look.forms import day_field
from trongtam.targets.forms.fields import NumberField

from ..fact_codes import KNOWN_FACTS
from ..scheme import OPS, Scheme
from ..scheme_reading import read_scheme, write_scheme

OP_WORDS = {
    ">=": gettext_lazy("at least"),
    "<=": gettext_lazy("at most"),
    "=": gettext_lazy("exactly"),
    "true": gettext_lazy("yes"),
    "false": gettext_lazy("no"),
}
BASES = (
    ("level", gettext_lazy("those of the level below alone")),
    ("level_or_better", gettext_lazy("those of the level below and better")),
)
PERS = (("unit", gettext_lazy("in each unit")), ("group", gettext_lazy("in each group of like duties")))
Row = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One line of the page: its words, its fields, and lines below it."""

    key: str
    fields: list[Any]
    below: list[Line]
    title: str = ""


class SchemeForm(forms.Form):
    """Bound to the scheme as it stands; `scheme()` is what was typed, read and found sound. Raises Refused."""

    title = forms.CharField(label=gettext_lazy("Title of the scheme"), max_length=200)
    source = forms.CharField(label=gettext_lazy("Legal source"), max_length=500, widget=forms.Textarea({"rows": 2}))
    valid_from = day_field(gettext_lazy("In force from"))
    valid_to = day_field(gettext_lazy("In force until"), required=False)

    def __init__(self, data: Any = None, *, scheme: Scheme):
        self.was = write_scheme(scheme)
        self.by_grades = bool(scheme.grades)
        first = {"title": scheme.title, "source": scheme.source}
        super().__init__(data, initial=first | {"valid_from": scheme.valid_from, "valid_to": scheme.valid_to})
        self.facts = _fact_choices(scheme)
        for group, row in enumerate(self.was["groups"]):
            self._group_fields(f"g{group}", row)
        for level, row in enumerate(self.was["levels"]):
            self._level_fields(f"l{level}", row)
        for cap, row in enumerate(self.was["caps"]):
            self._cap_fields(f"c{cap}", row)

    # -- the fields ----------------------------------------------------------------------------------------------------

    def _words(self, name: str, label: Any, text: str | None = "", *, required: bool = False) -> None:
        self.fields[name] = forms.CharField(label=label, max_length=200, initial=text, required=required)

    def _number(self, name: str, label: Any, value: Any = None, *, required: bool = False) -> None:
        shown = None if value is None else str(value).replace(".", ",")
        self.fields[name] = NumberField(label=label, initial=shown, required=required)

    def _group_fields(self, key: str, row: Row) -> None:
        self._words(f"{key}-name", _("Group of criteria"), row["title"], required=True)
        if row["items"][0]["kind"] == "percent":
            self._number(f"{key}-most", _("Most points of the group"), row["most"], required=True)
        for place, item in enumerate([*row["items"], {}]):
            self._words(f"{key}-i{place}-name", _("Criterion") if item else _("One more criterion"), item.get("title"))
            if row["items"][0]["kind"] in ("points", "all_or_none"):
                self._number(f"{key}-i{place}-most", _("Most points"), item.get("most"))

    def _level_fields(self, key: str, row: Row) -> None:
        self._words(f"{key}-name", _("Level"), row["title"], required=True)
        if row["within"] is None and not self.by_grades:
            self._number(f"{key}-least", _("Points from"), row["at_least"])
        if row["within"] is not None or key == f"l{len(self.was['levels']) - 1}":
            return
        for place, one in enumerate([*row["conditions"], {}]):
            name = f"{key}-k{place}"
            self._words(f"{name}-name", _("Condition") if one else _("One more condition"), one.get("title"))
            self._choice(f"{name}-fact", _("Judged by"), [("", "—"), *self.facts], one.get("fact"))
            self._choice(f"{name}-op", _("Must be"), [(op, OP_WORDS[op]) for op in OPS], one.get("op", ">="))
            self._number(f"{name}-value", _("Figure"), one.get("value"))

    def _cap_fields(self, key: str, row: Row) -> None:
        self._number(f"{key}-share", _("At most, in percent"), row["share"], required=True)
        self._choice(f"{key}-base", _("Of whom"), BASES, row["base"])
        self._choice(f"{key}-per", _("Counted"), PERS, row["per"])

    def _choice(self, name: str, label: Any, choices: Any, first: Any) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, initial=first, required=False)

    # -- what the template draws ---------------------------------------------------------------------------------------

    def group_lines(self) -> Iterator[Line]:
        for group, row in enumerate(self.was["groups"]):
            key = f"g{group}"
            items = [Line(name, self._of(name), []) for name in self._names(key, "i", row["items"])]
            yield Line(key, self._of(key), items, row["title"])

    def level_lines(self) -> Iterator[Line]:
        for level, row in enumerate(self.was["levels"]):
            key = f"l{level}"
            conditions = [Line(name, self._of(name), []) for name in self._names(key, "k", row["conditions"])]
            yield Line(key, self._of(key), [one for one in conditions if one.fields], row["title"])

    def cap_lines(self) -> Iterator[Line]:
        titles = {row["code"]: row["title"] for row in self.was["levels"]}
        for cap, row in enumerate(self.was["caps"]):
            yield Line(f"c{cap}", self._of(f"c{cap}"), [], titles[row["level"]])

    def head_fields(self) -> list[Any]:
        return [self[name] for name in ("title", "source", "valid_from", "valid_to")]

    def _of(self, key: str) -> list[Any]:
        """The fields of one line: `g0-name` and `g0-most`, none of its lines below."""
        return [self[name] for name in self.fields if name.rpartition("-")[0] == key]

    @staticmethod
    def _names(key: str, mark: str, rows: list[Row]) -> list[str]:
        return [f"{key}-{mark}{place}" for place in range(len(rows) + 1)]

    # -- what was typed ------------------------------------------------------------------------------------------------

    def scheme(self) -> Scheme:
        """The scheme that was typed. What was changed is no longer compared with the text. Raises Refused."""
        given = self.cleaned_data
        return read_scheme(
            {
                **self.was,
                "title": given["title"],
                "source": given["source"],
                "valid_from": given["valid_from"],
                "valid_to": given["valid_to"],
                "groups": [self._typed_group(f"g{place}", row) for place, row in enumerate(self.was["groups"])],
                "levels": [self._typed_level(f"l{place}", row) for place, row in enumerate(self.was["levels"])],
                "caps": [self._typed_cap(f"c{place}", row) for place, row in enumerate(self.was["caps"])],
            }
        )

    def _typed_group(self, key: str, row: Row) -> Row:
        given, items = self.cleaned_data, []
        used = {item["code"] for group in self.was["groups"] for item in group["items"]}
        for place, item in enumerate([*row["items"], None]):
            title = given[f"{key}-i{place}-name"]
            if not title:
                continue
            was = item or {"code": _free(f"{row['code']}{place + 1}", used), **_like(row["items"][0])}
            most = given.get(f"{key}-i{place}-most")
            items.append({**was, "title": title, "most": str(most) if most is not None else was["most"]})
        changed = {**row, "title": given[f"{key}-name"], "items": items}
        kind = row["items"][0]["kind"]
        if kind == "percent":
            changed["most"] = str(given[f"{key}-most"])
        elif kind != "grade":
            del changed["most"]
        return _flagged(changed, row)

    def _typed_level(self, key: str, row: Row) -> Row:
        given, conditions = self.cleaned_data, []
        for place in range(len(row["conditions"]) + 1):
            name = f"{key}-k{place}"
            if not given.get(f"{name}-name"):
                continue
            value = given[f"{name}-value"]
            typed = {
                "fact": given[f"{name}-fact"],
                "op": given[f"{name}-op"],
                "value": None if value is None else str(value),
                "title": given[f"{name}-name"],
            }
            was = row["conditions"][place] if place < len(row["conditions"]) else {}
            conditions.append(_flagged({**typed, "checked": was.get("checked", False)}, was))
        least = given.get(f"{key}-least")
        changed = {**row, "title": given[f"{key}-name"], "at_least": None if least is None else str(least)}
        flagged = _flagged(changed, row)
        return {**flagged, "conditions": conditions}

    def _typed_cap(self, key: str, row: Row) -> Row:
        given = self.cleaned_data
        typed = {"share": str(given[f"{key}-share"]), "base": given[f"{key}-base"], "per": given[f"{key}-per"]}
        return _flagged({**row, **typed}, row)


def _fact_choices(scheme: Scheme) -> list[tuple[str, Any]]:
    """The facts that a condition may speak about: for graded schemes the grades, else what is counted."""
    known = [(code, fact.title) for code, fact in KNOWN_FACTS.items()]
    graded = [(f"grade:{code}", item.title) for code, item in scheme.items.items() if item.kind == "grade"]
    least = [("least_grade", _("Every criterion"))] if graded else []
    return [*least, *graded, *known]


def _like(item: Row) -> Row:
    return {"kind": item["kind"], "most": item["most"]}


def _free(code: str, used: set[str]) -> str:
    while code in used:
        code += "n"
    return code


def _flagged(row: Row, was: Row) -> Row:
    """What says otherwise than it did is an organ's own, not the text's."""
    same = all(_same(row.get(name), value) for name, value in was.items() if name not in ("most", "conditions"))
    return {**row, "checked": bool(was.get("checked")) and same}


def _same(one: Any, other: Any) -> bool:
    try:
        return one == other or float(one) == float(other)
    except (TypeError, ValueError):
        return False
