"""What was typed about a person, a post, a membership."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.look.forms import day_field

from ..models import Unit, UnitKind
from ..models.people import PostKind
from .units import basis_field, unit_choice


class PersonForm(forms.Form):
    full_name = forms.CharField(label=_("Full name"), max_length=120)
    birth_year = forms.IntegerField(label=_("Year of birth"), required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )


class CorrectPersonForm(PersonForm):
    note = forms.CharField(label=_("Why"), max_length=255, required=False)

    def __init__(self, *args, homes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["home"] = unit_choice(_("Unit that keeps the record"), homes)
        self.order_fields(["full_name", "birth_year", "phone", "home", "note"])


class GivePostForm(forms.Form):
    kind = forms.ChoiceField(label=_("Post"), choices=PostKind.choices)
    on = day_field(_("From the day"))
    until = day_field(_("Until the day"), required=False)
    basis = basis_field()

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"] = unit_choice(_("In"), units)
        self.order_fields(["unit", "kind", "on", "until", "basis"])


class OpenUnitForm(forms.Form):
    """Who speaks for a unit."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        help_text=_("Then the person may sign in with it instead of the name."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    on = day_field(_("In the post since"))
    basis = basis_field()


class OpenUnitsForm(forms.Form):
    """A list of who speaks for which unit, pasted from Word or Excel."""

    lines = forms.CharField(
        label=_("Unit and full name, one a line"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Paste the rows of your list as they are: number, unit, name, phone in any order. Names of units as they stand here."
        ),
    )
    on = day_field(_("In the post since"))
    basis = basis_field()


class ErasePersonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=255,
        help_text=_("It stays in the book: on whose request or on what basis, without the name."),
    )
    typed_name = forms.CharField(
        label=_("Type the full name once more"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class EndForm(forms.Form):
    """A day and the paper it rests on."""

    on = day_field(_("From the day"))
    basis = basis_field()


class CellForm(forms.Form):
    """Membership in a cell that the person may keep."""

    def __init__(self, *args, cells, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cell"] = unit_choice(_("Cell"), cells.filter(kind=UnitKind.CELL))
        self.order_fields(["cell"])


class AdmitForm(CellForm):
    on = day_field(_("Admitted on"))
    basis = basis_field()


class RecordForm(CellForm):
    since = day_field(_("In this cell since"))
    admitted_on = day_field(_("Admitted on"))
    confirmed_on = day_field(_("Official since"), required=False, hint=_("Empty while on probation."))
    basis = basis_field()


class MoveToCellForm(CellForm):
    on = day_field(_("From the day"))
    basis = basis_field()


class TemporaryForm(MoveToCellForm):
    until = day_field(_("Until the day"), required=False)


class AwayForm(EndForm):
    until = day_field(_("Until the day"), required=False)


class ExemptForm(forms.Form):
    on = day_field(_("From the day"), hint=_("The reason is not kept."))
    until = day_field(_("Until the day"), required=False)


class OnForm(forms.Form):
    on = day_field(_("From the day"))


def cells_of(user) -> object:
    """The cells that the person reaches."""
    return Unit.objects.reached_by(user).filter(kind=UnitKind.CELL)


CELL_FORMS = (AdmitForm, RecordForm, MoveToCellForm, TemporaryForm)
