"""A day as Vietnamese people write it: 05/09/2022, whatever language the browser speaks.

Typed on a phone's number pad without separators (05092022) it is read too, and so is 2022-09-05.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_BARE = re.compile(r"^(\d{2})(\d{2})(\d{4})$")


class DayInput(forms.DateInput):
    def __init__(self, attrs: dict[str, Any] | None = None):
        given = {"inputmode": "tel", "placeholder": _("day/month/year"), "autocomplete": "off", "maxlength": "10"}
        super().__init__({**given, **(attrs or {})}, format="%d/%m/%Y")


class DayField(forms.DateField):
    """A date; reads `05/09/2022`, `5.9.2022`, `05092022` and `2022-09-05`."""

    widget = DayInput
    input_formats = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
    default_error_messages = {
        "invalid": _("Write the day like 05/09/2022."),
        "year": _("The year must lie between 1900 and 2999. Please check it."),
    }

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = _BARE.sub(r"\1/\2/\3", value.strip().replace(" ", ""))
        day = super().to_python(value)
        if day is not None and not 1900 <= day.year <= 2999:
            raise ValidationError(self.error_messages["year"], code="year")
        return day


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> DayField:
    return DayField(label=label, required=required, help_text=hint)
