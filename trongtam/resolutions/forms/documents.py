"""Forms of documents and clauses."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import FileField, choose_from, file_hint, marking_field
from trongtam.look.forms import DayField
from trongtam.org.models import Unit
from trongtam.resolutions.models import Clause, ClauseKind, Document
from trongtam.resolutions.queries import documents as queries

LONGEST_TEXT = 400_000


def reason_field() -> forms.CharField:
    return forms.CharField(label=_("Why"), max_length=300, help_text=_("The book keeps the reason."))


class DocumentForm(forms.ModelForm):
    """Details of a document; `upload` with its marking is stored first and becomes its file."""

    upload = FileField(label=_("File"), required=False)
    marking = marking_field()

    class Meta:
        model = Document
        fields = ("kind", "title", "number", "issued_on", "organ", "side", "origin", "term", "parent")
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}
        field_classes = {"issued_on": DayField}
        labels = {"parent": _("Carries out the document"), "side": _("Of"), "term": _("Term")}
        help_texts = {
            "title": _("What the document is about, as printed under its name"),
            "number": _("As printed, for example 05-NQ/ĐU; left empty until there is one"),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        choose_from(self, "term", queries.terms(user))
        choose_from(self, "parent", queries.possible_parents(user, self.instance if self.instance.pk else None))
        self.fields["upload"].help_text = file_hint()

    def validate_constraints(self) -> None:
        """The operation says what is wrong in words."""

    def _post_clean(self) -> None:
        """The instance stays as it is stored; only the operation changes it."""


class RegisterDocumentForm(DocumentForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Kept by"))
    field_order = ["unit"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        choose_from(self, "unit", queries.keepers(user))


class CorrectDocumentForm(DocumentForm):
    reason = reason_field()


class ClauseField(forms.ModelChoiceField):
    """Clauses in reading order, set in by their depth."""

    def label_from_instance(self, obj: Clause) -> str:
        indent = "\u2003" * (len(obj.place) // 5 - 1)
        return f"{indent}{str(obj)[:90]}"


class ClauseForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=ClauseKind.choices)
    label = forms.CharField(
        label=_("Label"), required=False, max_length=40, help_text=_("As printed, for example III.2")
    )
    text = forms.CharField(label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}), required=False)


class AddClauseForm(ClauseForm):
    parent = ClauseField(Clause.objects.none(), label=_("Below"), required=False, empty_label=_("At the top"))

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        choose_from(self, "parent", Clause.objects.filter(document=document).order_by("place"))


class CorrectClauseForm(ClauseForm):
    reason = reason_field()


class MoveClauseForm(forms.Form):
    parent = ClauseField(Clause.objects.none(), label=_("Below"), required=False, empty_label=_("At the top"))
    after = ClauseField(Clause.objects.none(), label=_("Behind"), required=False, empty_label=_("First"))

    def __init__(self, *args, clause, **kwargs):
        super().__init__(*args, **kwargs)
        others = Clause.objects.filter(document=clause.document).exclude(place__startswith=clause.place)
        for name in ("parent", "after"):
            choose_from(self, name, others.order_by("place"))


class RemoveClauseForm(forms.Form):
    reason = reason_field()


class PasteForm(forms.Form):
    """The text of a document; on the preview each row's kind may be changed (fields `kind-<row>`)."""

    text = forms.CharField(
        label=_("Text of the document"),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Copy the text in Word or PDF and paste it here. It is read into clauses; you check them before they count."
        ),
    )
