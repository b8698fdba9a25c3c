"""Forms of the rollout and of papers owed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import choose_from
from trongtam.look.forms import RowsField, day_field
from trongtam.org.models import Unit
from trongtam.resolutions.models import Document, DocumentKind


class SendDocumentForm(forms.Form):
    units = RowsField(
        Unit.objects.none(),
        label=_("Who receives it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one unit.")},
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        choose_from(self, "units", units)


class ReceiveDocumentForm(forms.Form):
    on = day_field(_("Received on"))


class StudySessionForm(forms.Form):
    held_on = day_field(_("Held on"))
    expected = forms.IntegerField(label=_("How many were expected"), min_value=0, max_value=100_000)
    attended = forms.IntegerField(label=_("How many came"), min_value=0, max_value=100_000)


class DocumentChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Document) -> str:
        number = f"{obj.number}, " if obj.number else ""
        return f"{obj.title} ({number}{obj.issued_on:%d/%m/%Y})"


class AdoptProgrammeForm(forms.Form):
    programme = DocumentChoice(Document.objects.none(), label=_("Programme or plan of the unit"))

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        choose_from(self, "programme", programmes)


class FinishRolloutForm(forms.Form):
    on = day_field(_("Finished on"))
    result = forms.CharField(
        label=_("Result"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), required=False
    )


class OwePaperForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Who owes it"))
    kind = forms.ChoiceField(label=_("Type"), choices=DocumentKind.choices)
    title = forms.CharField(label=_("About"), max_length=300)
    due_on = day_field(_("Due"))

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class FulfilPaperForm(forms.Form):
    document = DocumentChoice(Document.objects.none(), label=_("The paper that was issued"))

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        choose_from(self, "document", documents)


class CongressPapersForm(forms.Form):
    """The proposed papers, all ticked; the office takes out what it does not owe."""

    def __init__(self, *args, proposed, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposed = proposed
        self.fields["papers"] = forms.TypedMultipleChoiceField(
            label=_("Papers owed"),
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            initial=list(range(len(proposed))),
            choices=[(index, f"{paper.title} ({paper.due_on:%d/%m/%Y})") for index, paper in enumerate(proposed)],
        )

    def chosen(self) -> list:
        return [self.proposed[index] for index in self.cleaned_data["papers"]]
