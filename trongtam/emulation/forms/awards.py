"""What is typed about awards and proposals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.look.forms import day_field
from trongtam.org.queries.people import unit_or_person

from ..models import Form, Level
from ..titles import TITLES
from .movements import words_field

GROUPS = {"units": _("Units"), "people": _("People")}


class RecipientField(forms.ChoiceField):
    """Cleaned: the unit or person."""

    def clean(self, value: Any) -> Any:
        return unit_or_person(super().clean(value))


class _AwardForm(forms.Form):
    recipient = RecipientField(label=_("Recipient of the award"))
    code = forms.ChoiceField(
        label=_("Title"),
        required=False,
        help_text=_("Of these titles the program counts the years in a row, through mergers too."),
    )
    title = forms.CharField(
        label=_("Its full name, where it is none of these"),
        required=False,
        max_length=240,
        help_text=_("For instance: flag of the emulation movement."),
    )
    form = forms.ChoiceField(label=_("Form of the award"), choices=Form.choices)
    level = forms.ChoiceField(label=_("Level of the award"), choices=Level.choices, initial=Level.COMMUNE)
    year = forms.IntegerField(label=_("For the year"), min_value=1945, max_value=2200)

    def __init__(self, *args: Any, recipients: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = [(GROUPS[key], rows) for key, rows in recipients if rows]
        self.fields["recipient"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]  # a choice field
        titles = [("", _("none of these")), *((one.code, one.name) for one in TITLES)]
        self.fields["code"].choices = titles  # type: ignore[attr-defined]  # a choice field


class AwardForm(_AwardForm):
    issued_by = forms.CharField(label=_("Awarded by"), max_length=160)
    decision_number = forms.CharField(
        label=_("Decision number"), max_length=60, required=False, help_text=_("Leave it empty where nobody knows it.")
    )
    decided_on = day_field(_("Decided on"), required=False)
    reason = words_field(_("For what"), required=False)


class ProposalForm(_AwardForm):
    reason = words_field(
        _("For what"), rows=5, hint=_("Results in figures, years in a row and earlier awards are added by the program.")
    )


class GrantForm(forms.Form):
    issued_by = forms.CharField(label=_("Awarded by"), max_length=160)
    decision_number = forms.CharField(label=_("Decision number"), max_length=60)
    decided_on = day_field(_("Decided on"))
