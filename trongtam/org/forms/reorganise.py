"""What was typed about a merger or a split. Both are read from the address while they are rehearsed, so that a rehearsal can be
passed on and looked at by others."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.look.forms import RowsField, day_field

from ..models import PostKind, Unit
from ..nesting import PARENTS
from ..queries.rehearsed import heads
from ..queries.reorganise import Rehearsal, load_facts
from ..reorganising import Part, movable
from .units import basis_field, unit_choice

_NAME = re.compile(r"name_(\d{1,9})")
PARTS = 4


class _Above(forms.Form):
    """Where the new units stand: beside those that end, unless said otherwise."""

    def choose_parent(self, unit: Unit, user: Any) -> None:
        kinds = [kind for kind in PARENTS[unit.kind] if kind]
        possible = Unit.objects.reached_by(user).filter(kind__in=kinds).exclude(path__startswith=unit.path)
        hint = _("Where nothing is chosen: where %(unit)s stands now.") % {"unit": unit.name}
        if possible.filter(ended_on=None).exclude(pk=unit.parent_id or 0).exists():
            self.fields["parent"] = unit_choice(_("Stands below"), possible, required=False, hint=hint)

    def parent_of(self, unit: Unit) -> Unit:
        chosen = self.cleaned_data.get("parent") or unit.parent
        assert chosen is not None  # the rule lets nobody end the top of a tree
        return chosen


class MergeUnitsForm(_Above):
    name = forms.CharField(
        label=_("Name of the new unit"), max_length=160, help_text=_("It may be the name of one of the old ones.")
    )
    on = day_field(_("From the day"))
    basis = basis_field()

    def __init__(self, *args, unit: Unit, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        beside = Unit.objects.reached_by(user).filter(kind=unit.kind, ended_on=None).exclude(pk=unit.pk)
        beside = beside.exclude(path__startswith=unit.path).order_by("-parent__path", "folded")
        self.fields["units"] = RowsField(
            beside,
            label=_("Merged with %(unit)s") % {"unit": unit.name},
            to_field_name="code",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least two different units.")},
        )
        self.choose_parent(unit, user)
        self.order_fields(["units", "name", "parent", "on", "basis"])
        for key in self.data or {}:
            if (found := _NAME.fullmatch(key)) and Unit.objects.reached_by(user).filter(pk=int(found[1])).exists():
                self._ask_name(int(found[1]), Unit.objects.get(pk=int(found[1])))

    def _ask_name(self, pk: int, unit: Unit) -> None:
        label = _("New name of %(unit)s, %(place)s") % {"unit": unit.name, "place": unit.parent}
        self.fields[f"name_{pk}"] = forms.CharField(label=label, max_length=160, required=False)

    def given(self) -> dict[str, Any]:
        """What the rehearsal and the operation take."""
        data = self.cleaned_data
        names = {int(key[5:]): value for key, value in data.items() if _NAME.fullmatch(key) and value}
        posts = [value for key, value in self.data.items() if key.startswith("head_")]
        return {
            "name": data["name"],
            "on": data["on"],
            "basis": data["basis"],
            "parent": self.parent_of(self.unit),
            "names": names,
            "chosen_posts": [int(value) for value in posts if value.isdecimal() and len(value) < 10],
        }

    @property
    def chosen(self) -> list[Unit]:
        return [self.unit, *self.cleaned_data["units"]]

    def ask(self, shown: Rehearsal) -> None:
        """Fields for what the rehearsal has found open: heads to choose, namesakes to name; and its complaints."""
        for (key, kind), posts in heads(shown).items():
            new = next(one for one in shown.plan.founded if one.key == key)
            choices: list[tuple[str, Any]] = [("", _("left open for now"))]
            choices += [(str(post.pk), f"{post.person_name} ({shown.units[post.unit].name})") for post in posts]
            label = f"{PostKind(kind).label}, {new.name}"
            self.fields[f"head_{key.replace('.', '_')}_{kind}"] = forms.ChoiceField(
                label=label, choices=choices, required=False
            )
        for field, said, unit in shown.problems:
            if unit is not None and field == f"name_{unit}" and field not in self.fields:
                self._ask_name(unit, shown.units[unit])
            self.add_error(field if field in self.fields else None, said)


class SplitUnitForm(_Above):
    on = day_field(_("From the day"))
    basis = basis_field()

    def __init__(self, *args, unit: Unit, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        for number in range(1, PARTS + 1):
            self.fields[f"part_{number}"] = forms.CharField(
                label=_("Name of part %(n)d") % {"n": number}, max_length=160, required=number < 3
            )
            self.fields[f"share_{number}"] = forms.DecimalField(
                label=_("Share of the figures of part %(n)d, in percent") % {"n": number},
                max_digits=9,
                decimal_places=6,
                min_value=Decimal(0),
                max_value=Decimal(100),
                localize=True,
                required=number < 3,
            )
        parts = [(str(number), _("Part %(n)d") % {"n": number}) for number in range(1, PARTS + 1)]
        self.fields["keeper"] = forms.ChoiceField(
            label=_("People, members and posts go to"),
            choices=parts,
            help_text=_("Who belongs elsewhere is transferred afterwards, each by name."),
        )
        self.below = movable(load_facts([unit], unit.parent or unit, unit.founded_on)[0], unit.pk)
        for child in self.below:
            self.fields[f"to_{child.pk}"] = forms.ChoiceField(
                label=_("%(unit)s goes to") % {"unit": child.name}, choices=[("", "…"), *parts]
            )
        self.choose_parent(unit, user)
        self.order_fields([name for name in self.fields if name not in ("on", "basis")])

    def given(self) -> dict[str, Any]:
        """What the rehearsal and the operation take."""
        data = self.cleaned_data
        numbers = [number for number in range(1, PARTS + 1) if data.get(f"part_{number}")]
        shares = {number: Fraction(data.get(f"share_{number}") or 0) / 100 for number in numbers}
        place = {str(number): where for where, number in enumerate(numbers)}
        return {
            "parts": [Part(data[f"part_{number}"], shares[number]) for number in numbers],
            "on": data["on"],
            "basis": data["basis"],
            "parent": self.parent_of(self.unit),
            "keeper": place.get(data["keeper"], -1),
            "goes_to": {child.pk: place.get(data[f"to_{child.pk}"], -1) for child in self.below},
        }

    def ask(self, shown: Rehearsal) -> None:
        """The rehearsal's complaints at their fields."""
        for field, said, unit in shown.problems:
            name = {"goes_to": f"to_{unit}", "parts": "part_1", "name": "part_1"}.get(field, field)
            self.add_error(name if name in self.fields else None, said)
