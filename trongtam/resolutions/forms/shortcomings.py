"""Forms of named shortcomings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import FileField, choose_from, file_hint, marking_field
from trongtam.look.forms import day_field
from trongtam.org.models import Unit


def _words(label) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), required=False)


class NameShortcomingForm(forms.Form):
    remedier = forms.ModelChoiceField(Unit.objects.none(), label=_("Who remedies it"))
    due_on = day_field(_("Until when"))

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        choose_from(self, "remedier", units)


class RemedyShortcomingForm(forms.Form):
    on = day_field(_("Remedied on"))
    how = _words(_("How it was remedied"))
    upload = FileField(label=_("Evidence"))
    marking = marking_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].help_text = file_hint()


class ContestShortcomingForm(forms.Form):
    reason = _words(_("Why it is not so"))


class AnswerContestForm(forms.Form):
    answer = _words(_("Answer"))
