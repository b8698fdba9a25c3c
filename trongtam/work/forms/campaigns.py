"""What is typed about a campaign: the form gives `Terms`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trongtam.look.forms import day_field
from trongtam.org.models import PostKind, UnitKind
from trongtam.org.reach import ACTING_KINDS
from trongtam.targets.forms.rounds import ReasonForm

from ..asking import Terms
from ..models import Focus

KINDS = [(one, UnitKind(one).label) for one in ACTING_KINDS]
POSTS = [(value, label) for value, label in PostKind.choices if value != PostKind.ADMINISTRATOR]


def _several(label: Any, choices: Any, *, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, help_text=hint, widget=forms.CheckboxSelectMultiple
    )


class CampaignForm(forms.Form):
    title = forms.CharField(label=_("Name"), max_length=200)
    year = forms.RegexField(r"[12]\d{3}", label=_("In the list of the year"), widget=forms.NumberInput)
    opens_on = day_field(_("Register from"))
    due = day_field(_("Register until"))
    unit_kinds = _several(_("Collectives that register"), KINDS, hint=_("At least one, here or among the posts."))
    post_kinds = _several(
        _("Persons who register, by their post"), POSTS, hint=_("Somebody with two posts registers once.")
    )
    least = forms.IntegerField(label=_("Works each, at least"), min_value=1, max_value=20)
    focuses = _several(_("Chosen from"), Focus.choices, hint=_("None chosen: anything."))
    stage_to = forms.RegexField(
        r"[12]\d{3}",
        label=_("Goes on until the year"),
        required=False,
        help_text=_("Leave empty for one year."),
        widget=forms.NumberInput,
    )
    basis = forms.CharField(label=_("Legal basis"), max_length=255, required=False)

    def __init__(self, *args: Any, fixed: frozenset[str] = frozenset(), **kwargs: Any):
        """`fixed`: terms that stay as they are."""
        super().__init__(*args, **kwargs)
        for name in fixed:
            self.fields["stage_to" if name == "stage" else name].disabled = True

    def clean(self) -> dict[str, Any]:
        """The name that was offered follows the year, where nobody wrote another."""
        given: dict[str, Any] = super().clean() or {}
        offered, of_year = self.initial.get("title"), str(self.initial.get("year"))
        if offered and given.get("title") == offered and given.get("year"):
            given["title"] = offered.replace(of_year, given["year"])
        return given

    def terms(self) -> Terms:
        """Of a valid form."""
        given = self.cleaned_data
        year, last = given["year"], given["stage_to"]
        return Terms(
            title=given["title"],
            year=year,
            stage=f"{year}..{last}" if last and last != year else "",
            opens_on=given["opens_on"],
            due=given["due"],
            least=given["least"],
            unit_kinds=tuple(given["unit_kinds"]),
            post_kinds=tuple(given["post_kinds"]),
            focuses=tuple(given["focuses"]),
            basis=given["basis"],
        )


class RewriteCampaignForm(CampaignForm, ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])


class CloseCampaignForm(forms.Form):
    """The word is asked for by the operation where somebody has not registered."""

    reason = forms.CharField(
        label=_("Closing word"),
        required=False,
        max_length=2000,
        help_text=_("What comes of those who have not registered; it stays on the page of the campaign."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def initial_of(terms: Terms) -> dict[str, Any]:
    """What the form starts from, of a campaign that is there already."""
    return {
        "title": terms.title,
        "year": terms.year,
        "stage_to": terms.stage.partition("..")[2][:4],
        "opens_on": terms.opens_on,
        "due": terms.due,
        "least": terms.least,
        "unit_kinds": list(terms.unit_kinds),
        "post_kinds": list(terms.post_kinds),
        "focuses": list(terms.focuses),
        "basis": terms.basis,
    }
