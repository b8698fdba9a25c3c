"""What people ask of the book, and their objections."""

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.look.forms import DayField


def _day(label) -> DayField:
    return DayField(label=label, required=False)


class BookFilterForm(forms.Form):
    since = _day(_("From"))
    until = _day(_("Until"))

    def __init__(self, *args, acts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"] = forms.ChoiceField(
            label=_("What was done"), required=False, choices=[("", _("Everything")), *acts]
        )
        self.order_fields(["act", "since", "until"])


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
