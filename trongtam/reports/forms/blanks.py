"""Forms about the superior's forms: the file, and what stands in a cell."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import FileField, marking_field
from trongtam.org.models import Unit
from trongtam.targets.models import Indicator

from ..models import Duty, MappedCell, Relative, What
from ..models.blanks import OF_INDICATOR
from ..operations import Meaning


def _file() -> FileField:
    return FileField(
        label=_("Blank form"),
        help_text=_("An Excel file (.xlsx) or a Word file (.docx), not yet filled."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx"}),
    )


class BringForm(forms.Form):
    """A blank form; `other` after the page has said that it looks like one that is there."""

    name = forms.CharField(label=_("Name of the form"), max_length=200)
    file = _file()
    marking = marking_field()

    def __init__(self, *args: Any, duties: QuerySet[Duty], alike: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if duties:
            self.fields["duty"] = forms.ModelChoiceField(
                duties, label=_("For which paper of the register"), required=False, empty_label=_("For none")
            )
        if alike:
            self.fields["other"] = forms.BooleanField(label=_("This is another form"), required=False)
        self.order_fields(["name", "duty", "file", "marking", "other"])


class RenewForm(forms.Form):
    file = _file()
    marking = marking_field()


class CellForm(forms.Form):
    """What stands in a cell: the indicator (or a part of it), for which unit and period."""

    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    what = forms.ChoiceField(label=_("What stands here"), choices=What.choices, initial=What.VALUE)
    relative = forms.ChoiceField(
        label=_("For which period"), choices=Relative.choices, initial=Relative.CUMULATIVE, required=False
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Of which unit"), required=False, empty_label=_("The whole commune")
    )

    def __init__(self, *args: Any, indicators: QuerySet[Indicator], units: QuerySet[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in indicators}
        choices: list[tuple[str, Any]] = [("", _("None"))]
        for one in indicators:
            choices.append((str(one.pk), f"{one.name} ({one.unit_of_measure})"))
            choices += [(f"{one.pk}|{part}", f"{one.name}: {part}") for part in one.parts]
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a field of rows

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("what") in OF_INDICATOR and not given.get("indicator"):
            self.add_error("indicator", _("Choose the indicator."))
        return given

    def meaning(self) -> Meaning:
        given = self.cleaned_data
        pk, _sign, part = given["indicator"].partition("|")
        relative = given["relative"] or Relative.THIS
        return Meaning(given["what"], relative, self.known.get(pk), part, given["unit"])

    @staticmethod
    def initial_of(cell: MappedCell) -> dict[str, Any]:
        part = f"|{cell.part}" if cell.part else ""
        indicator = f"{cell.indicator_id}{part}" if cell.indicator_id else ""
        return {"indicator": indicator, "what": cell.what, "relative": cell.relative, "unit": cell.unit_id}


def form_periods(today: date) -> list[str]:
    """Codes of the periods that a form can be filled for, the newest first: this year's and last year's that have begun."""
    found = []
    for year in (today.year, today.year - 1):
        months = today.month if year == today.year else 12
        found.append(str(year))
        found += [code for month, code in ((7, f"{year}-9M"), (1, f"{year}-H1")) if months >= month]
        found += [f"{year}-Q{quarter}" for quarter in range((months + 2) // 3, 0, -1)]
        found += [f"{year}-{month:02d}" for month in range(months, 0, -1)]
    return found
