"""A table pasted from Word or Excel, and what the person settles about its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.ground import numbers
from trongtam.ground.periods import Period
from trongtam.org.models import UnitKind
from trongtam.resolutions.models import Clause, Document

from ..models import Measure, Sector
from ..operations import Choice, PreviewLine
from .fields import AcknowledgingForm, BoundedField, PeriodField, document_field, read_bounded

LONGEST = 200_000


class PasteForm(AcknowledgingForm):
    text = forms.CharField(
        label=gettext_lazy("The table"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Copy the rows in Word or Excel and paste them here: name, unit of measure, plan."),
    )

    def __init__(
        self, data: Any = None, *, periods: Iterable[Period], documents: QuerySet[Document] | None = None, **kwargs: Any
    ):
        """`documents` to choose from; None where the address names one."""
        super().__init__(data, **kwargs)
        self.fields["period"] = PeriodField(periods, label=_("For"))
        if documents is not None:
            self.fields["document"] = document_field(documents)
        self.order_fields(["document", "period", "text"])

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[name] for name in ("document", "period", "text") if name in self.fields]

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("sure_")]


class LineForm(forms.Form):
    """What may be settled about one line."""

    skip = forms.BooleanField(label=gettext_lazy("Leave this line out"), required=False)
    measure = forms.ChoiceField(label=gettext_lazy("Kind of quantity"), choices=Measure.choices, required=False)
    stated_by = forms.ChoiceField(label=gettext_lazy("Who types the figures"), choices=UnitKind.choices, required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), choices=Sector.choices, required=False)
    baseline = BoundedField(label=gettext_lazy("Baseline"), required=False)

    clause = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: str = "", may_be: Iterable[Clause] = (), **kwargs: Any):
        """`unit`: what may stand behind the baseline. `may_be`: the sentences to choose from."""
        super().__init__(*args, **kwargs)
        self.unit = unit
        if may_be:
            self.fields["clause"].widget = forms.Select(choices=clause_choices(may_be))
            self.fields["clause"].label = _("From which sentence")

    def clean_baseline(self) -> numbers.Number | None:
        return read_bounded(self.cleaned_data["baseline"], self.unit)

    def choice(self) -> Choice:
        given = self.cleaned_data if self.is_valid() else {}
        return Choice(
            skip=bool(given.get("skip")),
            measure=given.get("measure") or "",
            stated_by=given.get("stated_by") or "",
            sector=given.get("sector") or "",
            clause_id=given.get("clause"),
        )


def line_form(
    line: int, data: Mapping[str, Any] | None, shown: PreviewLine | None = None, *, unit: str = ""
) -> LineForm:
    """The form of a line; drawn from what was typed, else from what was read."""
    initial: dict[str, Any] = {"clause": shown.clause.pk if shown is not None and shown.clause is not None else 0}
    if shown is not None and shown.definition is not None:
        told = shown.definition
        initial |= {"measure": told.measure, "stated_by": told.stated_by, "sector": told.sector}
    may_be = shown.may_be if shown is not None else ()
    return LineForm(data, prefix=f"line-{line}", initial=initial, unit=unit, may_be=may_be)


def clause_choices(clauses: Iterable[Clause]) -> list[tuple[int, str]]:
    """The sentences of a select, short, and the choice of none."""
    return [(0, _("No sentence of it")), *((one.pk, Truncator(str(one)).chars(90)) for one in clauses)]
