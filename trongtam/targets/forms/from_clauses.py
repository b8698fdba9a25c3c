"""What a person settles about a target that a sentence proposes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.ground import numbers
from trongtam.org.models import UnitKind

from ..models import Comparator, Form, Measure, Sector
from ..operations import Choice
from ..paste import Proposal, decimals_of, is_share
from ..problems import NeedsConfirmation
from ..promise import Promise
from ..proposing import Row
from ..queries.from_clauses import Proposed
from .fields import BoundedField, NumberField, PeriodField, gainsaid, read_bounded, read_typed_plan

SURE = "sure_"
FIRST = ("name", "comparator", "plan", "unit", "period", "sector", "stated_by", "holder")
RARE = ("form", "baseline", "tolerance", "measure")
_BETTER = {"<=": "less", "<": "less", "=": "exact", "~": "exact", "range": "range"}


class ClauseRowForm(forms.Form):
    """One proposed target. Only a ticked one is read; what is typed beside the others stays as it is."""

    keep = forms.BooleanField(label=gettext_lazy("Set this target"), required=False)
    name = forms.CharField(
        label=gettext_lazy("What is measured"), max_length=200, widget=forms.TextInput({"list": "measured"})
    )
    comparator = forms.ChoiceField(label=gettext_lazy("To reach"), choices=Comparator.choices)
    plan = BoundedField(label=gettext_lazy("Plan"), required=False)
    unit = forms.CharField(label=gettext_lazy("Unit of measure"), max_length=30, required=False)
    form = forms.ChoiceField(label=gettext_lazy("The plan speaks of"), choices=Form.choices)
    baseline = BoundedField(
        label=gettext_lazy("Baseline"), required=False, help_text=gettext_lazy("As it is known: 87, or hơn 87, gần 40")
    )
    tolerance = NumberField(label=gettext_lazy("Tolerance of an exact plan"), required=False)
    measure = forms.ChoiceField(label=gettext_lazy("Kind of quantity"), choices=Measure.choices)
    stated_by = forms.ChoiceField(label=gettext_lazy("Who types the figures"), choices=UnitKind.choices)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), choices=Sector.choices)

    def __init__(self, data: Mapping[str, Any] | None, row: Row, world: Proposed, *, stated_by: str):
        told = row.proposal
        initial = {
            "keep": row.ticked,
            "name": told.name,
            "comparator": told.comparator,
            "plan": _written(told),
            "unit": told.unit_of_measure,
            "period": row.period.code,
            "form": told.form,
            "baseline": row.baseline,
            "tolerance": told.tolerance,
            "measure": told.measure,
            "stated_by": row.stated_by if row.known or row.stated_by in world.kinds else stated_by,
            "sector": told.sector or Sector.ECONOMY,
        }
        super().__init__(data, prefix=f"r{row.key}", initial=initial)
        self.row = row
        self.fields["period"] = PeriodField(world.periods, label=_("For"))
        self.asked: list[forms.BoundField] = []
        for name in data or {}:
            if name.startswith(f"r{row.key}-{SURE}"):
                self._add_box(name.partition("-" + SURE)[2])
        nobody = ("", _("not yet named"))
        self.fields["holder"] = forms.TypedChoiceField(
            choices=[nobody, *world.people], coerce=int, empty_value=None, label=_("Who answers for it"), required=False
        )

    def _add_box(self, what: str) -> str:
        name = f"{SURE}{what}"
        if name not in self.fields:
            self.fields[name] = forms.BooleanField(label=_("Yes, that is meant"), required=False)
            self.asked.append(self[name])
        return name

    def ask_back(self, question: NeedsConfirmation) -> None:
        """Put the question about this row, with its box to tick, beside the row."""
        self.add_error(self._add_box(question.what), str(question))

    @property
    def acknowledged(self) -> list[str]:
        return [
            name.removeprefix(SURE) for name in self.fields if name.startswith(SURE) and self.cleaned_data.get(name)
        ]

    @property
    def ticked(self) -> bool:
        return bool(self["keep"].value())

    def full_clean(self) -> None:
        if self.is_bound and not self.ticked:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, read in (("plan", self._read_plan), ("baseline", self._read_baseline)):
            if name not in self.errors:
                try:
                    read(self.cleaned_data.get(name) or "")
                except ValidationError as wrong:
                    self.add_error(name, wrong)
        return self.cleaned_data

    def _read_plan(self, text: str) -> None:
        """The number; its words count for more than a comparison that nobody touched, and never gainsay a chosen one."""
        plan = read_typed_plan(text, self.cleaned_data.get("unit") or "")
        self.cleaned_data["plan"] = plan
        if plan is None or not plan.comparator or plan.comparator == self.cleaned_data.get("comparator"):
            return
        if "comparator" in self.changed_data:
            raise ValidationError(gainsaid(text, self.cleaned_data.get("comparator") or ""))
        self.cleaned_data["comparator"] = plan.comparator

    def _read_baseline(self, text: str) -> None:
        self.cleaned_data["baseline"] = read_bounded(text, self.cleaned_data.get("unit") or "")

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST]

    @property
    def rare(self) -> list[forms.BoundField]:
        return [self[name] for name in RARE]

    @property
    def rare_open(self) -> bool:
        """Whether a field that is folded away needs to be seen."""
        return any(self[name].errors for name in RARE) or self["form"].value() != Form.LEVEL

    @property
    def proposal(self) -> Proposal:
        """What was settled, as a line of a table."""
        given, told = self.cleaned_data, self.row.proposal
        plan, done = given["plan"], given["comparator"] == Comparator.STATUS
        low, high = (None, None) if plan is None or done else (plan.low, plan.high)
        percent = given["unit"].strip() == "%"
        level = given["form"] == Form.LEVEL
        return Proposal(
            line=told.line,
            name=given["name"],
            unit_of_measure=given["unit"].strip(),
            sector=given["sector"],
            comparator=given["comparator"],
            plan=low,
            plan_to=high,
            form=given["form"],
            measure=Measure.YES_NO if done else given["measure"],
            better=_BETTER.get(given["comparator"], "more") if level else told.better,
            part_of_whole=percent and level and is_share(given["name"]),
            decimals=decimals_of(low, high, given["unit"]),
        )

    def choice(self, holders: Mapping[int, Any]) -> Choice:
        given, proposal = self.cleaned_data, self.proposal
        base = given["baseline"]
        promise = Promise(
            plan=proposal.plan,
            comparator=proposal.comparator,
            plan_to=proposal.plan_to,
            tolerance=given["tolerance"] if proposal.comparator == Comparator.ABOUT else None,
            baseline=base and base.value,
            baseline_bound=base.bound if base is not None and base.bound != numbers.EXACTLY else None,
            form=proposal.form,
        )
        return Choice(
            measure=proposal.measure,
            stated_by=given["stated_by"],
            sector=given["sector"],
            promise=promise,
            period=given["period"],
            holder=holders.get(given["holder"]),
            clause_id=self.row.sentence.pk,
            acknowledged=self.acknowledged,
        )


def _written(told: Proposal) -> str:
    if told.plan is None:
        return ""
    low = numbers.write(told.plan)
    return low if told.plan_to is None else f"{low}–{numbers.write(told.plan_to)}"
