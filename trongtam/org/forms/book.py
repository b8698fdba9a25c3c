"""Objections to what stands in the book."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ObjectionForm(forms.Form):
    reason = forms.CharField(
        label=_("What is not right?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What did you do about it?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
    )
