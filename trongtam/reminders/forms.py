"""What people type about their reminders."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .models import FIRST_HOUR, LAST_HOUR, Preference

AHEAD = (0, 1, 2, 3, 5, 7, 14)


def _days(n: int) -> str:
    return ngettext("%(n)d day before", "%(n)d days before", n) % {"n": n}


class WishForm(forms.ModelForm):
    """When, how early, on which ways."""

    hour = forms.TypedChoiceField(
        label=_("At what hour"), coerce=int, choices=[(h, f"{h}:00") for h in range(FIRST_HOUR, LAST_HOUR + 1)]
    )

    class Meta:
        model = Preference
        fields = ["hour", "ahead", "inbox", "mail", "push", "rest_weekends", "rest_holidays"]
        labels = {
            "inbox": _("Inside the program, under Reminders"),
            "mail": _("By e-mail"),
            "push": _("On the telephones and computers below"),
            "rest_weekends": _("Not on Saturday and Sunday"),
            "rest_holidays": _("Not on public holidays"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ahead"] = forms.TypedChoiceField(label=_("How early"), coerce=int, choices=self._choices())

    @staticmethod
    def _choices() -> list[tuple[int, str]]:
        return [(n, _days(n) if n else str(_("only on the day"))) for n in AHEAD]


class AddressForm(forms.Form):
    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )


class BrowserForm(forms.Form):
    """What a browser says of itself; nobody types it."""

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=32)
