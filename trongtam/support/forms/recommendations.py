"""What is typed about a recommendation: what is asked for, the answer, why it goes elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.look.forms import day_field
from trongtam.org.models import Unit
from trongtam.targets.forms.rounds import ReasonForm

from ..models import AnswerKind, SourceKind
from ..queries.organs import Organs

__all__ = ["AnswerForm", "PassOnForm", "RaiseForm", "ReasonForm", "organ_choices"]

NO_NAMES = _("Without names of people: what, where, what is asked for.")
HEARD_AT = (SourceKind.MEETING, SourceKind.VISIT, SourceKind.GROUP, SourceKind.FOLLOWER)


def words_field(label: Any, *, required: bool = True, rows: int = 4, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, max_length=2000, widget=forms.Textarea(attrs={"rows": rows})
    )


def organ_choices(organs: Organs, base: list[Unit]) -> list[tuple[Any, Any]]:
    """The fields of competence by the unit that answers for them, then units alone. Values: “field:roads”, “unit:12”."""
    groups: dict[int, tuple[str, list[tuple[str, str]]]] = {}
    for field in organs.table.fields:
        organ = organs.table.organ(field.organ)
        unit = organs.of(organ)
        groups.setdefault(unit.pk, (unit.name, []))[1].append((f"field:{field.code}", field.name))
    offered: list[tuple[Any, Any]] = list(groups.values())
    return [*offered, (_("A unit, whatever the field"), [(f"unit:{one.pk}", one.name) for one in base])]


class OrganField(forms.ChoiceField):
    """Cleaned: (field of competence or "", unit id or None)."""

    def clean(self, value: Any) -> tuple[str, int | None]:
        kind, _colon, named = super().clean(value).partition(":")
        return (named, None) if kind == "field" else ("", int(named) if kind == "unit" else None)


class RaiseForm(forms.Form):
    """`units`: those for which one may raise; `organs`: what `organ_choices` gives."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("From which unit"))
    text = words_field(_("What is asked for"), hint=NO_NAMES)
    organ = OrganField(label=_("Who answers"), required=False)
    source_kind = forms.ChoiceField(
        label=_("Where it was heard"), choices=[(one.value, one.label) for one in HEARD_AT], initial=SourceKind.MEETING
    )
    on = day_field(_("Raised on"))

    def __init__(self, *args: Any, units: Any, organs: list[tuple[Any, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a field of rows
        self.fields["organ"].choices = [("", _("The program proposes, you decide")), *organs]  # type: ignore[attr-defined]  # a choice field


class AnswerForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is the answer?"), choices=AnswerKind.choices, widget=forms.RadioSelect)
    answer = words_field(_("The answer, in words that can be read out"))
    promised_on = day_field(_("Solved by (where it is being solved)"), required=False)


class PassOnForm(forms.Form):
    organ = OrganField(label=_("To whom"))
    reason = words_field(_("Why it is theirs"), rows=2)

    def __init__(self, *args: Any, organs: list[tuple[Any, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", "—"), *organs]  # type: ignore[attr-defined]  # a choice field
