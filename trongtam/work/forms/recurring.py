"""A recurring work as it is typed: what, who, how often, from when until when; and what a unit says of a day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import FilesForm
from trongtam.ground.errors import Refused
from trongtam.look.forms import day_field
from trongtam.targets.forms.rounds import ReasonForm

from .. import recurrence_words as words
from ..models import OccurrenceState
from ..operations import Terms
from ..plan import Root
from ..recurrence import Rule

PATTERNS = (
    (words.MONTHLY, _("every month, on a day")),
    (words.WEEKLY, _("every week, on a day of the week")),
    (words.QUARTERLY, _("every quarter, on a day of its last month")),
    (words.WRITTEN, _("by a rule that I write (RFC 5545)")),
)
MONTH_DAYS = [*((day, str(day)) for day in range(1, 32)), (words.LAST, _("the last day of the month"))]
HINT = "FREQ=MONTHLY;BYDAY=1SA"


class RecurringForm(forms.Form):
    """`seen`: the days that were shown before; they are looked at once before it is kept."""

    title = forms.CharField(label=_("What is to be done"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    unit_kind = forms.ChoiceField(label=_("Which units do it"))
    pattern = forms.ChoiceField(label=_("How often"), choices=PATTERNS, widget=forms.RadioSelect, initial=words.MONTHLY)
    month_day = forms.TypedChoiceField(
        label=_("Day of the month"),
        choices=MONTH_DAYS,
        coerce=int,
        initial=20,
        help_text=_("A month without the 29th, 30th or 31st is left out; “the last day” comes every month."),
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"),
        choices=list(enumerate(words.WEEKDAYS)),
        coerce=int,
        initial=5,
    )
    rule = forms.CharField(label=_("Rule of RFC 5545"), max_length=200, required=False, help_text=HINT)
    start = day_field(_("From the day"))
    end = day_field(_("Until the day"))
    basis = forms.CharField(label=_("By which paper"), max_length=255, required=False)
    root = forms.ChoiceField(label=_("Where it comes from"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: Any, roots: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit_kind"].choices = kinds  # type: ignore[attr-defined]  # a choice field
        self.fields["root"].choices = [*BLANK_CHOICE_DASH, *roots]  # type: ignore[attr-defined]  # a choice field

    HOW_OFTEN = ("pattern", "month_day", "weekday", "rule")

    @property
    def first(self) -> list[Any]:
        """What and who; the fields that stay as they are are left out."""
        return self._drawn(("title", "unit_kind"))

    @property
    def how_often(self) -> list[Any]:
        """How often, each pattern with its own field alone (the sheet of styles hides the others)."""
        return self._drawn(self.HOW_OFTEN)

    @property
    def rest(self) -> list[Any]:
        return self._drawn(name for name in self.fields if name not in ("title", "unit_kind", "seen", *self.HOW_OFTEN))

    def _drawn(self, names: Iterable[str]) -> list[Any]:
        return [self[name] for name in names if not self.fields[name].disabled]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        try:
            given["read"] = words.pattern_rule(
                given.get("pattern", words.MONTHLY),
                given.get("month_day", 20),
                given.get("weekday", 5),
                given.get("rule", ""),
            )
        except Refused as refusal:
            self.add_error("rule", str(refusal))
        return given

    def rule_read(self) -> Rule:
        """Of a valid form."""
        rule: Rule = self.cleaned_data["read"]
        return rule

    def terms(self) -> Terms:
        """Of a valid form."""
        given = self.cleaned_data
        kind, _colon, pk = given["root"].partition(":")
        return Terms(
            title=given["title"],
            rule=str(self.rule_read()),
            unit_kind=given["unit_kind"],
            start=given["start"],
            end=given["end"],
            basis=given["basis"],
            root=Root(kind, int(pk)) if pk else None,
        )

    def looked_at(self) -> str:
        """What a person has to have seen: the rule with its first and last day."""
        given = self.cleaned_data
        return f"{self.rule_read()} {given['start']} {given['end']}"


class RewriteForm(RecurringForm, ReasonForm):
    """Who does it stays; `come`: days have come already, so how often and the first day stay too."""

    def __init__(self, *args: Any, come: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        stays = ["unit_kind", *(("pattern", "month_day", "weekday", "rule", "start") if come else ())]
        for name in stays:
            self.fields[name].disabled = True
        self.order_fields([name for name in self.fields if name not in ("reason", "seen")] + ["reason", "seen"])


class SayForm(FilesForm):
    """Two taps: open it, send. It was done, unless one says otherwise."""

    state = forms.ChoiceField(
        label=_("Was it done?"),
        choices=[
            (OccurrenceState.DONE.value, _("It was done")),
            (OccurrenceState.NOT_DONE.value, _("It was not done")),
        ],
        widget=forms.RadioSelect,
        initial=OccurrenceState.DONE.value,
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=400,
        help_text=_("Where it was not done: why."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
