"""What is typed in a notice downward and in the note of a group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import FilesForm
from trongtam.look.forms import RowsField, day_field
from trongtam.org.models import Unit

from .recommendations import words_field


class NoticeForm(FilesForm):
    """`units`: those below that may be chosen."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = words_field(_("What they have to know"), rows=5)
    units = RowsField(Unit.objects.none(), label=_("Who has to know it"), widget=forms.CheckboxSelectMultiple)
    due_on = day_field(_("To be acknowledged by"), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]  # a field of rows


class NoteForm(forms.Form):
    """Three fields; nothing about a single household."""

    month_code = forms.ChoiceField(label=_("Month"))
    done = words_field(_("Done this month"), required=False, rows=3)
    not_done = words_field(_("Not done"), required=False, rows=3)
    proposed = words_field(_("Proposed"), required=False, rows=3)

    def __init__(self, *args: Any, months: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["month_code"].choices = months  # type: ignore[attr-defined]  # a choice field
