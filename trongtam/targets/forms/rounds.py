"""What is typed about a reporting round: its period, units and day; why figures go back or open again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import choose_from
from trongtam.ground.periods import Period
from trongtam.look.forms import RowsField, day_field
from trongtam.org.models import Unit

from ..presentation.words import capital, period_name


class OpenRoundForm(forms.Form):
    period = forms.ChoiceField(label=_("Period"))
    due_on = day_field(_("Due"))
    units = RowsField(
        Unit.objects.none(),
        label=_("Who reports"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one unit.")},
    )
    note = forms.CharField(
        label=_("Note to the units"), help_text=_("No names of persons."), required=False, max_length=400
    )

    def __init__(self, *args: Any, units: Any, periods: Sequence[Period], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(period.code, capital(period_name(period))) for period in periods]
        choose_from(self, "units", units)

    def clean_period(self) -> Period:
        return Period.parse(self.cleaned_data["period"])


class AddUnitsForm(forms.Form):
    units = RowsField(
        Unit.objects.none(),
        label=_("Who reports as well"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one unit.")},
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose_from(self, "units", units)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 400})
    )


class MoveDueForm(ReasonForm):
    due_on = day_field(_("New day"))

    field_order = ("due_on", "reason")
