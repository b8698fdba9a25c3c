"""After the set-up: the path on to the first board, and the logins of the units on the way."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from trongtam.ground.errors import Refused
from trongtam.look.shapes import Step

from .. import rules
from ..first_steps import FirstStep, next_of, steps_of
from ..forms.people import OpenUnitForm
from ..models import Unit
from ..operations import set_up as set_up_operations
from ..operations.first_logins import open_unit as do_open_unit
from ..queries import first_steps as queries
from .accounts import slip_page
from .answers import form_page, require, typed, who


def next_steps(request: HttpRequest) -> HttpResponse:
    """“Tiếp theo làm gì?”: every step with what stands already, and the way to the first that is open."""
    commune = queries.kept_commune(who(request))
    if commune is None:
        return redirect("org:units")
    steps = steps_of(who(request), commune, timezone.now())
    upcoming = next_of(steps)
    context = {
        "commune": commune,
        "committee": queries.committee_of(commune) or commune,
        "line": [_drawn(number, step, step is upcoming) for number, step in enumerate(steps, 1)],
        "upcoming": upcoming,
        "done": sum(step.done for step in steps),
        "total": len(steps),
        "open": queries.open_commune(who(request)) is not None,
    }
    return render(request, "org/next_steps.html", context)


def _drawn(number: int, step: FirstStep, upcoming: bool) -> Step:
    label = _("Step %(n)s · done") if step.done else _("Step %(n)s · next") if upcoming else _("Step %(n)s · to do")
    return Step(
        label=label % {"n": number},
        title=step.title,
        kind="now" if upcoming else "root" if step.done else "step",
        text="" if step.done else step.text,
        meta=step.stands,
        url=step.url,
        link=step.action,
    )


def put_away(request: HttpRequest) -> HttpResponse:
    """The desk leads no longer here; not there where no set-up is open to the person."""
    commune = queries.open_commune(who(request))
    if commune is None:
        raise Http404
    if request.method != "POST":
        return redirect("org:next_steps")
    set_up_operations.put_away_set_up(commune, by=who(request))
    messages.success(request, _("The guided set-up is put away."))
    return redirect("home")


def put_logins_aside(request: HttpRequest) -> HttpResponse:
    """The set-up goes on without the logins that lack; not there where no set-up is open to the person."""
    commune = queries.open_commune(who(request))
    if commune is None:
        raise Http404
    if request.method == "POST":
        try:
            set_up_operations.put_logins_aside(commune, by=who(request))
        except Refused as refusal:
            messages.info(request, str(refusal))
    return redirect("org:next_steps")


@never_cache
def unit_logins(request: HttpRequest) -> HttpResponse:
    """Cells and hamlets of the commune: who speaks for each, and whether he can sign in."""
    commune = queries.kept_commune(who(request))
    if commune is None:
        return redirect("org:units")
    rows = queries.unit_logins(commune, timezone.localdate())
    context = {
        "commune": commune,
        "rows": rows,
        "done": sum(row.signs_in for row in rows),
        "may_put_aside": queries.open_commune(who(request)) is not None and not all(row.signs_in for row in rows),
    }
    return render(request, "org/unit_logins.html", context)


@never_cache
def open_unit(request: HttpRequest, code: str) -> HttpResponse:
    """The person who speaks for a unit, registered with post and login; the answer is the slip."""
    unit = get_object_or_404(Unit.objects.visible_to(who(request)), code=code)
    require(rules.can_register_person(who(request), unit), rules.who_may_keep_people(unit))
    form = OpenUnitForm(typed(request), initial={"on": timezone.localdate()})
    title = _("Login for %(unit)s") % {"unit": unit.name}
    made = []

    def do(given: dict) -> str:
        made.append(do_open_unit(unit, by=who(request), **given))
        return reverse("org:unit_logins")

    answer = form_page(
        request, form, do, done=_("The login is made."), title=title, button=_("Make the login and the slip"), unit=unit
    )
    return slip_page(request, made[0], back=reverse("org:unit_logins")) if made else answer
