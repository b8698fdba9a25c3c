"""What is typed about a meeting: day and place, agenda, a decision, the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.look.forms import day_field
from trongtam.org.models import Person, Unit

from ..due_days import offered_days
from ..models import AgendaItem, Meeting, MeetingKind
from ..operations import Line, Terms
from ..operations.deciding import LONGEST

OTHER = "other"
# Meetings that other cells come to and learn from.
MODELS = frozenset({MeetingKind.REGULAR, MeetingKind.THEMATIC})
QUORUM = "quorum"


class TermsForm(forms.Form):
    """Day, hour, place, people; of a thematic meeting its theme and who leads it."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of meeting"))
    on = day_field(gettext_lazy("Day of the meeting"))
    time = forms.TimeField(
        label=gettext_lazy("Hour"), required=False, input_formats=["%H:%M", "%Hh%M", "%Hg%M", "%H.%M"],
        widget=forms.TimeInput(attrs={"placeholder": "19:30", "inputmode": "tel", "autocomplete": "off"}, format="%H:%M"),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Place of the meeting"), required=False, max_length=160)
    theme = forms.CharField(label=gettext_lazy("Theme"), required=False, max_length=300)
    theme_lead = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Who leads it"), required=False)
    chair = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("In the chair"), required=False)
    taker = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Takes the minutes"), required=False)
    follows = forms.ModelChoiceField(
        Meeting.objects.none(), label=gettext_lazy("In the session of the regular meeting"), required=False
    )
    prepares = forms.ModelChoiceField(
        Meeting.objects.none(), label=gettext_lazy("Prepares the meeting"), required=False
    )
    is_model = forms.BooleanField(label=gettext_lazy("Model meeting: other cells come and watch"), required=False)

    def __init__(self, *args: Any, kinds: Sequence[str], people: Any, meetings: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._choices("kind").choices = [(one, MeetingKind(one).label) for one in kinds]
        for name in ("theme_lead", "chair", "taker"):
            self._choices(name).queryset = people
        self._choices("follows").queryset = meetings.filter(kind=MeetingKind.REGULAR)
        self._choices("prepares").queryset = meetings
        if MeetingKind.THEMATIC not in kinds:
            for name in ("theme", "theme_lead", "follows"):
                del self.fields[name]
        if MeetingKind.PREPARATORY not in kinds:
            del self.fields["prepares"]
        if not MODELS & set(kinds):
            del self.fields["is_model"]
        if tuple(kinds) == (MeetingKind.THEMATIC,):
            for name, missing in (
                ("theme", _("Please say the theme of the meeting.")),
                ("theme_lead", _("Please choose who leads the theme.")),
            ):
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = missing
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.initial.setdefault("kind", kinds[0])

    def _choices(self, name: str) -> Any:
        return self.fields[name]

    def terms(self) -> Terms:
        return Terms(**{name: value for name, value in self.cleaned_data.items() if value is not None})


class AgendaForm(forms.Form):
    """Order and prompts of the points that are there; one more of the unit's own."""

    def __init__(self, *args: Any, items: Sequence[AgendaItem], removable: set[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.items, self.removable = list(items), removable
        for place, item in enumerate(self.items, start=1):
            self.fields[f"order_{item.pk}"] = forms.IntegerField(
                label=_("Place of “%(point)s”") % {"point": item.title}, min_value=1, max_value=99, initial=place
            )
            self.fields[f"prompts_{item.pk}"] = self._prompts("\n".join(item.prompts))
            if item.pk in removable:
                self.fields[f"out_{item.pk}"] = forms.BooleanField(label=_("Take it out"), required=False)
        self.fields["title"] = forms.CharField(label=_("One more point"), required=False, max_length=400)
        self.fields["prompts"] = self._prompts("")

    @staticmethod
    def _prompts(first: str) -> forms.CharField:
        hint = _("One a line, at most three; they stand on the invitation too.")
        widget = forms.Textarea(attrs={"rows": 2})
        label = _("Prompts for the discussion")
        return forms.CharField(
            label=label, required=False, max_length=620, initial=first, widget=widget, help_text=hint
        )

    @property
    def rows(self) -> list[tuple[AgendaItem, Any, Any, Any]]:
        return [
            (
                item,
                self[f"order_{item.pk}"],
                self[f"prompts_{item.pk}"],
                self[f"out_{item.pk}"] if item.pk in self.removable else None,
            )
            for item in self.items
        ]

    def lines(self) -> list[Line]:
        """In the order that was typed; what was taken out is left out."""
        given = self.cleaned_data
        kept = [item for item in self.items if not given.get(f"out_{item.pk}")]
        kept.sort(key=lambda item: given[f"order_{item.pk}"])
        lines = [Line(item.title, tuple(given[f"prompts_{item.pk}"].splitlines()), item.pk) for item in kept]
        if given["title"].strip() or given["prompts"].strip():
            lines.append(Line(given["title"], tuple(given["prompts"].splitlines())))
        return lines


class DecisionForm(forms.Form):
    """What, who, by when. The usual day is chosen already; nothing else is asked."""

    # The page is sent for other things too: an empty decision is no mistake until somebody writes one down.
    use_required_attribute = False

    text = forms.CharField(
        label=gettext_lazy("What does the meeting decide to do?"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Please say what is decided.")},
    )  # fmt: skip
    holder = forms.ChoiceField(
        label=gettext_lazy("Who does it?"),
        error_messages={
            "required": gettext_lazy("Please choose who does it: a decision without anybody is nobody's work.")
        },
    )
    due = forms.ChoiceField(
        label=gettext_lazy("Done before the day"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please say by when it is to be done.")},
    )  # fmt: skip
    other_due = day_field(gettext_lazy("Another day"), required=False)

    def __init__(self, *args: Any, people: Sequence[Person], units: Sequence[Unit], day: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = {f"person:{one.pk}": one for one in people}
        self.units = {f"unit:{one.pk}": one for one in units}
        groups: list[Any] = [("", _("Choose"))]
        if people:
            groups.append((_("People"), [(key, one.full_name) for key, one in self.people.items()]))
        groups.append((_("Units"), [(key, one.name) for key, one in self.units.items()]))
        holder: Any = self.fields["holder"]
        holder.choices = groups
        due: Any = self.fields["due"]
        days = offered_days(day)
        due.choices = [*((one.isoformat(), f"{one:%d/%m}") for one in days), (OTHER, _("Another day"))]
        self.initial.setdefault("due", days[1].isoformat())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen = given.get("due") or ""
        if chosen == OTHER or (not chosen and given.get("other_due")):
            given["due"] = given.get("other_due")
        elif chosen:
            given["due"] = date.fromisoformat(chosen)
        else:
            given["due"] = None
        key = given.get("holder") or ""
        given["holder"] = self.people.get(key) or self.units.get(key)
        given.pop("other_due", None)
        return given


class MinutesForm(forms.Form):
    conclusion = forms.CharField(
        label=gettext_lazy("Conclusion of the meeting"), required=False, max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    speakers = forms.IntegerField(label=gettext_lazy("How many spoke"), required=False, min_value=0, max_value=999)
    minutes_read = forms.BooleanField(label=gettext_lazy("The minutes were read out"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)


class TurnForm(forms.Form):
    """Why a step is taken back, in as many words as the trail holds."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300})
    )


class ReopenForm(TurnForm):
    """Why a meeting that is over is opened again; the page says what that undoes."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "New work that nobody has begun is taken back; what was done or dropped is open again. Minutes that were sent "
            "count as withdrawn, and those above read this reason."
        )


class MissForm(forms.Form):
    """Why it could not be held."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why was it not held?"),
        choices=[
            (QUORUM, gettext_lazy("Too few came")),
            (OTHER, gettext_lazy("For another reason")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=gettext_lazy("In words"), required=False, max_length=240)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        words = " ".join((given.get("words") or "").split())
        if given.get("why") == OTHER and not words:
            self.add_error("words", _("Please say why."))
        first = _("Too few came") if given.get("why") == QUORUM else ""
        return {"reason": ". ".join(one for one in (first, words) if one)}
