"""What is typed about a round and about one who is reviewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trongtam.ground.errors import Unreadable
from trongtam.ground.periods import Period
from trongtam.look.forms import day_field
from trongtam.resolutions.models import Document
from trongtam.targets.forms.fields import NumberField
from trongtam.targets.models import Target

from ..ballots import Count
from ..models import Rounding, RoundKind, SchemeVersion
from ..operations import RoundTerms
from ..scheme import Item, Scheme


class RoundForm(forms.Form):
    """A new round. The days are in their order."""

    kind = forms.ChoiceField(label=_("Kind of review"), choices=RoundKind.choices)
    period = forms.CharField(
        label=_("Period"), max_length=24, help_text=_("2026 for a year, 2026-Q3 for a quarter, 2020..2025 for a term")
    )
    on = day_field(_("Registers as of"), required=False, hint=_("Who belongs to the cells on this day is reviewed"))
    self_by = day_field(_("Self-assessment by"))
    collective_by = day_field(_("Vote of the collective by"))
    appraisal_by = day_field(_("Appraisal by"))
    decision_by = day_field(_("Decision by"))
    rounding = forms.ChoiceField(
        label=_("How the cap is rounded"),
        choices=Rounding.choices,
        help_text=_("No rule says it; the page shows what was chosen"),
    )

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"].strip())
        except Unreadable as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def terms(self, **more: Any) -> RoundTerms:
        return RoundTerms(**{**self.cleaned_data, **more})


class RewriteForm(RoundForm):
    """Days, cap, document and targets of a round that is going on."""

    share = NumberField(label=_("Another cap, in percent"), required=False)
    exception_document = forms.ModelChoiceField(
        Document.objects.none(), label=_("Document that lets the cap be exceeded"), required=False
    )
    members_target = forms.ModelChoiceField(
        Target.objects.none(), label=_("Target for members rated good or better"), required=False
    )
    organisations_target = forms.ModelChoiceField(
        Target.objects.none(), label=_("Target for organisations rated good or better"), required=False
    )

    def __init__(self, *args: Any, documents: Any, targets: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in ("kind", "period", "on"):
            del fields[name]
        fields["exception_document"].queryset = documents
        for name in ("members_target", "organisations_target"):
            fields[name].queryset = targets
            fields[name].label_from_instance = lambda target: f"{target.indicator.name} ({target.period_code})"


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ContestForm(forms.Form):
    text = forms.CharField(
        label=_("What is not right?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say which record is missing or wrong. Nothing is decided until you have an answer."),
    )


class AnswerForm(forms.Form):
    """`value`: what stands from now on, where the objection was right; empty: the fact stands."""

    upheld = forms.ChoiceField(
        label=_("Is the objection right?"),
        choices=[("yes", _("Yes, the fact is corrected")), ("no", _("No, the fact stands"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("The person reads it")
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["value"] = _value_field(kind, required=False, label=_("The right value"))
        self.order_fields(["upheld", "value", "answer"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("upheld") == "yes" and given.get("value") in (None, "") and "value" not in self.errors:
            self.add_error("value", _("Please give the value that is right."))
        return given

    def value(self) -> Decimal | bool | None:
        return _value(self.cleaned_data.get("value"))


def _value_field(kind: str, *, required: bool, label: Any) -> forms.Field:
    if kind == "yes_no":
        choices = [("yes", _("Yes")), ("no", _("No"))]
        return forms.ChoiceField(label=label, choices=[("", "–"), *choices], required=required)
    return NumberField(label=label, required=required)


def _value(given: Any) -> Decimal | bool | None:
    if not isinstance(given, str):
        return given
    return {"yes": True, "no": False}.get(given)


class FactForm(forms.Form):
    def __init__(self, *args: Any, kind: str, label: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["value"] = _value_field(kind, required=True, label=label)

    def value(self) -> Decimal | bool | None:
        return _value(self.cleaned_data["value"])


class LevelForm(forms.Form):
    """A level and, where it differs from what was said before, the reason."""

    level = forms.ChoiceField(label=_("Level"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why another level than was proposed?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where the level changes; the person reads it"),
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["level"].choices = [(level.code, level.title) for level in scheme.levels]


class DecisionForm(LevelForm):
    basis = forms.CharField(label=_("Number and day of the superior's decision"), max_length=160)

    def __init__(self, *args: Any, by_superior: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not by_superior:
            del self.fields["basis"]


class CountsForm(forms.Form):
    """Counts of one kind by level, as a paper gives them, and the shares that it prints; a level without a count is left out."""

    existing = forms.IntegerField(label=_("There are"), min_value=0, max_value=999_999)
    exempt = forms.IntegerField(label=_("Exempt"), min_value=0, max_value=999_999, required=False)
    not_rated = forms.IntegerField(label=_("Not rated"), min_value=0, max_value=999_999, required=False)
    reconstructed = forms.BooleanField(label=_("The counts were worked out from printed shares"), required=False)
    note = forms.CharField(label=_("Source and note"), max_length=300, required=False)

    def __init__(self, *args: Any, scheme: SchemeVersion, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.scheme = scheme.read()
        names = []
        for level in self.scheme.levels:
            names += [f"level-{level.code}", f"printed-{level.code}"]
            self.fields[names[-2]] = forms.IntegerField(
                label=level.title, min_value=0, max_value=999_999, required=False
            )
            label = gettext("Printed share, in percent: %(level)s") % {"level": level.title}
            self.fields[names[-1]] = NumberField(label=label, required=False)
        self.order_fields(["existing", *names, "exempt", "not_rated", "reconstructed", "note"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for code in self.scheme.codes:
            share = given.get(f"printed-{code}")
            if share is not None and not 0 <= share <= 100:
                self.add_error(f"printed-{code}", _("A share is between 0 and 100 percent."))
        return given

    def levels(self) -> dict[str, int]:
        """Level → how many; what was left empty no paper counts."""
        typed = {code: self.cleaned_data[f"level-{code}"] for code in self.scheme.codes}
        return {code: number for code, number in typed.items() if number is not None}

    def printed(self) -> dict[str, str]:
        """Level → the share as it is printed."""
        typed = {code: self.cleaned_data[f"printed-{code}"] for code in self.scheme.codes}
        return {code: f"{share:f}" for code, share in typed.items() if share is not None}


# -- points and votes, read back from the fields that the templates draw ----------------------------------------------


def read_points(data: Mapping[str, str], items: Mapping[str, Item]) -> tuple[dict[str, Decimal | None], dict[str, str]]:
    """(points by criterion, what cannot be read by criterion)."""
    points: dict[str, Decimal | None] = {}
    wrong: dict[str, str] = {}
    for code in items:
        text = data.get(f"item-{code}", "").strip().replace(",", ".")
        try:
            points[code] = Decimal(text) if text else None
        except InvalidOperation:
            wrong[code] = str(_("Please write a number."))
    return points, wrong


def read_votes(data: Mapping[str, str], pks: Sequence[int], levels: Sequence[str]) -> dict[int, Count]:
    """Subject id → counts, of those of whom anything was typed. Raises ValueError with the id of one that cannot be read."""
    found = {}
    for pk in pks:
        texts = {level: data.get(f"votes-{pk}-{level}", "").strip() for level in levels}
        if not any(texts.values()):
            continue
        asked = [*texts.values(), data.get("present", ""), data.get("ballots", "")]
        if not all(text.strip().isdecimal() and len(text.strip()) < 6 for text in asked if text.strip()):
            raise ValueError(pk)
        marks = {level: int(text or 0) for level, text in texts.items()}
        present, ballots = int(data.get("present") or 0), int(data.get("ballots") or data.get("present") or 0)
        found[pk] = Count(present, ballots, sum(marks.values()), marks)
    return found
