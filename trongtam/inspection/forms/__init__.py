"""What is typed in this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import choose_from
from trongtam.look.forms import day_field
from trongtam.org.models import Person, Unit
from trongtam.org.queries.people import unit_or_person

from ..models import FrontKind, InspectionForm, InspectionKind, Organ
from ..operations import Asked

ITEMS = 3
GROUPS = {"units": _("Units"), "people": _("People")}


def words_field(
    label: Any, *, required: bool = True, rows: int = 4, hint: Any = "", most: int = 20000
) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, max_length=most, widget=forms.Textarea(attrs={"rows": rows})
    )


class HolderField(forms.ChoiceField):
    """A unit or a person. Cleaned: the row or None."""

    def offer(self, groups: list[tuple[str, list[tuple[str, str]]]]) -> None:
        self.choices = [("", "—"), *((GROUPS[key], rows) for key, rows in groups if rows)]

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return unit_or_person(typed) if typed else None


class ProgrammeForm(forms.Form):
    organ = forms.ChoiceField(label=_("Whose programme"), choices=Organ.choices, widget=forms.RadioSelect)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    basis = forms.CharField(label=_("Basis"), max_length=255, required=False)


class SubjectForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=InspectionKind.choices, widget=forms.RadioSelect)
    form = forms.ChoiceField(label=_("In what form"), choices=InspectionForm.choices)
    subject = HolderField(label=_("Who is inspected"))
    content = words_field(_("What is inspected"), rows=3, most=4000)
    planned_from = day_field(_("Planned from"))
    planned_to = day_field(_("Planned until"))
    lead = forms.ModelChoiceField(Person.objects.none(), label=_("Who leads it"), required=False, empty_label="—")

    def __init__(self, *args: Any, holders: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["subject"].offer(holders)  # type: ignore[attr-defined]  # ours
        choose_from(self, "lead", people)


class DecideForm(forms.Form):
    decision = forms.CharField(label=_("Number of the decision"), max_length=120)
    on = day_field(_("Day"))
    plan = words_field(_("Plan"), required=False)


class ReportForm(forms.Form):
    report = words_field(_("What was found"), rows=8)
    on = day_field(_("Day"))


class ConcludeForm(forms.Form):
    conclusion = words_field(_("Conclusion"), rows=8)
    number = forms.CharField(label=_("Number of the conclusion"), max_length=120, required=False)
    on = day_field(_("Day"))

    def __init__(self, *args: Any, holders: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for number in range(1, ITEMS + 1):
            told = {"n": number}
            self.fields[f"text_{number}"] = words_field(
                _("What is asked for, %(n)s") % told, required=False, rows=2, most=4000
            )
            holder = HolderField(label=_("Who does it, %(n)s") % told, required=False)
            holder.offer(holders)
            self.fields[f"holder_{number}"] = holder
            self.fields[f"due_{number}"] = day_field(_("Until, %(n)s") % told, required=False)
            self.fields[f"supervisor_{number}"] = forms.ModelChoiceField(
                Person.objects.none(), label=_("Under whose eyes, %(n)s") % told, required=False, empty_label="—"
            )
            choose_from(self, f"supervisor_{number}", people)

    def clean(self) -> dict[str, Any]:
        """Each item is whole or empty."""
        given = super().clean() or {}
        for number in range(1, ITEMS + 1):
            names = [f"{name}_{number}" for name in ("text", "holder", "due", "supervisor")]
            if any(given.get(name) for name in names):
                for name in names:
                    if not given.get(name) and name not in self.errors:
                        self.add_error(
                            name, ValidationError(_("Please fill this in too, or leave the whole item empty."))
                        )
        return given

    def asked(self) -> list[Asked]:
        given, found = self.cleaned_data, []
        for number in range(1, ITEMS + 1):
            holder = given.get(f"holder_{number}")
            if holder is None:
                continue
            unit, person = (holder, None) if isinstance(holder, Unit) else (None, holder)
            supervisor, due = given[f"supervisor_{number}"], given[f"due_{number}"]
            found.append(Asked(given[f"text_{number}"], due, supervisor, unit=unit, person=person))
        return found


class ReasonForm(forms.Form):
    reason = words_field(_("Reason"), rows=2, most=500)


class FollowForm(forms.Form):
    text = words_field(_("What was found"), rows=3, most=4000)
    on = day_field(_("Day"))


class ExtendForm(ReasonForm):
    due = day_field(_("The new day"))


class SettleForm(forms.Form):
    note = words_field(_("How it was carried out"), rows=3, most=4000)
    on = day_field(_("Day"))


class OpinionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=FrontKind.choices, widget=forms.RadioSelect)
    about = forms.CharField(label=_("About what"), max_length=400)
    conclusion = words_field(_("Conclusion and recommendations"), rows=6, most=4000)
    on = day_field(_("Day"))
    reply_from = forms.ModelChoiceField(Unit.objects.none(), label=_("Who replies"), empty_label="—")
    reply_due = day_field(_("Reply due"))

    def __init__(self, *args: Any, organs: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose_from(self, "reply_from", organs)


class ReplyForm(forms.Form):
    reply = words_field(_("Reply"), rows=6, most=4000)
    on = day_field(_("Day"))


class DayForm(forms.Form):
    on = day_field(_("Day"))
