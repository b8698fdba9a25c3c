"""What a conclusion asks for: read by those with the post and by whoever has to do it; followed up until it is settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from trongtam.look.answers import form_page, require, typed
from trongtam.org.views.answers import who
from trongtam.work.models import Work

from .. import forms, operations, presentation, rules
from ..models import Demand, DemandState, Inspection
from .inspections import HERE


def found(request: HttpRequest, pk: int) -> Demand:
    rows = Demand.objects.visible_to(who(request))
    with_all = ("inspection__programme__keeper__parent", "holder_unit", "holder_person", "supervisor", "work")
    return get_object_or_404(rows.select_related(*with_all), pk=pk)


@never_cache
@require_GET
def demand(request: HttpRequest, pk: int) -> HttpResponse:
    user, shown, today = who(request), found(request, pk), timezone.localdate()
    follows = shown.state == DemandState.OPEN and rules.can_follow_demand(user, shown)
    seen = Work.objects.visible_to(user).filter(pk=shown.work_id).first() if shown.work_id else None
    context = {
        "demand": shown,
        "state": presentation.demand_state(shown, today),
        "follow_ups": list(shown.follow_ups.all()),
        "work": seen,
        "follows": follows,
        "settles": follows and rules.can_settle_demand(user, shown),
        "sees_inspection": Inspection.objects.visible_to(user).filter(pk=shown.inspection_id).exists(),
        **HERE,
    }
    return render(request, "inspection/demand.html", context)


def _act(
    request: HttpRequest, shown: Demand, form: Any, do: Callable[[dict[str, Any]], object], **texts: Any
) -> HttpResponse:
    def then(given: dict[str, Any]) -> str:
        do(given)
        return reverse("inspection:demand", args=[shown.pk])

    back = {"back_url": reverse("inspection:demand", args=[shown.pk]), "back_text": _("What the conclusion asks for")}
    return form_page(request, form, then, quote=shown.text, **texts, **back, **HERE)


@never_cache
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.can_follow_demand(user, shown), rules.who_keeps(shown.inspection.programme.keeper))
    form = forms.FollowForm(typed(request), initial={"on": timezone.localdate()})
    texts = {"title": _("Look again"), "done": _("Written down."), "button": _("Keep it")}
    return _act(request, shown, form, lambda given: operations.follow_up(shown, by=user, **given), **texts)


@never_cache
def extend_demand(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.can_follow_demand(user, shown), rules.who_keeps(shown.inspection.programme.keeper))
    form = forms.ExtendForm(typed(request))
    texts = {"title": _("Give another day"), "done": _("The new day stands; the first one stays readable.")}
    return _act(
        request,
        shown,
        form,
        lambda given: operations.extend_demand(shown, by=user, **given),
        button=_("Give it"),
        **texts,
    )


@never_cache
def settle_demand(request: HttpRequest, pk: int) -> HttpResponse:
    shown, user = found(request, pk), who(request)
    require(rules.can_settle_demand(user, shown), rules.who_keeps(shown.inspection.programme.keeper))
    form = forms.SettleForm(typed(request), initial={"on": timezone.localdate()})
    texts = {"title": _("It was carried out"), "done": _("Settled."), "button": _("Settle it")}
    return _act(request, shown, form, lambda given: operations.settle_demand(shown, by=user, **given), **texts)
