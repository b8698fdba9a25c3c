"""What the office types to make a login."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MakeLoginForm(forms.Form):
    username = forms.CharField(
        label=_("Login name"),
        max_length=40,
        help_text=_("Letters without marks and digits. It stands on the slip."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=24,
        required=False,
        help_text=_("Then the person may sign in with it instead of the name."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )


class LockLoginForm(forms.Form):
    reason = forms.CharField(label=_("Reason, for the book"), max_length=200, required=False)
