"""What is typed about criteria: which set for which year, thresholds, why something is not applicable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.org.models import Person

from ..criteria.levels import key_of
from ..criteria.shapes import DONE, GROUP, GROUPS, REGIONS, CriteriaSet, Criterion, Leaf
from ..operations.criteria import Taking
from ..presentation.criteria import key_words, level_words
from .fields import NumberField

MOST_NUMBERS = 60


class AdoptForm(forms.Form):
    """A set, a year, where the commune lies. `taking` after cleaning."""

    set_code = forms.ChoiceField(label=gettext_lazy("Set of criteria"))
    year = forms.IntegerField(label=gettext_lazy("For the year"), min_value=2009, max_value=2100)
    region = forms.ChoiceField(
        label=gettext_lazy("Region of the commune"),
        required=False,
        help_text=gettext_lazy("For sets whose thresholds go by region"),
    )
    group = forms.ChoiceField(
        label=gettext_lazy("Group of communes"),
        required=False,
        help_text=gettext_lazy("For sets from 2026 on, whose thresholds go by group"),
    )
    numbers = forms.CharField(
        label=gettext_lazy("Only these criteria"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Numbers with commas between them, such as 6, 10, 17. Leave it empty for all of them."),
    )
    note = forms.CharField(
        label=gettext_lazy("Why, if the year lies outside those of the set"), required=False, max_length=300
    )
    levels_year = forms.IntegerField(
        label=gettext_lazy("Then the thresholds of which year"), required=False, min_value=2009, max_value=2100
    )

    def __init__(self, data: Any = None, *, sets: Iterable[CriteriaSet], **kwargs: Any):
        super().__init__(data, **kwargs)
        chosen = self.fields["set_code"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(one.code, f"{one.name} ({one.decision})") for one in sets]
        for name, places in (("region", REGIONS), ("group", GROUPS)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "–"), *places.items()]

    def clean_numbers(self) -> list[int]:
        text = self.cleaned_data["numbers"]
        parts = [part for part in re.split(r"[\s,;]+", text) if part]
        if not all(part.isdecimal() and int(part) < MOST_NUMBERS for part in parts):
            raise ValidationError(_("Please write numbers with commas between them, such as 6, 10, 17."))
        return sorted({int(part) for part in parts})

    @property
    def taking(self) -> Taking:
        given = self.cleaned_data
        return Taking(
            region=given["region"],
            group=given["group"],
            numbers=given["numbers"],
            levels_year=given["levels_year"],
            note=given["note"],
        )


class ReasonForm(forms.Form):
    """Why an indicator is not applicable, or a set is withdrawn."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea({"rows": 3}), max_length=500)


class ChargeForm(forms.Form):
    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["holder"] = forms.ModelChoiceField(people, label=_("Who is in charge"), required=False)


class LevelsForm(forms.Form):
    """One box for each threshold that a unit may lay over a set: for everywhere, each group or each year. Thresholds that
    stand under other keys (from a sheet) are carried on untouched. `levels` after cleaning."""

    basis = forms.CharField(
        label=gettext_lazy("By what decision"),
        max_length=300,
        help_text=gettext_lazy("Number, date and organ, as they stand on the paper"),
    )

    def __init__(self, data: Any = None, *, one: CriteriaSet, laid: Mapping[str, Mapping[str, Decimal]], **kwargs: Any):
        super().__init__(data, **kwargs)
        self.one, self.laid = one, laid
        self.boxes: dict[str, tuple[str, str]] = {}  # field → leaf code, key
        self.heads: dict[str, Criterion] = {}
        for criterion, _indicator, leaf in one.leaves():
            if leaf.ask == DONE:
                continue
            for key in offered_keys(one, leaf):
                self._box(criterion, leaf, key)

    def _box(self, criterion: Criterion, leaf: Leaf, key: str) -> None:
        name = f"level-{len(self.boxes)}"
        where = key_words(self.one, key)
        label = f"{leaf.code} {leaf.name}" + (f" ({where})" if where else "")
        national = level_words(leaf.ask, leaf.levels.get(key), leaf.unit, hamlets=leaf.hamlets)
        unit = "%" if leaf.hamlets else leaf.unit
        hint = _("The set says: %(level)s") % {"level": national} if national else unit
        field = NumberField(label=label, required=False, help_text=hint)
        field.initial = self.laid.get(leaf.code, {}).get(key)
        self.fields[name] = field
        self.boxes[name], self.heads[name] = (leaf.code, key), criterion

    def groups(self) -> Iterator[tuple[Criterion, list[forms.BoundField], bool]]:
        """The boxes by criterion, with whether one of them is filled or wrong."""
        found: dict[int, list[forms.BoundField]] = {}
        heads: dict[int, Criterion] = {}
        for name, criterion in self.heads.items():
            heads[criterion.number] = criterion
            found.setdefault(criterion.number, []).append(self[name])
        for number, boxes in found.items():
            yield heads[number], boxes, any(box.errors or box.value() not in (None, "") for box in boxes)

    @property
    def levels(self) -> dict[str, dict[str, Decimal]]:
        offered = set(self.boxes.values())
        kept = {
            code: {key: value for key, value in table.items() if (code, key) not in offered}
            for code, table in self.laid.items()
        }
        for name, (code, key) in self.boxes.items():
            value = self.cleaned_data.get(name)
            if value is not None:
                kept.setdefault(code, {})[key] = value
        return {code: table for code, table in kept.items() if table}


def offered_keys(one: CriteriaSet, leaf: Leaf) -> list[str]:
    """Where and when a threshold can be typed for."""
    places = list(GROUPS) if one.by == GROUP else [""]
    years: list[int | None] = list(one.years) if leaf.yearly else [None]
    return [key_of(place, year) for year in years for place in places]
