"""What is agreed about a work, as it is typed: the form gives a `Plan`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from trongtam.ground.errors import Refused
from trongtam.look.forms import RowField, RowsField, day_field
from trongtam.org.models import Person, Unit
from trongtam.targets.models import AdoptedCriterion, Target

from .. import reading
from ..models import Campaign, Focus, Kind, RootKind, focus_text, focuses_in
from ..plan import Plan, Root
from ..queries.options import Offered

EMPTY = list(BLANK_CHOICE_DASH)


class HolderField(forms.ChoiceField):
    """A unit that was chosen is known without reading the people, and a person without reading the units."""

    may_hold: Callable[[str], bool]

    def valid_value(self, value: str) -> bool:
        return self.may_hold(value)


class RootField(forms.ChoiceField):
    """A root that is words alone is known without reading all documents."""

    def valid_value(self, value: str) -> bool:
        return value in RootKind.values or super().valid_value(value)


class PlanForm(forms.Form):
    """`given()` is the plan. Holder and root are one list each, of values like `unit:12`."""

    title = forms.CharField(label=_("What is to be done"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(
        label=_("Kind of work"),
        choices=Kind.choices,
        help_text=_("What comes back every week or month is given under “Recurring work”."),
    )
    focus = forms.MultipleChoiceField(
        label=_("Chosen from"), choices=Focus.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    holder = HolderField(label=_("Who does it"))
    start = day_field(_("From the day"))
    due = day_field(_("Done by"))
    products = forms.CharField(
        label=_("Products, a line each"),
        required=False,
        help_text=_("Begin with a number where it can be counted: 10 village halls"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    roadmap = forms.CharField(
        label=_("Roadmap, a line each"),
        required=False,
        help_text=_("Day, step | place | product: 31/03/2021 First three cells | Cell of hamlet 1 | 3 meetings"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    year = forms.RegexField(r"[12]\d{3}", label=_("In the list of the year"), widget=forms.NumberInput)
    stage_to = forms.RegexField(
        r"[12]\d{3}",
        label=_("Goes on until the year"),
        required=False,
        help_text=_("Leave empty for one year."),
        widget=forms.NumberInput,
    )
    root = RootField(label=_("Where it comes from"))
    root_text = forms.CharField(label=_("Paper or meeting of the superior"), required=False, max_length=400)
    supervisor = RowField(Person.objects.none(), label=_("Who looks on"), required=False)
    cooperating = RowsField(Unit.objects.none(), label=_("Who works along"), required=False)
    targets = RowsField(Target.objects.none(), label=_("Targets that it serves"), required=False)
    criteria = RowsField(AdoptedCriterion.objects.none(), label=_("Criteria that it serves"), required=False)

    FIRST = ("title", "kind", "focus", "holder", "start", "due", "products", "roadmap")

    def __init__(
        self,
        *args: Any,
        offered: Offered,
        known: reading.Known | None = None,
        campaign: Campaign | None = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.offered, self.known, self.campaign = offered, known, campaign
        self.fields["holder"].may_hold = offered.may_hold  # type: ignore[attr-defined]  # a choice field
        self.fields["holder"].choices = lambda: [*EMPTY, *offered.holders]  # type: ignore[attr-defined]  # a choice field
        self.fields["root"].choices = lambda: offered.roots  # type: ignore[attr-defined]  # a choice field
        known_kind = self.initial.get("kind")
        self.fields["kind"].choices = [  # type: ignore[attr-defined]  # a choice field
            one for one in Kind.choices if one[0] != Kind.RECURRING or known_kind == Kind.RECURRING
        ]
        for name, rows in offered.rows.items():
            self.fields[name].late(rows)  # type: ignore[attr-defined]  # fields of rows
        if campaign is not None:
            self._keep_to(campaign)

    def name_own_root(self, shown: str) -> None:
        """What a root that is neither a row nor a superior's words is called: an organ that assigns registers nothing."""
        self.fields["root"].choices = lambda: [  # type: ignore[attr-defined]  # a choice field
            (value, shown if value == RootKind.OWN else name) for value, name in self.offered.roots
        ]

    def _keep_to(self, campaign: Campaign) -> None:
        """Only what the campaign takes: a breakthrough work of its year, chosen from its focuses."""
        asked = [one for one in Focus.choices if not campaign.focuses or one[0] in campaign.focuses]
        focus = self.fields["focus"]
        focus.choices = asked  # type: ignore[attr-defined]  # a choice field
        focus.required = bool(campaign.focuses)
        names = ", ".join(str(label) for _value, label in asked)
        told = _("This campaign asks for works chosen from: %(focuses)s.") % {"focuses": names}
        focus.error_messages |= {"invalid_choice": told, "required": told}
        self.fields["kind"].choices = [(Kind.BREAKTHROUGH.value, Kind.BREAKTHROUGH.label)]  # type: ignore[attr-defined]  # a choice field
        self.fields["year"].disabled = True

    def clean_roadmap(self) -> Any:
        return self._lines(reading.roadmap, "roadmap", self.known, self.offered.units_by_name)

    def clean_products(self) -> Any:
        return self._lines(reading.products, "products")

    def _lines(self, read: Any, name: str, *more: Any) -> Any:
        try:
            return read(self.cleaned_data[name], *more)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def plan(self) -> Plan:
        """Of a valid form."""
        given = self.cleaned_data
        kind, _colon, pk = given["holder"].partition(":")
        root, _colon, root_pk = given["root"].partition(":")
        year = given["year"]
        return Plan(
            title=given["title"],
            kind=given["kind"],
            focus=focus_text(given["focus"]),
            root=Root(root, int(root_pk) if root_pk else None, given["root_text"]),
            year=year,
            stage=f"{year}..{given['stage_to']}" if given["stage_to"] and given["stage_to"] != year else "",
            start=given["start"],
            due=given["due"],
            unit=self.offered.held_by_unit(int(pk)) if kind == "unit" else None,
            person=self.offered.held_by_person(int(pk)) if kind == "person" else None,
            supervisor=given["supervisor"],
            cooperating=tuple(given["cooperating"]),
            products=given["products"],
            roadmap=given["roadmap"],
            targets=tuple(given["targets"]),
            criteria=tuple(given["criteria"]),
        )


def initial_of(plan: Plan) -> dict[str, Any]:
    """What the form starts from, of a work that is there already."""
    holder = f"unit:{plan.unit.pk}" if plan.unit is not None else f"person:{plan.person.pk}" if plan.person else ""
    return {
        "title": plan.title,
        "kind": plan.kind,
        "focus": list(focuses_in(plan.focus)),
        "holder": holder,
        "start": plan.start,
        "due": plan.due,
        "products": "\n".join(one.text for one in plan.products),
        "roadmap": reading.write_roadmap(plan.roadmap),
        "year": plan.year,
        "stage_to": plan.stage.partition("..")[2][:4],
        "root": f"{plan.root.kind}:{plan.root.pk}" if plan.root.pk else plan.root.kind,
        "root_text": plan.root.text,
        "supervisor": plan.supervisor.pk if plan.supervisor else None,
        "cooperating": [one.pk for one in plan.cooperating],
        "targets": [one.pk for one in plan.targets],
        "criteria": [one.pk for one in plan.criteria],
    }


def new_initial(year: int, today: date, root: str = "") -> dict[str, Any]:
    """Of a new one: the year, from its first day or today to the middle of December, or to its end."""
    middle = date(year, 12, 15)
    return {
        "kind": Kind.BREAKTHROUGH,
        "year": str(year),
        "start": today if today.year == year else date(year, 1, 1),
        "due": middle if today < middle or today.year != year else date(year, 12, 31),
        "root": root or RootKind.OWN,
    }
