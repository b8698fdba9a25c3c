"""What is typed about a contact session with voters and about a working session."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.look.forms import day_field
from trongtam.org.models import Unit

from ..models import Result, WorkingSession
from .recommendations import OrganField, words_field

LINES = 40


class VotersForm(forms.Form):
    """First step: where, when, who; the opinions a line each."""

    delegate = forms.ChoiceField(label=_("Delegate"))
    on = day_field(_("Day of the contact"))
    place = forms.CharField(label=_("Where the voters were met"), max_length=200)
    lines = words_field(
        _("Opinions, a line each"), rows=8, hint=_("Without names of people: what, where, what is asked for.")
    )

    def __init__(self, *args: Any, delegates: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["delegate"].choices = delegates  # type: ignore[attr-defined]  # a choice field
        self.fields["lines"].max_length = 20000  # type: ignore[attr-defined]  # a text field
        self.fields["lines"].validators = []

    def clean_lines(self) -> list[str]:
        return [line for line in (" ".join(one.split()) for one in self.cleaned_data["lines"].splitlines()) if line][
            :LINES
        ]


class RoutedForm(forms.Form):
    """Second step: each opinion beside who is proposed to answer it."""

    delegate = forms.ChoiceField(label=_("Delegate"))
    on = day_field(_("Day of the contact"))
    place = forms.CharField(label=_("Where the voters were met"), max_length=200)

    def __init__(
        self, *args: Any, delegates: list[tuple[str, str]], organs: list[tuple[Any, Any]], count: int, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields["delegate"].choices = delegates  # type: ignore[attr-defined]  # a choice field
        self.count = min(count, LINES)
        for place in range(self.count):
            number = {"n": place + 1}
            self.fields[f"line_{place}"] = words_field(_("Opinion %(n)s") % number, rows=2)
            field = OrganField(label=_("Who answers opinion %(n)s") % number, required=False)
            field.choices = [("", _("The Party office passes it on")), *organs]
            self.fields[f"organ_{place}"] = field


class SessionForm(forms.Form):
    """A working session: about what, who came, when; participants a line each, by post."""

    title = forms.CharField(label=_("About"), max_length=300)
    superior = forms.CharField(label=_("Who came"), max_length=200)
    on = day_field(_("Day of the working session"))
    place = forms.CharField(label=_("Where it was held"), max_length=200, required=False)
    participants = words_field(
        _("Who took part, by post, a line each"), required=False, rows=4, hint=_("Posts, no names.")
    )
    follows = forms.ModelChoiceField(WorkingSession.objects.none(), label=_("Follows up the session"), required=False)

    def __init__(self, *args: Any, earlier: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["follows"].queryset = earlier  # type: ignore[attr-defined]  # a field of rows


class PresentForm(forms.Form):
    period = forms.RegexField(r"[12]\d{3}(-\d?[MQH]?\d*)?(\.\.[12]\d{3})?", label=_("Year or period"))


class DirectionForm(forms.Form):
    speaker = forms.CharField(label=_("Who said it, by post"), max_length=200)
    text = words_field(_("What is directed"))
    holder = forms.ModelChoiceField(Unit.objects.none(), label=_("For whom"), required=False)
    due = day_field(_("Until"), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = units  # type: ignore[attr-defined]  # a field of rows


class ResultForm(forms.Form):
    result = forms.ChoiceField(
        label=_("How far is it?"), choices=[one for one in Result.choices if one[0]], widget=forms.RadioSelect
    )
    told = words_field(_("What came of it"), rows=3)
    on = day_field(_("As of the day"))


class ConclusionForm(forms.Form):
    conclusion = words_field(_("Conclusion"), rows=6)
