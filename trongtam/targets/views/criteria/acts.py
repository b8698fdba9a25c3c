"""Forms about criteria: adopt, bring up to date, withdraw, put in charge, not applicable, thresholds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from trongtam.look.answers import form_page, require, typed
from trongtam.org.models import Unit
from trongtam.org.views.answers import who

from ... import rules
from ...forms.criteria import AdoptForm, ChargeForm, LevelsForm, ReasonForm
from ...models import AdoptedCriterion, AdoptedIndicator, CriteriaAdoption, CriteriaOverlay
from ...operations import criteria as operations
from ...queries import choices
from ...queries.criteria import adoptions_of, sets_for
from ...queries.criteria.shelves import levels_of
from .pages import load_set

both = require_http_methods(["GET", "POST"])


def board_url(adoption: CriteriaAdoption) -> str:
    return f"{reverse('targets:criteria_board', args=[adoption.unit.code])}?set={adoption.pk}"


@both
def adopt_criteria(request: HttpRequest, code: str) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(who(request)), code=code)
    require(rules.can_set_target(who(request), unit), rules.who_may_set_target(unit))
    year, sets = timezone.localdate().year, sets_for(unit)
    before = next(iter(adoptions_of(who(request), unit.pk)), None)
    usual = next((one.code for one in sets.values() if year in one.years), None)
    initial = {"year": year, "set_code": request.GET.get("set", usual)}
    if before is not None:
        initial |= {"region": before.region, "group": before.group}
    form = AdoptForm(typed(request), sets=sets.values(), initial=initial)

    def do(given: dict[str, Any]) -> str:
        made = operations.adopt_criteria(unit, given["set_code"], given["year"], by=who(request), taking=form.taking)
        return board_url(made)

    return form_page(
        request,
        form,
        do,
        title=_("Adopt a set of criteria"),
        done=_("The set is adopted; its thresholds are targets now."),
        button=_("Adopt the set"),
        lead=unit.name,
        note=_("A threshold that is missing makes no target, and its criterion is not judged until it is known."),
        back_url=reverse("targets:criteria_board", args=[unit.code]),
        back_text=_("Criteria"),
        nav_current="criteria",
    )


def _adoption(request: HttpRequest, pk: int) -> CriteriaAdoption:
    found = get_object_or_404(CriteriaAdoption.objects.visible_to(who(request)).select_related("unit"), pk=pk)
    require(rules.can_keep_criteria(who(request), found), rules.who_may_set_target(found.unit))
    return found


@require_POST
def renew_criteria(request: HttpRequest, pk: int) -> HttpResponse:
    adoption = _adoption(request, pk)
    changed = operations.renew_criteria(adoption, by=who(request))
    told = ngettext("%(n)d threshold is brought up to date.", "%(n)d thresholds are brought up to date.", changed)
    messages.success(request, told % {"n": changed})
    return redirect(board_url(adoption))


@both
def withdraw_criteria(request: HttpRequest, pk: int) -> HttpResponse:
    adoption = _adoption(request, pk)

    def do(given: dict[str, Any]) -> str:
        operations.withdraw_criteria(adoption, by=who(request), **given)
        return reverse("targets:criteria_board", args=[adoption.unit.code])

    done = _("The set is withdrawn; it stays readable in the book.")
    page = {"title": _("Withdraw the set"), "button": _("Withdraw"), "lead": str(adoption)}
    around = {"back_url": board_url(adoption), "back_text": _("Criteria"), "nav_current": "criteria"}
    return form_page(request, ReasonForm(typed(request)), do, done=done, **page, **around)


@both
def charge_criterion(request: HttpRequest, pk: int) -> HttpResponse:
    seen = AdoptedCriterion.objects.visible_to(who(request)).select_related("adoption__unit")
    criterion = get_object_or_404(seen, pk=pk)
    unit = criterion.adoption.unit
    require(rules.can_change_criterion(who(request), criterion), rules.who_may_set_target(unit))
    people = choices.people_for(unit, timezone.localdate())
    form = ChargeForm(typed(request), people=people, initial={"holder": criterion.holder_id})

    def do(given: dict[str, Any]) -> str:
        operations.charge_criterion(criterion, by=who(request), **given)
        return reverse("targets:criterion", args=[criterion.pk])

    page = {"title": _("Who is in charge"), "button": _("Save"), "done": _("It is noted who is in charge.")}
    return form_page(request, form, do, **page, **_about(criterion))


@both
def excuse_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    indicator = _indicator(request, pk)

    def do(given: dict[str, Any]) -> str:
        operations.excuse_indicator(indicator, by=who(request), **given)
        return reverse("targets:criterion", args=[indicator.criterion_id])

    done = _("The indicator counts as not applicable, with its reason.")
    page = {"title": _("Not applicable here"), "button": _("Mark as not applicable"), "quote": str(indicator)}
    return form_page(request, ReasonForm(typed(request)), do, done=done, **page, **_about(indicator.criterion))


@require_POST
def restore_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    indicator = _indicator(request, pk)
    operations.restore_indicator(indicator, by=who(request))
    messages.success(request, _("The indicator is applicable again."))
    return redirect("targets:criterion", indicator.criterion_id)


@both
def lay_levels(request: HttpRequest, code: str, set_code: str) -> HttpResponse:
    """Thresholds that the unit lays over a set, for itself and those below."""
    unit = get_object_or_404(Unit.objects.visible_to(who(request)), code=code)
    require(rules.can_lay_levels(who(request), unit), rules.who_may_lay_levels(unit))
    one = load_set(unit, set_code)
    row = CriteriaOverlay.objects.filter(unit=unit, set_code=set_code).first()
    initial = {"basis": row.basis} if row else {}
    form = LevelsForm(typed(request), one=one, laid=levels_of(row) if row else {}, initial=initial)
    back = reverse("targets:criteria_set", args=[unit.code, set_code])

    def do(given: dict[str, Any]) -> str:
        operations.lay_levels(unit, set_code, form.levels, by=who(request), basis=given["basis"])
        return back

    return form_page(
        request,
        form,
        do,
        title=_("Own thresholds"),
        done=_("The thresholds are kept. Sets that were adopted are brought up to date on their board."),
        button=_("Keep the thresholds"),
        template="targets/criteria/levels_form.html",
        lead=f"{unit.name}, {one.name}",
        back_url=back,
        back_text=one.name,
        nav_current="criteria",
    )


def _indicator(request: HttpRequest, pk: int) -> AdoptedIndicator:
    seen = AdoptedIndicator.objects.filter(criterion__in=AdoptedCriterion.objects.visible_to(who(request)))
    found = get_object_or_404(seen.select_related("criterion__adoption__unit"), pk=pk)
    require(rules.can_excuse(who(request), found), rules.who_may_set_target(found.criterion.adoption.unit))
    return found


def _about(criterion: AdoptedCriterion) -> dict[str, Any]:
    return {
        "lead": str(criterion.adoption),
        "back_url": reverse("targets:criterion", args=[criterion.pk]),
        "back_text": str(criterion),
        "nav_current": "criteria",
    }
