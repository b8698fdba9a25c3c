"""What a person sends in: the sheet with the reason, and which column is which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.ground.incoming import place_of
from trongtam.ground.sheets import MOST_BYTES
from trongtam.look.forms import day_field

from .headings import EVERY, proposed
from .kinds import Kind, Scope
from .models import Batch


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The Excel sheet"),
        max_length=255,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why, or by which decision"),
        help_text=gettext_lazy(
            "Stands with every line that changes something. Left empty, the name of the file stands there."
        ),
        max_length=255,
        required=False,
    )

    def clean_file(self) -> tuple[str, bytes]:
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise ValidationError(_("This workbook is too large. Please split it into smaller ones."))
        return str(sent.name), sent.read()


class DayForm(forms.Form):
    """From which day the changes hold whose line says none."""

    day = day_field(gettext_lazy("From the day"))


class ColumnsForm(forms.Form):
    """For each field the column that gives it, or the value that stands for every line."""

    def __init__(self, data: Any = None, *, batch: Batch, kind: Kind, scope: Scope):
        super().__init__(data)
        offered = [
            (str(column), f"{place_of(column, batch.heading_row)}: {heading}")
            for column, heading in enumerate(batch.headings)
            if heading
        ]
        self.asked = [one for one in kind.fields if not one.told]
        guessed = proposed(kind, scope, batch.headings, batch.columns)
        for one in self.asked:
            every = [
                (f"{EVERY}{value}", _("Every line: %(value)s") % {"value": words})
                for value, words in (one.every(scope) if one.every else ())
            ]
            self.fields[one.key] = forms.ChoiceField(
                label=one.title,
                help_text=one.hint,
                required=one.required,
                choices=[("", _("No column")), *offered, *every],
                initial=str(guessed.get(one.key, "")),
            )

    def columns(self) -> dict[str, int | str]:
        given = {one.key: self.cleaned_data.get(one.key) for one in self.asked}
        return {key: text if text.startswith(EVERY) else int(text) for key, text in given.items() if text}
