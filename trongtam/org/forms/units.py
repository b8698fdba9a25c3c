"""What was typed about a unit."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.look.forms import day_field

from ..models import Unit, UnitKind
from ..nesting import PARENTS, kinds_below

BASIS_HINT = _("Number, date and organ of the decision")


def basis_field() -> forms.CharField:
    return forms.CharField(label=_("Legal basis"), max_length=255, help_text=BASIS_HINT)


class NamedChoice(forms.ModelChoiceField):
    """Units by name, with where they stand."""

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.name} · {obj.parent.name}" if obj.parent else obj.name


def unit_choice(label, units, *, required: bool = True, hint="") -> NamedChoice:
    ordered = units.filter(ended_on__isnull=True).select_related("parent").order_by("path")
    return NamedChoice(ordered, label=label, required=required, help_text=hint, to_field_name="code")


def kind_choice(kinds: list[str]) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Kind"), choices=[(kind, UnitKind(kind).label) for kind in kinds])


class FoundUnitForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"))
    name = forms.CharField(label=_("Name"), max_length=160)
    on = day_field(_("From the day"))
    basis = basis_field()

    def __init__(self, *args, parent: Unit, user, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = kinds_below(parent.kind)
        self.fields["kind"] = kind_choice(kinds)
        hamlets = Unit.objects.reached_by(user).filter(kind=UnitKind.HAMLET)
        if UnitKind.CELL in kinds and hamlets.exists():
            hint = _("For a cell: the hamlet where it works.")
            self.fields["serves"] = unit_choice(_("Serves the hamlet"), hamlets, required=False, hint=hint)
            self.order_fields(["kind", "name", "serves"])


class FoundUnitsForm(forms.Form):
    """A list pasted from Word or Excel: one name a line; of several columns the first that is no number counts."""

    kind = forms.ChoiceField(label=_("Kind"))
    names = forms.CharField(
        label=_("Names, one a line"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Paste a column from Excel or a list from Word."),
    )
    on = day_field(_("From the day"))
    basis = basis_field()

    def __init__(self, *args, parent: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"] = kind_choice(kinds_below(parent.kind))


class RenameUnitForm(forms.Form):
    name = forms.CharField(label=_("New name"), max_length=160)
    on = day_field(_("From the day"))
    basis = basis_field()


class MoveUnitForm(forms.Form):
    on = day_field(_("From the day"))
    basis = basis_field()

    def __init__(self, *args, unit: Unit, user, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in PARENTS[unit.kind] if kind]
        possible = Unit.objects.reached_by(user).filter(kind__in=kinds).exclude(path__startswith=unit.path)
        places = possible.exclude(pk=unit.parent_id or 0)
        hint = (
            ""
            if places.filter(ended_on__isnull=True).exists()
            else _("There is no other place for this unit yet: found one first, such as a cluster.")
        )
        self.fields["parent"] = unit_choice(_("New place, below"), places, hint=hint)
        self.order_fields(["parent", "on", "basis"])


class DissolveUnitForm(forms.Form):
    on = day_field(_("From the day"))
    basis = basis_field()

    def __init__(self, *args, unit: Unit, user, **kwargs):
        super().__init__(*args, **kwargs)
        possible = Unit.objects.reached_by(user).filter(kind=unit.kind).exclude(path__startswith=unit.path)
        hint = _("Needed while there are people, members or units in it.")
        self.fields["successor"] = unit_choice(_("Where they go"), possible, required=False, hint=hint)
        self.order_fields(["successor", "on", "basis"])


class OpenTermForm(forms.Form):
    name = forms.CharField(label=_("Name of the term"), max_length=80, help_text=_("Such as 2025–2030"))
    begins = day_field(_("First day"))
    ends = day_field(_("Last day"))


class ChangeSettingsForm(forms.Form):
    closing_day = forms.IntegerField(
        label=_("Closing day of a reporting month"), help_text=_("It moves due dates, never the figures' own periods.")
    )
    pace_tolerance = forms.DecimalField(
        label=_("Pace tolerance, in points"), max_digits=5, decimal_places=2, localize=True
    )
    spelling = forms.ChoiceField(
        label=_("Spelling that is printed"), choices=[("old", "ủy, hòa"), ("new", "uỷ, hoà")], widget=forms.RadioSelect
    )


class GrantSightForm(forms.Form):
    purpose = forms.CharField(label=_("For what purpose"), max_length=255)
    on = day_field(_("From the day"))
    until = day_field(_("Until the day"), required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.ModelChoiceField(people, label=_("Who"), to_field_name="code")
        self.order_fields(["person", "purpose", "on", "until"])
