"""What was typed about files and classified papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trongtam.archive.models import ClassifiedPaper, StoredFile
from trongtam.archive.operations import Brought, Marking
from trongtam.archive.sniff import BY_ENDING
from trongtam.look.forms import DayField, FilesField
from trongtam.org.models import Unit

# Endings, not "image/*": so an iPhone gives its photos as JPG.
ACCEPTED = ",".join(f".{ending}" for ending in BY_ENDING)


class FileField(forms.FileField):
    """A file of the kept types; an empty one gets the operation's sentence."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def __init__(self, **kwargs):
        super().__init__(allow_empty_file=True, **kwargs)


def file_hint() -> str:
    """What may be sent, in one line."""
    return _("PDF, Word, Excel, photo (PNG, JPG), text or CSV, at most %(most)d MB") % {"most": settings.MAX_FILE_MB}


def files_hint() -> str:
    """What may be sent with several at once, and what becomes of photos."""
    sentence = _("%(types)s each. Photos are made smaller; the place and device that they tell of are removed.")
    return sentence % {"types": file_hint()}


def marking_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Marking of the paper"), choices=Marking.choices, widget=forms.RadioSelect, initial=Marking.NONE
    )


class FilesForm(forms.Form):
    """Beside other fields of a form: photos and files, several at once; the originals only where the person says so.

    `brought(given)` takes them out of the cleaned values, for `operations.bring_files`.
    """

    evidence = FilesField(label=_("Photos and files"), required=False)
    originals = forms.BooleanField(
        label=_("Keep the original photos"),
        required=False,
        help_text=_("They tell where and when a photo was taken; only the people of your own unit can open them."),
    )
    marking = marking_field()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["evidence"]
        field.help_text = files_hint()
        field.widget.attrs |= {"accept": ACCEPTED, "data-most-mb": settings.MAX_FILE_MB}
        for name in ("evidence", "originals", "marking"):  # below the fields of the form itself
            self.fields[name] = self.fields.pop(name)

    @staticmethod
    def brought(given: dict[str, Any]) -> Brought:
        return Brought(given.pop("evidence"), given.pop("marking"), given.pop("originals"))


def choose_from(form: forms.BaseForm, name: str, rows: QuerySet) -> None:
    """Which rows a field of the form offers."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


class StoreFileForm(forms.Form):
    file = FileField(label=_("File"))
    audience = forms.ChoiceField(label=_("Who may download it"), choices=StoredFile.Audience.choices)
    marking = marking_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = file_hint()


class ClassifiedPaperForm(forms.ModelForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit that keeps it"))

    class Meta:
        model = ClassifiedPaper
        fields = ("unit", "number", "dated", "kept_at")
        field_classes = {"dated": DayField}

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)
