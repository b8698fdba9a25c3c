"""A day as people pick it on a phone: the browser's own calendar; typed dates of either style are read too."""

from django import forms


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def day_field(label, *, required: bool = True, hint="") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=hint, widget=DayInput)
