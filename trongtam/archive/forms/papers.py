"""What was typed on the way of a paper. Every step sends back which one was seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.archive.issuing import numbering
from trongtam.archive.models import Numbering, PaperType
from trongtam.archive.queries.register import issuing_organs
from trongtam.look.forms import day_field
from trongtam.org.models import Unit

from .files import choose_from, marking_field

ORDER_NAMES = {"newest": _("Newest first"), "number": _("By type and number"), "title": _("By abstract")}
WORD_ENDINGS = ".docx"


def reason_field(*, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        required=required,
        max_length=1000,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def word_field(label: Any, hint: Any = "") -> forms.FileField:
    return forms.FileField(
        label=label, help_text=hint, allow_empty_file=True, widget=forms.FileInput(attrs={"accept": WORD_ENDINGS})
    )


class ReleaseForm(forms.Form):
    reason = reason_field()


class StepForm(forms.Form):
    """`seen`: the step that the person saw; another one meanwhile is told by the operation."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class HandToReviewForm(StepForm):
    note = forms.CharField(
        label=_("Word to who reads it"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReasonStepForm(StepForm):
    reason = reason_field()


class WordReplacementForm(ReasonStepForm):
    """The Word paper that will stand for a signed one that was written in Word too."""

    title = forms.CharField(
        label=_("What the paper is about"), max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    file = word_field(
        _("The new Word file (.docx)"), _("Its head has a line “Số …” and a line “…, ngày … tháng … năm …”.")
    )
    marking = marking_field()
    field_order = ("title", "file", "marking", "reason")


class SendForSignatureForm(StepForm):
    number = forms.IntegerField(
        label=_("Number from the office's book"), min_value=1, max_value=numbering.HIGHEST, required=False
    )
    dated = day_field(_("Date of the paper"))

    def __init__(self, *args, by_book: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not by_book:
            del self.fields["number"]


class FinalVersionForm(StepForm):
    file = word_field(_("Word file (.docx) that you worked on"))
    reason = reason_field(required=False, hint=_("Needed where figures were changed by hand."))
    marking = marking_field()


class SignedPaperForm(StepForm):
    file = forms.FileField(
        label=_("Signed paper (PDF)"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".pdf"})
    )
    reason = reason_field(
        required=False, hint=_("Needed for a scan, or where the file differs from the numbered paper.")
    )
    marking = marking_field()


class SendPaperForm(StepForm):
    recipients = forms.CharField(
        label=_("Sent to"),
        max_length=2000,
        help_text=_("One a line"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sent_on = day_field(_("Sent on"))


class KnownOnForm(forms.Form):
    known_on = day_field(_("As known on which day?"))


class WordPaperForm(forms.Form):
    """A paper that was written in Word."""

    organ = forms.ModelChoiceField(Unit.objects.none(), label=_("Issuing organ"))
    paper_type = forms.ChoiceField(label=_("Type of paper"), choices=PaperType.choices)
    title = forms.CharField(
        label=_("What the paper is about"), max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    file = word_field(_("Word file (.docx)"), _("Its head has a line “Số …” and a line “…, ngày … tháng … năm …”."))
    marking = marking_field()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        choose_from(self, "organ", issuing_organs(user))


class NumberingForm(forms.Form):
    numbering = forms.ChoiceField(label=_("Who gives the number"), choices=Numbering.choices, widget=forms.RadioSelect)


class ContinueNumbersForm(forms.Form):
    paper_type = forms.ChoiceField(label=_("Type of paper"), choices=PaperType.choices)
    last = forms.IntegerField(
        label=_("Last number in the paper book"),
        min_value=0,
        max_value=numbering.HIGHEST - 1,
        help_text=_("The program goes on with the one after it."),
    )

    def __init__(self, *args, side: str, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["paper_type"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [choice for choice in PaperType.choices if side in numbering.TYPE_OF[choice[0]].sides]


class TemplateForm(forms.Form):
    paper_type = forms.ChoiceField(label=_("Type of paper"), choices=PaperType.choices)
    file = word_field(_("Word template (.docx)"))
