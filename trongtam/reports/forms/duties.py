"""Forms of the register of papers owed upward, and what its address asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trongtam.archive.forms import FileField, file_hint, marking_field
from trongtam.archive.models import IssuedPaper
from trongtam.look.forms import DayField
from trongtam.org.models import Person, Unit

from ..models import Duty
from ..models.duties import DutyPeriod, Way, Weekend
from ..operations import DutyTerms
from ..operations.duties import MOST_LEAD
from ..owing.recurrence import MOST_DAYS, ON_DAY, Rule
from ..queries.duties import AHEAD, DUE, LATE, NOT_ASKED, SENT, SENT_LATE, OwedPaper

if TYPE_CHECKING:
    from collections.abc import Sequence

OPEN, DONE, ALL = "open", "done", "all"
KEPT = {
    OPEN: {LATE, DUE, AHEAD},
    LATE: {LATE},
    DONE: {SENT, SENT_LATE, NOT_ASKED},
    ALL: {LATE, DUE, AHEAD, SENT, SENT_LATE, NOT_ASKED},
}


class DutyForm(forms.Form):
    """A standing duty: what, to whom, for which periods, by when, who prepares it."""

    title = forms.CharField(
        label=_("Which paper"), max_length=200, help_text=_("Such as: Báo cáo công tác xây dựng Đảng.")
    )
    recipient = forms.CharField(label=_("Who receives it"), max_length=160)
    kinds = forms.MultipleChoiceField(
        label=_("For which periods"), choices=DutyPeriod.choices, widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(label=_("How the due day is reckoned"), choices=Way.choices, initial=Way.AFTER)
    number = forms.IntegerField(
        label=_("How many days, or which day"),
        min_value=0,
        max_value=MOST_DAYS,
        initial=5,
        help_text=_("With a fixed day: 31 means the last day of the month."),
    )
    months = forms.ChoiceField(
        label=_("The fixed day lies in"),
        required=False,
        initial="1",
        choices=[
            ("0", _("the month in which the period ends")),
            ("1", _("the month after")),
            ("2", _("the second month after")),
            ("3", _("the third month after")),
        ],
    )
    weekend = forms.ChoiceField(label=_("A due day on a weekend"), choices=Weekend.choices, initial=Weekend.EARLIER)
    lead_days = forms.IntegerField(
        label=_("On the desk so many days before"), min_value=0, max_value=MOST_LEAD, initial=10
    )
    begins_on = DayField(label=_("First due day that counts"), help_text=_("Papers due before it are not asked for."))

    def __init__(self, *args: Any, preparers: QuerySet[Person], units: Sequence[Unit] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["preparer"] = PreparerField(
            preparers, label=_("Who prepares it"), required=False, empty_label=_("The Party office")
        )
        order = ["unit", "title", "recipient", "preparer", "kinds"]
        if len(units) > 1:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Who has to send it"), choices=[(unit.code, unit.name) for unit in units]
            )
        self.order_fields(order)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("way") == ON_DAY and given.get("number") is not None and not 1 <= given["number"] <= 31:
            self.add_error("number", _("A day of the month lies between 1 and 31."))
        return given

    def terms(self) -> DutyTerms:
        """What was typed, after it was found well formed."""
        given = self.cleaned_data
        months = int(given["months"] or 0) if given["way"] == ON_DAY else 0
        rule = Rule(frozenset(given["kinds"]), given["way"], given["number"], months, given["weekend"])
        return DutyTerms(
            given["title"], given["recipient"], rule, given["begins_on"], given["lead_days"], given["preparer"]
        )

    @staticmethod
    def initial_of(duty: Duty) -> dict[str, Any]:
        names = ("title", "recipient", "kinds", "way", "number", "months", "weekend", "lead_days", "begins_on")
        return {name: getattr(duty, name) for name in names} | {"preparer": duty.preparer_id}


class PreparerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class EndDutyForm(forms.Form):
    on = DayField(label=_("Last due day that counts"))
    reason = forms.CharField(label=_("Why it is not owed any more"), max_length=200)


class SentForm(forms.Form):
    """The day, and a proof: a paper of this program, number and day, or a file."""

    sent_on = DayField(label=_("Sent on"))
    number = forms.CharField(label=_("Number of the paper"), max_length=60, required=False)
    dated = DayField(label=_("Dated"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, papers: QuerySet[IssuedPaper], may_store: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if papers.exists():
            self.fields["paper"] = forms.ModelChoiceField(
                papers, label=_("Paper issued here"), required=False, empty_label=_("None of these")
            )
        if may_store:
            self.fields["file"] = FileField(label=_("The paper that was sent"), required=False, help_text=file_hint())
            self.fields["marking"] = marking_field()
        self.order_fields(["sent_on", "paper", "number", "dated", "file", "marking", "note"])


class NotAskedForm(forms.Form):
    reason = forms.CharField(label=_("Why it is not asked for this time"), max_length=300)


class TakeBackForm(forms.Form):
    reason = forms.CharField(label=_("Why this is taken back"), max_length=200)


@dataclass(frozen=True)
class RegisterFilter:
    """Which papers are read for the register: those of a state, due up to a day."""

    state: str = OPEN
    year: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> RegisterFilter:
        state, year = query.get("state", ""), query.get("year", "")
        return cls(
            state=state if state in KEPT else OPEN, year=int(year) if year.isdecimal() and len(year) == 4 else None
        )

    def until(self, today: date, soon: date) -> date:
        """Up to which due day papers are read: those of the year asked for, else those that come soon."""
        if self.year is not None:
            return date(self.year, 12, 31)
        return max(soon, date(today.year, 12, 31)) if self.state == ALL else soon

    def chosen(self, papers: Sequence[OwedPaper]) -> list[OwedPaper]:
        return [paper for paper in papers if paper.state in KEPT[self.state]]
