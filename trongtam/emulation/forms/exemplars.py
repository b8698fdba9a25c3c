"""What is typed about exemplars, learning and ladders."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import FilesForm, choose_from
from trongtam.archive.operations import Brought
from trongtam.look.forms import day_field
from trongtam.org.models import Person, Unit

from ..models import CopyResult, ExemplarKind, Movement
from .movements import words_field


class ExemplarForm(FilesForm):
    kind = forms.ChoiceField(label=_("What kind"), choices=ExemplarKind.choices, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Of which unit"), empty_label=None)
    title = forms.CharField(label=_("Its name"), max_length=240)
    what = words_field(_("What is done, and how"), rows=5, hint=_("So that others can do the same."))
    origin = words_field(_("Where it came from"), required=False, rows=2)
    movement = forms.ModelChoiceField(Movement.objects.none(), label=_("Movement"), required=False, empty_label="—")
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Which person"),
        required=False,
        empty_label="—",
        help_text=_("Only for an exemplar of the kind “person”, and only with consent."),
    )
    consent = forms.CharField(
        label=_("How the person agreed"),
        required=False,
        max_length=255,
        help_text=_("For instance: signed the paper of consent on 02/01. The person may take it back at any time."),
    )

    def __init__(self, *args: Any, units: Any, people: Any, movements: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["originals"]
        choose_from(self, "unit", units)
        choose_from(self, "person", people)
        choose_from(self, "movement", movements)

    @staticmethod
    def brought(given: dict[str, Any]) -> Brought:
        return Brought(given.pop("evidence"), given.pop("marking"), False)


class RecogniseForm(forms.Form):
    organ = forms.ModelChoiceField(Unit.objects.none(), label=_("Recognised by"), empty_label=None)
    decision = forms.CharField(label=_("Decision"), max_length=255, help_text=_("Its number, or who decided it."))
    on = day_field(_("Day"))

    def __init__(self, *args: Any, organs: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose_from(self, "organ", organs)


class DayForm(forms.Form):
    on = day_field(_("Day"))


class DayReasonForm(forms.Form):
    reason = words_field(_("Reason"), rows=2, most=500)
    on = day_field(_("Day"))


class ReasonForm(forms.Form):
    reason = words_field(_("Reason"), rows=2, most=500)


class LearnersForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Which unit came"), required=False, empty_label="—")
    guests = forms.CharField(label=_("Or others, in words"), required=False, max_length=160)
    people = forms.IntegerField(label=_("How many came"), min_value=1, max_value=9999)
    on = day_field(_("Day"))
    learned = words_field(_("What they took home"), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class CopyForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Which unit"), empty_label=None)
    begun_on = day_field(_("Since"))
    how = words_field(_("How it is done here"), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class CopyResultForm(forms.Form):
    result = forms.ChoiceField(label=_("What came of it"), choices=CopyResult.choices, widget=forms.RadioSelect)
    text = words_field(_("In words"), rows=4, most=2000)
    on = day_field(_("Day"))


class LadderForm(forms.Form):
    """`offers`: (indicator id, what both stand at)."""

    indicators = forms.MultipleChoiceField(
        label=_("On what"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "What adds up over the year is compared in percent of each unit's own plan, so that size does not count."
        ),
    )
    since = day_field(_("Read the gap since the month of"))
    aim = words_field(_("What we want to learn"), required=False, rows=2)

    def __init__(self, *args: Any, offers: list[tuple[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["indicators"].choices = offers  # type: ignore[attr-defined]  # a choice field
