"""What is typed about one statement: another figure, why it is taken back, what proves it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.archive.forms import FileField, file_hint, marking_field
from trongtam.ground.errors import Refused
from trongtam.look.forms import day_field

from ..models import Finality, Measurement
from ..stated import Figure, figure_of
from . import typed


class CorrectForm(forms.Form):
    """Another figure over a statement; `figure` after reading."""

    figure: Figure

    def __init__(self, data: Any = None, *, statement: Measurement):
        self.indicator, self.standing = statement.indicator, figure_of(statement, statement.indicator)
        initial: dict[str, Any] = {**typed.as_typed(self.standing, self.indicator)}
        initial["estimate"] = self.standing.finality == Finality.ESTIMATE
        super().__init__(data, initial=initial)
        self.cells = typed.cells_of(self.indicator)
        for place, cell in enumerate(self.cells):
            self.fields[cell] = _cell(cell, self._label(cell, place))
        self.fields["estimate"] = forms.BooleanField(label=_("Estimate"), required=False)
        self.fields["reason"] = forms.CharField(label=_("Why it changes"), max_length=400)

    def _label(self, cell: str, place: int) -> str:
        names = {"numerator": _("How many"), "denominator": _("Out of how many"), "answer": self.indicator.name}
        if cell.startswith("part_"):
            return f"{self.indicator.parts[place]} (%)"
        return names.get(cell, f"{self.indicator.name} ({self.indicator.unit_of_measure})")

    def clean(self) -> dict[str, Any]:
        texts = [str(self.cleaned_data.get(cell) or "") for cell in self.cells]
        try:
            if not any(text.strip() for text in texts):
                raise Refused(_("Please type a number; for none type 0."))
            figure = typed.read_cells(texts, self.indicator)
            finality = typed.finality_of(bool(self.cleaned_data.get("estimate")), self.standing)
            self.figure = typed.as_it_stands(replace(figure, finality=finality), self.standing)
            self.figure.columns(self.indicator)
        except Refused as refusal:
            name = typed.CELL_OF.get(refusal.field or "", refusal.field)
            self.add_error(name if name in self.fields else self.cells[0], str(refusal))
        return self.cleaned_data


def _cell(cell: str, label: str) -> forms.Field:
    if cell == "answer":
        choices = [(typed.YES, _("Met")), (typed.NO, _("Not met yet"))]
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
    attrs = {"inputmode": "decimal", "autocomplete": "off"}
    return forms.CharField(label=label, max_length=200, required=cell == "value", widget=forms.TextInput(attrs))


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why the figure is taken back"), max_length=400)


class EvidenceForm(forms.Form):
    """A file, or the number and date of a paper kept elsewhere."""

    title = forms.CharField(
        label=gettext_lazy("What it is"),
        max_length=200,
        help_text=gettext_lazy("For a paper kept elsewhere: its number and name."),
    )
    dated = day_field(gettext_lazy("Dated"), required=False)
    file = FileField(label=gettext_lazy("File"), required=False)
    marking = marking_field()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = file_hint()
