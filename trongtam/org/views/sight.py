"""Who sees the sensitive records of a unit: granted and withdrawn by the head of the committee that leads it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .. import rules
from ..forms.people import OnForm
from ..forms.units import GrantSightForm
from ..models import SightGrant, Unit
from ..operations import sight
from ..queries import unit_page
from .answers import form_page, require, typed, who


def _unit(request: HttpRequest, code: str) -> Unit:
    shown = get_object_or_404(Unit.objects.visible_to(who(request)), code=code)
    require(rules.can_grant_sight(who(request), shown), rules.who_may_grant_sight(shown))
    return shown


@never_cache
def grant_sight(request: HttpRequest, code: str) -> HttpResponse:
    """Who has sight today, and the form that gives it to another."""
    shown, today = _unit(request, code), timezone.localdate()
    form = GrantSightForm(typed(request), people=unit_page.holders_near(shown, today), initial={"on": today})

    def do(given: dict) -> str:
        sight.grant_sight(given.pop("person"), by=who(request), unit=shown, **given)
        return reverse("org:grant_sight", args=[shown.code])

    return form_page(
        request,
        form,
        do,
        done=_("Sight is granted."),
        template="org/sight.html",
        title=_("Sight of Party records"),
        unit=shown,
        grants=unit_page.grants_on(shown, today),
    )


@never_cache
def withdraw_sight(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    shown = _unit(request, code)
    grant = get_object_or_404(SightGrant.objects.select_related("person"), pk=pk, unit=shown)

    def do(given: dict) -> str:
        sight.withdraw_sight(grant, by=who(request), **given)
        return reverse("org:grant_sight", args=[shown.code])

    form = OnForm(typed(request), initial={"on": timezone.localdate()})
    title, note = _("Withdraw sight"), f"{grant.person.full_name} · {grant.purpose}"
    return form_page(request, form, do, done=_("Sight is withdrawn."), title=title, note=note, unit=shown)
