"""What is typed about a duty and about a visit; of a visit two taps are enough."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import FilesForm
from trongtam.archive.operations import Brought
from trongtam.look.forms import day_field
from trongtam.org.models import Person, Unit

from ..models import LONGEST_WITHIN, REPORT_WITHIN, Every, Obligation, Purpose, Tier


def _words(label: Any, *, hint: Any = "", rows: int = 2, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, max_length=2000, widget=forms.Textarea(attrs={"rows": rows})
    )


class VisitForm(FilesForm):
    """The day is today's unless told; only what for is asked. `first` stands open, `rare` behind one tap."""

    purpose = forms.ChoiceField(label=_("What for"), choices=Purpose.choices, widget=forms.RadioSelect)
    on = day_field(_("Day"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Where"), required=False, empty_label=None)
    done = _words(_("What is done"))
    not_done = _words(_("What is not done"))
    proposed = _words(_("Proposed"))
    recommendations = _words(
        _("Recommendations"),
        hint=_("One a line. Each gets its answer from whoever is competent, by a day; without names of persons."),
    )
    solved = _words(_("Solved on the spot"))
    met = forms.CharField(
        label=_("Whom you met, by their posts"),
        required=False,
        max_length=300,
        help_text=_(
            "Posts only, like “hamlet head, cell secretary”. Write no names and nothing about a single household."
        ),
    )
    place = forms.CharField(label=_("Exact place"), required=False, max_length=160)

    def __init__(self, *args: Any, places: list[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["originals"]
        if len(places) > 1:
            self.fields["unit"].queryset = Unit.objects.filter(pk__in=[one.pk for one in places]).order_by("path")  # type: ignore[attr-defined]  # a field of rows
        else:
            del self.fields["unit"]
        self.first = [
            self[name]
            for name in ("on", "unit", "done", "not_done", "proposed", "recommendations")
            if name in self.fields
        ]
        self.rare = [self[name] for name in ("solved", "met", "place", "evidence", "marking")]
        self.rare_open = any(one.errors for one in self.rare)

    def clean_recommendations(self) -> list[str]:
        return [line for text in self.cleaned_data["recommendations"].splitlines() if (line := " ".join(text.split()))]

    @staticmethod
    def brought(given: dict[str, Any]) -> Brought:
        """The photo as it is kept; the original stays with whoever took it."""
        return Brought(given.pop("evidence"), given.pop("marking"), False)


class AssignForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Which unit"), empty_label="—")
    tier = forms.ChoiceField(label=_("Layer"), choices=Tier.choices, widget=forms.RadioSelect)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who follows it"), empty_label="—")
    obligation = forms.ChoiceField(
        label=_("How often he goes there"),
        help_text=_("Without a number months are shown as not known, never as missed."),
    )
    valid_from = day_field(_("From"))
    basis = forms.CharField(label=_("Basis"), max_length=255, help_text=_("The decision, or who decided it."))
    valid_to = day_field(_("Until, where the decision names a last day"), required=False)
    counted_from = day_field(
        _("Visits are written down since"),
        required=False,
        hint=_("Leave it empty for today. Give an earlier day where you will enter the visits of that time too."),
    )

    def __init__(self, *args: Any, units: Any, people: Any, obligations: list[tuple[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a field of rows
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # a field of rows
        self.fields["obligation"].choices = obligations  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """The last day as it is written in a decision; the operation takes the first day after it."""
        given = super().clean() or {}
        if (last := given.get("valid_to")) is not None:
            given["valid_to"] = date.fromordinal(last.toordinal() + 1)
        return given


class ReasonForm(forms.Form):
    reason = _words(_("Reason"), required=True)


class EndForm(ReasonForm):
    on = day_field(_("First day on which he follows it no more"))

    field_order = ("on", "reason")


class ReplaceForm(ReasonForm):
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who follows it from now on"), empty_label="—")
    on = day_field(_("From"))

    field_order = ("person", "on", "reason")

    def __init__(self, *args: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # a field of rows


class ObligationForm(forms.ModelForm):
    source = forms.CharField(label=_("Where it stands written"), max_length=255)
    valid_from = day_field(_("From"))

    class Meta:
        model = Obligation
        fields = ("name", "every", "visits", "tier", "valid_from", "source", "report_every", "report_within")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds = [("regular", _("regular meetings of the cell")), ("thematic", _("thematic meetings"))]
        self.fields["attends"] = forms.MultipleChoiceField(
            label=_("Attends"), choices=kinds, required=False, widget=forms.CheckboxSelectMultiple
        )
        every = [("", _("not asked for")), *Every.choices]
        self.fields["report_within"] = forms.IntegerField(
            label=_("Days until the report is due, after the time is over"),
            min_value=1, max_value=LONGEST_WITHIN, initial=REPORT_WITHIN, required=False,
        )  # fmt: skip
        self.fields["report_every"] = forms.ChoiceField(label=_("Reports"), choices=every, required=False)

    def clean_report_within(self) -> int:
        return self.cleaned_data["report_within"] or REPORT_WITHIN
