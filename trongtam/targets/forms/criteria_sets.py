"""What is typed about a set of one's own: its head, a criterion, an indicator with its parts, the thresholds of a part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.look.forms import day_field

from ..criteria.editing import BY_BOTH, RELATIVE, keys_of, spread_of, with_levels
from ..criteria.shapes import (
    AT_LEAST,
    DONE,
    GROUP,
    MOST_CODE,
    MOST_CRITERION,
    MOST_NAME,
    REGION,
    CriteriaSet,
    Criterion,
    Indicator,
    Leaf,
    Relative,
)
from ..exchange.criteria_cells import ASKS, BYS
from ..presentation.criteria import key_words
from .fields import NumberField

MOST_PARTS = 12
CODE = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
HEAD = ("name", "tier", "decision", "issued", "valid_from", "valid_to", "by", "source", "note", "names_verified")


class EditForm(forms.Form):
    """A part of a set as it stood when the form was drawn: whoever comes second sees that somebody changed it meanwhile, and what
    he typed stays."""

    stood = forms.CharField(widget=forms.HiddenInput, required=False)
    basis = forms.CharField(
        label=gettext_lazy("By what decision"),
        max_length=300,
        help_text=gettext_lazy("Number, date and organ, as they stand on the paper"),
    )

    def __init__(self, data: Any = None, *, part: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.now = sha256(json.dumps(repr(part)).encode()).hexdigest()[:16] if part is not None else ""
        self.initial["stood"] = self.now
        self.order_fields([name for name in self.fields if name != "basis"])

    def clean_stood(self) -> str:
        stood = str(self.cleaned_data["stood"])
        if self.now and stood != self.now:
            self.data = {**{name: self.data.get(name) for name in self.data}, "stood": self.now}
            sentence = _("Somebody changed this meanwhile. Look at what stands now, then save again to put yours.")
            self.add_error(None, sentence)  # the box itself is hidden
        return stood


class HeadForm(EditForm):
    """What stands above the criteria of a set."""

    name = forms.CharField(label=gettext_lazy("Name of the set"), max_length=200)
    decision = forms.CharField(label=gettext_lazy("Decision of the set"), max_length=200, required=False)
    issued = day_field(gettext_lazy("Issued on"), required=False)
    valid_from = day_field(gettext_lazy("Valid from"))
    valid_to = day_field(gettext_lazy("Valid until"))
    by = forms.ChoiceField(
        label=gettext_lazy("Thresholds go"), choices=[(REGION, BYS[REGION]), (GROUP, BYS[GROUP])], initial=REGION
    )
    tier = forms.CharField(label=gettext_lazy("Tier"), max_length=80, required=False)
    source = forms.CharField(label=gettext_lazy("Source of the set"), max_length=300, required=False)
    note = forms.CharField(label=gettext_lazy("Note on the set"), max_length=500, required=False)
    names_verified = forms.BooleanField(
        label=gettext_lazy("The names of the criteria were held against the text"), required=False
    )

    def head(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in HEAD}


class NewSetForm(HeadForm):
    """A set of one's own: a copy of another, or anew with its first criterion. `made` after cleaning."""

    code = forms.RegexField(
        CODE,
        label=gettext_lazy("Code of the set"),
        max_length=40,
        help_text=gettext_lazy("Letters without marks, digits and hyphens, such as XA-MAU-2026"),
    )
    copied = forms.ChoiceField(label=gettext_lazy("Begin with"), required=False)
    first = forms.CharField(
        label=gettext_lazy("Name of the first criterion"), max_length=MOST_CRITERION, required=False
    )

    def __init__(self, data: Any = None, *, sets: Mapping[str, CriteriaSet], **kwargs: Any):
        super().__init__(data, **kwargs)
        self.sets = sets
        chosen = self.fields["copied"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            ("", _("An empty set")),
            *((one.code, _("A copy of %(name)s") % {"name": one.name}) for one in sets.values()),
        ]
        self.order_fields(["copied", "first", "code", *(name for name in self.fields if name != "basis"), "basis"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("copied") and not given.get("first"):
            self.add_error("first", _("An empty set begins with the name of its first criterion."))
        if given.get("code") in self.sets:
            self.add_error("code", _("There is a set of this code already."))
        return given

    def made(self) -> CriteriaSet:
        """A copy begins as the other was, its ticks too, since the words are the same; as a whole it counts as not checked."""
        given = self.cleaned_data
        like = self.sets.get(given["copied"])
        criteria = like.criteria if like is not None else (Criterion(1, given["first"]),)
        empty = CriteriaSet(given["code"], "", "", "", given["valid_from"], given["valid_to"], REGION, criteria)
        one = replace(like, code=given["code"], verified=False, counts={}) if like is not None else empty
        return replace(one, **self.head())


class CriterionForm(EditForm):
    number = forms.IntegerField(label=gettext_lazy("Criterion no."), min_value=1, max_value=99)
    name = forms.CharField(label=gettext_lazy("Criterion"), max_length=MOST_CRITERION)

    def made(self, before: Criterion | None) -> Criterion:
        given = self.cleaned_data
        indicators = before.indicators if before is not None else ()
        return Criterion(given["number"], given["name"], indicators)


@dataclass(frozen=True)
class PartBoxes:
    """The boxes of one part of an indicator. `new`: an empty one that may be filled."""

    number: int
    boxes: list[forms.BoundField]
    new: bool


PART = ("code", "name", "ask", "unit", "hamlets", "measure")


class IndicatorForm(EditForm):
    """An indicator and its parts, each in a group of boxes; a part whose name is emptied is taken away, an empty group at the end
    may become another."""

    code = forms.CharField(label=gettext_lazy("Indicator no."), max_length=MOST_CODE)
    name = forms.CharField(
        label=gettext_lazy("Indicator of the criterion"), max_length=MOST_NAME, widget=forms.Textarea({"rows": 3})
    )
    enough = forms.IntegerField(
        label=gettext_lazy("How many parts suffice"),
        min_value=0,
        max_value=MOST_PARTS,
        required=False,
        help_text=gettext_lazy("Empty: all of them must hold"),
    )
    if_any = forms.BooleanField(label=gettext_lazy("Only if there is any"), required=False)
    by_province = forms.BooleanField(label=gettext_lazy("The province says more"), required=False)
    verified = forms.BooleanField(label=gettext_lazy("Checked against the text"), required=False)
    source = forms.CharField(
        label=gettext_lazy("Where it was checked"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The paper, and where it can be read"),
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=500, required=False)

    def __init__(self, data: Any = None, *, leaves: Iterable[Leaf] = (), **kwargs: Any):
        self.leaves = list(leaves)
        super().__init__(data, **kwargs)
        self.count = min(len(self.leaves) + 1, MOST_PARTS)
        for place in range(self.count):
            self._part(place, self.leaves[place] if place < len(self.leaves) else None)

    def _part(self, place: int, leaf: Leaf | None) -> None:
        said = {name: getattr(leaf, name) for name in PART} if leaf is not None else {}
        text: dict[str, Any] = {"required": False}
        fields: dict[str, forms.Field] = {
            "code": forms.CharField(label=_("Part no."), max_length=MOST_CODE, **text),
            "name": forms.CharField(label=_("Part of the indicator"), max_length=MOST_NAME, **text),
            "ask": forms.ChoiceField(label=_("What is asked"), choices=list(ASKS.items()), initial=AT_LEAST, **text),
            "unit": forms.CharField(label=_("Unit of measure"), max_length=30, **text),
            "hamlets": forms.BooleanField(label=_("Each hamlet answers"), **text),
            "measure": forms.CharField(label=_("Measured by the indicator"), max_length=60, **text),
        }
        for name, field in fields.items():
            field.initial = said.get(name, field.initial)
            self.fields[f"part-{place}-{name}"] = field

    def heads(self) -> list[forms.BoundField]:
        return [self[name] for name in ("code", "name")]

    def rests(self) -> list[forms.BoundField]:
        return [self[name] for name in ("if_any", "by_province", "verified", "source", "note")]

    def parts(self) -> Iterator[PartBoxes]:
        for place in range(self.count):
            boxes = [self[f"part-{place}-{name}"] for name in PART]
            yield PartBoxes(place + 1, boxes, place >= len(self.leaves))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self._named(given):
            first = "part-0-name"
            given[first] = given.get("name", "")
        if given.get("verified") and not given.get("source"):
            self.add_error("source", _("Say where the text was read that it was checked against."))
        return given

    def _named(self, given: Mapping[str, Any]) -> list[int]:
        return [
            place for place in range(self.count) if given.get(f"part-{place}-name") or given.get(f"part-{place}-code")
        ]

    def made(self) -> Indicator:
        given = self.cleaned_data
        plain: dict[str, Any] = {
            name: given[name] for name in ("code", "name", "if_any", "by_province", "verified", "source", "note")
        }
        leaves = tuple(self._leaf(place) for place in self._named(given))
        return Indicator(**plain, enough=given["enough"] or 0, leaves=leaves)

    def _leaf(self, place: int) -> Leaf:
        given = self.cleaned_data
        told: dict[str, Any] = {name: given.get(f"part-{place}-{name}") for name in PART}
        told["code"] = told["code"] or given["code"]
        told["name"] = told["name"] or given["name"]
        told["ask"] = told["ask"] or AT_LEAST
        before = self.leaves[place] if place < len(self.leaves) else Leaf("", "", AT_LEAST)
        made = replace(before, **told)
        return replace(made, levels={}, relative=None, yearly=False) if made.ask == DONE else made


class ThresholdsForm(EditForm):
    """The thresholds of one part, in a table of one kind; or a share of another set's threshold."""

    def __init__(
        self, data: Any = None, *, one: CriteriaSet, leaf: Leaf, spread: str, others: Iterable[str], **kwargs: Any
    ):
        self.one, self.leaf, self.spread = one, leaf, spread
        super().__init__(data, part=leaf, **kwargs)
        self.boxes: dict[str, str] = {}
        if spread == RELATIVE:
            self._relative(others)
        for key in keys_of(one, spread):
            name = f"level-{len(self.boxes)}"
            words = key_words(one, key.partition("/")[2] if spread == BY_BOTH else key)
            label = words or _("Threshold everywhere")
            self.fields[name] = NumberField(label=label, required=False, initial=leaf.levels.get(key))
            self.boxes[name] = key
        self.order_fields([name for name in self.fields if name != "basis"])

    @property
    def unit(self) -> str:
        return "%" if self.leaf.hamlets else self.leaf.unit

    def rests(self) -> list[forms.BoundField]:
        return [self[name] for name in ("relative_set", "relative_leaf", "relative_percent") if name in self.fields]

    def years(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        """The boxes by year where each year has several, all of them together elsewhere; whether one is filled or wrong."""
        found: dict[str, list[forms.BoundField]] = {}
        for name, key in self.boxes.items():
            found.setdefault(key.partition("/")[0] if self.spread == BY_BOTH else "", []).append(self[name])
        for number, (year, boxes) in enumerate(found.items()):
            yield year, boxes, not number or any(box.errors or box.value() not in (None, "") for box in boxes)

    def _relative(self, others: Iterable[str]) -> None:
        said = self.leaf.relative
        sets = forms.ChoiceField(label=_("Taken from the set"), choices=[(code, code) for code in others])
        sets.initial = said.set_code if said else None
        part = forms.CharField(label=_("Taken from the part"), max_length=MOST_CODE, initial=said.leaf if said else "")
        share = NumberField(label=_("Percent of it"), initial=said.percent if said else Decimal(100))
        self.fields |= {"relative_set": sets, "relative_leaf": part, "relative_percent": share}

    def made(self) -> Leaf:
        given = self.cleaned_data
        levels = {key: given[name] for name, key in self.boxes.items() if given.get(name) is not None}
        relative = None
        if self.spread == RELATIVE:
            relative = Relative(given["relative_set"], given["relative_leaf"], given["relative_percent"])
        return with_levels(self.leaf, self.spread, levels, relative)


def spread_asked(asked: str, leaf: Leaf, known: Iterable[str]) -> str:
    return asked if asked in known else spread_of(leaf)


class BasisForm(EditForm):
    """By what decision something goes."""
