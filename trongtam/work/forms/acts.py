"""What is typed in an act on a work: how far it is, what came out of it, why something changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import FilesForm
from trongtam.look.forms import RowsField, day_field
from trongtam.org.models import Person, Unit
from trongtam.targets.forms.rounds import ReasonForm

from ..models import Milestone, Quality
from ..sheets import Sheet

__all__ = [
    "AnswerForm",
    "AppraiseForm",
    "CarryForm",
    "ExplainForm",
    "ExtendForm",
    "HandInForm",
    "HandOverForm",
    "ReasonForm",
    "RefuseForm",
    "ReportForm",
]


def _words(label: Any, *, required: bool = True, rows: int = 3, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, max_length=2000, widget=forms.Textarea(attrs={"rows": rows})
    )


class ReportForm(FilesForm):
    """Three taps: open it, say how far, send. Everything else may be left out."""

    percent = forms.TypedChoiceField(label=_("How far is it?"), coerce=int, widget=forms.RadioSelect)
    milestones = RowsField(
        Milestone.objects.none(),
        label=_("Steps that are done now"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = _words(_("What has been done"), required=False)
    obstacle = _words(_("What stands in the way"), required=False, rows=2)
    help = _words(_("What help do you ask for"), required=False, rows=2)

    def __init__(self, *args: Any, now: int, steps: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = sorted({*range(0, 101, 10), now})
        self.fields["percent"].choices = [(one, f"{one}%") for one in offered]  # type: ignore[attr-defined]  # a choice field
        self.initial.setdefault("percent", now)
        self.fields["milestones"].queryset = steps  # type: ignore[attr-defined]  # a field of rows
        if not steps:
            del self.fields["milestones"]
        self.first = [self[name] for name in ("milestones", "note") if name in self.fields]
        self.rare = [self[name] for name in ("obstacle", "help", "evidence", "originals", "marking")]
        self.rare_open = any(one.errors for one in self.rare)


class HandInForm(FilesForm):
    """The steps that are left are ticked: whoever says that it is done says it of them too, and may take one out."""

    done_on = day_field(_("Finished on"))
    milestones = RowsField(
        Milestone.objects.none(),
        label=_("Steps that are done now"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    quality = forms.ChoiceField(
        label=_("How do you judge it yourself?"), choices=Quality.choices, widget=forms.RadioSelect
    )
    note = _words(_("What came out of it"), rows=4)

    def __init__(self, *args: Any, steps: Sequence[Milestone], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if steps:
            kept = Milestone.objects.filter(pk__in=[one.pk for one in steps])
            self.fields["milestones"].queryset = kept  # type: ignore[attr-defined]  # a field of rows
            self.initial["milestones"] = [one.pk for one in steps]
        else:
            del self.fields["milestones"]


class AppraiseForm(forms.Form):
    """With the scoring sheet of its day; the marks may be left out, all or none."""

    done_on = day_field(_("Finished on"))
    quality = forms.ChoiceField(label=_("How well was it done?"), choices=Quality.choices, widget=forms.RadioSelect)
    note = _words(_("Remark"), required=False)

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for item in sheet.items:
            options = [*BLANK_CHOICE_DASH, *((one.code, f"{_(one.title)} ({one.points})") for one in item.options)]
            label = f"{_(item.title)} (0–{item.most})"
            self.fields[f"mark-{item.code}"] = forms.ChoiceField(label=label, choices=options, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        marks = {
            item.code: given.pop(f"mark-{item.code}", "") for item in self.sheet.items if f"mark-{item.code}" in given
        }
        marks = {code: mark for code, mark in marks.items() if mark}
        if marks and len(marks) < len(self.sheet.items):
            raise forms.ValidationError(_("Please mark every line of the sheet, or none."))
        return {**given, "marks": marks or None}


class ExtendForm(ReasonForm):
    due = day_field(
        _("New day"),
        hint=_("Inside the year or stage; for what goes on after it there is “Carry it over to the next year”."),
    )

    field_order = ("due", "reason")


class CarryForm(ReasonForm):
    due = day_field(_("Done by, in the next year"))

    field_order = ("due", "reason")


class HandOverForm(ReasonForm):
    holder = forms.ChoiceField(label=_("Who does it from now on"))

    field_order = ("holder", "reason")

    def __init__(self, *args: Any, holders: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = [*BLANK_CHOICE_DASH, *holders]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind, _colon, pk = given.pop("holder", "").partition(":")
        given["unit"] = Unit.objects.filter(pk=pk).first() if kind == "unit" else None
        given["person"] = Person.objects.filter(pk=pk).first() if kind == "person" else None
        return given


class ExplainForm(forms.Form):
    question = _words(_("What is to be explained"))
    due = day_field(_("Answer by"))


class RefuseForm(ReasonForm):
    due = day_field(
        _("Explain again by"), required=False, hint=_("Leave it empty where nothing more is to be explained.")
    )


class AnswerForm(forms.Form):
    answer = _words(_("Answer"), rows=5)
