"""After the set-up: the path on to the first board, and the logins of the units on the way."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from trongtam.ground.errors import Refused
from trongtam.look.shapes import Step

from .. import rules
from ..first_steps import FirstStep, next_of, steps_of
from ..forms.people import OpenUnitForm, OpenUnitsForm
from ..models import Unit
from ..operations import set_up as set_up_operations
from ..operations.first_logins import open_unit as do_open_unit
from ..operations.first_logins import open_units as do_open_units
from ..queries import first_steps as queries
from ..queries.speakers import MADE, read_speakers
from .accounts import slip_page, slips_page
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


@never_cache
def open_units(request: HttpRequest) -> HttpResponse:
    """Logins of a pasted list: first the preview; the same form, sent again with `sure`, makes them and shows the slips."""
    commune = queries.kept_commune(who(request))
    if commune is None:
        return redirect("org:units")
    require(rules.can_register_person(who(request), commune), rules.who_may_keep_people(commune))
    form = OpenUnitsForm(typed(request), initial={"on": timezone.localdate()})
    template, title = "org/open_units.html", _("Logins from a list")
    logins = queries.unit_logins(commune, timezone.localdate())
    if request.method == "POST" and form.is_valid() and "sure" not in request.POST:
        rows = read_speakers(form.cleaned_data["lines"], logins)
        new = sum(row.state in MADE for row in rows)
        button = ngettext("Make %(n)s login and its slip", "Make %(n)s logins and their slips", new) % {"n": new}
        context = {"form": form, "title": title, "unit": commune, "rows": rows, "new": new, "button": button}
        context["draft"] = f"form:{request.path.strip('/')}"
        return render(request, template, context)
    made = []

    def do(given: dict) -> str:
        made.extend(do_open_units(read_speakers(given.pop("lines"), logins), by=who(request), **given))
        return reverse("org:unit_logins")

    answer = form_page(request, form, do, done=_("The logins are made."), template=template, title=title, unit=commune)
    return slips_page(request, made, back=reverse("org:unit_logins")) if made else answer
