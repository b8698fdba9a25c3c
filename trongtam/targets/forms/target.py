"""What is typed about a target and about what is measured."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.ground import numbers
from trongtam.ground.periods import Period
from trongtam.look.forms import day_field
from trongtam.org.models import Person, Unit, UnitKind
from trongtam.resolutions.models import Document

from ..models import Across, Better, Comparator, Every, Form, Indicator, Measure, Sector, Target
from ..operations import Definition
from ..promise import Promise, promise_of
from .fields import (
    AcknowledgingForm,
    BoundedField,
    NumberField,
    PeriodField,
    document_field,
    gainsaid,
    read_bounded,
    read_typed_plan,
)

PROMISE = ("comparator", "plan", "plan_to", "tolerance", "form", "baseline", "baseline_bound", "baseline_on", "part")
RARE = ("tolerance", "form", "baseline", "baseline_on", "part")


class PromiseForm(AcknowledgingForm):
    """Comparator, plan and form; `promise` after cleaning."""

    comparator = forms.ChoiceField(label=gettext_lazy("To reach"), required=False)
    plan = BoundedField(label=gettext_lazy("Plan"), required=False, help_text=gettext_lazy("Such as 95 or 1.234,5"))
    plan_to = NumberField(label=gettext_lazy("Plan, upper end of a range"), required=False)
    tolerance = NumberField(label=gettext_lazy("Tolerance of an exact plan"), required=False)
    form = forms.ChoiceField(label=gettext_lazy("The plan speaks of"), choices=Form.choices, initial=Form.LEVEL)
    baseline = BoundedField(
        label=gettext_lazy("Baseline"), required=False, help_text=gettext_lazy("As it is known: 87, or hơn 87, gần 40")
    )
    baseline_on = day_field(gettext_lazy("Baseline dated"), required=False)
    part = forms.CharField(label=gettext_lazy("Which part of the whole"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["comparator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("as is usual for what is measured")), *Comparator.choices]

    @property
    def unit_of_measure(self) -> str:
        """What may stand behind a typed number."""
        indicator = self.cleaned_data.get("indicator")
        return indicator.unit_of_measure if indicator is not None else ""

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, read in (("baseline", self._read_baseline), ("plan", self._read_plan)):
            if name not in self.errors:
                try:
                    read(self.cleaned_data.get(name) or "")
                except ValidationError as wrong:
                    self.add_error(name, wrong)
        return self.cleaned_data

    def _read_baseline(self, text: str) -> None:
        found = read_bounded(text, self.unit_of_measure)
        self.cleaned_data["baseline"] = found and found.value
        self.cleaned_data["baseline_bound"] = found and found.bound

    def _read_plan(self, text: str) -> None:
        """The number, and the comparator that its words say; words that gainsay the chosen one are refused."""
        plan = read_typed_plan(text, self.unit_of_measure)
        self.cleaned_data["plan"] = plan and plan.low
        if plan is None or not plan.comparator:
            return
        chosen = self.cleaned_data.get("comparator")
        if chosen and chosen != plan.comparator:
            raise ValidationError(gainsaid(text, chosen))
        self.cleaned_data["comparator"] = plan.comparator
        if plan.high is not None:
            self.cleaned_data["plan_to"] = plan.high

    @property
    def rare(self) -> list[forms.BoundField]:
        """Fields that few targets need; they stand folded until one is used."""
        return [self[name] for name in RARE]

    @property
    def rare_open(self) -> bool:
        return any(self[name].errors or self[name].value() not in (None, "", Form.LEVEL) for name in RARE)

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("sure_")]

    @property
    def promise(self) -> Promise:
        return Promise(**{name: self.cleaned_data[name] for name in PROMISE})


class TargetForm(PromiseForm):
    """A new target of a unit."""

    def __init__(
        self,
        data: Any = None,
        *,
        indicators: QuerySet[Indicator],
        periods: Iterable[Period],
        people: QuerySet[Person],
        documents: QuerySet[Document] | None = None,
        **kwargs: Any,
    ):
        super().__init__(data, **kwargs)
        self.fields["indicator"] = _IndicatorField(indicators, label=_("What is measured"))
        self.fields["period"] = PeriodField(periods, label=_("For"))
        self.fields["name"] = forms.CharField(
            label=_("Name on the boards"),
            required=False,
            max_length=200,
            help_text=_("Empty: the name of what is measured"),
        )
        self.fields["holder"] = forms.ModelChoiceField(people, label=_("Who answers for it"), required=False)

        if documents is not None:  # None where the address names one, or a clause of it
            self.fields["document"] = document_field(documents)

    @property
    def first(self) -> list[forms.BoundField]:
        names = ("document", "indicator", "period", "comparator", "plan", "plan_to", "name", "holder")
        return [self[name] for name in names if name in self.fields]


class _IndicatorField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Indicator) -> str:
        return f"{obj.name} ({obj.unit_of_measure})"


class AmendForm(PromiseForm):
    """Another promise of a target, by what decision."""

    def __init__(self, data: Any = None, *, target: Target):
        told = promise_of(target)
        initial = {name: getattr(told, name) for name in PROMISE}
        if told.baseline is not None:
            initial["baseline"] = numbers.Number(told.baseline, told.baseline_bound or numbers.EXACTLY)
        super().__init__(data, initial=initial)
        self.target = target
        self.fields["basis"] = forms.CharField(
            label=_("By what decision"), max_length=400, help_text=_("Number, date and organ of the decision")
        )

    @property
    def unit_of_measure(self) -> str:
        return self.target.indicator.unit_of_measure

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in ("comparator", "plan", "plan_to", "basis")]


class WithdrawTargetForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why the target is withdrawn"), max_length=400)


class HandOverForm(forms.Form):
    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["holder"] = forms.ModelChoiceField(people, label=_("Who answers for it"), required=False)


class AllotForm(AcknowledgingForm):
    """One plan field a unit; empty ones are left out. `plans` after cleaning: unit → plan."""

    def __init__(self, data: Any = None, *, units: Iterable[Unit]):
        super().__init__(data)
        self.units = list(units)
        for unit in self.units:
            self.fields[f"plan-{unit.pk}"] = NumberField(label=unit.name, required=False)

    @property
    def plans(self) -> list[tuple[Unit, Any]]:
        given = [(unit, self.cleaned_data.get(f"plan-{unit.pk}")) for unit in self.units]
        return [(unit, plan) for unit, plan in given if plan is not None]

    @property
    def lines(self) -> list[tuple[Unit, forms.BoundField]]:
        return [(unit, self[f"plan-{unit.pk}"]) for unit in self.units]

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("sure_")]


class IndicatorForm(forms.Form):
    """What a unit measures."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    unit_of_measure = forms.CharField(
        label=gettext_lazy("Unit of measure"), max_length=30, help_text=gettext_lazy("Such as %, hộ, triệu đồng")
    )
    measure = forms.ChoiceField(label=gettext_lazy("Kind of quantity"), choices=Measure.choices)
    better = forms.ChoiceField(label=gettext_lazy("What is better"), choices=Better.choices)
    decimals = forms.IntegerField(label=gettext_lazy("Digits after the comma"), min_value=0, max_value=6, initial=0)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), choices=Sector.choices)
    stated_by = forms.ChoiceField(label=gettext_lazy("Who types the figures"), choices=UnitKind.choices)
    every = forms.ChoiceField(label=gettext_lazy("How often"), choices=Every.choices)
    across = forms.ChoiceField(label=gettext_lazy("How units are put together"), choices=Across.choices)
    hint = forms.CharField(label=gettext_lazy("What exactly is asked"), max_length=200, required=False)
    parts = forms.CharField(
        label=gettext_lazy("Parts of the whole, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    part_of_whole = forms.BooleanField(label=gettext_lazy("A share of a whole, at most 100%"), required=False)
    counts_people = forms.BooleanField(label=gettext_lazy("Counts persons or households"), required=False)
    may_fall_below_zero = forms.BooleanField(label=gettext_lazy("May be below zero"), required=False)

    def __init__(self, *args: Any, indicators: QuerySet[Indicator], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["weight_id"] = _IndicatorField(indicators, label=_("Weighted by"), required=False)

    def definition(self) -> Definition:
        given = dict(self.cleaned_data)
        weight, below = given.pop("weight_id"), given.pop("may_fall_below_zero")
        parts = [line.strip() for line in given.pop("parts").splitlines() if line.strip()]
        percent = given["measure"] == Measure.RATIO and given["unit_of_measure"].strip() == "%"
        return Definition(
            **given,
            parts=parts,
            non_negative=not below,
            scale=100 if percent else 1,
            weight_id=weight.pk if weight else None,
        )
