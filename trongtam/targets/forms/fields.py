"""Fields that read what Vietnamese people type."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trongtam.ground import numbers
from trongtam.ground.errors import Refused, Unreadable
from trongtam.ground.periods import Period
from trongtam.resolutions.models import Document, DocumentKind

from ..models import Comparator
from ..plan_words import Plan, read_plan
from ..presentation.words import capital, language, named
from ..problems import NeedsConfirmation


class NumberField(forms.CharField):
    """A number as people write it (1.234,5) to a Decimal; empty gives None. "Hơn", "dưới", "khoảng" are refused, not lost."""

    def __init__(self, **kwargs: Any):
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(max_length=60, widget=forms.TextInput(attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = read_bounded(text, "")
        if found is not None and found.bound != numbers.EXACTLY:
            raise ValidationError(_("Here the number stands alone, without “more than”, “less than” or “about”."))
        return found and found.value

    def prepare_value(self, value: Any) -> Any:
        return numbers.write(value) if isinstance(value, Decimal) else value


class BoundedField(forms.CharField):
    """A number that may say how sharp it is ("hơn 87 %"). It cleans to the text: its form knows the unit, and reads it."""

    def __init__(self, **kwargs: Any):
        super().__init__(max_length=60, widget=forms.TextInput({"autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, numbers.Number):
            return numbers.with_bound(numbers.write(value.value), value.bound, language=language())
        return numbers.write(value) if isinstance(value, Decimal) else value


def read_bounded(text: str, unit: str) -> numbers.Number | None:
    """What a bounded field holds; only `unit` may stand behind the number. Raises ValidationError."""
    if not text:
        return None
    try:
        return numbers.read(text, unit=unit)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal


def read_typed_plan(text: str, unit: str) -> Plan | None:
    """What stands in the field of a plan: "95", "từ 95 trở lên", "hơn 87 %", "9–12". Raises ValidationError."""
    if not text:
        return None
    try:
        return read_plan(text, unit=unit)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal


def gainsaid(text: str, chosen: str) -> str:
    sentence = _("“%(text)s” says something else than “%(chosen)s”. Please choose one of them.")
    return sentence % {"text": text, "chosen": Comparator(chosen).label}


class PeriodField(forms.ChoiceField):
    """A period by its code, of those offered; cleans to a Period."""

    def __init__(self, periods: Iterable[Period] = (), **kwargs: Any):
        super().__init__(choices=[(one.code, capital(named(one.code))) for one in periods], **kwargs)

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        try:
            return Period.parse(code) if code else None
        except Unreadable as problem:
            raise ValidationError(str(problem)) from problem


def periods_offered(today: date, term: tuple[date, date] | None, also: str = "") -> list[Period]:
    """The years around today, the years of a term and the term itself, and one asked for."""
    years = {today.year - 1, today.year, today.year + 1}
    found = []
    if term is not None:
        found.append(Period.term(*term))
        years |= set(range(term[0].year, term[1].year + 1))
    found += [Period.year(year) for year in sorted(years)]
    try:
        if also and (asked := Period.parse(also)) not in found:
            found.append(asked)
    except Unreadable:
        pass
    return found


def document_field(documents: QuerySet[Document]) -> forms.ModelChoiceField:
    """By which document something is promised; where there is but one resolution, that one."""
    only = list(documents.filter(kind=DocumentKind.RESOLUTION)[:2])
    return forms.ModelChoiceField(
        documents,
        label=_("By which document"),
        required=False,
        empty_label=_("None of the list"),
        initial=only[0].pk if len(only) == 1 else None,
    )


class AcknowledgingForm(forms.Form):
    """A form that may have to be confirmed: the question comes with its box to tick, and what was ticked stays."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any):
        super().__init__(data, *args, **kwargs)
        self.ticked = [name.removeprefix("sure_") for name in data or {} if name.startswith("sure_")]
        for what in self.ticked:
            self.fields[f"sure_{what}"] = forms.BooleanField(label=_("Yes, that is meant"), required=False)

    @property
    def acknowledged(self) -> list[str]:
        return self.ticked

    def asked_back(self, question: NeedsConfirmation) -> Refused:
        """Put the box for a question on the form; the refusal to raise stands at that box."""
        name = f"sure_{question.what}"
        self.fields[name] = forms.BooleanField(label=_("Yes, that is meant"), required=False)
        return Refused(str(question), field=name)
