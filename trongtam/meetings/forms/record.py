"""What is ticked and typed in a roll call, a score sheet, the year's plan; read back from the fields that the parts draw."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import FilesForm
from trongtam.look.forms import RowsField, day_field
from trongtam.org.models import Person, Unit
from trongtam.support.models import Duty

from ..attending import Presence
from ..models import GuestKind
from ..operations.guests import GuestLine
from ..queries.attendance import Roll

NONE = "none"

Absent = dict[int, tuple[str, str | None]]


def read_roll(data: Mapping[str, str], roll: Roll) -> tuple[Absent, set[int]]:
    """(who is absent and why, who came without having to) as ticked in `meetings/parts/roll.html`. A reason whose field was not
    drawn is None: it stays as it was."""
    absent: Absent = {}
    for one in roll.rows:
        pk = one.person.pk
        if f"here-{pk}" not in data:
            why = data.get(f"why-{pk}")
            known = why if why in (Presence.EXCUSED, Presence.UNEXCUSED) else Presence.EXCUSED.value
            absent[pk] = (known, data.get(f"reason-{pk}"))
    return absent, {one.person.pk for one in roll.beside if f"beside-{one.person.pk}" in data}


def roll_mark(absent: Absent, beside: Collection[int]) -> str:
    """What the page of a roll call shows as ticked: "12:excused,15:unexcused|30"; the page keeps it beside the names."""
    away = ",".join(f"{pk}:{presence}" for pk, (presence, _reason) in sorted(absent.items()))
    return f"{away}|{','.join(str(pk) for pk in sorted(beside))}"


def shown_mark(roll: Roll) -> str:
    """The mark of a roll as it stands."""
    absent: Absent = {one.person.pk: (one.presence.value, None) for one in roll.rows if not one.present}
    return roll_mark(absent, [one.person.pk for one in roll.beside if one.present])


def changed_since(absent: Absent, beside: set[int], roll: Roll, seen: str) -> tuple[Absent, set[int]]:
    """What was ticked, laid over what others have ticked since: of each person only a change made on this very page
    counts. `seen`: the mark that the page showed; one that is none leaves what was ticked as it is."""
    away, bar, came = seen.partition("|")
    if not bar:
        return absent, beside
    was = dict(one.split(":", 1) for one in away.split(",") if ":" in one)
    found, with_us = dict(absent), set(beside)
    for row in roll.rows:
        pk, here = row.person.pk, Presence.PRESENT.value
        mine = absent[pk][0] if pk in absent else here
        if mine == was.get(str(pk), here) and mine != row.presence:
            found.pop(pk, None)
            if not row.present:
                found[pk] = (row.presence.value, None)
    for row in roll.beside:
        pk = row.person.pk
        if (pk in beside) == (str(pk) in came.split(",")):
            (with_us.add if row.present else with_us.discard)(pk)
    return found, with_us


def read_scores(data: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """(item → answer, item → why it overrules the computed one) as chosen in `meetings/parts/score.html`."""
    answers = {name[len("item-") :]: value for name, value in data.items() if name.startswith("item-")}
    reasons = {name[len("overrule-") :]: value for name, value in data.items() if name.startswith("overrule-")}
    return answers, reasons


class CountForm(forms.Form):
    """How many came of how many, pasted from anywhere."""

    text = forms.CharField(label=_("How many came of how many"), max_length=20, help_text=_("For example 34/36"))
    unexcused = forms.IntegerField(label=_("of them absent without a reason"), min_value=0, required=False, initial=0)

    def clean_unexcused(self) -> int:
        return self.cleaned_data.get("unexcused") or 0


class PasteForm(forms.Form):
    """Counts of several cells for one month."""

    month = forms.ChoiceField(label=_("Month"))
    text = forms.CharField(
        label=_("Cells and how many came"), max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": _("Cell One 34/36")}),
        help_text=_("One line for one cell, as it stands in a message or a table"),
    )  # fmt: skip

    def __init__(self, *args: Any, months: Sequence[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        month: Any = self.fields["month"]
        month.choices = months


class VotesForm(forms.Form):
    """How many agreed to the score; both or none."""

    votes_for = forms.IntegerField(label=_("Agreed"), min_value=0, max_value=9999, required=False)
    votes_of = forms.IntegerField(label=_("of how many who could vote"), min_value=0, max_value=9999, required=False)

    def votes(self) -> tuple[int, int] | None:
        agreed, could = self.cleaned_data.get("votes_for"), self.cleaned_data.get("votes_of")
        return (agreed, could) if agreed is not None and could is not None else None


class FormsForm(forms.Form):
    """Which scoring forms hold from a day on: one for regular meetings, one for thematic ones."""

    regular = forms.ChoiceField(label=_("Regular meetings are scored on"))
    thematic = forms.ChoiceField(label=_("Thematic meetings are scored on"))
    since = day_field(_("From the day"))
    basis = forms.CharField(label=_("By which document"), max_length=255)

    def __init__(
        self, *args: Any, regular: Sequence[tuple[str, str]], thematic: Sequence[tuple[str, str]], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["regular"].choices = regular
        fields["thematic"].choices = [(NONE, _("They are not scored")), *thematic]

    def codes(self) -> list[str]:
        given = self.cleaned_data
        return list(dict.fromkeys(one for one in (given["regular"], given["thematic"]) if one != NONE))


class PlanLineForm(forms.Form):
    on = day_field(_("Day of the meeting"))
    theme = forms.CharField(label=_("Theme"), max_length=300, required=False)
    lead = forms.ModelChoiceField(Person.objects.none(), label=_("Who leads it"), required=False)

    def __init__(self, *args: Any, thematic: bool, leads: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not thematic:
            del self.fields["theme"]
        if leads:
            lead: Any = self.fields["lead"]
            lead.queryset = leads
        else:
            del self.fields["lead"]


class LessonForm(forms.Form):
    text = forms.CharField(
        label=_("What is taken over?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One procedure, one way of discussing; no names"),
    )  # fmt: skip
    since = day_field(_("From the day"))


class GuestsForm(forms.Form):
    """Who came without belonging to the unit: those who follow it, and cells that looked on."""

    followers = RowsField(
        Duty.objects.none(),
        label=_("Who follows the unit and was here"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    observers = RowsField(
        Unit.objects.none(), label=_("Cells that looked on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    # Who stood there when the page was opened: unticking withdraws a visit, so it is never done unseen.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, followers: Sequence[Duty], cells: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["followers"].queryset = Duty.objects.filter(pk__in=[one.pk for one in followers]).select_related(
            "person"
        )
        fields["followers"].label_from_instance = lambda duty: f"{duty.person} ({duty.get_tier_display()})"
        fields["observers"].queryset = cells
        for name in ("followers", "observers"):
            if not fields[name].queryset:
                del fields[name]

    def lines(self) -> list[GuestLine]:
        given = self.cleaned_data
        found = [GuestLine(GuestKind.FOLLOWER, person=one.person, duty=one) for one in given.get("followers", ())]
        return found + [GuestLine(GuestKind.OBSERVER, unit=one) for one in given.get("observers", ())]


class PapersForm(FilesForm):
    """Papers that are read before the meeting."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["evidence"]
        field.label, field.required = _("Papers for the meeting"), True
        field.error_messages = {"required": _("Choose a paper for the meeting.")}


class BookForm(FilesForm):
    """Photos of the handwritten minute book, for which the page is there."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["evidence"]
        field.label, field.required = _("Photos of the minute book"), True
        field.error_messages = {"required": _("Choose a photo of the minute book.")}
