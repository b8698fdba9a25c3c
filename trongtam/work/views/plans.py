"""A work is written down: registered by its holder, assigned by the organ, written anew, adjusted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.look.answers import form_page, require, typed
from trongtam.org.models import Unit
from trongtam.org.views.answers import who
from trongtam.resolutions.roots import LARGEST

from .. import operations, rules
from ..forms.acts import ReasonForm
from ..forms.plan import PlanForm, initial_of, new_initial
from ..models import Campaign, Kind, Work
from ..plan import Plan
from ..queries.campaigns import running
from ..queries.options import Offered
from ..reading import known_of
from .pages import found, place


class AdjustForm(PlanForm, ReasonForm):
    """What was agreed, changed, and why. Holder, day and year are changed by acts of their own."""

    OF_OTHERS = {
        "holder": gettext_lazy("Stays here; to give it to somebody else there is “Hand it over”."),
        "due": gettext_lazy("Stays here; for another day there is “Move the day”."),
    }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("holder", "due", "year", "stage_to"):
            self.fields[name].disabled = True
            self.fields[name].required = False
            self.fields[name].help_text = self.OF_OTHERS.get(name, "")


def _year(request: HttpRequest) -> int:
    given = request.POST.get("year") or request.GET.get("year", "")
    return int(given) if given.isdecimal() and 1900 < int(given) < 2999 else timezone.localdate().year


def _target_asked(request: HttpRequest) -> list[int]:
    """The target that the form was opened for, by its key."""
    given = request.GET.get("target", "")
    return [int(given)] if given.isdecimal() and int(given) <= LARGEST else []


def _form(request: HttpRequest, unit: Unit, campaign: Campaign | None = None) -> PlanForm:
    year = int(campaign.period_code) if campaign is not None else _year(request)
    named = request.POST.get("root") or request.GET.get("root", "")
    serving = _target_asked(request)
    choices = Offered(unit, str(year), who(request), timezone.localdate(), named=named, serving=serving)
    initial = new_initial(year, timezone.localdate(), request.GET.get("root", ""))
    if choices.root is not None and choices.root.kind not in ("clause", "shortcoming", "criterion"):
        # Begun from what a room above keeps: its words, and a work that follows up on it.
        initial |= {"title": choices.root.text[:400], "kind": Kind.FOLLOW_UP, "start": timezone.localdate()}
    held = [value for _group, rows in choices.holders for value, _name in rows]
    initial["holder"] = request.GET.get("holder") or (held[0] if len(held) == 1 else "")
    initial["targets"] = serving
    if campaign is not None:
        initial["stage_to"] = campaign.stage_code.partition("..")[2][:4]
    return PlanForm(typed(request), offered=choices, initial=initial, campaign=campaign)


def _campaign(request: HttpRequest, unit: Unit) -> Campaign | None:
    """The campaign that the address names; a stranger gets 404."""
    pk = request.GET.get("campaign", "")
    if not pk.isdecimal():
        return None
    return get_object_or_404(Campaign.objects.visible_to(who(request)).filter(unit=unit), pk=int(pk))


def _running_campaign(unit: Unit, plan: Plan) -> Campaign | None:
    """Where none is named: a breakthrough work goes into the campaign of its year that takes registrations."""
    if plan.kind != Kind.BREAKTHROUGH:
        return None
    return running(unit, timezone.localdate()).get(plan.year)


def assign_work(request: HttpRequest, code: str) -> HttpResponse:
    unit = place(request, code)
    require(rules.can_assign_work(who(request), unit), rules.who_may_assign(unit))

    def do(_given: dict[str, Any]) -> str:
        made = operations.assign_work(unit, form.plan(), by=who(request), campaign=campaign)
        return reverse("work:work", args=[made.pk])

    campaign = _campaign(request, unit)
    form = _form(request, unit, campaign)
    form.name_own_root(_("Chosen by %(unit)s itself") % {"unit": unit.name})
    texts = {"title": _("Assign a work"), "done": _("The work is assigned."), "button": _("Assign it")}
    return _page(request, form, do, unit, reverse("work:board", args=[unit.code]), **texts)


def propose_work(request: HttpRequest, code: str) -> HttpResponse:
    """One's own work, or that of one's unit: drafted here, registered with one press on its page."""
    unit = place(request, code)

    def do(_given: dict[str, Any]) -> str:
        plan = form.plan()
        into = campaign or _running_campaign(unit, plan)
        made = operations.propose_work(unit, plan, by=who(request), campaign=into)
        return reverse("work:work", args=[made.pk])

    campaign = _campaign(request, unit)
    form = _form(request, unit, campaign)
    done = _("Kept as a draft. Look it over, then register it.")
    texts = {"title": _("Register a work"), "done": done, "button": _("Keep the draft")}
    return _page(request, form, do, unit, reverse("work:own"), **texts)


def _offered(request: HttpRequest, work: Work, agreed: Plan) -> Offered:
    """What may be chosen for a work that stands: its own root and its own targets among the rest."""
    named, serving = f"{work.root_kind}:{work.root_id}", [one.pk for one in agreed.targets]
    return Offered(work.unit, work.period_code, who(request), timezone.localdate(), named=named, serving=serving)


def rewrite_work(request: HttpRequest, pk: int) -> HttpResponse:
    work = found(request, pk)
    require(rules.can_register_work(who(request), work), rules.who_holds(work))

    def do(_given: dict[str, Any]) -> str:
        return reverse("work:work", args=[operations.rewrite_work(work, form.plan(), by=who(request)).pk])

    agreed = operations.plan_of(work)
    choices = _offered(request, work, agreed)
    known = known_of(agreed.roadmap)
    form = PlanForm(typed(request), offered=choices, known=known, initial=initial_of(agreed), campaign=work.campaign)
    texts = {"title": _("Write it anew"), "done": _("Kept. Look it over, then register it."), "button": _("Keep it")}
    return _page(request, form, do, work.unit, reverse("work:work", args=[work.pk]), **texts)


def adjust_work(request: HttpRequest, pk: int) -> HttpResponse:
    work = found(request, pk)
    require(rules.can_decide_work(who(request), work), rules.who_decides(work))
    agreed = operations.plan_of(work)
    known = known_of(agreed.roadmap)

    def do(given: dict[str, Any]) -> str:
        changed = operations.adjust_work(work, form.plan(), by=who(request), reason=given["reason"])
        return reverse("work:work", args=[changed.pk])

    choices = _offered(request, work, agreed)
    form = AdjustForm(typed(request), offered=choices, known=known, initial=initial_of(agreed), campaign=work.campaign)
    texts = {"title": _("Adjust what was agreed"), "done": _("The work is adjusted."), "button": _("Adjust it")}
    return _page(request, form, do, work.unit, reverse("work:work", args=[work.pk]), **texts)


def _page(request: HttpRequest, form: PlanForm, do: Any, unit: Unit, back: str, **texts: Any) -> HttpResponse:
    where = {"back_url": back, "back_text": _("Works"), "lead": unit.name, "nav_current": "work"}
    first = [form[name] for name in form.FIRST]
    rest = [one for one in form if one.name not in form.FIRST and one.name != "reason"]
    why = [form["reason"]] if "reason" in form.fields else []
    rest_open = any(one.errors for one in rest)
    return form_page(
        request,
        form,
        do,
        template="work/plan_form.html",
        first_fields=first,
        more_fields=rest,
        why=why,
        rest_open=rest_open,
        campaign=form.campaign,
        **texts,
        **where,
    )
