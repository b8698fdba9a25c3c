"""The editor of a scheme: everything it says as fields, with an empty line below each list. An emptied line goes away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.look.forms import day_field
from trongtam.targets.forms.fields import NumberField

from ..fact_codes import KNOWN_FACTS
from ..scheme import OPS, STAGES, Scheme
from ..scheme_reading import read_scheme, write_scheme
from .scheme_typed import FIRST, Row, typed_scheme

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
KINDS = (
    ("points", gettext_lazy("points up to a most")),
    ("all_or_none", gettext_lazy("all points or none")),
    ("percent", gettext_lazy("percent, their mean counts")),
)
STAGE_WORDS = {
    "self": gettext_lazy("Self-assessment"),
    "collective": gettext_lazy("Collective"),
    "appraisal": gettext_lazy("Appraisal"),
    "decision": gettext_lazy("Decision"),
}
NEW_ITEMS = 3


@dataclass(frozen=True)
class Line:
    """One line of the page: its words, its fields, and lines below it. `new`: the empty one that adds."""

    key: str
    fields: list[Any]
    below: list[Line]
    title: str = ""
    new: bool = False


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
        self.level_choices = [(row["code"], row["title"]) for row in self.was["levels"]]
        for place, row in enumerate([*self.was["groups"], {}]):
            self._group_fields(f"g{place}", row)
        for place, row in enumerate([*self.was["levels"], {}]):
            self._level_fields(f"l{place}", row)
        for place, row in enumerate([*self.was["caps"], {}]):
            self._cap_fields(f"c{place}", row)
        for place, row in enumerate([*self.was["steps"], {}]):
            self._step_fields(f"s{place}", row)
        for place, row in enumerate([*self.was["deductions"], {}]):
            self._deduction_fields(f"d{place}", row)

    def scheme(self) -> Scheme:
        """The scheme that was typed. What was changed is no longer compared with the text. Raises Refused."""
        return read_scheme(typed_scheme(self.was, self.cleaned_data))

    # -- the fields ----------------------------------------------------------------------------------------------------

    def _words(self, name: str, label: Any, text: str | None = "") -> None:
        self.fields[name] = forms.CharField(label=label, max_length=200, initial=text, required=False)

    def _number(self, name: str, label: Any, value: Any = None) -> None:
        shown = None if value is None else str(value).replace(".", ",")
        self.fields[name] = NumberField(label=label, initial=shown, required=False)

    def _choice(self, name: str, label: Any, choices: Any, first: Any = "") -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, initial=first, required=False)

    def _group_fields(self, key: str, row: Row) -> None:
        self._words(f"{key}-name", _("Group of criteria") if row else _("One more group"), row.get("title"))
        items = row["items"] if row else []
        kind = items[0]["kind"] if items else "grade" if self.by_grades else ""
        if not row and not self.by_grades:
            self._choice(f"{key}-kind", _("Scored in"), KINDS, "points")
        if kind in ("percent", "") and (row or not self.by_grades):
            self._number(f"{key}-most", _("Most points of the group"), row.get("most") if row else None)
            self.fields[f"{key}-most"].help_text = "" if row else _("only where it is scored in percent")
        for place, item in enumerate([*items, *([{}] if row else [{}] * NEW_ITEMS)]):
            self._words(f"{key}-i{place}-name", _("Criterion") if item else _("One more criterion"), item.get("title"))
            if kind in ("points", "all_or_none", ""):
                self._number(f"{key}-i{place}-most", _("Most points"), item.get("most"))

    def _level_fields(self, key: str, row: Row) -> None:
        self._words(f"{key}-name", _("Level") if row else _("One more level"), row.get("title"))
        if row.get("within") is None and not self.by_grades:
            self._number(f"{key}-least", _("Points from"), row.get("at_least"))
        if not row:
            self._after(key, self.level_choices)
            none = [("", _("no, a level of its own"))]
            self._choice(f"{key}-within", _("A title chosen among another level"), [*none, *self.level_choices])
        if row.get("within") is not None or key == f"l{len(self.was['levels']) - 1}":
            return
        for place, one in enumerate([*row.get("conditions", ()), {}]):
            name = f"{key}-k{place}"
            self._words(f"{name}-name", _("Condition") if one else _("One more condition"), one.get("title"))
            self._choice(f"{name}-fact", _("Judged by"), [("", "—"), *self.facts], one.get("fact"))
            self._choice(f"{name}-op", _("Must be"), [(op, OP_WORDS[op]) for op in OPS], one.get("op", ">="))
            self._number(f"{name}-value", _("Figure"), one.get("value"))

    def _after(self, key: str, rows: Iterable[tuple[str, str]]) -> None:
        below = [(code, _("below “%(title)s”") % {"title": title}) for code, title in rows]
        last = [("", _("above the last")), (FIRST, _("first of all"))]
        self._choice(f"{key}-after", _("Where the step stands"), [*last, *below])

    def _cap_fields(self, key: str, row: Row) -> None:
        if not row:
            self._choice(f"{key}-level", _("Of which level"), self.level_choices)
        self._number(f"{key}-share", _("At most, in percent"), row.get("share"))
        if not row:
            of = self.level_choices[1:2] or self.level_choices
            self._choice(f"{key}-of", _("Counted against"), self.level_choices, of[0][0])
        self._choice(f"{key}-base", _("Of whom"), BASES, row.get("base", "level"))
        self._choice(f"{key}-per", _("Counted"), PERS, row.get("per", "unit"))

    def _step_fields(self, key: str, row: Row) -> None:
        self._words(f"{key}-name", _("Step") if row else _("One more step"), row.get("title"))
        self._words(f"{key}-by", _("Who takes it"), row.get("by"))
        if not row:
            there = {one["code"] for one in self.was["steps"]}
            told = [("", _("told only, nobody waits for it"))]
            self._choice(
                f"{key}-code", _("Which step it is"), [*told, *((c, STAGE_WORDS[c]) for c in STAGES if c not in there)]
            )
            self._after(key, [(one["code"], one["title"]) for one in self.was["steps"]])
        if row.get("code", "collective") == "collective":
            label = _("With a secret ballot")
            self.fields[f"{key}-ballot"] = forms.BooleanField(label=label, initial=row.get("ballot"), required=False)

    def _deduction_fields(self, key: str, row: Row) -> None:
        items = [(item["code"], item["title"]) for group in self.was["groups"] for item in group["items"]]
        counts = [(code, fact.title) for code, fact in KNOWN_FACTS.items() if fact.kind == "count"]
        self._words(f"{key}-name", _("Deduction") if row else _("One more deduction"), row.get("title"))
        self._choice(f"{key}-fact", _("For each"), counts, row.get("fact"))
        self._choice(f"{key}-of", _("Taken from"), items, row.get("of"))
        self._number(f"{key}-each", _("How much each time"), row.get("each"))

    # -- what the template draws ---------------------------------------------------------------------------------------

    def group_lines(self) -> Iterator[Line]:
        yield from self._lines("g", self.was["groups"], "i", _("One more group"))

    def level_lines(self) -> Iterator[Line]:
        yield from self._lines("l", self.was["levels"], "k", _("One more level"))

    def cap_lines(self) -> Iterator[Line]:
        titles = dict(self.level_choices)
        rows = [{"title": titles[row["level"]]} for row in self.was["caps"]]
        yield from self._lines("c", rows, "", _("One more share"))

    def step_lines(self) -> Iterator[Line]:
        yield from self._lines("s", self.was["steps"], "", _("One more step"))

    def deduction_lines(self) -> Iterator[Line]:
        yield from self._lines("d", self.was["deductions"], "", _("One more deduction"))

    def head_fields(self) -> list[Any]:
        return [self[name] for name in ("title", "source", "valid_from", "valid_to")]

    def _lines(self, mark: str, rows: list[Row], inner: str, more: str) -> Iterator[Line]:
        for place in range(len(rows) + 1):
            key, new = f"{mark}{place}", place == len(rows)
            below, number = [], 0
            while inner and (fields := self._of(f"{key}-{inner}{number}")):
                below.append(Line(f"{key}-{inner}{number}", fields, []))
                number += 1
            yield Line(key, self._of(key), below, more if new else rows[place]["title"], new)

    def _of(self, key: str) -> list[Any]:
        """The fields of one line: `g0-name` and `g0-most`, none of its lines below."""
        return [self[name] for name in self.fields if name.rpartition("-")[0] == key]


def _fact_choices(scheme: Scheme) -> list[tuple[str, Any]]:
    """The facts that a condition may speak about: for graded schemes the grades, else what is counted."""
    known = [(code, fact.title) for code, fact in KNOWN_FACTS.items()]
    graded = [(f"grade:{code}", item.title) for code, item in scheme.items.items() if item.kind == "grade"]
    least = [("least_grade", _("Every criterion"))] if graded else []
    return [*least, *graded, *known]
