"""What was typed about files and classified papers."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trongtam.archive.models import ClassifiedPaper, StoredFile
from trongtam.archive.operations import Marking
from trongtam.archive.sniff import BY_ENDING
from trongtam.look.forms import DayField
from trongtam.org.models import Unit


class FileField(forms.FileField):
    """A file of the kept types; an empty one gets the operation's sentence."""

    widget = forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in BY_ENDING)})

    def __init__(self, **kwargs):
        super().__init__(allow_empty_file=True, **kwargs)


def file_hint() -> str:
    """What may be sent, in one line."""
    return _("PDF, Word, Excel, photo (PNG, JPG), text or CSV, at most %(most)d MB") % {"most": settings.MAX_FILE_MB}


def marking_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Marking of the paper"), choices=Marking.choices, widget=forms.RadioSelect, initial=Marking.NONE
    )


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
