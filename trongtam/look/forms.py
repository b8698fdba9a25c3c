"""The one way a day is asked for: typed as people write it, whatever language the browser speaks.

A browser's own calendar shows 09/05/2022 where its language is American, so nobody could tell May from September.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext_lazy as _

from trongtam.ground import days
from trongtam.ground.errors import Unreadable


class DayInput(forms.DateInput):
    """A box for a day; on a phone the number pad opens."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        given = {"inputmode": "tel", "placeholder": _("day/month/year"), "autocomplete": "off"}
        super().__init__({**given, "maxlength": str(days.LONGEST), **(attrs or {})}, format="%d/%m/%Y")


class DayField(forms.DateField):
    """A date; reads what `ground.days` reads, and says what to mend."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value.strip() if isinstance(value, str) else value)
        try:
            return days.read(value)
        except Unreadable as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> DayField:
    return DayField(label=label, required=required, help_text=hint)


class _LateChoices(BaseChoiceIterator):
    """The choices of a late field, asked for when somebody goes through them."""

    def __init__(self, field: forms.ModelChoiceField):
        self._field = field

    def __iter__(self) -> Iterator[Any]:
        choices: Any = self._field.choices
        return iter(choices)


class _Late(forms.ModelChoiceField):
    """A choice of rows that may come late: `field.late(make)` is asked for its queryset when somebody looks at the choices or has
    chosen one. Until then the field has those that it was declared with."""

    _make: Callable[[], QuerySet[Any]] | None = None

    def late(self, make: Callable[[], QuerySet[Any]]) -> None:
        self._make = make
        self.widget.choices = _LateChoices(self)

    @property
    def queryset(self) -> Any:
        if self._make is not None:
            make, self._make = self._make, None
            self.queryset = make()
        return self._get_queryset()  # type: ignore[attr-defined]  # not in the stubs

    @queryset.setter
    def queryset(self, rows: Any) -> None:
        self._set_queryset(rows)  # type: ignore[attr-defined]  # not in the stubs


class RowField(_Late):
    """One row to choose."""


class RowsField(_Late, forms.ModelMultipleChoiceField):
    """Several rows to tick. What no page of ours sends (a number larger than any row's) is refused like any other strange choice,
    where the database itself would fail."""

    LONGEST = 18

    def clean(self, value: Any) -> Any:
        for one in value if isinstance(value, list | tuple) else ():
            if len(str(one)) > self.LONGEST:
                shown = {"value": str(one)[: self.LONGEST]}
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params=shown)
        if not value and not self.required:
            declared: QuerySet[Any] = self._queryset  # type: ignore[attr-defined]  # not in the stubs
            return declared.none()  # those that come late are not asked for
        return super().clean(value)


class FilesInput(forms.FileInput):
    """Several files in one box; `files.js` lists what was chosen and sends it so that a broken connection loses nothing."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None):
        words = {
            "data-camera": _("Take a photo"),
            "data-remove": _("Take the file out"),
            "data-empty": _("empty (0 bytes): choose it again"),
            "data-large": _("too large, at most {} MB"),
            "data-sending": _("Sending: {} %"),
            "data-broken": _("The connection broke. Your words and files are still here: press the button again."),
            "data-failed": _("The server did not take it. Your words and files are still here: try again in a while."),
        }
        super().__init__({"multiple": True, "data-files": True, **words, **(attrs or {})})


class FilesField(forms.FileField):
    """A list of files; empty ones are let through, so that the operation says which file is empty."""

    widget = FilesInput

    def __init__(self, **kwargs: Any):
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not given:
            super().clean(None, initial)  # says that one is needed, where it is
        return [super(FilesField, self).clean(one, initial) for one in given]


class ViewNameForm(forms.Form):
    name = forms.CharField(label=_("Name of the view"), max_length=80)


class KeepViewForm(ViewNameForm):
    """`address`: the page with its query, as the list's own part sends it."""

    address = forms.CharField(max_length=2000, widget=forms.HiddenInput)
    office = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
