"""What is typed about a movement: what it calls for, what a unit takes upon itself, what a review found."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import choose_from
from trongtam.ground import numbers
from trongtam.ground.errors import Unreadable
from trongtam.look.forms import day_field
from trongtam.org.models import Unit
from trongtam.targets.models import Indicator

from ..models import ReviewKind
from ..operations import Asked

MEASURED = 3


def words_field(
    label: Any, *, required: bool = True, rows: int = 3, hint: Any = "", most: int = 4000
) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, max_length=most, widget=forms.Textarea(attrs={"rows": rows})
    )


class AmountField(forms.CharField):
    """A number as it is written in Vietnamese; cleaned: a Decimal or None."""

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return numbers.read(typed).value
        except Unreadable as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong


class MovementForm(forms.Form):
    title = forms.CharField(label=_("What the movement is called"), max_length=240)
    valid_from = day_field(_("From"))
    valid_to = day_field(_("Last day"))
    content = words_field(_("What it calls for"), required=False)
    criteria = words_field(
        _("What counts"), required=False, hint=_("One criterion a line, in words that a hamlet understands.")
    )
    basis = forms.CharField(label=_("Basis"), max_length=255, required=False, help_text=_("The plan or decision."))

    def __init__(self, *args: Any, indicators: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for number in range(1, MEASURED + 1):
            self.fields[f"indicator_{number}"] = forms.ModelChoiceField(
                Indicator.objects.none(),
                label=_("Counted by the program, %(n)s") % {"n": number},
                required=False,
                empty_label="—",
                help_text=_("The figure that units state anyway; nobody types it again.") if number == 1 else "",
            )
            choose_from(self, f"indicator_{number}", indicators)
            self.fields[f"at_least_{number}"] = AmountField(label=_("How much, %(n)s") % {"n": number}, required=False)

    def asked(self) -> tuple[Asked, ...]:
        """The criteria that were typed, then those that the program counts."""
        given = self.cleaned_data
        found = [Asked(line) for text in given["criteria"].splitlines() if (line := " ".join(text.split()))]
        for number in range(1, MEASURED + 1):
            indicator, amount = given[f"indicator_{number}"], given[f"at_least_{number}"]
            if indicator is not None:
                found.append(Asked(indicator.name, indicator, amount))
        return tuple(found)


class CommitForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Which unit"), empty_label=None)
    text = words_field(_("What the unit takes upon itself"), rows=4, hint=_("What, how much, by when."))

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class ReviewForm(forms.Form):
    kind = forms.ChoiceField(label=_("Which review"), choices=ReviewKind.choices, widget=forms.RadioSelect)
    on = day_field(_("Day"))
    found = words_field(
        _("What the review found"), rows=6, hint=_("The figures of that day are kept with it by themselves.")
    )
