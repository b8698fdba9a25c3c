"""The one way a day is asked for: typed as people write it, whatever language the browser speaks.

A browser's own calendar shows 09/05/2022 where its language is American, so nobody could tell May from September.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from trongtam.ground import days
from trongtam.ground.errors import Unreadable


class DayInput(forms.DateInput):
    """A box for a day; on a phone the number pad opens."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        given = {"inputmode": "tel", "placeholder": _("day/month/year"), "autocomplete": "off"}
        super().__init__({**given, "maxlength": str(days.LONGEST), **(attrs or {})}, format="%d/%m/%Y")


class DayField(forms.DateField):
    """A date; reads what `ground.days` reads, and says what to mend."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value.strip() if isinstance(value, str) else value)
        try:
            return days.read(value)
        except Unreadable as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> DayField:
    return DayField(label=label, required=required, help_text=hint)


class ViewNameForm(forms.Form):
    name = forms.CharField(label=_("Name of the view"), max_length=80)


class KeepViewForm(ViewNameForm):
    """`address`: the page with its query, as the list's own part sends it."""

    address = forms.CharField(max_length=2000, widget=forms.HiddenInput)
