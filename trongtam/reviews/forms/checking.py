"""A table that came from below, typed or pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..received import Examined, examine, read_lines

LONGEST = 8000


class CheckForm(forms.Form):
    """`examined()` raises Refused where nothing could be read."""

    text = forms.CharField(
        label=_("Table to check"),
        max_length=LONGEST,
        help_text=_("A line each: name, number, share. “Of which” lies within the line above."),
        widget=forms.Textarea({"rows": 7}),
    )
    base = forms.IntegerField(label=_("How many were rated"), required=False, min_value=1, max_value=1_000_000)

    def examined(self) -> Examined:
        given: dict[str, Any] = self.cleaned_data
        return examine(read_lines(given["text"]), given["base"])
