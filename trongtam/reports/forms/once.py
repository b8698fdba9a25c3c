"""The form of a paper that a superior asks for once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import FileField, marking_field
from trongtam.ground.periods import Period
from trongtam.look.forms import DayField
from trongtam.org.models import Person, Unit
from trongtam.targets.presentation.words import capital, named

from ..models import Duty
from ..operations import DutyTerms
from ..operations.duties import MOST_LEAD
from ..owing.recurrence import Once
from .duties import PreparerField


def once_periods(today: date) -> list[Period]:
    """Periods that such a paper can speak of: the months around today, the parts of the year, the years beside it."""
    place = today.year * 12 + today.month - 1
    months = [Period.month((place + step) // 12, (place + step) % 12 + 1) for step in (0, -1, 1)]
    year = today.year
    parts = [Period.quarter(year, number) for number in range(1, 5)]
    parts += [Period.half(year, 1), Period.nine_months(year), Period.half(year, 2)]
    return [*months, *parts, Period.year(year), Period.year(year - 1), Period.year(year + 1)]


class OnceForm(forms.Form):
    """What, to whom, for which period, until which day, asked by which document, who prepares it; and the superior's form."""

    title = forms.CharField(
        label=_("Which paper"), max_length=200, help_text=_("Such as: Báo cáo nhanh về phòng, chống thiên tai.")
    )
    recipient = forms.CharField(label=_("Who receives it"), max_length=160)
    due_on = DayField(label=_("To be sent until"))
    period = forms.ChoiceField(label=_("For which period"))
    asked_in = forms.CharField(
        label=_("Which document asks for it"), max_length=160, required=False, help_text=_("Number and day, if known.")
    )
    lead_days = forms.IntegerField(
        label=_("On the desk so many days before"), min_value=0, max_value=MOST_LEAD, initial=10
    )

    def __init__(
        self,
        *args: Any,
        preparers: QuerySet[Person],
        periods: Sequence[Period],
        units: Sequence[Unit] = (),
        with_form: bool = False,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, capital(named(one.code))) for one in periods]
        self.fields["preparer"] = PreparerField(
            preparers, label=_("Who prepares it"), required=False, empty_label=_("The Party office")
        )
        if with_form:
            self.fields["file"] = FileField(
                label=_("The superior's form, if there is one"),
                required=False,
                help_text=_("An Excel file (.xlsx) or a Word file (.docx), not yet filled."),
                widget=forms.FileInput(attrs={"accept": ".xlsx,.docx"}),
            )
            self.fields["marking"] = marking_field()
        if len(units) > 1:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Who has to send it"), choices=[(unit.code, unit.name) for unit in units]
            )
        self.order_fields(["unit", "title", "recipient", "due_on", "period", "asked_in", "preparer"])

    def terms(self) -> DutyTerms:
        """What was typed, after it was found well formed."""
        given = self.cleaned_data
        once = Once(Period.parse(given["period"]), given["due_on"])
        names = ("title", "recipient", "lead_days", "preparer", "asked_in")
        return DutyTerms(rule=once, begins_on=once.due, **{name: given[name] for name in names})

    @staticmethod
    def initial_of(duty: Duty) -> dict[str, Any]:
        names = ("title", "recipient", "due_on", "asked_in", "lead_days")
        return {name: getattr(duty, name) for name in names} | {"preparer": duty.preparer_id, "period": duty.once_for}
