"""Inspections and opinions of the Front in words and marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.ground import days
from trongtam.look.shapes import Fact, Tab

from .models import Demand, DemandState, FrontOpinion, FrontState, Inspection, InspectionState

_BANDS = {
    InspectionState.PLANNED: "not_measured",
    InspectionState.DECIDED: "partly",
    InspectionState.REPORTED: "partly",
    InspectionState.CONCLUDED: "partly",
    InspectionState.SETTLED: "met",
    InspectionState.DROPPED: "not_measured",
}


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Row:
    url: str
    name: str
    meta: str
    band: str = ""
    word: str = ""


def tabs(current: str, *, with_the_post: bool, oversees: bool) -> list[Tab]:
    """What one may open of this room."""
    found = []
    if with_the_post:
        found.append(Tab(_("Programmes"), reverse("inspection:programmes"), current == "programmes"))
    if oversees:
        found.append(Tab(_("Overview"), reverse("inspection:overview"), current == "overview"))
    found.append(Tab(_("Front: supervision, criticism"), reverse("inspection:opinions"), current == "opinions"))
    return found if len(found) > 1 else []


def state_of(one: Inspection) -> tuple[str, str]:
    return _BANDS[InspectionState(one.state)], sentence(str(one.get_state_display()))


def span_words(one: Inspection) -> str:
    first, last = days.write(one.planned_from), days.write(one.planned_to)
    return first if first == last else f"{first} – {last}"


def subject_words(one: Inspection) -> str:
    """The subject; of a unit that has ended since also who carries it on, where somebody does."""
    unit = one.subject_unit
    if unit is None or unit.ended_on is None or not unit.passed_on:
        return str(one.subject)
    heirs = ", ".join(link.successor.name for link in unit.successors.all())
    return _("%(unit)s (now %(heirs)s)") % {"unit": unit.name, "heirs": heirs} if heirs else unit.name


def inspection_row(one: Inspection) -> Row:
    band, word = state_of(one)
    meta = f"{one.get_kind_display()}, {one.get_form_display()} · {span_words(one)}"
    return Row(reverse("inspection:inspection", args=[one.pk]), subject_words(one), meta, band, word)


def inspection_facts(one: Inspection) -> list[Fact]:
    found = [
        Fact(_("Kind"), str(one.get_kind_display()), note=str(one.get_form_display()), quiet=True),
        Fact(_("Planned"), span_words(one), note=one.programme.title, quiet=True),
    ]
    if one.lead is not None:
        found.append(Fact(_("Who leads it"), one.lead.full_name, quiet=True))
    if one.decided_on is not None:
        found.append(Fact(_("Decision"), one.decision, note=days.write(one.decided_on), quiet=True))
    if one.concluded_on is not None:
        number = one.conclusion_number or _("without a number")
        found.append(Fact(_("Conclusion"), number, note=days.write(one.concluded_on), quiet=True))
    if one.settled_on is not None:
        found.append(Fact(_("Settled"), days.write(one.settled_on), quiet=True))
    return found


def demand_state(one: Demand, today: date) -> tuple[str, str]:
    if one.state == DemandState.SETTLED:
        day = days.write(one.settled_on) if one.settled_on else ""
        return "met", _("Settled on %(day)s") % {"day": day}
    if one.due < today:
        late = (today - one.due).days
        return "not_met", ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}
    return "partly", _("Until %(day)s") % {"day": days.write(one.due)}


def opinion_state(one: FrontOpinion, today: date) -> tuple[str, str]:
    if one.state == FrontState.SETTLED:
        return "met", _("Settled")
    if one.state == FrontState.REPLIED:
        return "met", _("Replied on %(day)s") % {"day": days.write(one.replied_on)} if one.replied_on else _("Settled")
    if one.reply_due < today:
        late = (today - one.reply_due).days
        return "not_met", ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}
    return "partly", _("Reply until %(day)s") % {"day": days.write(one.reply_due)}


def opinion_row(one: FrontOpinion, today: date) -> Row:
    band, word = opinion_state(one, today)
    meta = f"{one.get_kind_display()} · {one.unit.name} → {one.reply_from.name}"
    return Row(reverse("inspection:opinion", args=[one.pk]), one.about, meta, band, word)
